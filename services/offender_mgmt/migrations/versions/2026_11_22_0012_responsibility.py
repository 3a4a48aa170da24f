"""The team around a case, handovers and decisions on responsibility, transfers, and the capacity of officers."""

from alembic import op

from noms.chassis.database.schema import closable, protect, protect_part

revision = "2026_11_22_0012"
down_revision = "2026_11_22_0011"
branch_labels = None
depends_on = None

PERSON_NUMBER = "(ascii(crn) * 1000000::bigint + substr(crn, 2)::bigint)"
"""A case reference number as one number: a range of it stands for equality where no extension may be asked for."""

ONE_PERSON = f"int8range({PERSON_NUMBER}, {PERSON_NUMBER}, '[]') WITH &&"

TEAM = (
    "ALTER TABLE allocation ADD COLUMN team_code text",
    "ALTER TABLE allocation ADD COLUMN delivers text",
    "ALTER TABLE allocation DROP CONSTRAINT allocation_role_check",
    """ALTER TABLE allocation ADD CONSTRAINT allocation_role_check
        CHECK (role IN ('offender_manager', 'offender_supervisor', 'case_administrator', 'key_worker'))""",
    "ALTER TABLE allocation ADD CONSTRAINT allocation_delivers_check CHECK ((role = 'key_worker') = (delivers IS NOT NULL))",
    f"""ALTER TABLE allocation ADD CONSTRAINT allocation_one_case_administrator_excl EXCLUDE USING gist ({ONE_PERSON},
        daterange(starts_on, ends_on, '[)') WITH &&) WHERE (role = 'case_administrator')""",
    """CREATE UNIQUE INDEX allocation_crn_key_worker_key ON allocation (crn, officer_code, delivers)
        WHERE role = 'key_worker' AND ends_on IS NULL""",
    "CREATE INDEX allocation_officer_idx ON allocation (role, officer_code) WHERE ends_on IS NULL",
)

REFUSE_GAP = """
CREATE FUNCTION refuse_day_without_offender_manager() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := current_setting('noms.reach', true);
    gap boolean;
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    SELECT EXISTS (
        SELECT 1 FROM allocation AS one
         WHERE one.allocation_id = NEW.allocation_id AND one.role = 'offender_manager' AND one.ends_on IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM allocation AS later WHERE later.crn = one.crn
                              AND later.role = 'offender_manager' AND later.starts_on = one.ends_on))
      INTO gap;
    IF NOT gap AND TG_OP = 'UPDATE'
       AND (OLD.crn, OLD.role, OLD.starts_on) IS DISTINCT FROM (NEW.crn, NEW.role, NEW.starts_on) THEN
        SELECT EXISTS (
            SELECT 1 FROM allocation AS one
             WHERE one.crn = OLD.crn AND one.role = 'offender_manager' AND one.ends_on = OLD.starts_on
               AND NOT EXISTS (SELECT 1 FROM allocation AS later WHERE later.crn = OLD.crn
                                  AND later.role = 'offender_manager' AND later.starts_on = OLD.starts_on))
          INTO gap;
    END IF;
    PERFORM set_config('noms.reach', reach_of_caller, true);
    IF gap THEN
        RAISE EXCEPTION 'days of a case would be without an offender manager' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'allocation_no_day_without_offender_manager_check', TABLE = 'allocation';
    END IF;
    RETURN NULL;
END $$"""
"""From the first offender manager on, each one's last day is the eve of the next one's first: judged when all is written.

What is judged is the row as it stands by then, and whoever came before it where it has moved.

It widens the reach for its one statement and gives it back: who hands a case over may not see it any more by then.
"""

GAP_TRIGGERS = (
    """CREATE CONSTRAINT TRIGGER allocation_inserted_without_gap AFTER INSERT ON allocation DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.role = 'offender_manager' AND NEW.ends_on IS NOT NULL)
        EXECUTE FUNCTION refuse_day_without_offender_manager()""",
    """CREATE CONSTRAINT TRIGGER allocation_changed_without_gap AFTER UPDATE ON allocation DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW WHEN (NEW.role = 'offender_manager' OR OLD.role = 'offender_manager')
        EXECUTE FUNCTION refuse_day_without_offender_manager()""",
)

