"""Books that can be closed to some keepers."""

from noms.chassis.database.schema import closable, create_closures, drop_closures, reopen

revision = "2026_11_22_0005"
down_revision = "2026_11_22_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_closures()
    closable("book", by="isbn")


def downgrade() -> None:
    reopen("book")
    drop_closures()
