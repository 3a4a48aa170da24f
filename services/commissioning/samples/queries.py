"""Audit samples of a period, with what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.intervals import IntervalMethod
from noms.contracts.commissioning.samples import AuditSampleView, SampleFinding, SampleFindingView
from services.commissioning.performance.tables import ComputationRow
from services.commissioning.ratings.queries import three_decimals
from services.commissioning.samples import rules
from services.commissioning.samples.tables import AuditFindingRow, AuditSampleRow

_PERCENT = Fraction(100)


@dataclass(frozen=True)
class Place:
    """Where a sample is found: under which period of which agreement."""

    agreement_id: UUID
    period_id: UUID
    sample_id: UUID


async def sample(session: AsyncSession, place: Place) -> AuditSampleRow:
    """One sample of a period.

    Raises:
        NotFound: the period has no such sample.

    """
    found = await session.scalar(
        select(AuditSampleRow).where(
            AuditSampleRow.agreement_id == place.agreement_id,
            AuditSampleRow.period_id == place.period_id,
            AuditSampleRow.sample_id == place.sample_id,
        )
    )
    if found is None:
        raise NotFound
    return found


async def findings_of(session: AsyncSession, sample_id: UUID) -> Sequence[AuditFindingRow]:
    """What was found about the events of a sample, in the order in which it was recorded."""
    found = await session.scalars(
        select(AuditFindingRow)
        .where(AuditFindingRow.sample_id == sample_id)
        .order_by(AuditFindingRow.found_at, AuditFindingRow.event_id)
    )
    return found.all()


async def samples_of(session: AsyncSession, agreement_id: UUID, period_id: UUID) -> list[AuditSampleView]:
    """The samples of a period, the latest first."""
    rows = await session.scalars(
        select(AuditSampleRow)
        .where(AuditSampleRow.agreement_id == agreement_id, AuditSampleRow.period_id == period_id)
        .order_by(AuditSampleRow.drawn_at.desc(), AuditSampleRow.sample_id)
    )
    return [await sample_view(session, row) for row in rows]


async def sample_view(session: AsyncSession, row: AuditSampleRow) -> AuditSampleView:
    """A sample as its readers see it, with the rate of errors so far."""
    computed = await session.get_one(ComputationRow, row.computation_id)
    findings = await findings_of(session, row.sample_id)
    rate = rules.ErrorRate(len(findings), sum(found.finding == SampleFinding.WRONG for found in findings))
    interval = rate.interval
    same = {name: getattr(row, name) for name in AuditSampleView.model_fields if hasattr(row, name)}
    return AuditSampleView.model_validate(
        same
        | {
            "version": computed.number,
            "method": rules.METHOD,
            "findings": [SampleFindingView.model_validate(found) for found in findings],
            "examined": rate.examined,
            "wrong": rate.wrong,
            "complete": rate.examined == len(row.event_ids),
            "error_percent": percent(rate.share),
            "lowest_error_percent": percent(interval.lowest if interval else None),
            "highest_error_percent": percent(interval.highest if interval else None),
            "interval_method": IntervalMethod.WILSON,
        }
    )


def percent(share: Fraction | None) -> float | None:
    """A share as readers see it."""
    return three_decimals(None if share is None else share * _PERCENT)
