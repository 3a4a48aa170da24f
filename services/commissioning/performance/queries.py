"""Computed periods: what was found, rated, moderated and settled, version by version."""

from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.performance import PeriodSummary, PeriodView, RestatementView, ResultChangeView
from noms.contracts.commissioning.ratings import RatingView
from services.commissioning.agreements.rules import Agreed
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.formulas.rules import formula_on
from services.commissioning.payments.queries import settlement_view
from services.commissioning.payments.tables import SettlementLineRow
from services.commissioning.performance.tables import ComputationRow
from services.commissioning.periods.tables import PeriodRow
from services.commissioning.prices.rules import contract_year
from services.commissioning.ratings import queries as ratings
from services.commissioning.ratings.tables import ModerationRow, RatingRow
from services.commissioning.result_disputes.queries import disputes_of
from services.commissioning.results import queries as results
from services.commissioning.results.rules import changes
from services.commissioning.targets.queries import targets_on


async def computation(session: AsyncSession, agreement_id: UUID, period_id: UUID, version: int | None = None) -> ComputationRow:
    """The version of a period that is asked for, or the latest.

    Raises:
        NotFound: the agreement has no such period, or the period no such version.

    """
    wanted = select(ComputationRow).where(ComputationRow.agreement_id == agreement_id, ComputationRow.period_id == period_id)
    if version is not None:
        wanted = wanted.where(ComputationRow.number == version)
    found = await session.scalar(wanted.order_by(ComputationRow.number.desc()).limit(1))
    if found is None:
        raise NotFound
    return found


async def computation_by_id(session: AsyncSession, agreement_id: UUID, computation_id: UUID) -> ComputationRow:
    """One computation of an agreement.

    Raises:
        NotFound: the agreement has no such computation.

    """
    found = await session.scalar(
        select(ComputationRow).where(ComputationRow.agreement_id == agreement_id, ComputationRow.computation_id == computation_id)
    )
    if found is None:
        raise NotFound
    return found


async def period_of_agreement(session: AsyncSession, agreement_id: UUID, period_id: UUID) -> PeriodRow:
    """One period of an agreement.

    Raises:
        NotFound: the agreement has no such period.

    """
    wanted = select(PeriodRow).where(PeriodRow.agreement_id == agreement_id, PeriodRow.period_id == period_id)
    found = await session.scalar(wanted)
    if found is None:
        raise NotFound
    return found


async def latest_number(session: AsyncSession, period_id: UUID) -> int:
    """The version of the latest computation of a period; 0 when there is none."""
    latest = select(func.coalesce(func.max(ComputationRow.number), 0)).where(ComputationRow.period_id == period_id)
    return int((await session.execute(latest)).scalar_one())


async def first_posted_on(session: AsyncSession, agreement_id: UUID, first: date, last: date) -> date | None:
    """The day on which a period of some days was first computed and so posted; none where none was."""
    found = await session.scalar(
        select(func.min(ComputationRow.computed_at))
        .join(PeriodRow, PeriodRow.period_id == ComputationRow.period_id)
        .where(PeriodRow.agreement_id == agreement_id, PeriodRow.from_day.between(first, last))
    )
    return london_day(found) if found else None


async def watermarks(session: AsyncSession, period_id: UUID) -> dict[str, int]:
    """What earlier computations of the period had seen of each service, at most."""
    earlier = await session.scalars(select(ComputationRow.computation_id).where(ComputationRow.period_id == period_id))
    return await results.watermarks(session, earlier.all())


async def latest_computations(session: AsyncSession, agreement_id: UUID) -> list[tuple[PeriodRow, ComputationRow]]:
    """Each period of an agreement with its latest computation, by their first day."""
    rows = await session.execute(
        select(PeriodRow, ComputationRow)
        .join(ComputationRow, ComputationRow.period_id == PeriodRow.period_id)
        .where(PeriodRow.agreement_id == agreement_id)
        .ext(distinct_on(PeriodRow.from_day))
        .order_by(PeriodRow.from_day, ComputationRow.number.desc())
    )
    return [(period, computed) for period, computed in rows]


