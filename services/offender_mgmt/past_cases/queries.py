"""A case as it stood, part by part: each part by its own day, and by the instant at which it was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
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
from services.offender_mgmt.past_cases import rules
from services.offender_mgmt.past_cases.rules import Spell
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.plans.tables import PlanRow
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.sentences import queries as sentences
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow
from services.offender_mgmt.terminations.tables import TerminationRow

_Dated = (
    type[AssessmentRow]
    | type[PlanRow]
    | type[OrderRow]
    | type[CustodialSentenceRow]
    | type[TerminationRow]
    | type[PublicProtectionRow]
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Whose case is asked for, on which day, and by the knowledge of which day."""

    crn: str
    on: date
    known_on: date

    def known(self, row: _Dated) -> ColumnElement[bool]:
        """The rows of one kind that were on record by then."""
        return row.recorded_at < rules.end_of(self.known_on)


async def case_as_at(session: AsyncSession, caller: Caller, moment: Moment, *, sees_detail: bool) -> CaseAsAt:
    """What was in force in a case on a day, by what was on record at the end of another; the person was found before."""
    ended = await _ended(session, moment)
    return CaseAsAt(
        crn=moment.crn,
        on=moment.on,
        known_on=moment.known_on,
        custody=await custody.whereabouts(session, moment.crn, on=moment.on, known_on=moment.known_on),
        orders=[await _order(session, caller, one) for one in await _orders(session, moment) if one not in ended],
        custodial_sentences=[one for one in await _custodial_sentences(session, moment) if one.sentence_id not in ended],
        offender_manager=await _officer(session, moment, OfficerRole.OFFENDER_MANAGER),
        offender_supervisor=await _officer(session, moment, OfficerRole.OFFENDER_SUPERVISOR),
        needs=await _needs(session, moment),
        plan=await _plan(session, moment),
        public_protection=await _public_protection(session, moment, sees_detail=sees_detail),
    )


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
        moment.known(TerminationRow),
        TerminationRow.ended_on < moment.on,
        TerminationRow.requirement_id.is_(None),
    )
    ended = select(func.coalesce(TerminationRow.order_id, TerminationRow.sentence_id)).where(*by_then)
    return set(await session.scalars(ended))


async def _orders(session: AsyncSession, moment: Moment) -> Sequence[UUID]:
    last_day = func.coalesce(OrderRow.operational_period_ends_on, OrderRow.ends_on)
    ran = (OrderRow.crn == moment.crn, moment.known(OrderRow), OrderRow.made_on <= moment.on, last_day >= moment.on)
    return (
        await session.scalars(select(OrderRow.order_id).where(*ran).order_by(OrderRow.made_on.desc(), OrderRow.order_id))
    ).all()


async def _order(session: AsyncSession, caller: Caller, order_id: UUID) -> OrderView:
    return await sentences.order_view(session, caller, order_id)


async def _custodial_sentences(session: AsyncSession, moment: Moment) -> list[CustodialSentenceView]:
    row = CustodialSentenceRow
    passed = select(row).where(row.crn == moment.crn, moment.known(row), row.sentenced_on <= moment.on)
    rows = await session.scalars(passed.order_by(row.sentenced_on.desc(), row.sentence_id))
    return [CustodialSentenceView.model_validate(one) for one in rows]


async def _officer(session: AsyncSession, moment: Moment, role: OfficerRole) -> CaseOfficer | None:
    """Every spell is read, for what came later tells whether an end was known."""
    held = select(AllocationRow).where(AllocationRow.crn == moment.crn, AllocationRow.role == role)
    spells = {Spell(row.starts_on, row.ends_on, row.recorded_at): row for row in await session.scalars(held)}
    spell = rules.spell_on(spells, moment.on, known_before=rules.end_of(moment.known_on))
    return CaseOfficer.model_validate(spells[spell]) if spell else None


async def _needs(session: AsyncSession, moment: Moment) -> PastNeeds | None:
    row = AssessmentRow
    completed = select(row).where(row.crn == moment.crn, moment.known(row), row.completed_on <= moment.on)
    last = await session.scalar(completed.order_by(row.completed_on.desc(), row.recorded_at.desc()).limit(1))
    return PastNeeds.model_validate(last) if last else None


async def _plan(session: AsyncSession, moment: Moment) -> PastPlan | None:
    agreed = select(PlanRow).where(PlanRow.crn == moment.crn, moment.known(PlanRow), PlanRow.agreed_on <= moment.on)
    last = await session.scalar(agreed.order_by(PlanRow.agreed_on.desc(), PlanRow.recorded_at.desc()).limit(1))
    return PastPlan.model_validate(last) if last else None


async def _public_protection(session: AsyncSession, moment: Moment, *, sees_detail: bool) -> PublicProtectionView | None:
    """The version of the day: a record of public protection holds from the day on which it was made."""
    of_person = (PublicProtectionRow.crn == moment.crn, moment.known(PublicProtectionRow))
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
