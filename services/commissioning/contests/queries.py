"""Contests within the caller's reach, with their clocks; how the classifications of each controller stood up."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.contest_views import ContestList, ContestView
from noms.contracts.commissioning.contests import Contested, ContestedKind, ContestState
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.contests import rules
from services.commissioning.contests.tables import ContestEndRow, ContestRow

PAGE = 50
NOWHERE = ""
"""The place of what stands on no invoice."""

Kept = tuple[ContestRow, ContestEndRow | None]


def _within(caller: Caller) -> Select[ContestRow, ContestEndRow]:
    return (
        select(ContestRow, ContestEndRow)
        .join(AgreementRow, AgreementRow.agreement_id == ContestRow.agreement_id)
        .outerjoin(ContestEndRow, ContestEndRow.contest_id == ContestRow.contest_id)
        .where(AgreementRow.audience.overlap(list(caller.reach)))
    )


async def contest(session: AsyncSession, caller: Caller, contest_id: UUID) -> Kept:
    """The contest within the caller's reach, and how it ended if it has.

    Raises:
        NotFound: there is none, or it lies out of reach.

    """
    found = await session.execute(_within(caller).where(ContestRow.contest_id == contest_id))
    kept = found.one_or_none()
    if kept is None:
        raise NotFound
    return kept[0], kept[1]


async def contested_before(session: AsyncSession, agreement_id: UUID, about: Contested, version: int) -> bool:
    """Whether this version of the thing has been contested, or an earlier one still is."""
    of_it = (
        ContestRow.agreement_id == agreement_id,
        ContestRow.about_kind == about.kind,
        ContestRow.about_id == about.id,
        ContestRow.about_place == (about.place or NOWHERE),
    )
    open_or_same = ContestEndRow.contest_id.is_(None) | (ContestRow.about_version >= version)
    wanted = select(ContestRow.contest_id).outerjoin(ContestEndRow, ContestEndRow.contest_id == ContestRow.contest_id)
    return (await session.scalar(wanted.where(*of_it, open_or_same).limit(1))) is not None


async def contests_of(
    session: AsyncSession,
    caller: Caller,
    *,
    agreement_id: UUID | None,
    state: ContestState | None,
    after: UUID | None,
    as_at: date,
) -> ContestList:
    """Contests within the caller's reach, the first to be due first, a page at a time."""
    wanted = _within(caller).order_by(ContestRow.decision_due_on, ContestRow.contest_id)
    if agreement_id is not None:
        wanted = wanted.where(ContestRow.agreement_id == agreement_id)
    if state is not None:
        wanted = wanted.where(_stands(state))
    if after is not None:
        seen = _within(caller).with_only_columns(ContestRow.decision_due_on, ContestRow.contest_id)
        place = seen.where(ContestRow.contest_id == after).scalar_subquery()
        wanted = wanted.where(tuple_(ContestRow.decision_due_on, ContestRow.contest_id) > place)
    rows: Sequence[Kept] = [(row, end) for row, end in await session.execute(wanted.limit(PAGE + 1))]
    page = [contest_view(row, end, as_at=as_at) for row, end in rows[:PAGE]]
    return ContestList(data=page, next_after=page[-1].id if len(rows) > PAGE else None)


def about(row: ContestRow) -> Contested:
    """What a contest is about."""
    return Contested(kind=ContestedKind(row.about_kind), id=row.about_id, place=row.about_place or None)


def _stands(state: ContestState) -> ColumnElement[bool]:
    return ContestEndRow.contest_id.is_(None) if state is ContestState.OPEN else ContestEndRow.state == state


def contest_view(row: ContestRow, end: ContestEndRow | None, *, as_at: date) -> ContestView:
    """One contest as both parties see it on a day."""
    ended_on = london_day(end.ended_at) if end else None
    clock = rules.clock(row.decision_due_on, ended_on=ended_on, as_at=as_at)
    days = {name: getattr(row, name) for name in ("told_on", "contest_until", "raised_on", "decision_due_on")}
    return ContestView.model_validate(
        {
            **{name: getattr(row, name) for name in ContestView.model_fields if hasattr(row, name)},
            "id": row.contest_id,
            "about": about(row),
            "state": end.state if end else ContestState.OPEN,
            "clock": {**days, "days_left": clock.days_left, "overdue": clock.overdue},
            "end": end
            and {
                **{name: getattr(end, name) for name in ("state", "reasons", "ended_by", "ended_at")},
                "new_count": None if end.new_count is None else f"{end.new_count:.1f}",
            },
        }
    )
