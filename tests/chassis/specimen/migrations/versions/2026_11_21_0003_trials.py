"""What the trials need: a constraint that is checked at the commit, a follower's notebook, and a table that nobody was given."""

from alembic import op

from noms.chassis.database.schema import app_role

revision = "2026_11_21_0003"
down_revision = "2026_11_21_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE book ADD COLUMN mark text CONSTRAINT book_mark_key UNIQUE DEFERRABLE INITIALLY DEFERRED")
    op.execute("""CREATE TABLE sighting (sighting_id uuid CONSTRAINT sighting_pkey PRIMARY KEY, event_id uuid NOT NULL,
        isbn text NOT NULL, sequence bigint NOT NULL)""")
    op.execute("CREATE TABLE attic (thing text)")
    op.execute(f'REVOKE ALL ON attic FROM "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP TABLE attic, sighting")
    op.execute("ALTER TABLE book DROP COLUMN mark")
