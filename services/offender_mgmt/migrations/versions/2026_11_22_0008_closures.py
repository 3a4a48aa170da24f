"""Whom a record is closed to: exclusions and restrictions, how each is lifted, and the places of closed cases."""

from alembic import op

from noms.chassis.database.schema import REACH, closable, create_closures, drop_closures, is_open, protect_part, reopen

revision = "2026_11_22_0008"
down_revision = "2026_11_22_0007"
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE record_closure (
        closure_id uuid CONSTRAINT record_closure_pkey PRIMARY KEY,
        crn text NOT NULL CONSTRAINT record_closure_crn_fkey REFERENCES person (crn),
        kind text NOT NULL CONSTRAINT record_closure_kind_check CHECK (kind IN ('exclusion', 'restriction')),
        users text[] NOT NULL CONSTRAINT record_closure_users_check CHECK (cardinality(users) > 0),
        user_tags text[] NOT NULL,
        from_on date NOT NULL,
        until_on date,
        message text,
        reason text NOT NULL,
        set_by text NOT NULL,
        set_at timestamptz NOT NULL,
        lifted_at timestamptz,
        CONSTRAINT record_closure_until_on_check CHECK (until_on >= from_on))""",
    """CREATE TABLE closure_lifting (
        lifting_id uuid CONSTRAINT closure_lifting_pkey PRIMARY KEY,
        closure_id uuid NOT NULL CONSTRAINT closure_lifting_closure_id_fkey REFERENCES record_closure (closure_id),
        crn text NOT NULL CONSTRAINT closure_lifting_crn_fkey REFERENCES person (crn),
        reason text NOT NULL,
        asked_by text NOT NULL,
        asked_at timestamptz NOT NULL,
        lapses_on date NOT NULL,
        confirmed_by text,
        confirmed_at timestamptz,
        CONSTRAINT closure_lifting_confirmed_check CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
        CONSTRAINT closure_lifting_two_people_check CHECK (confirmed_by <> asked_by))""",
    "CREATE INDEX record_closure_crn_idx ON record_closure (crn, set_at)",
    "CREATE INDEX closure_lifting_closure_id_idx ON closure_lifting (closure_id, asked_at)",
    "CREATE INDEX closure_lifting_crn_idx ON closure_lifting (crn)",
    "CREATE UNIQUE INDEX closure_lifting_closure_id_confirmed_key ON closure_lifting (closure_id) WHERE confirmed_at IS NOT NULL",
)

KEEP_CLOSURE = """
CREATE FUNCTION keep_closure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO closure (closure_id, subject, barred, only_to, closed_from, closed_until)
    VALUES (NEW.closure_id, NEW.crn,
            CASE NEW.kind WHEN 'exclusion' THEN NEW.user_tags ELSE '{}' END,
            CASE NEW.kind WHEN 'restriction' THEN NEW.user_tags END,
            NEW.from_on::timestamp AT TIME ZONE 'Europe/London',
            least((NEW.until_on + 1)::timestamp AT TIME ZONE 'Europe/London', NEW.lifted_at))
    ON CONFLICT (closure_id) DO UPDATE
       SET subject = excluded.subject, barred = excluded.barred, only_to = excluded.only_to,
           closed_from = excluded.closed_from, closed_until = excluded.closed_until;
    RETURN NULL;
END $$"""
"""What policies read follows the room's row wherever it goes, also when its person is merged into another.

The days are days of London: from the first midnight to the last, so that nothing needs to happen at either.
"""

ON_CLOSURE = """
CREATE TRIGGER record_closure_is_kept AFTER INSERT OR UPDATE ON record_closure
    FOR EACH ROW EXECUTE FUNCTION keep_closure()"""

KEEP_PLACES = """
CREATE OR REPLACE FUNCTION keep_case_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    callers_reach text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', {reach}, true);
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM case_place WHERE crn = OLD.crn AND surname_key = OLD.surname_key AND forename_key = OLD.forename_key
            AND tag = ANY (OLD.audience);
    END IF;
    INSERT INTO case_place (tag, surname_key, forename_key, crn)
        SELECT DISTINCT tag, NEW.surname_key, NEW.forename_key, NEW.crn FROM unnest(NEW.audience) AS tag;
    PERFORM set_config('noms.reach', callers_reach, true);
    RETURN NULL;
END $$"""
AS_ITSELF = "'*'"
UNDER_ITS_TAGS = "array_to_string(NEW.audience || CASE TG_OP WHEN 'UPDATE' THEN OLD.audience END, ',')"
"""Whoever may change a person keeps their places too: as the service itself now, to which no place is closed."""

OF_TAG = f"tag = ANY (coalesce({REACH}, ARRAY[]::text[]))"
PLACES = f"current_setting('noms.reach', true) = '*' OR ({OF_TAG} AND {is_open('case_place.crn')})"


def upgrade() -> None:
    create_closures()
    closable("person", by="crn")
    for statement in TABLES:
        op.execute(statement)
    for table in ("record_closure", "closure_lifting"):
        protect_part(table, of="person", key="crn")
    op.execute(KEEP_CLOSURE)
    op.execute(ON_CLOSURE)
    op.execute(f"ALTER POLICY case_place_reach ON case_place USING ({PLACES})")
    op.execute(KEEP_PLACES.format(reach=AS_ITSELF))


def downgrade() -> None:
    op.execute(KEEP_PLACES.format(reach=UNDER_ITS_TAGS))
    op.execute(f"ALTER POLICY case_place_reach ON case_place USING ({OF_TAG})")
    op.execute("DROP TABLE closure_lifting, record_closure")
    op.execute("DROP FUNCTION keep_closure")
    reopen("person")
    drop_closures()
