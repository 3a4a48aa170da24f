"""Numbers of every kind, particulars, names that are alike, records of one person: matched, merged and parted."""

from alembic import op

from noms.chassis.database.schema import app_role, protect_part

revision = "2026_11_22_0009"
down_revision = "2026_11_22_0008"
branch_labels = None
depends_on = None

KINDS_BEFORE = "'pnc', 'cro', 'noms_number'"
KINDS = (
    f"{KINDS_BEFORE}, 'booking_number', 'previous_crn', 'nino', 'parole_number', 'visor_id', 'arrest_summons_number', "
    "'immigration_number'"
)

IDENTIFIERS = (
    "ALTER TABLE person_identifier DROP CONSTRAINT person_identifier_kind_check",
    f"ALTER TABLE person_identifier ADD CONSTRAINT person_identifier_kind_check CHECK (kind IN ({KINDS}))",
    "ALTER TABLE person_identifier ADD COLUMN reason text",
    "ALTER TABLE person_identifier ADD COLUMN from_feed boolean NOT NULL DEFAULT false",
    "ALTER TABLE person_identifier ADD COLUMN recorded_at timestamptz",
    "ALTER TABLE person_identifier ADD COLUMN recorded_by text",
    """UPDATE person_identifier SET recorded_at = person.recorded_at, recorded_by = person.recorded_by
         FROM person WHERE person.crn = person_identifier.crn""",
    "DROP INDEX person_identifier_kind_value_idx",
    "CREATE INDEX person_identifier_kind_value_idx ON person_identifier (kind, value) WHERE reason IS NULL",
    "CREATE INDEX person_date_of_birth_idx ON person (date_of_birth)",
    "CREATE INDEX court_order_made_on_idx ON court_order (made_on)",
    "CREATE INDEX custodial_sentence_sentenced_on_idx ON custodial_sentence (sentenced_on)",
)

NUMBERS_NOT_KEPT_BEFORE = f"DELETE FROM person_identifier WHERE reason IS NOT NULL OR kind NOT IN ({KINDS_BEFORE})"  # noqa: S608 - constants

KEPT = """
        crn text NOT NULL CONSTRAINT {0}_crn_fkey REFERENCES person (crn),
        starts_on date NOT NULL,
        ends_on date,
        supersedes uuid CONSTRAINT {0}_supersedes_fkey REFERENCES {0} ({0}_id) CONSTRAINT {0}_supersedes_key UNIQUE,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        CONSTRAINT {0}_ends_on_check CHECK (ends_on >= starts_on)"""

PARTICULARS = {
    "alias": """forename text NOT NULL, middle_names text, surname text NOT NULL, forename_key text NOT NULL,
        surname_key text NOT NULL, date_of_birth date,
        sex text CONSTRAINT alias_sex_check CHECK (sex IN ('female', 'male', 'not_known'))""",
    "address": """status text NOT NULL, kind text NOT NULL, lines text[] NOT NULL, postcode text,
        CONSTRAINT address_no_fixed_abode_check CHECK ((kind = 'no_fixed_abode') = (cardinality(lines) = 0)
            AND (kind <> 'no_fixed_abode' OR postcode IS NULL))""",
    "spoken_language": """language_code text NOT NULL, skill text NOT NULL, interpreter_needed boolean NOT NULL""",
    "disability": """kind text NOT NULL, provisions text[] NOT NULL, notes text""",
    "personal_contact": """relation text NOT NULL, kinds text[] NOT NULL, name text NOT NULL, telephone text,
        lines text[] NOT NULL, postcode text, notes text""",
}

NAME_SOUND = """
CREATE FUNCTION name_sound(name_key text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
    sign text;
    code text;
    sound text := left(name_key, 1);
    last text := translate(left(name_key, 1), 'BFPVCGJKQSXZDTLMNR', '111122222222334556');
BEGIN
    FOREACH sign IN ARRAY regexp_split_to_array(substr(name_key, 2), '') LOOP
        CONTINUE WHEN sign IN ('H', 'W', '');
        code := translate(sign, 'BFPVCGJKQSXZDTLMNR', '111122222222334556');
        IF code <> sign AND code <> last THEN
            sound := sound || code;
        END IF;
        last := CASE WHEN code <> sign THEN code ELSE '' END;
    END LOOP;
    RETURN rpad(sound, 4, '0');
END $$"""
"""The sound of a name. Source: US National Archives, The Soundex Indexing System: H and W do not part two letters of one code."""

