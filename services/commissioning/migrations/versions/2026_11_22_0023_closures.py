"""The chassis' table of closed records; nothing of this service can be closed."""

from noms.chassis.database.schema import create_closures, drop_closures

revision = "2026_11_22_0023"
down_revision = "2026_11_22_0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_closures()


def downgrade() -> None:
    drop_closures()
