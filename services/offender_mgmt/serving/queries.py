"""The sentences of a person and what decides a handover. Callers have found the person within their reach before they ask."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.custody import MovementKind
from noms.contracts.offender_mgmt.handover_circumstances import RecordedCircumstance
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.calculations.queries import dates_in_force
from services.offender_mgmt.calculations.rules import DatesInForce
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.handover_dates.rules import HandoverCase
from services.offender_mgmt.handovers import queries as handovers
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.recalls.queries import recalls
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow
from services.offender_mgmt.serving.rules import RECALLS, Known, Noted, Served, earliest, with_ends
from services.offender_mgmt.serving.rules import handover_cases as cases_of
from services.offender_mgmt.terminations.queries import terminations

_LAST_DAY_OF_MONTHS = """CASE WHEN extract(day FROM sentenced_on + months) = extract(day FROM sentenced_on)
         THEN (sentenced_on + months)::date - 1 ELSE (sentenced_on + months)::date END"""
"""Six months from 31 August end on 28 February: the rule of `Term.last_day`."""

SENTENCE_DAYS = f"""
     sentence AS (
         SELECT order_id AS sentence_id, crn, made_on AS starts_on, coalesce(operational_period_ends_on, ends_on) AS last_day,
                false AS custodial
           FROM court_order
         UNION ALL
         SELECT sentence_id, crn, sentenced_on,
                {_LAST_DAY_OF_MONTHS} + (length->>'weeks')::int * 7 + (length->>'days')::int, true
           FROM custodial_sentence, LATERAL (SELECT make_interval(
                    years => (length->>'years')::int, months => (length->>'months')::int) AS months) AS term),
     ended AS (SELECT coalesce(order_id, sentence_id) AS sentence_id, ended_on FROM termination WHERE requirement_id IS NULL),
     lasting AS (
         SELECT sentence.*, least(last_day, ended_on, died_on) AS ends_on, person.audience
           FROM sentence JOIN person USING (crn) LEFT JOIN ended USING (sentence_id))"""  # noqa: S608 - the only text put in is the constant above
"""For statements over many people: `lasting` has the days of every sentence by its own length, and who may see it."""

INDETERMINATE = frozenset({CustodialSentenceKind.IPP, CustodialSentenceKind.LIFE})


async def served(session: AsyncSession, crn: str, *, died_on: date | None) -> list[Served]:
    """Every order and custodial sentence of the person with its days; termination or death ends them before that."""
    orders = await session.scalars(select(OrderRow).where(OrderRow.crn == crn))
    passed = (await session.scalars(select(CustodialSentenceRow).where(CustodialSentenceRow.crn == crn))).all()
    expires_on = _expiry(await dates_in_force(session, crn), passed)
    found = [*map(_order, orders), *with_ends([_sentence(row) for row in passed], expires_on)]
    ended = {row.order_id or row.sentence_id: row.ended_on for row in await terminations(session, crn)}
    return [replace(one, ends_on=earliest(one.ends_on, ended.get(one.sentence_id), died_on)) for one in found]


async def handover_cases(session: AsyncSession, crn: str, sentences: Sequence[Served]) -> list[tuple[date, HandoverCase]]:
    """The facts of the person's handover, from each day on which they change."""
    dates = await dates_in_force(session, crn)
    noted = [
        Noted(RecordedCircumstance(row.kind), row.applies, row.applies_from, row.takes_place_on)
        for row in await handovers.circumstances(session, crn)
    ]
    known = Known(dates.dates if dates else {}, noted, await _recalls(session, crn), await _mappa_levels(session, crn))
    return list(cases_of(sentences, known))


async def _recalls(session: AsyncSession, crn: str) -> list[tuple[date, date | None]]:
    """The days from each return on recall to the release that followed.

    The reason of the reception tells a return, and so does the recall on record: a location file gives no reason.
    """
    rows = await custody.ledger(session, crn)
    released = [row.moved_on for row in rows if row.kind == MovementKind.RELEASE]
    returned = [row.moved_on for row in rows if row.kind == MovementKind.ADMISSION and row.reason_code in RECALLS]
    ended = {row.returned_to_custody_on: row.released_again_on for row in await recalls(session, crn)}
    spans = {day: ended.get(day) for day in (*returned, *filter(None, ended))}
    return sorted((day, until or next((each for each in released if each > day), None)) for day, until in spans.items())


async def _mappa_levels(session: AsyncSession, crn: str) -> list[tuple[date, int | None]]:
    """From which day each level stood; the first from the beginning, for what is entered late held before."""
    versions = select(PublicProtectionRow).where(PublicProtectionRow.crn == crn).order_by(PublicProtectionRow.version)
    rows = (await session.scalars(versions)).all()
    return [(london_day(row.recorded_at) if place else date.min, row.mappa_level) for place, row in enumerate(rows)]


def _expiry(dates: DatesInForce | None, passed: Sequence[CustodialSentenceRow]) -> date | None:
    """When everything expires, if no sentence has been passed since that was worked out."""
    if dates is None or any(row.recorded_at > dates.recorded_at for row in passed):
        return None
    return max((dates.dates[letters] for letters in ("SED", "SLED") if letters in dates.dates), default=None)


def _order(row: OrderRow) -> Served:
    last_day = row.operational_period_ends_on or row.ends_on
    return Served(row.order_id, row.made_on, last_day, row.provider, custodial=False, kind=row.kind)


def _sentence(row: CustodialSentenceRow) -> Served:
    terms = tuple(Term.model_validate(term) for term in (row.length, row.extension) if term is not None)
    tariff = Term.model_validate(row.minimum_term) if row.minimum_term else None
    return Served(
        row.sentence_id,
        row.sentenced_on,
        None,
        row.provider,
        custodial=True,
        indeterminate=row.kind in INDETERMINATE,
        terms=terms,
        ahead=tuple(row.consecutive_to),
        tariff_on=tariff.last_day(row.sentenced_on) if tariff else None,
        kind=row.kind,
    )
