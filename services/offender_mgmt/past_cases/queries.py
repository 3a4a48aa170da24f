"""A case as it stood, part by part: each part by its own day, and by the instant at which it was recorded."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.casefile import CaseOfficer
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.past_cases import CaseAsAt, PastNeeds, PastPlan
from noms.contracts.offender_mgmt.public_protection import PublicProtectionDetail, PublicProtectionView, RoshLevel
from services.offender_mgmt.allocations.tables import AllocationRow
from services.offender_mgmt.assessments.tables import AssessmentRow
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.moments.rules import Moment
from services.offender_mgmt.past_cases import rules
from services.offender_mgmt.past_cases.rules import Spell
from services.offender_mgmt.past_licences import queries as past_licences
from services.offender_mgmt.past_registrations import queries as past_registrations
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.plans.tables import PlanRow
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.sections import DETAIL, sections_of
from services.offender_mgmt.sentences import queries as sentences
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow
from services.offender_mgmt.sights.rules import sights
from services.offender_mgmt.terminations.tables import TerminationRow

_NOT_SECTIONS = ("crn", "on", "known_on")
_Read = Callable[[], Awaitable[object]]


async def case_as_at(session: AsyncSession, caller: Caller, moment: Moment) -> CaseAsAt:
    """What was in force in a case on a day, by what was on record at the end of another; the person was found before.

    A section that the caller may not see is not read.
    """
    shown = sections_of(CaseAsAt, caller.scopes, besides=_NOT_SECTIONS)
    reads = _sections(session, caller, moment, sees_detail=DETAIL in shown)
    told = {name: await read() if name in shown else None for name, read in reads.items()}
    return CaseAsAt.model_validate({"crn": moment.crn, "on": moment.on, "known_on": moment.known_on} | told)


def _sections(session: AsyncSession, caller: Caller, moment: Moment, *, sees_detail: bool) -> dict[str, _Read]:
    """How each section is read."""
    of_day = {"on": moment.on, "known_on": moment.known_on}
    return {
        "custody": partial(custody.whereabouts, session, moment.crn, **of_day),
        "orders": partial(_orders, session, caller, moment),
        "custodial_sentences": partial(_custodial_sentences, session, moment),
        "key_dates": partial(past_licences.key_dates, session, moment),
        "licence": partial(past_licences.licence, session, moment),
        "offender_manager": partial(_officer, session, moment, OfficerRole.OFFENDER_MANAGER),
        "offender_supervisor": partial(_officer, session, moment, OfficerRole.OFFENDER_SUPERVISOR),
        "needs": partial(_needs, session, moment),
        "plan": partial(_plan, session, moment),
        "public_protection": partial(_public_protection, session, moment, sees_detail=sees_detail),
        "registrations": partial(past_registrations.registrations, session, moment, sights(manages_risk=sees_detail)),
    }


async def moment_of(session: AsyncSession, caller: Caller, crn: str, *, on: date, known_on: date) -> Moment:
    """The moment that is asked for, of a person within reach.

    Raises:
        NotFound: there is none, or none within reach.

    """
    return Moment((await persons.person(session, caller, crn)).crn, on, known_on)


async def _ended(session: AsyncSession, moment: Moment) -> set[UUID]:
    """Orders and sentences that had ended before the day: the day of the end is the last of them."""
    by_then = (
        TerminationRow.crn == moment.crn,
        TerminationRow.recorded_at < moment.known_before,
        TerminationRow.ended_on < moment.on,
        TerminationRow.requirement_id.is_(None),
    )
    ended = select(func.coalesce(TerminationRow.order_id, TerminationRow.sentence_id)).where(*by_then)
    return set(await session.scalars(ended))


async def _orders(session: AsyncSession, caller: Caller, moment: Moment) -> list[OrderView]:
    row, ended = OrderRow, await _ended(session, moment)
    last_day = func.coalesce(row.operational_period_ends_on, row.ends_on)
    ran = (row.crn == moment.crn, row.recorded_at < moment.known_before, row.made_on <= moment.on, last_day >= moment.on)
    made = await session.scalars(select(row.order_id).where(*ran).order_by(row.made_on.desc(), row.order_id))
    return [await sentences.order_view(session, caller, one) for one in made.all() if one not in ended]


async def _custodial_sentences(session: AsyncSession, moment: Moment) -> list[CustodialSentenceView]:
    row, ended = CustodialSentenceRow, await _ended(session, moment)
    passed = select(row).where(row.crn == moment.crn, row.recorded_at < moment.known_before, row.sentenced_on <= moment.on)
    rows = await session.scalars(passed.order_by(row.sentenced_on.desc(), row.sentence_id))
    return [CustodialSentenceView.model_validate(one) for one in rows if one.sentence_id not in ended]


async def _officer(session: AsyncSession, moment: Moment, role: OfficerRole) -> CaseOfficer | None:
    """Every spell is read, for what came later tells whether an end was known."""
    held = select(AllocationRow).where(AllocationRow.crn == moment.crn, AllocationRow.role == role)
    spells = {Spell(row.starts_on, row.ends_on, row.recorded_at): row for row in await session.scalars(held)}
    spell = rules.spell_on(spells, moment.on, known_before=moment.known_before)
    return CaseOfficer.model_validate(spells[spell]) if spell else None


async def _needs(session: AsyncSession, moment: Moment) -> PastNeeds | None:
    row = AssessmentRow
    completed = select(row).where(row.crn == moment.crn, row.recorded_at < moment.known_before, row.completed_on <= moment.on)
    last = await session.scalar(completed.order_by(row.completed_on.desc(), row.recorded_at.desc()).limit(1))
    return PastNeeds.model_validate(last) if last else None


async def _plan(session: AsyncSession, moment: Moment) -> PastPlan | None:
    agreed = select(PlanRow).where(
        PlanRow.crn == moment.crn, PlanRow.recorded_at < moment.known_before, PlanRow.agreed_on <= moment.on
    )
    last = await session.scalar(agreed.order_by(PlanRow.agreed_on.desc(), PlanRow.recorded_at.desc()).limit(1))
    return PastPlan.model_validate(last) if last else None


async def _public_protection(session: AsyncSession, moment: Moment, *, sees_detail: bool) -> PublicProtectionView | None:
    """The version of the day: a record of public protection holds from the day on which it was made."""
    of_person = (PublicProtectionRow.crn == moment.crn, PublicProtectionRow.recorded_at < moment.known_before)
    versions = select(PublicProtectionRow).where(*of_person).order_by(PublicProtectionRow.version.desc())
    row = next((row for row in await session.scalars(versions) if london_day(row.recorded_at) <= moment.on), None)
    if row is None:
        return None
    return PublicProtectionView(
        version=row.version,
        mappa_level=row.mappa_level,
        rosh_overall=RoshLevel(row.rosh_overall) if row.rosh_overall else None,
        next_review_on=row.next_review_on,
        recorded_at=row.recorded_at,
        detail=PublicProtectionDetail.model_validate(row) if sees_detail else None,
    )
