"""Requirements, referrals, cohorts with their numbered places, sessions, attendance and evidences of completion."""

from alembic import op

from noms.chassis.database.schema import protect, protect_part

revision = "2026_11_21_0002"
down_revision = "2026_11_21_0001"
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE requirement (
    requirement_id uuid CONSTRAINT requirement_pkey PRIMARY KEY,
    crn text NOT NULL,
    order_id uuid NOT NULL,
    requirement_code text NOT NULL,
    programme_code text,
    quantity bigint,
    unit text,
    provider text NOT NULL,
    order_starts_on date NOT NULL,
    order_ends_on date NOT NULL,
    progress text,
    referral_id uuid,
    event_sequence bigint NOT NULL,
    audience text[] NOT NULL
);

CREATE INDEX requirement_provider_order_ends_on_requirement_id_idx ON requirement (provider, order_ends_on, requirement_id);

CREATE TABLE referral (
    referral_id uuid CONSTRAINT referral_pkey PRIMARY KEY,
    requirement_id uuid NOT NULL CONSTRAINT referral_requirement_id_fkey REFERENCES requirement,
    crn text NOT NULL,
    order_id uuid NOT NULL,
    programme_code text NOT NULL,
    provider text NOT NULL,
    state text NOT NULL CONSTRAINT referral_state_check
        CHECK (state IN ('submitted', 'suitable', 'unsuitable', 'allocated', 'started', 'completed', 'withdrawn')),
    moved_on date NOT NULL,
    referred_on date NOT NULL,
    order_ends_on date NOT NULL,
    latest_feasible_start date,
    warnings text[] NOT NULL,
    cohort_id uuid,
    sessions_attended bigint NOT NULL CONSTRAINT referral_sessions_attended_check CHECK (sessions_attended >= 0),
    sessions_planned bigint NOT NULL,
    audience text[] NOT NULL
);

CREATE UNIQUE INDEX referral_requirement_id_programme_code_open_key ON referral (requirement_id, programme_code)
    WHERE state IN ('submitted', 'suitable', 'allocated', 'started');

CREATE TABLE referral_move (
    referral_id uuid CONSTRAINT referral_move_referral_id_fkey REFERENCES referral,
    state text,
    moved_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason text,
    event_id uuid NOT NULL,
    CONSTRAINT referral_move_pkey PRIMARY KEY (referral_id, state)
);

CREATE INDEX referral_move_state_moved_on_idx ON referral_move (state, moved_on);

CREATE TABLE suitability (
    referral_id uuid CONSTRAINT suitability_pkey PRIMARY KEY
        CONSTRAINT suitability_referral_id_fkey REFERENCES referral,
    ogrs_percent bigint,
    need_evidenced boolean NOT NULL,
    exclusions text[] NOT NULL,
    reasons text[] NOT NULL,
    decided_by text NOT NULL,
    decided_on date NOT NULL
);

CREATE TABLE cohort (
    cohort_id uuid CONSTRAINT cohort_pkey PRIMARY KEY,
    programme_code text NOT NULL,
    provider text NOT NULL,
    site text NOT NULL,
    capacity bigint NOT NULL CONSTRAINT cohort_capacity_check CHECK (capacity >= 1),
    starts_on date NOT NULL,
    sessions_planned bigint NOT NULL CONSTRAINT cohort_sessions_planned_check CHECK (sessions_planned >= 1),
    audience text[] NOT NULL,
    CONSTRAINT cohort_cohort_id_capacity_key UNIQUE (cohort_id, capacity)
);

CREATE INDEX cohort_provider_starts_on_cohort_id_idx ON cohort (provider, starts_on, cohort_id);

CREATE TABLE cohort_session (
    session_id uuid CONSTRAINT cohort_session_pkey PRIMARY KEY,
    cohort_id uuid NOT NULL CONSTRAINT cohort_session_cohort_id_fkey REFERENCES cohort,
    number bigint NOT NULL CONSTRAINT cohort_session_number_check CHECK (number >= 1),
    held_on date NOT NULL,
    CONSTRAINT cohort_session_cohort_id_number_key UNIQUE (cohort_id, number),
    CONSTRAINT cohort_session_cohort_id_held_on_key UNIQUE (cohort_id, held_on)
);

CREATE TABLE place (
    place_id uuid CONSTRAINT place_pkey PRIMARY KEY,
    cohort_id uuid NOT NULL,
    capacity bigint NOT NULL,
    number bigint NOT NULL CONSTRAINT place_number_check CHECK (number BETWEEN 1 AND capacity),
    referral_id uuid NOT NULL CONSTRAINT place_referral_id_fkey REFERENCES referral,
    taken_on date NOT NULL,
    released_on date,
    CONSTRAINT place_released_on_check CHECK (released_on >= taken_on),
    CONSTRAINT place_cohort_id_capacity_fkey FOREIGN KEY (cohort_id, capacity) REFERENCES cohort (cohort_id, capacity)
);

CREATE UNIQUE INDEX place_cohort_id_number_held_key ON place (cohort_id, number) WHERE released_on IS NULL;

CREATE UNIQUE INDEX place_referral_id_held_key ON place (referral_id) WHERE released_on IS NULL;

CREATE TABLE attendance (
    attendance_id uuid CONSTRAINT attendance_pkey PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT attendance_session_id_fkey REFERENCES cohort_session,
    referral_id uuid NOT NULL CONSTRAINT attendance_referral_id_fkey REFERENCES referral,
    outcome_code text NOT NULL,
    held_on date NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    supersedes_attendance_id uuid CONSTRAINT attendance_supersedes_attendance_id_key UNIQUE,
    CONSTRAINT attendance_attendance_id_session_id_referral_id_key UNIQUE (attendance_id, session_id, referral_id),
    CONSTRAINT attendance_supersedes_attendance_id_fkey FOREIGN KEY (supersedes_attendance_id, session_id, referral_id)
        REFERENCES attendance (attendance_id, session_id, referral_id)
);

CREATE UNIQUE INDEX attendance_session_id_referral_id_first_key ON attendance (session_id, referral_id)
    WHERE supersedes_attendance_id IS NULL;

CREATE INDEX attendance_referral_id_idx ON attendance (referral_id);

CREATE TABLE completion_evidence (
    referral_id uuid CONSTRAINT completion_evidence_referral_id_fkey REFERENCES referral,
    kind text,
    dated_on date NOT NULL,
    reference text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT completion_evidence_pkey PRIMARY KEY (referral_id, kind)
)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n\n"):
        op.execute(statement)
    for root in ("requirement", "referral", "cohort"):
        protect(root)
    for part in ("referral_move", "suitability", "attendance", "completion_evidence"):
        protect_part(part, of="referral", key="referral_id")
    for part in ("cohort_session", "place"):
        protect_part(part, of="cohort", key="cohort_id")


def downgrade() -> None:
    op.execute("DROP TABLE completion_evidence, attendance, place, cohort_session, cohort")
    op.execute("DROP TABLE suitability, referral_move, referral, requirement")
