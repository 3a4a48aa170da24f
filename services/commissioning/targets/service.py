"""Setting targets for the measures of an agreement."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning.measures import Direction
from noms.contracts.commissioning.targets import NewTarget, TargetSet, TargetView
from noms.contracts.problems import FieldError
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed, AgreedMeasure
from services.commissioning.measures.queries import definition
from services.commissioning.outturns.rules import lies_in_range
from services.commissioning.periods.queries import periods_of
from services.commissioning.scores.rules import Scale
from services.commissioning.targets import queries, rules
from services.commissioning.targets.refusals import refuse
from services.commissioning.targets.tables import TargetRow

THOUSANDTH = Decimal("0.001")


async def set_target(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewTarget) -> TargetView:
    """Set a target for some days; what it replaces is kept, and from now on believed only of the days before them."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreed)
    measure = agreed_measure(agreed, new)
    on_record = [row for row in await queries.targets_of(session, agreement_id) if row.measure_code == new.measure_code]
    as_they_stand = await standing_of(session, agreed)
    judge(as_they_stand, measure, new, [believed(row) for row in on_record], await days_computed(session, agreement_id))
    for row in on_record:
        if row.target_id == new.replaces:
            row.superseded_at = clock.now()
            await session.flush()  # before the new one is written: no two are believed at once
            session.add_all(left_standing(caller, row, new))
    target = recorded(caller, agreement_id, measure, new)
    session.add(target)
    emit(session, target_set(target), audience=agreed.audience)
    await session.flush()
    return queries.target_view(target)


async def standing_of(session: AsyncSession, agreed: Agreed) -> rules.Standing:
    """Where the agreement stands today."""
    return rules.Standing(
        agreement=rules.Days(agreed.starts_on, agreed.ends_on),
        office=agreed.commissioner,
        signed_on=await queries.signed_on(session, agreed.agreement_id),
        as_at=clock.today(),
    )


async def days_computed(session: AsyncSession, agreement_id: UUID) -> list[rules.Days]:
    """The days of the agreement whose figures were judged."""
    return [rules.Days(period.from_day, period.to_day) for period in await periods_of(session, agreement_id)]


def judge(
    standing: rules.Standing,
    measure: AgreedMeasure,
    new: NewTarget,
    on_record: list[rules.Believed],
    computed: list[rules.Days],
) -> None:
    """Refuse a target that cannot be meant, and one that another stands against."""
    unit, direction = definition(new.measure_code, measure.definition_version).unit, Direction(measure.direction)
    thresholds = rules.Thresholds(Decimal(new.floor), Decimal(new.target), Decimal(new.stretch))
    offered = rules.Offered(thresholds, rules.Days(new.valid_from, new.valid_to), new.replaces, new.reason, new.set_by)
    faults = rules.field_faults(
        offered,
        standing=standing,
        fits=lambda value: lies_in_range(unit, value),
        replaceable=[target.target_id for target in on_record],
    )
    if faults:
        raise Invalid(errors=faults)
    floor, target, stretch = (Fraction(value) for value in (thresholds.floor, thresholds.target, thresholds.stretch))
    scale = Scale(floor, target, stretch, direction)
    refuse(rules.objection_to_target(offered, in_order=scale.in_order(), believed=on_record, computed=computed))


def agreed_measure(agreed: Agreed, new: NewTarget) -> AgreedMeasure:
    """The measure that the request names, as the text has it on the first day of the target, or the nearest."""
    nearest = min(max(new.valid_from, agreed.starts_on), agreed.ends_on)
    for measure in agreed.at(nearest).measures:
        if measure.measure_code == new.measure_code:
            return measure
    told = "The agreement has no such measure on the first day of the target."
    raise Invalid(errors=[FieldError(pointer="/measure_code", code="not_in_the_agreement", message=told)])


def believed(row: TargetRow) -> rules.Believed:
    """A target on record."""
    return rules.Believed(row.target_id, row.measure_code, rules.Days(row.valid_from, row.valid_to))


def left_standing(caller: Caller, replaced: TargetRow, new: NewTarget) -> list[TargetRow]:
    """What a replaced target says of its days before those of the new one: it judges them as it did."""
    if new.valid_from <= replaced.valid_from:
        return []
    day_before = new.valid_from - timedelta(days=1)
    kept = {column.key: getattr(replaced, column.key) for column in TargetRow.__mapper__.column_attrs}
    told = {
        "target_id": uuid4(),
        "valid_to": min(replaced.valid_to or day_before, day_before),
        "replaces": None,
        "reason": f"Its days before {new.valid_from}, from which on another replaces it.",
        "recorded_by": caller.in_full,
        "recorded_through": caller.client,
        "recorded_at": clock.now(),
        "superseded_at": None,
    }
    return [TargetRow(**kept | told)]


def recorded(caller: Caller, agreement_id: UUID, measure: AgreedMeasure, new: NewTarget) -> TargetRow:
    """A target as it is kept, with who entered it."""
    return TargetRow(
        target_id=uuid4(),
        agreement_id=agreement_id,
        definition_version=measure.definition_version,
        floor=Decimal(new.floor).quantize(THOUSANDTH),
        target=Decimal(new.target).quantize(THOUSANDTH),
        stretch=Decimal(new.stretch).quantize(THOUSANDTH),
        recorded_by=caller.in_full,
        recorded_through=caller.client,
        recorded_at=clock.now(),
        **new.model_dump(exclude={"floor", "target", "stretch"}),
    )


def target_set(target: TargetRow) -> TargetSet:
    """What is published to whoever reaches the agreement."""
    return TargetSet(
        agreement_id=target.agreement_id,
        target_id=target.target_id,
        measure_code=target.measure_code,
        valid_from=target.valid_from,
        valid_to=target.valid_to,
        set_by=target.set_by,
        detail_url=f"/v1/agreements/{target.agreement_id}/targets",
    )
