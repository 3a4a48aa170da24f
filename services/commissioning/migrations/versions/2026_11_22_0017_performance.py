"""Figures with evidence, coverage, interval and target; restatements with a reason; disputes of figures; audit samples."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0017"
down_revision = "2026_11_22_0016"
branch_labels = None
depends_on = None

CHANGES = """
ALTER TABLE computation
    ADD COLUMN reason text CONSTRAINT computation_reason_check
        CHECK (reason IN ('late_events', 'correction', 'dispute_decided', 'definition')),
    ADD COLUMN explanation text,
    ADD COLUMN computed_through text;

ALTER TABLE result
    ALTER COLUMN numerator DROP NOT NULL,
    ALTER COLUMN exact_denominator DROP NOT NULL,
    ALTER COLUMN source_definition_version DROP NOT NULL,
    ALTER COLUMN source_definition DROP NOT NULL,
    ALTER COLUMN watermark DROP NOT NULL,
    ADD COLUMN exact_numerator text,
    ADD COLUMN evidence text NOT NULL DEFAULT 'evidenced'
        CONSTRAINT result_evidence_check CHECK (evidence IN ('evidenced', 'attested')),
    ADD COLUMN missing text CONSTRAINT result_missing_check
        CHECK (missing IN ('not_produced', 'return_overdue', 'not_offered')),
    ADD COLUMN coverage_percent numeric(5,2)
        CONSTRAINT result_coverage_percent_check CHECK (coverage_percent BETWEEN 0 AND 100),
    ADD COLUMN returns_expected bigint,
    ADD COLUMN returns_filed bigint,
    ADD COLUMN return_due_on date,
    ADD COLUMN exact_lowest text,
    ADD COLUMN exact_highest text,
    ADD COLUMN interval_method text,
    ADD COLUMN value numeric(18,3),
    ADD COLUMN lowest_value numeric(18,3),
    ADD COLUMN highest_value numeric(18,3),
    ADD COLUMN domain text,
    ADD COLUMN direction text,
    ADD COLUMN floor numeric(9,3),
    ADD COLUMN target numeric(9,3),
    ADD COLUMN stretch numeric(9,3),
    ADD COLUMN weight bigint,
    ADD COLUMN target_id uuid,
    ADD CONSTRAINT result_figure_check CHECK (numerator IS NOT NULL OR exact_numerator IS NOT NULL OR missing IS NOT NULL);

CREATE INDEX result_agreement_id_measure_code_idx ON result (agreement_id, measure_code, from_day);

CREATE INDEX period_from_day_to_day_idx ON period (from_day, to_day);

CREATE TABLE result_dispute (
    dispute_id uuid CONSTRAINT result_dispute_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT result_dispute_agreement_id_fkey REFERENCES agreement,
    period_id uuid NOT NULL CONSTRAINT result_dispute_period_id_fkey REFERENCES period,
    result_id uuid NOT NULL CONSTRAINT result_dispute_result_id_fkey REFERENCES result,
    measure_code text NOT NULL,
    from_day date NOT NULL,
    contest_id uuid NOT NULL CONSTRAINT result_dispute_contest_id_key UNIQUE,
    marked_by text NOT NULL,
    marked_at timestamptz NOT NULL
);

CREATE INDEX result_dispute_period_id_idx ON result_dispute (period_id);

CREATE TABLE result_decision (
    dispute_id uuid CONSTRAINT result_decision_pkey PRIMARY KEY
        CONSTRAINT result_decision_dispute_id_fkey REFERENCES result_dispute,
    agreement_id uuid NOT NULL CONSTRAINT result_decision_agreement_id_fkey REFERENCES agreement,
    upheld boolean NOT NULL,
    through_version bigint NOT NULL,
    settled_by text NOT NULL,
    settled_at timestamptz NOT NULL
);

