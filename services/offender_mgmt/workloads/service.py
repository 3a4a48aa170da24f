"""Recording what officers can carry."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import Invalid
from noms.contracts.offender_mgmt.workloads import OfficerCapacityToRecord
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.probation_areas import probation_areas_with_code
from services.offender_mgmt.persons.service import home_audience
from services.offender_mgmt.workloads.refusals import CapacityOfOthers
from services.offender_mgmt.workloads.tables import CapacityRow


async def record_capacity(session: AsyncSession, caller: Caller, officer_code: str, new: OfficerCapacityToRecord) -> CapacityRow:
    """Record an officer's time from a day on, for everybody who acts for the employer."""
    seen_by = _employer(new)
    if not caller.reaches(seen_by):
        raise CapacityOfOthers
    row = CapacityRow(
        capacity_id=uuid4(),
        officer_code=officer_code,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
        audience=seen_by,
        **new.model_dump(),
    )
    session.add(row)
    await session.flush()
    return row


def _employer(new: OfficerCapacityToRecord) -> list[str]:
    if new.provider is None:
        return audience(establishments=filter(None, [new.establishment_code]))
    try:
        probation_areas_with_code(new.provider)
    except UnknownCode as unknown:
        message = "There is no such trust or board."
        raise Invalid(errors=[FieldError(pointer="/provider", code="unknown_provider", message=message)]) from unknown
    return home_audience(new.provider)
