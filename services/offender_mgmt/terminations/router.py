"""Ends of orders, requirements and custodial sentences over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.terminations import (
    RequirementToEnd,
    SentenceToEnd,
    TerminationList,
    TerminationToRecord,
    TerminationView,
)
from services.offender_mgmt.permissions import SentenceReader, SentenceWriter
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.router import CrnInPath
from services.offender_mgmt.terminations import queries, service
from services.offender_mgmt.terminations.refusals import TerminatedAlready, TerminationRefused
from services.offender_mgmt.terminations.tables import TerminationRow

router = room("terminations")

_REFUSED = problems(TerminationRefused, TerminatedAlready)


@router.post("/v1/orders/{order_id}/end", status_code=201, response_model=TerminationView, responses=_REFUSED)
async def end_order(order_id: UUID, told: TerminationToRecord, session: Session, caller: SentenceWriter) -> TerminationRow:
    """Record that an order has ended: completed, run out, revoked by the court, quashed on appeal, or with the person's death.

    Every requirement that still ran ends with it, each by an event of its own, and nothing further is due of its enforcement. An
    order that a court ends upon a breach is ended by the outcome of the breach.
    """
    return await service.end_order(session, caller, order_id, told, recorded_at=now())


@router.post("/v1/requirements/{requirement_id}/end", status_code=201, response_model=TerminationView, responses=_REFUSED)
async def end_requirement(
    requirement_id: UUID, told: RequirementToEnd, session: Session, caller: SentenceWriter
) -> TerminationRow:
    """Record that one requirement has ended while its order goes on: completed, run out, removed or replaced by the court."""
    return await service.end_requirement(session, caller, requirement_id, told, recorded_at=now())


@router.post("/v1/custodial-sentences/{sentence_id}/end", status_code=201, response_model=TerminationView, responses=_REFUSED)
async def end_custodial_sentence(
    sentence_id: UUID, told: SentenceToEnd, session: Session, caller: SentenceWriter
) -> TerminationRow:
    """Record that a court has ended a custodial sentence, as on appeal. Calculate the key dates again afterwards."""
    return await service.end_sentence(session, caller, sentence_id, told, recorded_at=now())


@router.get("/v1/persons/{crn}/terminations", response_model=TerminationList)
async def list_terminations(crn: CrnInPath, session: Session, caller: SentenceReader) -> TerminationList:
    """Read everything of a person's orders, requirements and sentences that has ended, newest first, with the reasons."""
    person = await persons.person(session, caller, crn)
    rows = await queries.terminations(session, person.crn)
    return TerminationList(data=[TerminationView.model_validate(row) for row in rows])
