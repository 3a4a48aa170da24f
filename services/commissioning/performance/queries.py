"""Computed periods: what was found, rated and settled, and the events behind every figure."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import islice
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.performance import (
    PeriodSummary,
    PeriodView,
    ResultEvents,
    ResultPart,
    ResultView,
)
from noms.contracts.commissioning.ratings import RatingView
from services.commissioning.payments.queries import settlement_view
from services.commissioning.payments.tables import SettlementLineRow
from services.commissioning.performance.tables import ComputationRow, PeriodRow, ResultRow
from services.commissioning.ratings.service import three_decimals
from services.commissioning.ratings.tables import RatingRow

EVENTS_SHOWN = 1_000


async def periods_of(session: AsyncSession, agreement_id: UUID) -> Sequence[PeriodRow]:
    """The periods of an agreement that have been computed, by their first day."""
    found = await session.scalars(select(PeriodRow).where(PeriodRow.agreement_id == agreement_id).order_by(PeriodRow.from_day))
    return found.all()


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


async def latest_number(session: AsyncSession, period_id: UUID) -> int:
    """The version of the latest computation of a period; 0 when there is none."""
    latest = select(func.coalesce(func.max(ComputationRow.number), 0)).where(ComputationRow.period_id == period_id)
    return int((await session.execute(latest)).scalar_one())


async def watermarks(session: AsyncSession, period_id: UUID) -> dict[str, int]:
    """What earlier computations of the period had seen of each service, at most."""
    rows = await session.execute(
        select(ResultRow.source_service, func.max(ResultRow.watermark))
        .join(ComputationRow, ComputationRow.computation_id == ResultRow.computation_id)
        .where(ComputationRow.period_id == period_id)
        .group_by(ResultRow.source_service)
    )
    return {service: int(seen) for service, seen in rows}


async def results_of(session: AsyncSession, computation_id: UUID) -> Sequence[ResultRow]:
    """The figures of one computation, by measure and first day."""
    found = await session.scalars(
        select(ResultRow)
        .where(ResultRow.computation_id == computation_id)
        .order_by(ResultRow.measure_code, ResultRow.from_day.desc())
    )
    return found.all()


async def period_view(session: AsyncSession, agreement_id: UUID, provider: str, computed: ComputationRow) -> PeriodView:
    """One computation of one period as its parties see it."""
    period = await session.get_one(PeriodRow, computed.period_id)
    rating = await session.get_one(RatingRow, computed.computation_id)
    return PeriodView(
        period_id=period.period_id,
        agreement_id=agreement_id,
        provider=provider,
        from_day=period.from_day,
        to_day=period.to_day,
        version=computed.number,
        latest_version=await latest_number(session, period.period_id),
        computed_at=computed.computed_at,
        results=[result_view(row) for row in await results_of(session, computed.computation_id)],
        rating=RatingView.model_validate(rating.rating),
        settlement=await settlement_view(session, computed.computation_id),
    )


def result_view(row: ResultRow) -> ResultView:
    """A figure as its parties see it, with the first events behind it."""
    outturn = Fraction(row.exact_outturn) if row.exact_outturn is not None else None
    return ResultView.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME_IN_BOTH},
            "denominator": row.exact_denominator,
            "value": three_decimals(outturn),
            "numerator_event_count": len(row.numerator_event_ids),
            "denominator_event_count": len(row.denominator_event_ids),
            "numerator_event_ids": row.numerator_event_ids[:EVENTS_SHOWN],
            "denominator_event_ids": row.denominator_event_ids[:EVENTS_SHOWN],
            "complete_event_list": max(len(row.numerator_event_ids), len(row.denominator_event_ids)) <= EVENTS_SHOWN,
        }
    )


_SAME_IN_BOTH = (
    "measure_code", "from_day", "to_day", "definition_version", "unit", "numerator", "exclusions",
    "source_service", "source_definition_version", "source_definition", "watermark",
)  # fmt: skip


async def result_events(
    session: AsyncSession,
    computed: ComputationRow,
    measure_code: str,
    part: ResultPart,
    *,
    from_day: date | None,
    after: UUID | None,
) -> ResultEvents:
    """One page of the events behind one side of a figure, as they stood when it was computed.

    Raises:
        NotFound: the computation has no such figure, or the event named by `after` is not among its events.

    """
    rows = await results_of(session, computed.computation_id)
    figure = next((row for row in rows if row.measure_code == measure_code and from_day in (None, row.from_day)), None)
    if figure is None:
        raise NotFound
    events = figure.numerator_event_ids if part is ResultPart.NUMERATOR else figure.denominator_event_ids
    if after is not None and after not in events:
        raise NotFound
    begin = 0 if after is None else events.index(after) + 1
    page = list(islice(events, begin, begin + EVENTS_SHOWN))
    more = begin + len(page) < len(events)
    return ResultEvents(event_ids=page, next_after=page[-1] if more else None)


async def period_summaries(session: AsyncSession, agreement_id: UUID) -> list[PeriodSummary]:
    """The computed periods of an agreement by their latest version, the latest period first."""
    latest = (
        select(ComputationRow.period_id, func.max(ComputationRow.number).label("number"))
        .where(ComputationRow.agreement_id == agreement_id)
        .group_by(ComputationRow.period_id)
        .subquery()
    )
    rows = await session.execute(
        select(PeriodRow, ComputationRow.number, RatingRow.band, func.sum(SettlementLineRow.entitlement_pence))
        .join(ComputationRow, ComputationRow.period_id == PeriodRow.period_id)
        .join(latest, (latest.c.period_id == ComputationRow.period_id) & (latest.c.number == ComputationRow.number))
        .join(RatingRow, RatingRow.computation_id == ComputationRow.computation_id)
        .join(SettlementLineRow, SettlementLineRow.computation_id == ComputationRow.computation_id)
        .where(PeriodRow.agreement_id == agreement_id)
        .group_by(PeriodRow.period_id, ComputationRow.number, RatingRow.band)
        .order_by(PeriodRow.from_day.desc())
    )
    return [summary_view(period, version, band, int(pence)) for period, version, band, pence in rows]


def summary_view(period: PeriodRow, version: int, band: int | None, entitlement_pence: int) -> PeriodSummary:
    """A period in a list."""
    return PeriodSummary(
        period_id=period.period_id,
        from_day=period.from_day,
        to_day=period.to_day,
        latest_version=version,
        band=band,
        entitlement_pence=entitlement_pence,
    )
