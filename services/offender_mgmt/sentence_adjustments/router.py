"""Adjustments of sentences over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.sentence_adjustments import (
    AdjustmentList,
    AdjustmentToRecord,
    AdjustmentView,
    AdjustmentWithdrawal,
)
from services.offender_mgmt.permissions import KeyDateReader, KeyDateRecorder
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.persons.router import CrnInPath
from services.offender_mgmt.sentence_adjustments import queries, service
from services.offender_mgmt.sentence_adjustments.refusals import AdjustmentRefused, RestoredFrom, WithdrawnAlready
from services.offender_mgmt.sentence_adjustments.tables import AdjustmentRow

router = room("sentence adjustments")


@router.post(
    "/v1/persons/{crn}/sentence-adjustments",
    status_code=201,
    response_model=AdjustmentView,
    responses=problems(AdjustmentRefused, PersonHasDied),
)
async def record_adjustment(crn: CrnInPath, told: AdjustmentToRecord, session: Session, caller: KeyDateRecorder) -> AdjustmentRow:
    """Record days that are taken off a person's sentences or put on them: remand, tagged bail, absence, days awarded or restored.

    A day counts once, and no more days are restored than were awarded. Calculate the key dates again afterwards.
    """
    return await service.record_adjustment(session, caller, crn, told, recorded_at=now())


@router.get("/v1/persons/{crn}/sentence-adjustments", response_model=AdjustmentList)
async def list_adjustments(crn: CrnInPath, session: Session, caller: KeyDateReader) -> AdjustmentList:
    """Read every adjustment of a person's sentences, withdrawn ones too."""
    person = await persons.person(session, caller, crn)
    rows = await queries.adjustments(session, person.crn)
    return AdjustmentList(data=[AdjustmentView.model_validate(row) for row in rows])


@router.post(
    "/v1/sentence-adjustments/{adjustment_id}/withdrawal",
    response_model=AdjustmentView,
    responses=problems(WithdrawnAlready, RestoredFrom),
)
async def withdraw_adjustment(
    adjustment_id: UUID, withdrawal: AdjustmentWithdrawal, session: Session, caller: KeyDateRecorder
) -> AdjustmentRow:
    """Withdraw an adjustment that was recorded by mistake. It stays on record and counts no more."""
    return await service.withdraw_adjustment(session, caller, adjustment_id, withdrawal, recorded_at=now())
