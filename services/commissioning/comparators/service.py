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
from services.commissioning.responsibilities.queries import acts_for_office, answer_for, provider_on
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE


async def record_function_change(session: AsyncSession, caller: Caller, new: NewFunctionChange) -> FunctionChangeView:
    """Keep the day from which a prison was for something else. Ratings given before stand as they were given."""
    life = await known_life(session, new)
    if any(change.from_day == new.from_day for change in life.changes):
        raise ChangeOnRecord
    change, mine = rules.Change(new.from_day, new.was, new.function), purchases_from(caller, new)
    refuse(rules.objection_to_change(change, life, for_the_prison=mine, as_at=clock.today()))
    row = FunctionChangeRow(function_change_id=uuid4(), recorded_by=caller.in_full, recorded_at=clock.now(), **new.model_dump())
    session.add(row)
    await session.flush()
    concerning(session, new.provider)
    return queries.change_view(row)


def purchases_from(caller: Caller, new: NewFunctionChange) -> bool:
    """Whether the caller acts for the office that purchases from the prison on that day, or for the agency."""
    office = answer_for(provider_on(new.provider, new.from_day), new.from_day).office
    return any(acts_for_office(caller, each) for each in {NATIONAL_OFFICE, office or NATIONAL_OFFICE})


async def known_life(session: AsyncSession, new: NewFunctionChange) -> rules.Life:
    """What is known of the provider that the request names."""
    try:
        return await queries.life_of(session, new.provider, new.from_day)
    except NotFound as unknown:
        fault = FieldError(pointer="/provider", code="unknown_provider", message="No prison or probation body has this code.")
        raise Invalid(errors=[fault]) from unknown
