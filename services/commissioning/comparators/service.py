"""Recording that a prison changed its function."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.comparators import FunctionChangeView, NewFunctionChange
from noms.contracts.problems import FieldError
from services.commissioning.comparators import queries, rules
from services.commissioning.comparators.refusals import ChangeOnRecord, refuse
from services.commissioning.comparators.tables import FunctionChangeRow


async def record_function_change(session: AsyncSession, caller: Caller, new: NewFunctionChange) -> FunctionChangeView:
    """Keep the day from which a prison was for something else. Ratings given before stand as they were given."""
    life = await known_life(session, new)
    if any(change.from_day == new.from_day for change in life.changes):
        raise ChangeOnRecord
    refuse(rules.objection_to_change(rules.Change(new.from_day, new.was, new.function), life))
    row = FunctionChangeRow(function_change_id=uuid4(), recorded_by=caller.subject, recorded_at=clock.now(), **new.model_dump())
    session.add(row)
    await session.flush()
    concerning(session, new.provider)
    return queries.change_view(row)


async def known_life(session: AsyncSession, new: NewFunctionChange) -> rules.Life:
    """What is known of the provider that the request names."""
    try:
        return await queries.life_of(session, new.provider, new.from_day)
    except NotFound as unknown:
        fault = FieldError(pointer="/provider", code="unknown_provider", message="No prison or probation body has this code.")
        raise Invalid(errors=[fault]) from unknown
