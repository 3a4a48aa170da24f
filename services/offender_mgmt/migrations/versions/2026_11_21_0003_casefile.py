"""Movements and stays, assessments, public protection, allocations, plans, and the progress of requirements."""

from alembic import op

from noms.chassis.database.schema import protect_part

revision = "2026_11_21_0003"
down_revision = "2026_11_21_0002"
branch_labels = None
depends_on = None

PERSON_NUMBER = "(ascii(crn) * 1000000::bigint + substr(crn, 2)::bigint)"
"""A case reference number as one number: a range of it stands for equality where no extension may be asked for."""

ONE_PERSON = f"int8range({PERSON_NUMBER}, {PERSON_NUMBER}, '[]') WITH &&"

TABLES = (
    """CREATE TABLE movement (
        movement_id uuid CONSTRAINT movement_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT movement_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        kind text NOT NULL CONSTRAINT movement_kind_check CHECK (kind IN ('admission', 'transfer', 'release')),
        reason_code text NOT NULL,
        moved_on date NOT NULL,
        out_of text,
        moved_into text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT movement_crn_place_key UNIQUE (crn, place),
        CONSTRAINT movement_ends_check CHECK (
            (kind = 'admission') = (out_of IS NULL) AND (kind = 'release') = (moved_into IS NULL)))""",
    f"""CREATE TABLE stay (
        stay_id uuid CONSTRAINT stay_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT stay_crn_fkey REFERENCES person (crn),
        establishment_code text NOT NULL,
        establishment_name text NOT NULL,
        received_on date NOT NULL,
        left_on date,
        CONSTRAINT stay_left_on_check CHECK (left_on >= received_on),
        CONSTRAINT stay_crn_period_excl EXCLUDE USING gist ({ONE_PERSON}, daterange(received_on, left_on, '[)') WITH &&))""",
    """CREATE TABLE assessment (
        assessment_id uuid CONSTRAINT assessment_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT assessment_crn_fkey REFERENCES person (crn),
        purpose text NOT NULL,
        completed_on date NOT NULL,
        answers jsonb NOT NULL,
        score_acc smallint, score_ete smallint, score_fin smallint, score_rel smallint, score_life smallint,
        score_drug smallint, score_alc smallint, score_emo smallint, score_think smallint, score_att smallint,
        needs text[] NOT NULL,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
    """CREATE TABLE public_protection_record (
        record_id uuid CONSTRAINT public_protection_record_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT public_protection_record_crn_fkey REFERENCES person (crn),
        version bigint NOT NULL CONSTRAINT public_protection_record_version_check CHECK (version > 0),
        mappa_category smallint CONSTRAINT public_protection_record_mappa_category_check CHECK (mappa_category BETWEEN 1 AND 3),
        mappa_level smallint CONSTRAINT public_protection_record_mappa_level_check CHECK (mappa_level BETWEEN 1 AND 3),
        rosh jsonb NOT NULL,
        rosh_overall text,
        registers text[] NOT NULL,
        notes text,
        next_review_on date,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT public_protection_record_crn_version_key UNIQUE (crn, version))""",
    f"""CREATE TABLE allocation (
        allocation_id uuid CONSTRAINT allocation_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT allocation_crn_fkey REFERENCES person (crn),
        role text NOT NULL CONSTRAINT allocation_role_check CHECK (role IN ('offender_manager', 'offender_supervisor')),
        officer_code text NOT NULL,
        officer_name text NOT NULL,
        provider text,
        establishment_code text,
        starts_on date NOT NULL,
        ends_on date,
        tier smallint CONSTRAINT allocation_tier_check CHECK (tier BETWEEN 1 AND 4),
        tier_reason text,
        due_by date,
        due_source text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT allocation_ends_on_check CHECK (ends_on > starts_on),
        CONSTRAINT allocation_one_offender_manager_excl EXCLUDE USING gist ({ONE_PERSON},
            daterange(starts_on, ends_on, '[)') WITH &&) WHERE (role = 'offender_manager'),
        CONSTRAINT allocation_one_offender_supervisor_excl EXCLUDE USING gist ({ONE_PERSON},
            daterange(starts_on, ends_on, '[)') WITH &&) WHERE (role = 'offender_supervisor'))""",
    """CREATE TABLE plan (
        plan_id uuid CONSTRAINT plan_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT plan_crn_fkey REFERENCES person (crn),
        assessment_id uuid NOT NULL CONSTRAINT plan_assessment_id_fkey REFERENCES assessment (assessment_id),
        agreed_on date NOT NULL,
        review_by date,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL)""",
    """CREATE TABLE objective (
        objective_id uuid CONSTRAINT objective_pkey PRIMARY KEY,
        plan_id uuid NOT NULL CONSTRAINT objective_plan_id_fkey REFERENCES plan (plan_id),
        crn text NOT NULL CONSTRAINT objective_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        assessment_id uuid NOT NULL CONSTRAINT objective_assessment_id_fkey REFERENCES assessment (assessment_id),
        section_code text NOT NULL,
        objective text NOT NULL,
        actions text[] NOT NULL,
        complete_by date)""",
    """CREATE TABLE unmet_need (
        unmet_need_id uuid CONSTRAINT unmet_need_pkey PRIMARY KEY,
        plan_id uuid NOT NULL CONSTRAINT unmet_need_plan_id_fkey REFERENCES plan (plan_id),
        crn text NOT NULL CONSTRAINT unmet_need_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        assessment_id uuid NOT NULL CONSTRAINT unmet_need_assessment_id_fkey REFERENCES assessment (assessment_id),
        section_code text NOT NULL,
        reason_code text NOT NULL,
        reason text NOT NULL,
        CONSTRAINT unmet_need_plan_id_section_code_key UNIQUE (plan_id, section_code))""",
    """CREATE TABLE requirement_progress (
        requirement_id uuid CONSTRAINT requirement_progress_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT requirement_progress_crn_fkey REFERENCES person (crn),
        referral_id uuid,
        programme_code text,
        state text,
        state_on date,
        sessions_attended bigint NOT NULL,
        sessions_planned bigint NOT NULL,
        failures_to_comply bigint NOT NULL,
        last_session_on date,
        last_outcome_code text,
        as_at timestamptz NOT NULL)""",
    """CREATE TABLE attendance_heard (
        attendance_id uuid CONSTRAINT attendance_heard_pkey PRIMARY KEY,
        requirement_id uuid NOT NULL,
        crn text NOT NULL CONSTRAINT attendance_heard_crn_fkey REFERENCES person (crn),
        supersedes_attendance_id uuid,
        held_on date NOT NULL,
        outcome_code text NOT NULL,
        failure_to_comply boolean NOT NULL)""",
)

INDEXES = (
    "CREATE INDEX assessment_crn_completed_on_idx ON assessment (crn, completed_on DESC, recorded_at DESC)",
    "CREATE INDEX stay_crn_idx ON stay (crn) WHERE left_on IS NULL",
    "CREATE INDEX allocation_crn_idx ON allocation (crn, role, starts_on DESC)",
    "CREATE INDEX plan_crn_agreed_on_idx ON plan (crn, agreed_on DESC, recorded_at DESC)",
    "CREATE INDEX objective_plan_id_idx ON objective (plan_id, place)",
    "CREATE INDEX attendance_heard_requirement_id_idx ON attendance_heard (requirement_id)",
    "CREATE INDEX person_surname_key_forename_key_crn_idx ON person (surname_key, forename_key, crn)",
)

PARTS = (
    "movement",
    "stay",
    "assessment",
    "public_protection_record",
    "allocation",
    "plan",
    "objective",
    "unmet_need",
    "requirement_progress",
    "attendance_heard",
)

OPEN_RECORD_TO_ESTABLISHMENT = """
CREATE FUNCTION open_record_to_establishment(of_crn text, establishment text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    UPDATE person
       SET audience = array(SELECT tag FROM unnest(audience) AS tag WHERE tag NOT LIKE 'establishment:%')
                      || CASE WHEN establishment IS NULL THEN '{}'::text[] ELSE ARRAY['establishment:' || establishment] END
     WHERE crn = of_crn;
    PERFORM set_config('noms.reach', reach_of_caller, true);
END $$"""
"""Gives the record to the prison where the person now is and takes it from the one they left.

It widens the reach for its one statement and gives it back: the prison that records a release may not see the record any
more once it stands, which row security would otherwise refuse to write. The caller's reach was judged before: the movement
itself is written under it.
"""


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
    for table in PARTS:
        protect_part(table, of="person", key="crn")
    op.execute(OPEN_RECORD_TO_ESTABLISHMENT)


def downgrade() -> None:
    op.execute("DROP FUNCTION open_record_to_establishment")
    op.execute("DROP INDEX person_surname_key_forename_key_crn_idx")
    for table in reversed(PARTS):
        op.execute(f"DROP TABLE {table}")