NAME_MARKS = """
CREATE FUNCTION name_marks(name_key text) RETURNS SETOF text LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT DISTINCT substr('  ' || name_key || ' ', place, 3) FROM generate_series(1, length(name_key) + 1) AS place
    UNION ALL
    SELECT '=' || name_sound(name_key)
$$"""
"""What two names that are alike have in common: runs of three signs, and the sound, which begins with an equals sign.

Source: PostgreSQL, pg_trgm: a word counts as having two spaces before it and one behind.
"""

KEEP_NAME_MARKS = """
CREATE FUNCTION keep_name_marks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO name_mark (mark, name_key, trigrams)
        SELECT mark, named.name_key, count(*) OVER (PARTITION BY named.name_key) - 1
          FROM (SELECT DISTINCT name_key FROM unnest(ARRAY[NEW.surname_key, NEW.forename_key]) AS name_key) AS named,
               LATERAL name_marks(named.name_key) AS mark
         WHERE NOT EXISTS (SELECT 1 FROM name_mark AS kept WHERE kept.name_key = named.name_key)
         ORDER BY named.name_key, mark
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$"""
"""One order for all writers, so that two who write the same two names never wait for each other."""

NAMES = (
    NAME_SOUND,
    NAME_MARKS,
    """CREATE TABLE name_mark (
        mark text NOT NULL,
        name_key text NOT NULL,
        trigrams bigint NOT NULL,
        CONSTRAINT name_mark_pkey PRIMARY KEY (mark, name_key) INCLUDE (trigrams))""",
    "CREATE INDEX name_mark_name_key_idx ON name_mark (name_key)",
    """INSERT INTO name_mark (mark, name_key, trigrams)
        SELECT mark, named.name_key, count(*) OVER (PARTITION BY named.name_key) - 1
          FROM (SELECT surname_key AS name_key FROM person UNION SELECT forename_key FROM person) AS named,
               LATERAL name_marks(named.name_key) AS mark""",
    KEEP_NAME_MARKS,
    *(
        f"""CREATE TRIGGER {table}_keeps_name_marks AFTER INSERT OR UPDATE OF surname_key, forename_key ON {table}
            FOR EACH ROW EXECUTE FUNCTION keep_name_marks()"""
        for table in ("person", "alias")
    ),
    "CREATE INDEX address_postcode_idx ON address (postcode)",
    "CREATE INDEX alias_surname_key_idx ON alias (surname_key, forename_key)",
)

MATCHES = (
    """CREATE TABLE person_match (
        person_match_id uuid CONSTRAINT person_match_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT person_match_crn_fkey REFERENCES person (crn),
        other_crn text NOT NULL CONSTRAINT person_match_other_crn_fkey REFERENCES person (crn),
        state text NOT NULL CONSTRAINT person_match_state_check
            CHECK (state IN ('needs_attention', 'linked', 'not_the_same', 'twins')),
        score_bits double precision NOT NULL,
        terms jsonb NOT NULL,
        found_at timestamptz NOT NULL,
        found_by text NOT NULL,
        CONSTRAINT person_match_crn_other_crn_key UNIQUE (crn, other_crn),
        CONSTRAINT person_match_crn_check CHECK (crn < other_crn))""",
    """CREATE TABLE match_decision (
        match_decision_id uuid CONSTRAINT match_decision_pkey PRIMARY KEY,
        person_match_id uuid NOT NULL CONSTRAINT match_decision_person_match_id_fkey REFERENCES person_match (person_match_id),
        decision text NOT NULL CONSTRAINT match_decision_decision_check CHECK (decision IN ('linked', 'not_the_same', 'twins')),
        reason text NOT NULL,
        decided_at timestamptz NOT NULL,
        decided_by text NOT NULL)""",
    "CREATE INDEX person_match_state_idx ON person_match (state, found_at, person_match_id)",
    "CREATE INDEX person_match_other_crn_idx ON person_match (other_crn)",
    "CREATE INDEX match_decision_person_match_id_idx ON match_decision (person_match_id)",
)