TABLES = (
    """CREATE TABLE handover_circumstance (
        handover_circumstance_id uuid CONSTRAINT handover_circumstance_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT handover_circumstance_crn_fkey REFERENCES person (crn),
        kind text NOT NULL,
        applies boolean NOT NULL,
        applies_from date NOT NULL,
        takes_place_on date,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT handover_circumstance_takes_place_on_check CHECK (
            (kind = 'target_hearing' AND applies) = (takes_place_on IS NOT NULL)))""",
    f"""CREATE TABLE responsibility_decision (
        decision_id uuid CONSTRAINT responsibility_decision_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT responsibility_decision_crn_fkey REFERENCES person (crn),
        responsible text NOT NULL CONSTRAINT responsibility_decision_responsible_check
            CHECK (responsible IN ('custody', 'custody_supported_by_community', 'community')),
        starts_on date NOT NULL,
        ends_on date,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT responsibility_decision_ends_on_check CHECK (ends_on > starts_on),
        CONSTRAINT responsibility_decision_crn_period_excl EXCLUDE USING gist ({ONE_PERSON},
            daterange(starts_on, ends_on, '[)') WITH &&))""",
    """CREATE TABLE case_transfer (
        transfer_id uuid CONSTRAINT case_transfer_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT case_transfer_crn_fkey REFERENCES person (crn),
        kind text NOT NULL CONSTRAINT case_transfer_kind_check CHECK (kind IN ('area', 'prison')),
        sender text NOT NULL,
        receiver text NOT NULL,
        state text NOT NULL CONSTRAINT case_transfer_state_check
            CHECK (state IN ('requested', 'accepted', 'rejected', 'withdrawn')),
        reason text NOT NULL,
        tier smallint CONSTRAINT case_transfer_tier_check CHECK (tier BETWEEN 1 AND 4),
        wanted_from date NOT NULL,
        respond_by date NOT NULL,
        escalated_on date,
        requested_at timestamptz NOT NULL,
        requested_by text NOT NULL,
        decided_at timestamptz,
        decided_by text,
        decision_reason text,
        audience text[] NOT NULL,
        CONSTRAINT case_transfer_ends_check CHECK (sender <> receiver),
        CONSTRAINT case_transfer_decided_check CHECK (
            (state = 'requested') = (decided_at IS NULL) AND (decided_at IS NULL) = (decided_by IS NULL)))""",
    """CREATE TABLE officer_capacity (
        capacity_id uuid CONSTRAINT officer_capacity_pkey PRIMARY KEY,
        officer_code text NOT NULL,
        officer_name text NOT NULL,
        provider text,
        establishment_code text,
        grade text NOT NULL,
        applies_from date NOT NULL,
        contracted_minutes bigint NOT NULL CONSTRAINT officer_capacity_contracted_minutes_check CHECK (contracted_minutes > 0),
        reduction_minutes bigint NOT NULL,
        reason text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        audience text[] NOT NULL,
        CONSTRAINT officer_capacity_officer_applies_from_key UNIQUE (officer_code, applies_from),
        CONSTRAINT officer_capacity_reduction_minutes_check CHECK (reduction_minutes BETWEEN 0 AND contracted_minutes),
        CONSTRAINT officer_capacity_employer_check CHECK (num_nonnulls(provider, establishment_code) = 1))""",
)

INDEXES = (
    "CREATE INDEX handover_circumstance_crn_idx ON handover_circumstance (crn, kind, applies_from DESC, recorded_at DESC)",
    "CREATE UNIQUE INDEX case_transfer_crn_kind_requested_key ON case_transfer (crn, kind) WHERE state = 'requested'",
    "CREATE INDEX case_transfer_respond_by_idx ON case_transfer (respond_by) WHERE state = 'requested'",
    "CREATE INDEX case_transfer_crn_idx ON case_transfer (crn)",
)


def upgrade() -> None:
    for statement in (*TEAM, REFUSE_GAP, *GAP_TRIGGERS, *TABLES, *INDEXES):
        op.execute(statement)
    for table in ("handover_circumstance", "responsibility_decision"):
        protect_part(table, of="person", key="crn")
    for table in ("case_transfer", "officer_capacity"):
        protect(table)
    closable("case_transfer", by="crn")


def downgrade() -> None:
    for table in ("officer_capacity", "case_transfer", "responsibility_decision", "handover_circumstance"):
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP TRIGGER allocation_changed_without_gap ON allocation")
    op.execute("DROP TRIGGER allocation_inserted_without_gap ON allocation")
    op.execute("DROP FUNCTION refuse_day_without_offender_manager")
    op.execute("DROP INDEX allocation_officer_idx")
    op.execute("DROP INDEX allocation_crn_key_worker_key")
    op.execute("ALTER TABLE allocation DROP CONSTRAINT allocation_one_case_administrator_excl")
    op.execute("ALTER TABLE allocation DROP CONSTRAINT allocation_delivers_check")
    op.execute("SELECT set_config('noms.reach', '*', true)")
    op.execute("DELETE FROM allocation WHERE role NOT IN ('offender_manager', 'offender_supervisor')")
    op.execute("ALTER TABLE allocation DROP CONSTRAINT allocation_role_check")
    op.execute(
        """ALTER TABLE allocation ADD CONSTRAINT allocation_role_check
            CHECK (role IN ('offender_manager', 'offender_supervisor'))"""
    )
    op.execute("ALTER TABLE allocation DROP COLUMN delivers")
    op.execute("ALTER TABLE allocation DROP COLUMN team_code")
