"""Returns: what providers filed, version by version, and which returns were found to be overdue."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0014"
down_revision = "2026_11_22_0013"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE provider_return (
    return_id uuid CONSTRAINT provider_return_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT provider_return_agreement_id_fkey REFERENCES agreement,
    measure_code text NOT NULL,
    definition_version bigint NOT NULL,
    period text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    number bigint NOT NULL CONSTRAINT provider_return_number_check CHECK (number >= 1),
    numerator numeric(15,3) NOT NULL CONSTRAINT provider_return_numerator_check CHECK (numerator >= 0),
    denominator numeric(15,3) CONSTRAINT provider_return_denominator_check CHECK (denominator >= 0),
    reason text,
    due_on date NOT NULL,
    days_late bigint NOT NULL CONSTRAINT provider_return_days_late_check CHECK (days_late >= 0),
    filed_by text NOT NULL,
    filed_through text NOT NULL,
    filed_at timestamptz NOT NULL,
    CONSTRAINT provider_return_first_day_last_day_check CHECK (first_day <= last_day),
    CONSTRAINT provider_return_reason_check CHECK ((number = 1) = (reason IS NULL)),
    CONSTRAINT provider_return_agreement_id_measure_code_period_number_key UNIQUE (agreement_id, measure_code, period, number)
);

CREATE TABLE overdue_return (
    agreement_id uuid NOT NULL CONSTRAINT overdue_return_agreement_id_fkey REFERENCES agreement,
    measure_code text NOT NULL,
    period text NOT NULL,
    due_on date NOT NULL,
    noted_at timestamptz NOT NULL,
    CONSTRAINT overdue_return_pkey PRIMARY KEY (agreement_id, measure_code, period)
);
"""
PARTS = ("provider_return", "overdue_return")


def upgrade() -> None:
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {part} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP TABLE overdue_return, provider_return")