BOTH = """
    EXISTS (SELECT 1 FROM person WHERE person.crn = person_match.crn)
    AND EXISTS (SELECT 1 FROM person WHERE person.crn = person_match.other_crn)"""
"""Whoever may not see one of the two is not told that it resembles the other."""

MERGES = (
    """CREATE TABLE person_merge (
        person_merge_id uuid CONSTRAINT person_merge_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT person_merge_crn_fkey REFERENCES person (crn),
        merged_crn text NOT NULL CONSTRAINT person_merge_merged_crn_fkey REFERENCES person (crn),
        merged_into text NOT NULL,
        reason text NOT NULL,
        merged_at timestamptz NOT NULL,
        merged_by text NOT NULL,
        parted_at timestamptz,
        parted_by text,
        parting_reason text,
        CONSTRAINT person_merge_crn_check CHECK (crn <> merged_crn),
        CONSTRAINT person_merge_parted_check CHECK ((parted_at IS NULL) = (parted_by IS NULL)
            AND (parted_at IS NULL) = (parting_reason IS NULL)))""",
    "CREATE UNIQUE INDEX person_merge_merged_crn_standing_key ON person_merge (merged_crn) WHERE parted_at IS NULL",
    "CREATE INDEX person_merge_crn_idx ON person_merge (crn, merged_at)",
    """CREATE TABLE merge_change (
        merge_change_id uuid CONSTRAINT merge_change_pkey PRIMARY KEY,
        person_merge_id uuid NOT NULL CONSTRAINT merge_change_person_merge_id_fkey REFERENCES person_merge (person_merge_id),
        place bigint NOT NULL,
        table_name text NOT NULL,
        row_key jsonb NOT NULL,
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        CONSTRAINT merge_change_person_merge_id_place_key UNIQUE (person_merge_id, place))""",
)


def upgrade() -> None:
    for statement in IDENTIFIERS:
        op.execute(statement)
    for table, columns in PARTICULARS.items():
        op.execute(f"CREATE TABLE {table} ({table}_id uuid CONSTRAINT {table}_pkey PRIMARY KEY, {columns}, {KEPT.format(table)})")
        op.execute(f"CREATE INDEX {table}_crn_idx ON {table} (crn, starts_on)")
        protect_part(table, of="person", key="crn")
    for statement in (*NAMES, *MATCHES, *MERGES):
        op.execute(statement)
    op.execute("ALTER TABLE person_match ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE person_match FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY person_match_reach ON person_match USING ({BOTH}) WITH CHECK ({BOTH})")
    protect_part("match_decision", of="person_match", key="person_match_id")
    protect_part("person_merge", of="person", key="crn")
    protect_part("merge_change", of="person_merge", key="person_merge_id")
    op.execute(f'GRANT DELETE ON person_identifier, alias TO "{app_role()}"')
    op.execute(f'REVOKE UPDATE ON name_mark FROM "{app_role()}"')


def downgrade() -> None:
    op.execute(f'REVOKE DELETE ON person_identifier FROM "{app_role()}"')
    op.execute("DROP TABLE merge_change, person_merge, match_decision, person_match")
    op.execute("DROP TRIGGER person_keeps_name_marks ON person")
    op.execute(f"DROP TABLE {', '.join(PARTICULARS)}, name_mark")
    op.execute("DROP FUNCTION keep_name_marks")
    op.execute("DROP FUNCTION name_marks")
    op.execute("DROP FUNCTION name_sound")
    for index in ("person_date_of_birth_idx", "court_order_made_on_idx", "custodial_sentence_sentenced_on_idx"):
        op.execute(f"DROP INDEX {index}")
    op.execute("DROP INDEX person_identifier_kind_value_idx")
    op.execute("CREATE INDEX person_identifier_kind_value_idx ON person_identifier (kind, value)")
    op.execute(NUMBERS_NOT_KEPT_BEFORE)
    for column in ("reason", "from_feed", "recorded_at", "recorded_by"):
        op.execute(f"ALTER TABLE person_identifier DROP COLUMN {column}")
    op.execute("ALTER TABLE person_identifier DROP CONSTRAINT person_identifier_kind_check")
    op.execute(f"ALTER TABLE person_identifier ADD CONSTRAINT person_identifier_kind_check CHECK (kind IN ({KINDS_BEFORE}))")
