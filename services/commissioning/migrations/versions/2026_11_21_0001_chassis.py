"""The chassis' own tables: events, audit, idempotency, followers."""

from noms.chassis.database.schema import create_chassis, drop_chassis

revision = "2026_11_21_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_chassis()


def downgrade() -> None:
    drop_chassis()
