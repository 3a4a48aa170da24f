"""Returns of staff, agreements with measures and signatures, periods with computations, results, ratings and settlements."""

from alembic import op

from noms.chassis.database.schema import app_role, protect, protect_part

revision = "2026_11_21_0002"
down_revision = "2026_11_21_0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE staff_return (
    staff_return_id uuid CONSTRAINT staff_return_pkey PRIMARY KEY,
    region_code text NOT NULL,
    as_at date NOT NULL,
    probation bigint NOT NULL CONSTRAINT staff_return_probation_check CHECK (probation >= 0),
    prison bigint NOT NULL CONSTRAINT staff_return_prison_check CHECK (prison >= 0),
    other bigint NOT NULL CONSTRAINT staff_return_other_check CHECK (other >= 0),
    unknown bigint NOT NULL CONSTRAINT staff_return_unknown_check CHECK (unknown >= 0),
    source text NOT NULL,
    reported_by text NOT NULL,
    reported_at timestamptz NOT NULL
);

CREATE TABLE agreement (
    agreement_id uuid CONSTRAINT agreement_pkey PRIMARY KEY,
    instrument text NOT NULL CONSTRAINT agreement_instrument_check CHECK (instrument IN ('SLA', 'CONTRACT')),
    commissioner text NOT NULL,
    provider text NOT NULL,
    service_line text NOT NULL,
    annual_volume bigint NOT NULL CONSTRAINT agreement_annual_volume_check CHECK (annual_volume >= 1),
    unit_price_pence bigint NOT NULL CONSTRAINT agreement_unit_price_pence_check CHECK (unit_price_pence >= 0),
    annual_fee_pence bigint NOT NULL CONSTRAINT agreement_annual_fee_pence_check CHECK (annual_fee_pence >= 0),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    state text NOT NULL CONSTRAINT agreement_state_check
        CHECK (state IN ('draft', 'signed_by_commissioner', 'signed_by_provider', 'signed', 'live')),
    drawn_up_at timestamptz NOT NULL,
    went_live_at timestamptz,
    audience text[] NOT NULL,
    CONSTRAINT agreement_starts_on_ends_on_check CHECK (starts_on <= ends_on),
    CONSTRAINT agreement_went_live_at_check CHECK ((state = 'live') = (went_live_at IS NOT NULL)),
    CONSTRAINT agreement_provider_service_line_days_excl EXCLUDE USING gist (
        int8range(
            hashtextextended(provider || ' ' || service_line, 0), hashtextextended(provider || ' ' || service_line, 0), '[]'
        ) WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&
    ) WHERE (state = 'live')
);

CREATE INDEX agreement_starts_on_agreement_id_idx ON agreement (starts_on DESC, agreement_id DESC);

CREATE TABLE agreement_measure (
    agreement_measure_id uuid CONSTRAINT agreement_measure_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT agreement_measure_agreement_id_fkey REFERENCES agreement,
    measure_code text NOT NULL,
    definition_version bigint NOT NULL,
    domain text NOT NULL,
    direction text NOT NULL CONSTRAINT agreement_measure_direction_check CHECK (direction IN ('high', 'low')),
    floor numeric(9,3) NOT NULL,
    target numeric(9,3) NOT NULL,
    stretch numeric(9,3) NOT NULL,
    weight bigint NOT NULL CONSTRAINT agreement_measure_weight_check CHECK (weight BETWEEN 1 AND 100),
    CONSTRAINT agreement_measure_agreement_id_measure_code_key UNIQUE (agreement_id, measure_code)
);

CREATE TABLE signature (
    signature_id uuid CONSTRAINT signature_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT signature_agreement_id_fkey REFERENCES agreement,
    party text NOT NULL CONSTRAINT signature_party_check CHECK (party IN ('commissioner', 'provider')),
    signed_by text NOT NULL,
    signed_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT signature_agreement_id_party_key UNIQUE (agreement_id, party)
);

