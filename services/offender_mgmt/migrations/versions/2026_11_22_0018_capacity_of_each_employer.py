"""What an officer can carry is said once a day by each employer: staff codes are the employers' own."""

from alembic import op

revision = "2026_11_22_0018"
down_revision = "2026_11_22_0016"
branch_labels = None
depends_on = None

KEY = "officer_capacity_officer_applies_from_key"


def upgrade() -> None:
    op.execute(
        f"""ALTER TABLE officer_capacity DROP CONSTRAINT {KEY},
            ADD CONSTRAINT {KEY} UNIQUE NULLS NOT DISTINCT (officer_code, provider, establishment_code, applies_from)"""
    )


def downgrade() -> None:
    """Of two employers' records of one code and day the one recorded first is kept."""
    op.execute("SELECT set_config('noms.reach', '*', true)")
    op.execute(
        """DELETE FROM officer_capacity AS later USING officer_capacity AS first
            WHERE first.officer_code = later.officer_code AND first.applies_from = later.applies_from
              AND (first.recorded_at, first.capacity_id) < (later.recorded_at, later.capacity_id)"""
    )
    op.execute(f"ALTER TABLE officer_capacity DROP CONSTRAINT {KEY}, ADD CONSTRAINT {KEY} UNIQUE (officer_code, applies_from)")