CREATE TABLE audit_sample (
    sample_id uuid CONSTRAINT audit_sample_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT audit_sample_agreement_id_fkey REFERENCES agreement,
    period_id uuid NOT NULL CONSTRAINT audit_sample_period_id_fkey REFERENCES period,
    computation_id uuid NOT NULL CONSTRAINT audit_sample_computation_id_fkey REFERENCES computation,
    measure_code text NOT NULL,
    from_day date NOT NULL,
    part text NOT NULL CONSTRAINT audit_sample_part_check CHECK (part IN ('numerator', 'denominator')),
    share_percent bigint NOT NULL CONSTRAINT audit_sample_share_percent_check CHECK (share_percent BETWEEN 1 AND 100),
    seed bigint NOT NULL,
    population_size bigint NOT NULL,
    population_hash text NOT NULL,
    event_ids uuid[] NOT NULL,
    drawn_by text NOT NULL,
    drawn_at timestamptz NOT NULL
);

CREATE INDEX audit_sample_period_id_idx ON audit_sample (period_id);

CREATE TABLE audit_finding (
    sample_id uuid NOT NULL CONSTRAINT audit_finding_sample_id_fkey REFERENCES audit_sample,
    event_id uuid NOT NULL,
    agreement_id uuid NOT NULL CONSTRAINT audit_finding_agreement_id_fkey REFERENCES agreement,
    finding text NOT NULL CONSTRAINT audit_finding_finding_check CHECK (finding IN ('correct', 'wrong')),
    reason text,
    found_by text NOT NULL,
    found_at timestamptz NOT NULL,
    CONSTRAINT audit_finding_sample_id_event_id_key PRIMARY KEY (sample_id, event_id),
    CONSTRAINT audit_finding_reason_check CHECK (finding = 'correct' OR reason IS NOT NULL)
);

UPDATE result
   SET domain = agreed.domain, direction = agreed.direction, floor = agreed.floor, target = agreed.target,
       stretch = agreed.stretch, weight = agreed.weight
  FROM agreement_measure AS agreed, computation, period
 WHERE agreed.agreement_id = result.agreement_id AND agreed.measure_code = result.measure_code
   AND computation.computation_id = result.computation_id AND period.period_id = computation.period_id
   AND period.from_day = result.from_day AND period.to_day = result.to_day;

UPDATE result
   SET value = split_part(exact_outturn, '/', 1)::numeric / coalesce(nullif(split_part(exact_outturn, '/', 2), '')::numeric, 1)
 WHERE exact_outturn IS NOT NULL
"""

TABLES = ("result_dispute", "result_decision", "audit_sample", "audit_finding")
EVERYTHING = "SELECT set_config('noms.reach', '*', true)"


def upgrade() -> None:
    op.execute(EVERYTHING)
    for statement in CHANGES.split("\n\n"):
        op.execute(statement)
    for table in TABLES:
        protect_part(table, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {table} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute("DROP TABLE audit_finding, audit_sample, result_decision, result_dispute")
    op.execute("DROP INDEX period_from_day_to_day_idx, result_agreement_id_measure_code_idx")
    op.execute(EVERYTHING)
    op.execute("DELETE FROM result WHERE missing IS NOT NULL OR numerator IS NULL")
    op.execute("""ALTER TABLE result DROP CONSTRAINT result_figure_check,
        DROP COLUMN exact_numerator, DROP COLUMN evidence, DROP COLUMN missing, DROP COLUMN coverage_percent,
        DROP COLUMN returns_expected, DROP COLUMN returns_filed, DROP COLUMN return_due_on, DROP COLUMN exact_lowest,
        DROP COLUMN exact_highest, DROP COLUMN interval_method, DROP COLUMN value,
        DROP COLUMN lowest_value, DROP COLUMN highest_value, DROP COLUMN domain, DROP COLUMN direction, DROP COLUMN floor,
        DROP COLUMN target, DROP COLUMN stretch, DROP COLUMN weight, DROP COLUMN target_id,
        ALTER COLUMN numerator SET NOT NULL, ALTER COLUMN exact_denominator SET NOT NULL,
        ALTER COLUMN source_definition_version SET NOT NULL, ALTER COLUMN source_definition SET NOT NULL,
        ALTER COLUMN watermark SET NOT NULL""")
    op.execute("ALTER TABLE computation DROP COLUMN reason, DROP COLUMN explanation, DROP COLUMN computed_through")