CREATE TABLE period (
    period_id uuid CONSTRAINT period_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT period_agreement_id_fkey REFERENCES agreement,
    from_day date NOT NULL,
    to_day date NOT NULL,
    CONSTRAINT period_from_day_to_day_check CHECK (from_day <= to_day),
    CONSTRAINT period_agreement_id_days_excl EXCLUDE USING gist (
        int8range(uuid_hash_extended(agreement_id, 0), uuid_hash_extended(agreement_id, 0), '[]') WITH &&,
        daterange(from_day, to_day, '[]') WITH &&
    )
);

CREATE INDEX period_agreement_id_from_day_idx ON period (agreement_id, from_day);

CREATE TABLE computation (
    computation_id uuid CONSTRAINT computation_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT computation_agreement_id_fkey REFERENCES agreement,
    period_id uuid NOT NULL CONSTRAINT computation_period_id_fkey REFERENCES period,
    number bigint NOT NULL CONSTRAINT computation_number_check CHECK (number >= 1),
    computed_at timestamptz NOT NULL,
    computed_by text NOT NULL,
    CONSTRAINT computation_period_id_number_key UNIQUE (period_id, number)
);

CREATE TABLE result (
    result_id uuid CONSTRAINT result_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT result_agreement_id_fkey REFERENCES agreement,
    computation_id uuid NOT NULL CONSTRAINT result_computation_id_fkey REFERENCES computation,
    measure_code text NOT NULL,
    definition_version bigint NOT NULL,
    unit text NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    numerator bigint NOT NULL,
    exact_denominator text NOT NULL,
    exact_outturn text,
    exclusions bigint NOT NULL,
    source_service text NOT NULL,
    source_definition_version bigint NOT NULL,
    source_definition text NOT NULL,
    watermark bigint NOT NULL,
    numerator_event_ids uuid[] NOT NULL,
    denominator_event_ids uuid[] NOT NULL,
    CONSTRAINT result_computation_id_measure_code_from_day_key UNIQUE (computation_id, measure_code, from_day)
);

CREATE TABLE rating (
    computation_id uuid CONSTRAINT rating_pkey PRIMARY KEY CONSTRAINT rating_computation_id_fkey REFERENCES computation,
    agreement_id uuid NOT NULL CONSTRAINT rating_agreement_id_fkey REFERENCES agreement,
    formula_version bigint NOT NULL,
    band bigint CONSTRAINT rating_band_check CHECK (band BETWEEN 1 AND 4),
    exact_score text,
    rating jsonb NOT NULL
);

CREATE TABLE settlement (
    computation_id uuid CONSTRAINT settlement_pkey PRIMARY KEY CONSTRAINT settlement_computation_id_fkey REFERENCES computation,
    agreement_id uuid NOT NULL CONSTRAINT settlement_agreement_id_fkey REFERENCES agreement,
    period_id uuid NOT NULL CONSTRAINT settlement_period_id_fkey REFERENCES period,
    run_number bigint NOT NULL,
    rule_version bigint NOT NULL,
    inputs_hash text NOT NULL,
    settled_at timestamptz NOT NULL,
    CONSTRAINT settlement_period_id_run_number_key UNIQUE (period_id, run_number)
);

CREATE TABLE settlement_line (
    computation_id uuid NOT NULL CONSTRAINT settlement_line_computation_id_fkey REFERENCES settlement,
    kind text NOT NULL,
    agreement_id uuid NOT NULL CONSTRAINT settlement_line_agreement_id_fkey REFERENCES agreement,
    quantity text NOT NULL,
    entitlement_pence bigint NOT NULL,
    posted_pence bigint NOT NULL,
    working text NOT NULL,
    CONSTRAINT settlement_line_pkey PRIMARY KEY (computation_id, kind)
);

CREATE INDEX settlement_line_agreement_id_idx ON settlement_line (agreement_id);
"""

PARTS = ("agreement_measure", "signature", "period", "computation", "result", "rating", "settlement", "settlement_line")
NEVER_CHANGED = ("staff_return", *PARTS)


def upgrade() -> None:
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    protect("agreement")
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
    for table in NEVER_CHANGED:
        op.execute(f'REVOKE UPDATE ON {table} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute(
        "DROP TABLE settlement_line, settlement, rating, result, computation, period, signature, agreement_measure, agreement"
    )
    op.execute("DROP TABLE staff_return")