async def period_view(session: AsyncSession, agreement: Agreed | AgreementRow, computed: ComputationRow) -> PeriodView:
    """One computation of one period as its parties see it."""
    period = await period_of_agreement(session, agreement.agreement_id, computed.period_id)
    rating = await ratings.latest_rating(session, computed.computation_id)
    last = await ratings.last_moderation(session, period.period_id, computed.number)
    moderated = None if last is None else ratings.moderation_view(last, version=computed.number, rating=rating.number)
    figures = await results.results_of(session, computed.computation_id)
    disputes = await disputes_of(session, period.period_id)
    year = await year_began(session, agreement.starts_on, period, computed)
    return PeriodView(
        period_id=period.period_id,
        agreement_id=agreement.agreement_id,
        provider=agreement.provider,
        from_day=period.from_day,
        to_day=period.to_day,
        version=computed.number,
        latest_version=await latest_number(session, period.period_id),
        computed_at=computed.computed_at,
        results=[results.result_view(row, year, disputes) for row in figures if not results.is_missing(row)],
        missing_results=[results.missing_view(row, disputes) for row in figures if results.is_missing(row)],
        rating=RatingView.model_validate(rating.rating),
        settlement=await settlement_view(session, computed.computation_id),
        restatement=await restatement_view(session, computed),
        moderation=moderated,
        band_in_force=rating.band if moderated is None or moderated.stale else moderated.moderated_band,
    )


async def year_began(session: AsyncSession, starts_on: date, period: PeriodRow, computed: ComputationRow) -> results.YearBegan:
    """By what each measure was judged when the contract year began, as it was known when the period was computed."""
    first = contract_year(starts_on, period.from_day).starts_on
    targets = await targets_on(session, period.agreement_id, first, known_on=computed.computed_at)
    return results.YearBegan(targets, formula_on(period.from_day))


async def restatement_view(session: AsyncSession, computed: ComputationRow) -> RestatementView | None:
    """Why a version follows another, and every part of every figure that differs; nothing for the first."""
    if computed.number == 1:
        return None
    before = await computation(session, computed.agreement_id, computed.period_id, computed.number - 1)
    earlier = await results.results_of(session, before.computation_id)
    found = changes(results.compared(earlier), results.compared(await results.results_of(session, computed.computation_id)))
    return RestatementView.model_validate(
        {
            "reason": computed.reason,
            "explanation": computed.explanation,
            "changes": [ResultChangeView.model_validate(change) for change in found],
            "band_before": (await ratings.latest_rating(session, before.computation_id)).band,
            "entitlement_before_pence": (await settlement_view(session, before.computation_id)).entitlement_pence,
        }
    )


async def period_summaries(session: AsyncSession, agreement_id: UUID) -> list[PeriodSummary]:
    """The computed periods of an agreement by their latest version and rating, the latest period first."""
    owed = func.coalesce(_owed().scalar_subquery(), 0)
    latest = (
        select(ComputationRow.computation_id)
        .where(ComputationRow.agreement_id == agreement_id)
        .ext(distinct_on(ComputationRow.period_id))
        .order_by(ComputationRow.period_id, ComputationRow.number.desc())
    )
    rows = await session.execute(
        select(PeriodRow, ComputationRow.number, RatingRow, ModerationRow, owed)
        .join(ComputationRow, ComputationRow.period_id == PeriodRow.period_id)
        .join(RatingRow, RatingRow.computation_id == ComputationRow.computation_id)
        .outerjoin(ModerationRow, ModerationRow.moderation_id == _last_moderation().scalar_subquery())
        .where(ComputationRow.computation_id.in_(latest), PeriodRow.agreement_id == agreement_id)
        .ext(distinct_on(PeriodRow.from_day))
        .order_by(PeriodRow.from_day.desc(), RatingRow.number.desc())
    )
    return [summary_view(period, version, rating, moderated, int(pence)) for period, version, rating, moderated, pence in rows]


def _owed() -> Select[int]:
    """What the period entitles to, by the run of its computation."""
    pence = func.sum(SettlementLineRow.entitlement_pence)
    return select(pence).where(SettlementLineRow.computation_id == ComputationRow.computation_id).correlate(ComputationRow)


def _last_moderation() -> Select[UUID]:
    return (
        select(ModerationRow.moderation_id)
        .where(ModerationRow.period_id == PeriodRow.period_id)
        .order_by(ModerationRow.version.desc(), ModerationRow.rating_number.desc())
        .limit(1)
        .correlate(PeriodRow)
    )


def summary_view(
    period: PeriodRow, version: int, rating: RatingRow, moderated: ModerationRow | None, entitlement_pence: int
) -> PeriodSummary:
    """A period in a list."""
    stale = moderated is not None and (moderated.version, moderated.rating_number) != (version, rating.number)
    return PeriodSummary(
        period_id=period.period_id,
        from_day=period.from_day,
        to_day=period.to_day,
        latest_version=version,
        band=rating.band,
        entitlement_pence=entitlement_pence,
        moderated_band=None if moderated is None or stale else moderated.moderated_band,
        moderation_stale=stale,
    )
