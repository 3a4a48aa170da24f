"""Targets on record, and what each measure of an agreement is judged by on a day."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import LONDON, london_day
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.targets import JudgedByView, TargetView
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.tables import SignatureRow
from services.commissioning.measures.rules import MeasureDefinition
from services.commissioning.targets import rules
from services.commissioning.targets.tables import TargetRow


async def targets_of(session: AsyncSession, agreement_id: UUID, known_on: date | datetime | None = None) -> Sequence[TargetRow]:
    """The targets of an agreement that are believed, or that were at an instant or the end of a day, by measure and first day."""
    found = await session.scalars(
        select(TargetRow)
        .where(TargetRow.agreement_id == agreement_id, _believed(known_on))
        .order_by(TargetRow.measure_code, TargetRow.valid_from)
    )
    return found.all()


async def signed_on(session: AsyncSession, agreement_id: UUID) -> date | None:
    """The day on which the second party signed; none while one of the two has not."""
    signatures = select(SignatureRow.signed_on).where(SignatureRow.agreement_id == agreement_id)
    days = (await session.scalars(signatures)).all()
    return max(days) if len(days) == len(Party) else None


async def targets_on(
    session: AsyncSession, agreement_id: UUID, day: date, *, known_on: date | datetime | None = None
) -> dict[str, rules.TargetOn]:
    """What each measure of an agreement is judged by on a day: its dated target, else the thresholds of the agreement.

    The caller has found the agreement already. With `known_on`, as it was believed at that instant or the end of that day.
    """
    agreed = await agreements.measures_of(session, agreement_id, on=day)
    directions = {row.measure_code: Direction(row.direction) for row in agreed}
    dated = [row for row in await targets_of(session, agreement_id, known_on) if row.measure_code in directions]
    return rules.held_on(
        day,
        [target_on(row, directions[row.measure_code], row.target_id, row.set_by) for row in dated],
        [rules.Days(row.valid_from, row.valid_to) for row in dated],
        [target_on(row, Direction(row.direction)) for row in agreed],
    )


def target_on(
    row: TargetRow | AgreementMeasureView, direction: Direction, target_id: UUID | None = None, set_by: str | None = None
) -> rules.TargetOn:
    """What a row says that its measure is judged by."""
    thresholds = rules.Thresholds(row.floor, row.target, row.stretch)
    return rules.TargetOn(row.measure_code, row.definition_version, direction, thresholds, target_id, set_by)


def target_view(row: TargetRow) -> TargetView:
    """A target as readers see it."""
    same = {name: getattr(row, name) for name in TargetView.model_fields if name not in {"id", "retroactive"}}
    retroactive = rules.is_retroactive(row.valid_from, london_day(row.recorded_at))
    return TargetView.model_validate({"id": row.target_id, "retroactive": retroactive, **same})


def judged_by_view(held: rules.TargetOn, measure: MeasureDefinition) -> JudgedByView:
    """What one measure is judged by, as readers see it."""
    return JudgedByView(
        measure_code=held.measure_code,
        definition_version=held.definition_version,
        direction=held.direction,
        unit=measure.unit,
        dated=held.target_id is not None,
        target_id=held.target_id,
        set_by=held.set_by,
        **vars(held.thresholds),
    )


def _believed(known_on: date | datetime | None) -> ColumnElement[bool]:
    """Whether a target is believed now, or was at an instant or the end of a day in London."""
    if known_on is None:
        return TargetRow.superseded_at.is_(None)
    if isinstance(known_on, datetime):
        still = or_(TargetRow.superseded_at.is_(None), TargetRow.superseded_at > known_on)
        return and_(TargetRow.recorded_at <= known_on, still)
    recorded, superseded = (
        cast(func.timezone(LONDON.key, moment), Date) for moment in (TargetRow.recorded_at, TargetRow.superseded_at)
    )
    return and_(recorded <= known_on, or_(superseded.is_(None), superseded > known_on))
