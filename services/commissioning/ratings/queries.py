"""Ratings, what caps them, how they were moderated, and the place of a score within its comparator group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.comparators import GroupCode
from noms.contracts.commissioning.gateways import GatewayEventView, GatewayMoveView, GatewayState
from noms.contracts.commissioning.moderation import ModerationView
from services.commissioning.ratings.rules import Comparison
from services.commissioning.ratings.tables import GatewayEventRow, GatewayMoveRow, ModerationRow, RatingRow


@dataclass(frozen=True)
class OwnPlace:
    """Whose place is asked for, among whom, and over which days."""

    agreement_id: UUID
    group: GroupCode
    from_day: date
    to_day: date


async def latest_rating(session: AsyncSession, computation_id: UUID) -> RatingRow:
    """The rating of a computation that was given last.

    Raises:
        NotFound: the computation has none.

    """
    found = await session.scalar(
        select(RatingRow).where(RatingRow.computation_id == computation_id).order_by(RatingRow.number.desc()).limit(1)
    )
    if found is None:
        raise NotFound
    return found


async def latest_number(session: AsyncSession, computation_id: UUID) -> int:
    """The number of the last rating of a computation; 0 when there is none."""
    latest = select(func.coalesce(func.max(RatingRow.number), 0)).where(RatingRow.computation_id == computation_id)
    return int((await session.execute(latest)).scalar_one())


async def place_of(session: AsyncSession, own: OwnPlace, score: Fraction) -> Comparison:
    """How many of the group were rated over the same days and how many of them scored lower; never who, and never what.

    The database counts beyond the caller's reach and lets nothing out but the two numbers.
    """
    place = func.comparator_place(
        own.group.value,
        bindparam(None, own.from_day, type_=Date),
        bindparam(None, own.to_day, type_=Date),
        own.agreement_id,
        str(score),
    ).table_valued("others", "scored_lower")
    others, lower = (await session.execute(select(place.c.others, place.c.scored_lower))).one()
    return Comparison(int(others) + 1, int(lower))


async def gateway_event(session: AsyncSession, agreement_id: UUID, gateway_event_id: UUID) -> GatewayEventView:
    """One gateway event of an agreement with every step.

    Raises:
        NotFound: the agreement has no such event.

    """
    events = await gateway_events(session, agreement_id)
    found = next((event for event in events if event.gateway_event_id == gateway_event_id), None)
    if found is None:
        raise NotFound
    return found


async def gateway_events(session: AsyncSession, agreement_id: UUID) -> list[GatewayEventView]:
    """The gateway events of an agreement with every step, the latest to happen first."""
    events = await session.scalars(
        select(GatewayEventRow)
        .where(GatewayEventRow.agreement_id == agreement_id)
        .order_by(GatewayEventRow.occurred_on.desc(), GatewayEventRow.gateway_event_id)
    )
    moves = await session.scalars(
        select(GatewayMoveRow)
        .where(GatewayMoveRow.agreement_id == agreement_id)
        .order_by(GatewayMoveRow.gateway_event_id, GatewayMoveRow.number)
    )
    steps: dict[UUID, list[GatewayMoveRow]] = {}
    for move in moves:
        steps.setdefault(move.gateway_event_id, []).append(move)
    return [gateway_view(event, steps[event.gateway_event_id]) for event in events]


def gateway_view(event: GatewayEventRow, moves: Sequence[GatewayMoveRow]) -> GatewayEventView:
    """One gateway event as its readers see it."""
    same = {name: getattr(event, name) for name in ("gateway_event_id", "agreement_id", "kind", "occurred_on")}
    told = [GatewayMoveView.model_validate(move) for move in moves]
    return GatewayEventView.model_validate(same | {"state": moves[-1].state, "moves": told})


async def gateway_states(session: AsyncSession, agreement_id: UUID, from_day: date, to_day: date) -> dict[UUID, GatewayState]:
    """Where each gateway event of these days stands."""
    events = await gateway_events(session, agreement_id)
    return {event.gateway_event_id: event.state for event in events if from_day <= event.occurred_on <= to_day}


async def last_moderation(session: AsyncSession, period_id: UUID, through_version: int) -> ModerationRow | None:
    """The last moderation of a period up to a version, be it stale."""
    found: ModerationRow | None = await session.scalar(
        select(ModerationRow)
        .where(ModerationRow.period_id == period_id, ModerationRow.version <= through_version)
        .order_by(ModerationRow.version.desc(), ModerationRow.rating_number.desc())
        .limit(1)
    )
    return found


def moderation_view(row: ModerationRow, *, version: int, rating: int) -> ModerationView:
    """A moderation as readers of a version see it, with whether it was overtaken."""
    same = {name: getattr(row, name) for name in ModerationView.model_fields if hasattr(row, name)}
    stale = (row.version, row.rating_number) != (version, rating)
    return ModerationView.model_validate(same | {"rating": row.rating_number, "stale": stale})


def three_decimals(exact: Fraction | None) -> float | None:
    """An exact figure as readers see it."""
    return None if exact is None else round(float(exact), 3)
