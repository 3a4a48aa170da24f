"""The ledger of movements with all its kinds, populations by day, capacity, escorts and location files."""

from alembic import op

from noms.chassis.database.schema import app_role, closable, protect

revision = "2026_11_22_0011"
down_revision = "2026_11_22_0010"
branch_labels = None
depends_on = None

KINDS = (
    """'admission', 'transfer', 'release', 'court_out', 'court_return', 'temporary_release', 'temporary_return', 'withdrawal'"""
)
KINDS_BEFORE = "'admission', 'transfer', 'release'"
PLACING = "'NOMS', 'YJB', 'UKBA'"

LEDGER = (
    """ALTER TABLE movement
        ADD COLUMN transfer_reason_code text,
        ADD COLUMN placed_by text CONSTRAINT movement_placed_by_check CHECK (placed_by IN ('NOMS', 'YJB', 'UKBA')),
        ADD COLUMN supersedes_movement_id uuid
            CONSTRAINT movement_supersedes_movement_id_fkey REFERENCES movement (movement_id)
            CONSTRAINT movement_supersedes_movement_id_key UNIQUE,
        ADD COLUMN correction_reason text,
        ADD CONSTRAINT movement_correction_check CHECK ((supersedes_movement_id IS NULL) = (correction_reason IS NULL)),
        DROP CONSTRAINT movement_kind_check,
        DROP CONSTRAINT movement_ends_check""",
    f"ALTER TABLE movement ADD CONSTRAINT movement_kind_check CHECK (kind IN ({KINDS}))",
    """ALTER TABLE movement ADD CONSTRAINT movement_ends_check CHECK (
        (kind IN ('admission', 'court_return', 'temporary_return', 'withdrawal')) = (out_of IS NULL)
        AND (kind IN ('release', 'court_out', 'temporary_release', 'withdrawal')) = (moved_into IS NULL))""",
    f"""ALTER TABLE stay ADD COLUMN placed_by text NOT NULL DEFAULT 'NOMS'
        CONSTRAINT stay_placed_by_check CHECK (placed_by IN ({PLACING}))""",
    "CREATE INDEX stay_establishment_code_idx ON stay (establishment_code) WHERE left_on IS NULL",
)

COUNTS = """
CREATE TABLE population_change (
    span text NOT NULL CONSTRAINT population_change_span_check CHECK (span IN ('day', 'month', 'year')),
    starts_on date NOT NULL,
    establishment_code text NOT NULL,
    placed_by text NOT NULL,
    counted_by bigint NOT NULL,
    change bigint NOT NULL,
    CONSTRAINT population_change_pkey PRIMARY KEY (span, starts_on, establishment_code, placed_by, counted_by))"""
"""By how much the number held changed on each day, in each month and in each year: who is held on a day is the sum of the years
before it, of its year's months before it and of its month's days until then, a few thousand rows however long the ledger is.

`counted_by` is the database process that counted: each adds to rows of its own, so that no two movements wait for each other.
"""

CAME = """SELECT establishment_code, placed_by, received_on, 1 FROM {0}
          UNION ALL SELECT establishment_code, placed_by, left_on, -1 FROM {0} WHERE left_on IS NOT NULL"""
WENT = """SELECT establishment_code, placed_by, received_on, -1 FROM {0}
          UNION ALL SELECT establishment_code, placed_by, left_on, 1 FROM {0} WHERE left_on IS NOT NULL"""

ADD_UP = """INSERT INTO population_change AS kept (span, starts_on, establishment_code, placed_by, counted_by, change)
    SELECT span, date_trunc(span, changed_on)::date AS starts_on,
           establishment_code, placed_by, pg_backend_pid(), sum(change)
      FROM ({0}) AS counted (establishment_code, placed_by, changed_on, change),
           (VALUES ('day'), ('month'), ('year')) AS spans (span)
     GROUP BY 1, 2, 3, 4 HAVING sum(change) <> 0
    ON CONFLICT ON CONSTRAINT population_change_pkey DO UPDATE SET change = kept.change + excluded.change"""

ACTS = {
    "insert": (CAME.format("came"), "NEW TABLE AS came"),
    "update": (f"{WENT.format('went')} UNION ALL {CAME.format('came')}", "OLD TABLE AS went NEW TABLE AS came"),
    "delete": (WENT.format("went"), "OLD TABLE AS went"),
}

