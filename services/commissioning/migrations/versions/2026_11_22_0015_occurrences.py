"""Occurrences with their versions and evidence, and second readings. Nothing here is ever changed: what is put right is added."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0015"
down_revision = "2026_11_22_0014"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE occurrence (
    occurrence_id uuid CONSTRAINT occurrence_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT occurrence_agreement_id_fkey REFERENCES agreement,
    kind text NOT NULL CONSTRAINT occurrence_kind_check CHECK (kind IN
        ('UNAVAILABLE_PLACES', 'ADDITIONAL_PLACES', 'UNAUTHORISED_DOUBLING', 'FIXED_SUM_INCIDENT', 'PERFORMANCE_FAILURE')),
    occurred_on date NOT NULL,
    found_on date NOT NULL,
    contract_year bigint NOT NULL CONSTRAINT occurrence_contract_year_check CHECK (contract_year >= 1),
    contract_quarter bigint NOT NULL CONSTRAINT occurrence_contract_quarter_check CHECK (contract_quarter BETWEEN 1 AND 4),
    same_event_as uuid CONSTRAINT occurrence_same_event_as_fkey REFERENCES occurrence,
    source_service text NOT NULL,
    event_ids uuid[] NOT NULL,
    narrative text NOT NULL,
    classified_by text NOT NULL,
    classified_through text NOT NULL,
    classified_at timestamptz NOT NULL,
    CONSTRAINT occurrence_occurred_on_found_on_check CHECK (occurred_on <= found_on)
);

CREATE INDEX occurrence_agreement_id_occurred_on_occurrence_id_idx
    ON occurrence (agreement_id, occurred_on DESC, occurrence_id DESC);

CREATE TABLE occurrence_version (
    occurrence_id uuid NOT NULL CONSTRAINT occurrence_version_occurrence_id_fkey REFERENCES occurrence,
    number bigint NOT NULL CONSTRAINT occurrence_version_number_check CHECK (number >= 1),
    agreement_id uuid NOT NULL CONSTRAINT occurrence_version_agreement_id_fkey REFERENCES agreement,
    state text NOT NULL CONSTRAINT occurrence_version_state_check
        CHECK (state IN ('CLASSIFIED', 'HELD', 'DISPUTED', 'CONFIRMED', 'OVERTURNED', 'EXCUSED')),
    code text NOT NULL,
    count numeric(6,1) NOT NULL CONSTRAINT occurrence_version_count_check CHECK (count > 0 AND count * 2 = trunc(count * 2)),
    places bigint NOT NULL CONSTRAINT occurrence_version_places_check CHECK (places >= 0),
    used boolean NOT NULL,
    ended_on date,
    excused_by text,
    reason text NOT NULL,
    told_on date NOT NULL,
    contest_until date,
    recorded_by text NOT NULL,
    recorded_through text NOT NULL,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT occurrence_version_pkey PRIMARY KEY (occurrence_id, number),
    CONSTRAINT occurrence_version_excused_by_check CHECK ((state = 'EXCUSED') = (excused_by IS NOT NULL))
);

CREATE TABLE occurrence_evidence (
    agreement_id uuid NOT NULL CONSTRAINT occurrence_evidence_agreement_id_fkey REFERENCES agreement,
    kind text NOT NULL,
    code text NOT NULL,
    event_id uuid NOT NULL,
    occurrence_id uuid NOT NULL CONSTRAINT occurrence_evidence_occurrence_id_fkey REFERENCES occurrence,
    CONSTRAINT occurrence_evidence_pkey PRIMARY KEY (agreement_id, kind, code, event_id)
);

CREATE TABLE second_reading (
    second_reading_id uuid CONSTRAINT second_reading_pkey PRIMARY KEY,
    agreement_id uuid NOT NULL CONSTRAINT second_reading_agreement_id_fkey REFERENCES agreement,
    from_day date NOT NULL,
    to_day date NOT NULL,
    seed bigint NOT NULL,
    population bigint NOT NULL CONSTRAINT second_reading_population_check CHECK (population >= 1),
    drawn_by text NOT NULL,
    drawn_at timestamptz NOT NULL,
    CONSTRAINT second_reading_from_day_to_day_check CHECK (from_day <= to_day)
);

CREATE INDEX second_reading_agreement_id_idx ON second_reading (agreement_id);

CREATE TABLE second_reading_line (
    second_reading_id uuid NOT NULL CONSTRAINT second_reading_line_second_reading_id_fkey REFERENCES second_reading,
    occurrence_id uuid NOT NULL CONSTRAINT second_reading_line_occurrence_id_fkey REFERENCES occurrence,
    agreement_id uuid NOT NULL CONSTRAINT second_reading_line_agreement_id_fkey REFERENCES agreement,
    occurrence_version bigint NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    CONSTRAINT second_reading_line_pkey PRIMARY KEY (second_reading_id, occurrence_id)
);

CREATE TABLE second_judgement (
    second_reading_id uuid NOT NULL,
    occurrence_id uuid NOT NULL,
    agreement_id uuid NOT NULL CONSTRAINT second_judgement_agreement_id_fkey REFERENCES agreement,
    kind text,
    code text,
    remark text,
    read_by text NOT NULL,
    read_at timestamptz NOT NULL,
    CONSTRAINT second_judgement_pkey PRIMARY KEY (second_reading_id, occurrence_id),
    CONSTRAINT second_judgement_second_reading_id_occurrence_id_fkey
        FOREIGN KEY (second_reading_id, occurrence_id) REFERENCES second_reading_line,
    CONSTRAINT second_judgement_kind_code_check CHECK ((kind IS NULL) = (code IS NULL))
);
"""

PARTS = ("occurrence", "occurrence_version", "occurrence_evidence", "second_reading", "second_reading_line", "second_judgement")


def upgrade() -> None:
    for statement in TABLES.split("\n\n"):
        op.execute(statement)
    for part in PARTS:
        protect_part(part, of="agreement", key="agreement_id")
        op.execute(f'REVOKE UPDATE ON {part} FROM "{app_role()}"')


def downgrade() -> None:
    op.execute(f"DROP TABLE {', '.join(reversed(PARTS))}")
