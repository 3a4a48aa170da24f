"""A signature keeps who entered it, so that nobody signs an agreement for both parties."""

from alembic import op

revision = "2026_11_21_0003"
down_revision = "2026_11_21_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE signature ADD COLUMN recorded_by text, ADD COLUMN recorded_through text")


def downgrade() -> None:
    op.execute("ALTER TABLE signature DROP COLUMN recorded_by, DROP COLUMN recorded_through")
