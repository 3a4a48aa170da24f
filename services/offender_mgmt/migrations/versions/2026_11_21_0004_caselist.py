"""The places of cases, one for each tag that reaches them, so that a page of the list costs the same however many there are."""

from alembic import op

from noms.chassis.database.schema import REACH, app_role

revision = "2026_11_21_0004"
down_revision = "2026_11_21_0003"
branch_labels = None
depends_on = None

CASE_PLACE = """
CREATE TABLE case_place (
    tag text NOT NULL,
    surname_key text NOT NULL,
    forename_key text NOT NULL,
    crn text NOT NULL CONSTRAINT case_place_crn_fkey REFERENCES person (crn),
    CONSTRAINT case_place_pkey PRIMARY KEY (tag, surname_key, forename_key, crn))"""

KEEP_PLACES = """
CREATE FUNCTION keep_case_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    callers_reach text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', array_to_string(NEW.audience || CASE TG_OP WHEN 'UPDATE' THEN OLD.audience END, ','), true);
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM case_place WHERE crn = OLD.crn AND surname_key = OLD.surname_key AND forename_key = OLD.forename_key
            AND tag = ANY (OLD.audience);
    END IF;
    INSERT INTO case_place (tag, surname_key, forename_key, crn)
        SELECT DISTINCT tag, NEW.surname_key, NEW.forename_key, NEW.crn FROM unnest(NEW.audience) AS tag;
    PERFORM set_config('noms.reach', callers_reach, true);
    RETURN NULL;
END $$"""
"""Whoever may change a person keeps their places too, also under tags beyond the writer's own reach."""

ON_CHANGE = """
CREATE TRIGGER person_keeps_case_places AFTER INSERT OR UPDATE OF audience, surname_key, forename_key ON person
    FOR EACH ROW EXECUTE FUNCTION keep_case_places()"""

FILL = """
INSERT INTO case_place (tag, surname_key, forename_key, crn)
    SELECT DISTINCT tag, surname_key, forename_key, crn FROM person, unnest(audience) AS tag"""


def upgrade() -> None:
    op.execute(CASE_PLACE)
    op.execute(FILL)
    op.execute("CREATE INDEX case_place_crn_idx ON case_place (crn)")
    op.execute("ALTER TABLE case_place ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE case_place FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY case_place_reach ON case_place USING (tag = ANY (coalesce({REACH}, ARRAY[]::text[])))")
    op.execute(f'GRANT DELETE ON case_place TO "{app_role()}"')
    op.execute(KEEP_PLACES)
    op.execute(ON_CHANGE)
    op.execute("DROP INDEX person_surname_key_forename_key_crn_idx")


def downgrade() -> None:
    op.execute("CREATE INDEX person_surname_key_forename_key_crn_idx ON person (surname_key, forename_key, crn)")
    op.execute("DROP TRIGGER person_keeps_case_places ON person")
    op.execute("DROP FUNCTION keep_case_places")
    op.execute("DROP TABLE case_place")
