"""Registers, alerts and victim contact."""

from alembic import op

from noms.chassis.database.schema import protect_part

revision = "2026_11_22_0013"
down_revision = "2026_11_22_0012"
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE registration (
        registration_id uuid CONSTRAINT registration_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT registration_crn_fkey REFERENCES person (crn),
        type_code text NOT NULL,
        name text NOT NULL,
        colour text NOT NULL,
        warn_user boolean NOT NULL,
        restricted boolean NOT NULL,
        dpa_exclude boolean NOT NULL,
        duplicate_group text NOT NULL,
        starts_on date NOT NULL,
        level smallint,
        category smallint,
        trigger_offence_code text,
        establishment_code text,
        officer_code text,
        notes text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        removed_on date,
        removal_code text,
        removal_reason text,
        removed_at timestamptz,
        removed_by text,
        CONSTRAINT registration_removed_on_check CHECK (removed_on >= starts_on),
        CONSTRAINT registration_removal_check CHECK ((removed_on IS NULL) = (removal_code IS NULL)
            AND (removed_on IS NULL) = (removal_reason IS NULL) AND (removed_on IS NULL) = (removed_at IS NULL)))""",
    """CREATE TABLE registration_review (
        review_id uuid CONSTRAINT registration_review_pkey PRIMARY KEY,
        registration_id uuid NOT NULL CONSTRAINT registration_review_registration_id_fkey
            REFERENCES registration (registration_id),
        crn text NOT NULL CONSTRAINT registration_review_crn_fkey REFERENCES person (crn),
        dpa_exclude boolean NOT NULL,
        due_on date NOT NULL,
        done_on date,
        overtaken_on date,
        outcome text CONSTRAINT registration_review_outcome_check CHECK (outcome IN ('kept', 'changed')),
        level smallint,
        category smallint,
        notes text,
        recorded_at timestamptz NOT NULL,
        done_at timestamptz,
        done_by text,
        CONSTRAINT registration_review_done_check CHECK ((done_on IS NULL) = (outcome IS NULL)
            AND (done_on IS NULL) = (done_at IS NULL) AND (done_on IS NULL OR overtaken_on IS NULL)))""",
    """CREATE TABLE victim (
        victim_id uuid CONSTRAINT victim_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT victim_crn_fkey REFERENCES person (crn),
        name text NOT NULL,
        relation text NOT NULL,
        details text NOT NULL,
        discretionary_reason text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
    """CREATE TABLE victim_wish (
        wish_id uuid CONSTRAINT victim_wish_pkey PRIMARY KEY,
        victim_id uuid NOT NULL CONSTRAINT victim_wish_victim_id_fkey REFERENCES victim (victim_id),
        crn text NOT NULL CONSTRAINT victim_wish_crn_fkey REFERENCES person (crn),
        told_on date NOT NULL,
        opts_in boolean NOT NULL,
        to_make_representations boolean NOT NULL,
        to_receive_information boolean NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
    """CREATE TABLE victim_contact (
        contact_id uuid CONSTRAINT victim_contact_pkey PRIMARY KEY,
        victim_id uuid NOT NULL CONSTRAINT victim_contact_victim_id_fkey REFERENCES victim (victim_id),
        crn text NOT NULL CONSTRAINT victim_contact_crn_fkey REFERENCES person (crn),
        held_on date NOT NULL,
        kind text NOT NULL,
        summary text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
    """CREATE TABLE victim_representation (
        representation_id uuid CONSTRAINT victim_representation_pkey PRIMARY KEY,
        victim_id uuid NOT NULL CONSTRAINT victim_representation_victim_id_fkey REFERENCES victim (victim_id),
        crn text NOT NULL CONSTRAINT victim_representation_crn_fkey REFERENCES person (crn),
        made_on date NOT NULL,
        conditions text[] NOT NULL,
        reasons text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
)

INDEXES = (
    "CREATE INDEX registration_crn_idx ON registration (crn, starts_on DESC)",
    "CREATE INDEX registration_review_crn_idx ON registration_review (crn, registration_id)",
    """CREATE UNIQUE INDEX registration_review_registration_id_due_key ON registration_review (registration_id)
        WHERE done_on IS NULL AND overtaken_on IS NULL""",
    """CREATE INDEX registration_review_due_on_idx ON registration_review (due_on, review_id)
        WHERE done_on IS NULL AND overtaken_on IS NULL""",
    "CREATE INDEX victim_crn_idx ON victim (crn)",
    "CREATE INDEX victim_wish_crn_idx ON victim_wish (crn, victim_id)",
    "CREATE INDEX victim_contact_crn_idx ON victim_contact (crn, victim_id)",
    "CREATE INDEX victim_representation_crn_idx ON victim_representation (crn, victim_id)",
)

PARTS = ("registration", "registration_review", "victim", "victim_wish", "victim_contact", "victim_representation")


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
    for table in PARTS:
        protect_part(table, of="person", key="crn")


def downgrade() -> None:
    for table in reversed(PARTS):
        op.execute(f"DROP TABLE {table}")
