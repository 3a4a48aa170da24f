"""Court reports."""

from alembic import op

from noms.chassis.database.schema import protect_part

revision = "2026_11_22_0014"
down_revision = "2026_11_22_0013"
branch_labels = None
depends_on = None

STATES = "('requested', 'allocated', 'completed', 'delivered', 'withdrawn')"

TABLES = (
    f"""CREATE TABLE court_report (
        report_id uuid CONSTRAINT court_report_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT court_report_crn_fkey REFERENCES person (crn),
        report_type text NOT NULL CONSTRAINT court_report_report_type_check CHECK (report_type IN ('standard', 'fast', 'oral')),
        court text NOT NULL,
        court_name text NOT NULL,
        provider text NOT NULL,
        offence_code text NOT NULL,
        convicted_on date NOT NULL,
        requested_on date NOT NULL,
        hearing_on date NOT NULL,
        remand text NOT NULL CONSTRAINT court_report_remand_check CHECK (remand IN ('bail', 'custody')),
        state text NOT NULL CONSTRAINT court_report_state_check CHECK (state IN {STATES}),
        due_on date NOT NULL,
        due_source text NOT NULL,
        officer_code text,
        officer_name text,
        completed_on date,
        proposal jsonb,
        delivered_on date,
        delivery_method text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT court_report_dates_check CHECK (hearing_on >= requested_on AND requested_on >= convicted_on
            AND due_on >= requested_on),
        CONSTRAINT court_report_proposal_check CHECK ((completed_on IS NULL) = (proposal IS NULL)),
        CONSTRAINT court_report_delivery_check CHECK ((delivered_on IS NULL) = (delivery_method IS NULL)
            AND (delivered_on IS NOT NULL) = (state = 'delivered')))""",
    f"""CREATE TABLE court_report_move (
        move_id uuid CONSTRAINT court_report_move_pkey PRIMARY KEY,
        report_id uuid NOT NULL CONSTRAINT court_report_move_report_id_fkey REFERENCES court_report (report_id),
        crn text NOT NULL CONSTRAINT court_report_move_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        state text NOT NULL CONSTRAINT court_report_move_state_check CHECK (state IN {STATES}),
        happened_on date NOT NULL,
        officer_code text,
        officer_name text,
        reason text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT court_report_move_report_id_place_key UNIQUE (report_id, place))""",
)

INDEXES = (
    "CREATE INDEX court_report_crn_idx ON court_report (crn, requested_on DESC)",
    """CREATE INDEX court_report_due_on_idx ON court_report (due_on, report_id)
        WHERE state IN ('requested', 'allocated', 'completed')""",
    "CREATE INDEX court_report_move_crn_idx ON court_report_move (crn)",
)

PARTS = ("court_report", "court_report_move")


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
    for table in PARTS:
        protect_part(table, of="person", key="crn")


def downgrade() -> None:
    for table in reversed(PARTS):
        op.execute(f"DROP TABLE {table}")
