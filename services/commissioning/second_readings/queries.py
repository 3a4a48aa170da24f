"""Samples for a second reading: what was drawn, what the second reader found, and how far the two agree."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.second_readings import (
    AgreementOfReaders,
    SecondReadingLine,
    SecondReadingList,
    SecondReadingSummary,
    SecondReadingView,
)
from services.commissioning.second_readings.rules import KAPPA_AT_LEAST, Pair, agreement, judgement
from services.commissioning.second_readings.tables import SecondJudgementRow, SecondReadingLineRow, SecondReadingRow

Read = tuple[SecondReadingLineRow, SecondJudgementRow | None]
"""A line and, where it has been given, its second judgement."""

_SAME = ("from_day", "to_day", "population", "drawn_at")


async def sample(session: AsyncSession, agreement_id: UUID, second_reading_id: UUID) -> SecondReadingRow:
    """The sample of an agreement that the caller has found.

    Raises:
        NotFound: the agreement has no such sample.

    """
    wanted = select(SecondReadingRow).where(
        SecondReadingRow.agreement_id == agreement_id, SecondReadingRow.second_reading_id == second_reading_id
    )
    row = await session.scalar(wanted)
    if row is None:
        raise NotFound
    return row


async def line(session: AsyncSession, second_reading_id: UUID, occurrence_id: UUID) -> SecondReadingLineRow:
    """The line of a sample that is about this occurrence.

    Raises:
        NotFound: the occurrence is not in the sample.

    """
    row = await session.get(SecondReadingLineRow, (second_reading_id, occurrence_id))
    if row is None:
        raise NotFound
    return row


def _read(agreement_id: UUID) -> Select[SecondReadingLineRow, SecondJudgementRow]:
    given = (SecondJudgementRow.second_reading_id == SecondReadingLineRow.second_reading_id) & (
        SecondJudgementRow.occurrence_id == SecondReadingLineRow.occurrence_id
    )
    return (
        select(SecondReadingLineRow, SecondJudgementRow)
        .outerjoin(SecondJudgementRow, given)
        .where(SecondReadingLineRow.agreement_id == agreement_id)
        .order_by(SecondReadingLineRow.second_reading_id, SecondReadingLineRow.occurrence_id)
    )


async def second_reading_view(session: AsyncSession, row: SecondReadingRow) -> SecondReadingView:
    """A sample with both judgements of every line."""
    of_the_sample = _read(row.agreement_id).where(SecondReadingLineRow.second_reading_id == row.second_reading_id)
    lines: list[Read] = [(one, second) for one, second in await session.execute(of_the_sample)]
    return SecondReadingView(
        id=row.second_reading_id,
        agreement_id=row.agreement_id,
        seed=row.seed,
        drawn_by=row.drawn_by,
        agreement=measured(lines),
        lines=[line_view(one, second) for one, second in lines],
        **{name: getattr(row, name) for name in _SAME},
    )


async def second_readings_of(session: AsyncSession, agreement_id: UUID) -> SecondReadingList:
    """The samples of an agreement that the caller has found, the latest drawn first."""
    rows = await session.scalars(
        select(SecondReadingRow)
        .where(SecondReadingRow.agreement_id == agreement_id)
        .order_by(SecondReadingRow.drawn_at.desc(), SecondReadingRow.second_reading_id)
    )
    read: list[Read] = [(one, second) for one, second in await session.execute(_read(agreement_id))]
    lines = {sample_id: list(group) for sample_id, group in groupby(read, key=lambda one: one[0].second_reading_id)}
    return SecondReadingList(
        data=[
            SecondReadingSummary(
                id=row.second_reading_id,
                agreement=measured(lines[row.second_reading_id]),
                **{name: getattr(row, name) for name in _SAME},
            )
            for row in rows
        ]
    )


def measured(lines: Sequence[Read]) -> AgreementOfReaders:
    """How far the readers agree over what has been read so far."""
    pairs = [
        Pair(judgement(one.kind, one.code), judgement(second.kind, second.code)) for one, second in lines if second is not None
    ]
    found = agreement(pairs)
    return AgreementOfReaders(
        sampled=len(lines),
        read=found.read,
        agreeing=found.agreeing,
        kappa_exact=None if found.kappa is None else str(found.kappa),
        kappa=None if found.kappa is None else round(float(found.kappa), 3),
        at_least=str(KAPPA_AT_LEAST),
        meets=found.meets,
    )


def line_view(one: SecondReadingLineRow, second: SecondJudgementRow | None) -> SecondReadingLine:
    """One occurrence of the sample with both judgements; the first is not shown before the second is given."""
    return SecondReadingLine.model_validate(
        {
            **{name: getattr(one, name) for name in ("occurrence_id", "occurrence_version")},
            "kind": one.kind if second else None,
            "code": one.code if second else None,
            "read": second is not None,
            "second_kind": second.kind if second else None,
            "second_code": second.code if second else None,
            "agrees": (one.kind, one.code) == (second.kind, second.code) if second else None,
            **{name: getattr(second, name, None) for name in ("remark", "read_by", "read_at")},
        }
    )
