"""A specimen table of people's records, and a part of it."""

from alembic import op

from noms.chassis.database.schema import protect, protect_part

revision = "2026_11_21_0002"
down_revision = "2026_11_21_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""CREATE TABLE book (
        book_id uuid CONSTRAINT book_pkey PRIMARY KEY, isbn text NOT NULL CONSTRAINT book_isbn_key UNIQUE, title text NOT NULL,
        copies bigint NOT NULL CONSTRAINT book_copies_check CHECK (copies >= 0), version bigint NOT NULL, audience text[] NOT NULL)""")
    op.execute("""CREATE TABLE note (note_id uuid CONSTRAINT note_pkey PRIMARY KEY, book_id uuid NOT NULL
        CONSTRAINT note_book_id_fkey REFERENCES book, says text NOT NULL)""")
    protect("book")
    protect_part("note", of="book", key="book_id")


def downgrade() -> None:
    op.execute("DROP TABLE note, book")
