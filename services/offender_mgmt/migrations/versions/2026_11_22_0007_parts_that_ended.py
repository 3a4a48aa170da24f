"""Records closed to trusts whose part in the case has ended, and clocks of breach as visible as the event that told of them."""

from alembic import op

from noms.reference.probation_areas import load_probation_areas

revision = "2026_11_22_0007"
down_revision = "2026_11_22_0006"
branch_labels = None
depends_on = None

OPEN_RECORD_TO_TRUSTS = """
CREATE FUNCTION open_record_to_trusts(of_crn text, tags text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reach_of_caller text := current_setting('noms.reach', true);
BEGIN
    PERFORM set_config('noms.reach', '*', true);
    UPDATE person
       SET audience = array(SELECT tag FROM unnest(audience) AS tag
                             WHERE tag NOT LIKE 'organisation:%' AND tag NOT LIKE 'region:%' UNION SELECT unnest(tags) ORDER BY 1)
     WHERE crn = of_crn;
    PERFORM set_config('noms.reach', reach_of_caller, true);
END $$"""
"""Gives the record to the trusts whose part lasts and takes it from the others; the prison where the person is keeps it.

It widens the reach for its one statement and gives it back: the trust that hands a case over may not see the record any more
once it has, which row security would otherwise refuse to write.
"""

REGION_OF = {area.code: area.region_code for area in sorted(load_probation_areas(), key=lambda area: area.valid_from)}
AREAS = ", ".join(f"('{code}', '{region}')" for code, region in REGION_OF.items())

PARTS_THAT_ENDED = f"""
WITH managed AS (
         SELECT crn, provider, starts_on, recorded_at FROM allocation WHERE role = 'offender_manager' AND ends_on IS NULL),
     part AS (
         SELECT crn, provider FROM managed
         UNION SELECT crn, court_order.provider FROM court_order JOIN managed USING (crn)
                WHERE coalesce(operational_period_ends_on, court_order.ends_on) >= managed.starts_on
                   OR court_order.recorded_at >= managed.recorded_at
         UNION SELECT crn, custodial_sentence.provider FROM custodial_sentence JOIN managed USING (crn)
                WHERE custodial_sentence.recorded_at >= managed.recorded_at),
     tags AS (
         SELECT crn, 'organisation:' || provider AS tag FROM part
         UNION SELECT crn, 'region:' || region FROM part JOIN (VALUES {AREAS}) AS area (provider, region) USING (provider))
UPDATE person
   SET audience = array(SELECT tag FROM unnest(audience) AS tag
                         WHERE tag NOT LIKE 'organisation:%' AND tag NOT LIKE 'region:%'
                         UNION SELECT tag FROM tags WHERE tags.crn = person.crn ORDER BY 1)
 WHERE crn IN (SELECT crn FROM managed)"""  # noqa: S608 - codes come from the reference list alone
"""What a hand-over does from now on, for those of the past: the lists are those of `allocations/service.py`."""

CLOCK_AS_TOLD = """
CREATE POLICY breach_clock_told ON breach_clock FOR SELECT
    USING (EXISTS (SELECT 1 FROM event WHERE event.event_id = breach_clock.due_event_id))"""
"""A trust's figures of a year stay whole when the person has gone to another: who was told of a breach may count it."""


def upgrade() -> None:
    op.execute(OPEN_RECORD_TO_TRUSTS)
    op.execute(CLOCK_AS_TOLD)
    op.execute(PARTS_THAT_ENDED)


def downgrade() -> None:
    op.execute("DROP POLICY breach_clock_told ON breach_clock")
    op.execute("DROP FUNCTION open_record_to_trusts")
