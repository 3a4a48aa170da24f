"""People and their numbers, orders with requirements, custodial sentences, and the enforcement of orders."""

from alembic import op

from noms.chassis.database.schema import protect, protect_part

revision = "2026_11_21_0002"
down_revision = "2026_11_21_0001"
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE person (
        crn text CONSTRAINT person_pkey PRIMARY KEY CONSTRAINT person_crn_check CHECK (crn ~ '^[A-Z][0-9]{6}$'),
        forename text NOT NULL,
        middle_names text,
        surname text NOT NULL,
        forename_key text NOT NULL,
        surname_key text NOT NULL,
        date_of_birth date NOT NULL,
        sex text NOT NULL CONSTRAINT person_sex_check CHECK (sex IN ('female', 'male', 'not_known')),
        provider text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        audience text[] NOT NULL)""",
    """CREATE TABLE person_identifier (
        person_identifier_id uuid CONSTRAINT person_identifier_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT person_identifier_crn_fkey REFERENCES person (crn),
        kind text NOT NULL CONSTRAINT person_identifier_kind_check CHECK (kind IN ('pnc', 'cro', 'noms_number')),
        value text NOT NULL,
        held_from date NOT NULL,
        held_until date,
        CONSTRAINT person_identifier_crn_kind_value_key UNIQUE (crn, kind, value),
        CONSTRAINT person_identifier_held_until_check CHECK (held_until >= held_from))""",
    """CREATE TABLE court_order (
        order_id uuid CONSTRAINT court_order_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT court_order_crn_fkey REFERENCES person (crn),
        kind text NOT NULL CONSTRAINT court_order_kind_check CHECK (kind IN ('community_order', 'suspended_sentence_order')),
        court text NOT NULL,
        offence_code text NOT NULL,
        offence_committed_on date NOT NULL,
        convicted_on date NOT NULL,
        made_on date NOT NULL,
        ends_on date NOT NULL,
        provider text NOT NULL,
        custodial_term jsonb,
        operational_period_ends_on date,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT court_order_dates_check CHECK (ends_on > made_on AND made_on >= convicted_on),
        CONSTRAINT court_order_suspended_check CHECK ((kind = 'suspended_sentence_order') = (custodial_term IS NOT NULL)
            AND (custodial_term IS NULL) = (operational_period_ends_on IS NULL)))""",
    """CREATE TABLE requirement (
        requirement_id uuid CONSTRAINT requirement_pkey PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT requirement_order_id_fkey REFERENCES court_order (order_id),
        crn text NOT NULL CONSTRAINT requirement_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        programme_code text,
        quantity bigint,
        unit text NOT NULL,
        ends_on date,
        consented boolean NOT NULL,
        CONSTRAINT requirement_order_id_place_key UNIQUE (order_id, place))""",
    """CREATE TABLE custodial_sentence (
        sentence_id uuid CONSTRAINT custodial_sentence_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT custodial_sentence_crn_fkey REFERENCES person (crn),
        kind text NOT NULL CONSTRAINT custodial_sentence_kind_check CHECK (kind IN ('determinate', 'ipp', 'life')),
        court text NOT NULL,
        offence_code text NOT NULL,
        offence_committed_on date NOT NULL,
        sentenced_on date NOT NULL,
        length jsonb,
        minimum_term jsonb,
        provider text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT custodial_sentence_length_check CHECK ((kind = 'determinate') = (length IS NOT NULL)))""",
    """CREATE TABLE failure (
        attendance_id uuid CONSTRAINT failure_pkey PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT failure_order_id_fkey REFERENCES court_order (order_id),
        crn text NOT NULL CONSTRAINT failure_crn_fkey REFERENCES person (crn),
        requirement_id uuid NOT NULL,
        failed_on date NOT NULL,
        outcome_code text NOT NULL,
        event_id uuid NOT NULL,
        detail_url text NOT NULL,
        recorded_at timestamptz NOT NULL,
        withdrawn_by_event_id uuid)""",
    """CREATE TABLE warning (
        warning_id uuid CONSTRAINT warning_pkey PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT warning_order_id_fkey REFERENCES court_order (order_id),
        crn text NOT NULL CONSTRAINT warning_crn_fkey REFERENCES person (crn),
        given_on date NOT NULL,
        failed_on date NOT NULL,
        circumstances text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT warning_order_id_failed_on_key UNIQUE (order_id, failed_on),
        CONSTRAINT warning_given_on_check CHECK (given_on >= failed_on))""",
    """CREATE TABLE breach (
        breach_id uuid CONSTRAINT breach_pkey PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT breach_order_id_fkey REFERENCES court_order (order_id),
        crn text NOT NULL CONSTRAINT breach_crn_fkey REFERENCES person (crn),
        failed_on date NOT NULL,
        due_by date NOT NULL,
        begun_on date NOT NULL,
        court_reference text,
        decided_on date,
        outcome text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT breach_begun_on_check CHECK (begun_on >= failed_on),
        CONSTRAINT breach_decided_on_check CHECK (decided_on >= begun_on),
        CONSTRAINT breach_outcome_check CHECK ((decided_on IS NULL) = (outcome IS NULL)))""",
    """CREATE TABLE breach_clock (
        due_event_id uuid CONSTRAINT breach_clock_pkey PRIMARY KEY,
        order_id uuid NOT NULL CONSTRAINT breach_clock_order_id_fkey REFERENCES court_order (order_id),
        crn text NOT NULL CONSTRAINT breach_clock_crn_fkey REFERENCES person (crn),
        provider text NOT NULL,
        failed_on date NOT NULL,
        due_by date NOT NULL,
        begun_on date,
        begun_event_id uuid,
        withdrawn_event_id uuid,
        CONSTRAINT breach_clock_begun_check CHECK ((begun_on IS NULL) = (begun_event_id IS NULL)))""",
)

INDEXES = (
    "CREATE INDEX person_surname_key_date_of_birth_idx ON person (surname_key, date_of_birth)",
    "CREATE INDEX person_identifier_kind_value_idx ON person_identifier (kind, value)",
    "CREATE INDEX court_order_crn_made_on_idx ON court_order (crn, made_on DESC)",
    "CREATE INDEX requirement_crn_idx ON requirement (crn)",
    "CREATE INDEX custodial_sentence_crn_sentenced_on_idx ON custodial_sentence (crn, sentenced_on DESC)",
    "CREATE INDEX failure_order_id_failed_on_idx ON failure (order_id, failed_on)",
    "CREATE INDEX warning_order_id_idx ON warning (order_id)",
    "CREATE INDEX breach_order_id_idx ON breach (order_id)",
    "CREATE UNIQUE INDEX breach_order_id_undecided_key ON breach (order_id) WHERE decided_on IS NULL",
    "CREATE INDEX breach_clock_provider_due_by_idx ON breach_clock (provider, due_by)",
    """CREATE UNIQUE INDEX breach_clock_order_id_failed_on_key ON breach_clock (order_id, failed_on)
        WHERE withdrawn_event_id IS NULL""",
)

PARTS = (
    "person_identifier",
    "court_order",
    "requirement",
    "custodial_sentence",
    "failure",
    "warning",
    "breach",
    "breach_clock",
)


def upgrade() -> None:
    op.execute("CREATE SEQUENCE person_number_seq AS bigint MAXVALUE 25999999")
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
    protect("person")
    for table in PARTS:
        protect_part(table, of="person", key="crn")


def downgrade() -> None:
    for table in reversed(PARTS):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP TABLE person")
    op.execute("DROP SEQUENCE person_number_seq")
