"""Requirements and referrals of people whose record is closed to the caller."""

from noms.chassis.database.schema import closable, create_closures, drop_closures, reopen

revision = "2026_11_22_0005"
down_revision = "2026_11_22_0004"
branch_labels = None
depends_on = None

CLOSABLE = ("requirement", "referral")


def upgrade() -> None:
    create_closures()
    for table in CLOSABLE:
        closable(table, by="crn")


def downgrade() -> None:
    for table in CLOSABLE:
        reopen(table)
    drop_closures()
