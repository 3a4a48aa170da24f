"""A kept answer holds whom it concerns, so that the audit names them when it is given again."""

from noms.chassis.database.schema import forget_whom_answers_concern, keep_whom_answers_concern

revision = "2026_11_22_0004"
down_revision = "2026_11_21_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keep_whom_answers_concern()


def downgrade() -> None:
    forget_whom_answers_concern()
