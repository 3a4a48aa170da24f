"""Scorecards: filled by the room."""

revision = "2026_11_22_0022"
down_revision = "2026_11_22_0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""


def downgrade() -> None:
    """Nothing yet."""