TABLES = (
    """CREATE TABLE prison_capacity (
        prison_capacity_id uuid CONSTRAINT prison_capacity_pkey PRIMARY KEY,
        establishment_code text NOT NULL,
        in_force_from date NOT NULL,
        cna bigint CONSTRAINT prison_capacity_cna_check CHECK (cna >= in_use_cna),
        in_use_cna bigint NOT NULL CONSTRAINT prison_capacity_in_use_cna_check CHECK (in_use_cna >= 0),
        operational_capacity bigint NOT NULL
            CONSTRAINT prison_capacity_operational_capacity_check CHECK (operational_capacity >= 0),
        places_bought jsonb NOT NULL,
        source text NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
    """CREATE INDEX prison_capacity_establishment_code_in_force_from_idx
        ON prison_capacity (establishment_code, in_force_from, recorded_at)""",
    """CREATE TABLE escort (
        escort_id uuid CONSTRAINT escort_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT escort_crn_fkey REFERENCES person (crn),
        person_name text NOT NULL,
        direction text NOT NULL CONSTRAINT escort_direction_check CHECK (direction IN ('to_court', 'from_court')),
        establishment_code text NOT NULL,
        court text NOT NULL,
        provider text NOT NULL,
        contractor text NOT NULL,
        collect_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        booked_at timestamptz NOT NULL,
        booked_by text NOT NULL,
        departed_at timestamptz,
        departure_recorded_by text,
        arrived_at timestamptz,
        arrival_recorded_by text,
        cancelled_at timestamptz,
        cancelled_by text,
        cancellation_reason text,
        audience text[] NOT NULL,
        CONSTRAINT escort_due_at_check CHECK (due_at > collect_at),
        CONSTRAINT escort_arrived_at_check CHECK (arrived_at > departed_at AND (arrived_at IS NULL OR departed_at IS NOT NULL)),
        CONSTRAINT escort_cancelled_at_check CHECK (cancelled_at IS NULL OR departed_at IS NULL),
        CONSTRAINT escort_cancellation_reason_check CHECK ((cancelled_at IS NULL) = (cancellation_reason IS NULL)))""",
    "CREATE UNIQUE INDEX escort_crn_collect_at_key ON escort (crn, collect_at) WHERE cancelled_at IS NULL",
    "CREATE INDEX escort_collect_at_idx ON escort (collect_at)",
    """CREATE TABLE location_file (
        location_file_id uuid CONSTRAINT location_file_pkey PRIMARY KEY,
        content_hash bytea NOT NULL CONSTRAINT location_file_content_hash_key UNIQUE,
        held_on date NOT NULL,
        establishment_codes text[] NOT NULL,
        report jsonb NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        audience text[] NOT NULL)""",
)

OPEN_RECORDS = """
CREATE FUNCTION open_records_to_establishments(crns text[], establishments text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    UPDATE person
       SET audience = array(SELECT tag FROM unnest(audience) AS tag WHERE tag NOT LIKE 'establishment:%')
                      || CASE WHEN moved.code IS NULL THEN '{}'::text[] ELSE ARRAY['establishment:' || moved.code] END
      FROM unnest(crns, establishments) AS moved (of_crn, code)
     WHERE crn = moved.of_crn;
    PERFORM set_config('noms.reach', reach_of_caller, true);
END $$"""
"""What `open_record_to_establishment` does, for everybody whom a location file moved."""

PASSING_TABLES = "DO $$ BEGIN EXECUTE format('{0}', current_database()); END $$"
"""A location file is laid beside the records in tables that last as long as its transaction."""


def upgrade() -> None:
    for statement in (*LEDGER, COUNTS):
        op.execute(statement)
    op.execute(f'GRANT DELETE ON stay TO "{app_role()}"')
    op.execute(PASSING_TABLES.format(f'GRANT TEMPORARY ON DATABASE %I TO "{app_role()}"'))
    op.execute(ADD_UP.format(CAME.format("stay")))
    for act, (counted, seen) in ACTS.items():
        op.execute(
            f"CREATE FUNCTION count_population_on_{act}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {ADD_UP.format(counted)}; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER stay_counts_on_{act} AFTER {act} ON stay REFERENCING {seen} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION count_population_on_{act}()"
        )
    for statement in TABLES:
        op.execute(statement)
    op.execute(OPEN_RECORDS)
    protect("escort")
    closable("escort", by="crn")
    protect("location_file")


def downgrade() -> None:
    """The ledger of before knows no absences and no corrections: of a corrected line the one that stands now is kept."""
    op.execute("DROP FUNCTION open_records_to_establishments")
    op.execute("DROP TABLE location_file, escort, prison_capacity")
    for act in ACTS:
        op.execute(f"DROP TRIGGER stay_counts_on_{act} ON stay")
        op.execute(f"DROP FUNCTION count_population_on_{act}")
    op.execute("DROP TABLE population_change")
    op.execute("DROP INDEX stay_establishment_code_idx")
    op.execute("ALTER TABLE stay DROP COLUMN placed_by")
    op.execute(f'REVOKE DELETE ON stay FROM "{app_role()}"')
    op.execute(PASSING_TABLES.format(f'REVOKE TEMPORARY ON DATABASE %I FROM "{app_role()}"'))
    op.execute("ALTER TABLE movement DROP CONSTRAINT movement_supersedes_movement_id_fkey")
    op.execute(
        f"""DELETE FROM movement AS wrong WHERE kind NOT IN ({KINDS_BEFORE}) OR EXISTS (
            SELECT 1 FROM movement AS later WHERE later.supersedes_movement_id = wrong.movement_id)"""  # noqa: S608 - constant
    )
    op.execute(
        """ALTER TABLE movement DROP COLUMN transfer_reason_code, DROP COLUMN placed_by, DROP COLUMN supersedes_movement_id,
            DROP COLUMN correction_reason, DROP CONSTRAINT movement_kind_check, DROP CONSTRAINT movement_ends_check"""
    )
    op.execute(f"ALTER TABLE movement ADD CONSTRAINT movement_kind_check CHECK (kind IN ({KINDS_BEFORE}))")
    op.execute(
        """ALTER TABLE movement ADD CONSTRAINT movement_ends_check CHECK (
            (kind = 'admission') = (out_of IS NULL) AND (kind = 'release') = (moved_into IS NULL))"""
    )
