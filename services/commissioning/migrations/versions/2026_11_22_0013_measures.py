"""Measures: dated targets of agreements, no two of one measure believed at once for one day."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0013"
down_revision = "2026_11_22_0012"
branch_labels = None
depends_on = None

TABLE = """
CREATE TABLE agreement_target (
    target_id uuid CONSTRAINT agreement_target_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT agreement_target_agreement_id_fkey REFERENCES agreement,
    measure_code text NOT NULL,
    definition_version bigint NOT NULL,
    floor numeric(9,3) NOT NULL,
    target numeric(9,3) NOT NULL,
    stretch numeric(9,3) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    set_by text NOT NULL,
    replaces uuid CONSTRAINT agreement_target_replaces_fkey REFERENCES agreement_target
        CONSTRAINT agreement_target_replaces_key UNIQUE,
    reason text,
    recorded_by text NOT NULL,
    recorded_through text NOT NULL,
    recorded_at timestamptz NOT NULL,
    superseded_at timestamptz,
    CONSTRAINT agreement_target_valid_from_valid_to_check CHECK (valid_from <= valid_to),
    CONSTRAINT agreement_target_reason_check CHECK (replaces IS NULL OR reason IS NOT NULL),
    CONSTRAINT agreement_target_agreement_id_measure_code_days_excl EXCLUDE USING gist (
        int8range(
            hashtextextended(agreement_id::text || ' ' || measure_code, 0),
            hashtextextended(agreement_id::text || ' ' || measure_code, 0), '[]'
        ) WITH &&,
        daterange(valid_from, valid_to, '[]') WITH &&
    ) WHERE (superseded_at IS NULL)
)
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("CREATE INDEX agreement_target_agreement_id_idx ON agreement_target (agreement_id)")
    protect_part("agreement_target", of="agreement", key="agreement_id")
    op.execute(f'REVOKE UPDATE ON agreement_target FROM "{app_role()}"')
    op.execute(f'GRANT UPDATE (superseded_at) ON agreement_target TO "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP TABLE agreement_target")
