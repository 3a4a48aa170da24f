"""Appearances, licences, recalls, terminations and kept key dates."""

from alembic import op

from noms.chassis.database.schema import protect_part

revision = "2026_11_22_0010"
down_revision = "2026_11_22_0009"
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE appearance (
        appearance_id uuid CONSTRAINT appearance_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT appearance_crn_fkey REFERENCES person (crn),
        court text NOT NULL,
        court_name text NOT NULL,
        appeared_on date NOT NULL,
        remand_status text NOT NULL,
        outcome text NOT NULL,
        next_appearance_on date,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT appearance_crn_court_name_day_key UNIQUE (crn, court, court_name, appeared_on),
        CONSTRAINT appearance_next_appearance_on_check CHECK (next_appearance_on > appeared_on))""",
    """CREATE TABLE appearance_offence (
        offence_id uuid CONSTRAINT appearance_offence_pkey PRIMARY KEY,
        appearance_id uuid NOT NULL CONSTRAINT appearance_offence_appearance_id_fkey REFERENCES appearance (appearance_id),
        crn text NOT NULL CONSTRAINT appearance_offence_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        main boolean NOT NULL,
        offence_code text NOT NULL,
        group_code text,
        group_name text,
        group_state text NOT NULL,
        committed_from date NOT NULL,
        committed_until date NOT NULL,
        plea text NOT NULL,
        finding text,
        CONSTRAINT appearance_offence_appearance_id_place_key UNIQUE (appearance_id, place),
        CONSTRAINT appearance_offence_committed_until_check CHECK (committed_until >= committed_from))""",
    """CREATE TABLE termination (
        termination_id uuid CONSTRAINT termination_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT termination_crn_fkey REFERENCES person (crn),
        order_id uuid CONSTRAINT termination_order_id_fkey REFERENCES court_order (order_id),
        requirement_id uuid CONSTRAINT termination_requirement_id_fkey REFERENCES requirement (requirement_id),
        sentence_id uuid CONSTRAINT termination_sentence_id_fkey REFERENCES custodial_sentence (sentence_id),
        reason text NOT NULL,
        ended_on date NOT NULL,
        note text,
        breach_id uuid,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT termination_order_id_key UNIQUE (order_id),
        CONSTRAINT termination_requirement_id_key UNIQUE (requirement_id),
        CONSTRAINT termination_sentence_id_key UNIQUE (sentence_id),
        CONSTRAINT termination_of_one_check CHECK (num_nonnulls(order_id, requirement_id, sentence_id) = 1))""",
    """CREATE TABLE licence (
        licence_id uuid CONSTRAINT licence_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT licence_crn_fkey REFERENCES person (crn),
        kind text NOT NULL,
        state text NOT NULL,
        varies uuid CONSTRAINT licence_varies_fkey REFERENCES licence (licence_id),
        policy_version text NOT NULL,
        starts_on date NOT NULL,
        ends_on date,
        curfew jsonb,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT licence_ends_on_check CHECK (ends_on >= starts_on),
        CONSTRAINT licence_curfew_check CHECK ((kind = 'HDC') = (curfew IS NOT NULL)))""",
    """CREATE TABLE licence_condition (
        condition_id uuid CONSTRAINT licence_condition_pkey PRIMARY KEY,
        licence_id uuid NOT NULL CONSTRAINT licence_condition_licence_id_fkey REFERENCES licence (licence_id),
        crn text NOT NULL CONSTRAINT licence_condition_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        kind text NOT NULL,
        code text NOT NULL,
        words text NOT NULL,
        inputs jsonb NOT NULL,
        starts_on date NOT NULL,
        ends_on date,
        CONSTRAINT licence_condition_licence_id_place_key UNIQUE (licence_id, place))""",
    """CREATE TABLE licence_move (
        move_id uuid CONSTRAINT licence_move_pkey PRIMARY KEY,
        licence_id uuid NOT NULL CONSTRAINT licence_move_licence_id_fkey REFERENCES licence (licence_id),
        crn text NOT NULL CONSTRAINT licence_move_crn_fkey REFERENCES person (crn),
        place bigint NOT NULL,
        state text NOT NULL,
        moved_on date NOT NULL,
        reason text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT licence_move_licence_id_place_key UNIQUE (licence_id, place))""",
    """CREATE TABLE recall (
        recall_id uuid CONSTRAINT recall_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT recall_crn_fkey REFERENCES person (crn),
        licence_id uuid CONSTRAINT recall_licence_id_fkey REFERENCES licence (licence_id),
        kind text NOT NULL,
        recalled_on date NOT NULL,
        reason text NOT NULL,
        circumstances text NOT NULL,
        conditions_breached uuid[] NOT NULL,
        decided_by text NOT NULL,
        returned_to_custody_on date,
        return_recorded_at timestamptz,
        return_recorded_by text,
        released_again_on date,
        release_recorded_at timestamptz,
        release_recorded_by text,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT recall_returned_to_custody_on_check CHECK (returned_to_custody_on >= recalled_on),
        CONSTRAINT recall_released_again_on_check CHECK (released_again_on >= coalesce(returned_to_custody_on, recalled_on)))""",
    """CREATE TABLE sentence_adjustment (
        adjustment_id uuid CONSTRAINT sentence_adjustment_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT sentence_adjustment_crn_fkey REFERENCES person (crn),
        kind text NOT NULL,
        days bigint NOT NULL CONSTRAINT sentence_adjustment_days_check CHECK (days > 0),
        applies_from date NOT NULL,
        from_day date,
        to_day date,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        withdrawn_at timestamptz,
        withdrawn_by text,
        withdrawal_reason text)""",
    """CREATE TABLE key_date_set (
        set_id uuid CONSTRAINT key_date_set_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT key_date_set_crn_fkey REFERENCES person (crn),
        basis text NOT NULL,
        state text NOT NULL,
        dates jsonb NOT NULL,
        indeterminate boolean NOT NULL,
        reason text NOT NULL,
        explanation text,
        inputs jsonb NOT NULL,
        breakdown jsonb NOT NULL,
        rule_version bigint,
        calculated jsonb,
        not_calculated jsonb NOT NULL,
        in_force_since timestamptz,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        checked_at timestamptz,
        checked_by text,
        check_note text,
        CONSTRAINT key_date_set_checked_by_another_check CHECK (checked_by <> recorded_by),
        CONSTRAINT key_date_set_in_force_since_check CHECK ((state = 'in_force') = (in_force_since IS NOT NULL)))""",
)

INDEXES = (
    "CREATE INDEX appearance_crn_appeared_on_idx ON appearance (crn, appeared_on DESC)",
    "CREATE UNIQUE INDEX appearance_offence_appearance_id_main_key ON appearance_offence (appearance_id) WHERE main",
    "CREATE INDEX appearance_offence_crn_idx ON appearance_offence (crn)",
    "CREATE INDEX termination_crn_idx ON termination (crn)",
    "CREATE UNIQUE INDEX licence_crn_active_key ON licence (crn) WHERE state = 'ACTIVE'",
    "CREATE INDEX licence_condition_crn_idx ON licence_condition (crn)",
    "CREATE INDEX licence_move_crn_idx ON licence_move (crn)",
    "CREATE INDEX recall_crn_idx ON recall (crn)",
    "CREATE UNIQUE INDEX recall_crn_in_force_key ON recall (crn) WHERE released_again_on IS NULL",
    "CREATE INDEX sentence_adjustment_crn_idx ON sentence_adjustment (crn)",
    "CREATE INDEX licence_crn_idx ON licence (crn)",
    "CREATE INDEX key_date_set_crn_idx ON key_date_set (crn)",
    """CREATE INDEX key_date_set_crn_in_force_since_idx ON key_date_set (crn, in_force_since DESC)
        WHERE in_force_since IS NOT NULL""",
)

UNDER_TWELVE_MONTHS = """
ALTER TABLE custodial_sentence ADD COLUMN under_twelve_months boolean NOT NULL GENERATED ALWAYS AS (
    coalesce(kind = 'determinate' AND sentenced_on + make_interval(
        years => (length->>'years')::int, months => (length->>'months')::int,
        weeks => (length->>'weeks')::int, days => (length->>'days')::int) < sentenced_on + interval '1 year', false)) STORED"""
"""Twelve months are counted from the day of the sentence, as the Acts do for release."""

ADDITIONS = (
    """ALTER TABLE court_order
        ADD COLUMN appearance_id uuid CONSTRAINT court_order_appearance_id_fkey REFERENCES appearance (appearance_id)""",
    "ALTER TABLE requirement ADD COLUMN starts_on date, ADD COLUMN sub_category text",
    """ALTER TABLE custodial_sentence
        ADD COLUMN appearance_id uuid CONSTRAINT custodial_sentence_appearance_id_fkey REFERENCES appearance (appearance_id),
        ADD COLUMN consecutive_to uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN schedule_15 boolean NOT NULL DEFAULT false,
        ADD COLUMN extension jsonb""",
    "ALTER TABLE custodial_sentence DROP CONSTRAINT custodial_sentence_kind_check",
    "ALTER TABLE custodial_sentence DROP CONSTRAINT custodial_sentence_length_check",
    """ALTER TABLE custodial_sentence
        ADD CONSTRAINT custodial_sentence_kind_check CHECK (kind IN ('determinate', 'extended', 'ipp', 'life')),
        ADD CONSTRAINT custodial_sentence_length_check CHECK ((kind IN ('determinate', 'extended')) = (length IS NOT NULL)),
        ADD CONSTRAINT custodial_sentence_extension_check CHECK ((kind = 'extended') = (extension IS NOT NULL))""",
    UNDER_TWELVE_MONTHS,
)

REMOVALS = (
    "ALTER TABLE custodial_sentence DROP COLUMN under_twelve_months",
    """ALTER TABLE custodial_sentence DROP CONSTRAINT custodial_sentence_kind_check,
        DROP CONSTRAINT custodial_sentence_length_check, DROP CONSTRAINT custodial_sentence_extension_check""",
    """ALTER TABLE custodial_sentence DROP COLUMN appearance_id, DROP COLUMN consecutive_to, DROP COLUMN schedule_15,
        DROP COLUMN extension""",
    "UPDATE custodial_sentence SET kind = 'determinate' WHERE kind = 'extended'",
    """ALTER TABLE custodial_sentence
        ADD CONSTRAINT custodial_sentence_kind_check CHECK (kind IN ('determinate', 'ipp', 'life')),
        ADD CONSTRAINT custodial_sentence_length_check CHECK ((kind = 'determinate') = (length IS NOT NULL))""",
    "ALTER TABLE requirement DROP COLUMN starts_on, DROP COLUMN sub_category",
    "ALTER TABLE court_order DROP COLUMN appearance_id",
)

ORDERS_ENDED_UPON_BREACH = """
INSERT INTO termination (termination_id, crn, order_id, reason, ended_on, breach_id, recorded_at, recorded_by)
SELECT DISTINCT ON (order_id) gen_random_uuid(), crn, order_id,
       CASE outcome WHEN 'custody_activated' THEN 'custody_activated' ELSE 'revoked_for_breach' END,
       decided_on, breach_id, recorded_at, recorded_by
  FROM breach WHERE outcome IN ('order_revoked', 'custody_activated') ORDER BY order_id, decided_on"""
"""Orders that a court had ended upon a breach: the end is a record of its own from now on."""

PARTS = (
    "appearance", "appearance_offence", "termination", "licence", "licence_condition", "licence_move", "recall",
    "sentence_adjustment", "key_date_set",
)  # fmt: skip


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES, *ADDITIONS, ORDERS_ENDED_UPON_BREACH):
        op.execute(statement)
    for table in PARTS:
        protect_part(table, of="person", key="crn")


def downgrade() -> None:
    for statement in REMOVALS:
        op.execute(statement)
    for table in reversed(PARTS):
        op.execute(f"DROP TABLE {table}")
