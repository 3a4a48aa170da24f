"""The check of the whole estate, in one statement over the dated facts."""

from datetime import date

from sqlalchemy import JSON, text
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.responsibility import ResponsibilityGaps
from services.offender_mgmt.serving.queries import SENTENCE_DAYS

_WITH_PATIENCE = text("SELECT set_config('statement_timeout', '60000', true)")
"""Every sentence of the estate is looked at, which may take longer than a request is otherwise given."""

_GAPS = text(
    f"""
WITH {SENTENCE_DAYS},
     asked AS (
         SELECT sentence_id, crn, daterange(greatest(starts_on, :from_day), least(ends_on, :to_day), '[]') AS days
           FROM lasting
          WHERE audience && CAST(:reach AS text[]) AND starts_on <= least(ends_on, :to_day)
            AND least(ends_on, :to_day) >= CAST(:from_day AS date)),
     followed AS (
         SELECT crn, ends_on IS NOT DISTINCT FROM lead(starts_on) OVER (PARTITION BY crn ORDER BY starts_on) AS by_the_next
           FROM allocation WHERE role = 'offender_manager'),
     broken AS (SELECT crn FROM followed GROUP BY crn HAVING NOT bool_and(by_the_next)),
     held AS (
         SELECT crn, min(starts_on) AS first_on, range_agg(daterange(starts_on, ends_on)) AS days,
                array_agg(daterange(starts_on, ends_on)) AS spans
           FROM allocation JOIN broken USING (crn) WHERE role = 'offender_manager' GROUP BY crn),
     counted AS MATERIALIZED (
         SELECT asked.sentence_id, asked.crn, lower(asked.days) AS first_day, upper(asked.days) - lower(asked.days) AS days,
                CASE WHEN held.crn IS NULL THEN 0 ELSE (
                    SELECT coalesce(sum(upper(gap) - lower(gap)), 0)
                      FROM unnest(datemultirange(asked.days) - held.days - datemultirange(daterange(NULL, held.first_on))) AS gap)
                END AS days_with_none,
                CASE WHEN held.crn IS NULL THEN 0 ELSE (
                    SELECT coalesce(sum(upper(span * asked.days) - lower(span * asked.days)), 0)
                      FROM unnest(held.spans) AS span WHERE span && asked.days) - (
                    SELECT coalesce(sum(upper(span) - lower(span)), 0)
                      FROM unnest(held.days * datemultirange(asked.days)) AS span)
                END AS days_with_two
           FROM asked LEFT JOIN held USING (crn))
SELECT count(*) AS sentences, coalesce(sum(days), 0)::bigint AS days,
       coalesce(sum(days_with_none), 0)::bigint AS days_with_none, coalesce(sum(days_with_two), 0)::bigint AS days_with_two,
       (SELECT coalesce(json_agg(fault), '[]') FROM (
            SELECT crn, sentence_id, first_day, days_with_none, days_with_two FROM counted
             WHERE days_with_none > 0 OR days_with_two > 0 ORDER BY crn, first_day LIMIT 100) AS fault) AS data
  FROM counted"""  # noqa: S608 - the only text put in is a constant of ours
).columns(data=JSON)


async def gaps(session: AsyncSession, caller: Caller, *, from_day: date, to_day: date) -> ResponsibilityGaps:
    """Days of sentences with no responsible officer, and with two, of everybody within the caller's reach.

    Before the first offender manager the duty officer of the trust that the court named answers; from then on every day must be
    one of exactly one offender manager: only where one is not followed by the next on the day itself are days counted out. In
    prison whoever the handover names instead follows from the one stay of the day. A sentence is counted by its own length.
    """
    await session.execute(_WITH_PATIENCE)
    asked = {"from_day": from_day, "to_day": to_day, "reach": list(caller.reach)}
    found = (await session.execute(_GAPS, asked)).mappings().one()
    return ResponsibilityGaps.model_validate({**found, "from_day": from_day, "to_day": to_day})
