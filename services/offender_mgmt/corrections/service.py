"""Putting a wrong line of the ledger right, and letting everything that rests on it follow."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.corrections import MovementCorrection
from noms.contracts.offender_mgmt.custody import MovementView, ReleaseReason
from noms.contracts.offender_mgmt.movement_events import MovementCorrected
from noms.contracts.problems import FieldError
from services.offender_mgmt.corrections import rules
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.custody.refusals import MovementRefused
from services.offender_mgmt.custody.service import add_line, keep_stays, open_record
from services.offender_mgmt.movements.rules import Movement
from services.offender_mgmt.persons import queries as persons

NOTHING_CHANGED = FieldError(pointer="/instead", code="nothing_changed", message="The line on record says the same.")


async def correct_movement(
    session: AsyncSession, caller: Caller, crn: str, movement_id: UUID, correction: MovementCorrection
) -> MovementView:
    """Let another line stand in the place of a wrong one, or none, with the reason."""
    person = await persons.person(session, caller, crn, for_change=True)
    at = await _place(session, person.crn, movement_id)
    rows = await custody.ledger(session, person.crn)
    ledger = custody.said_by(rows)
    said, transfer_reason = rules.said_instead(correction, ledger[at]), rules.transfer_reason(correction)
    if (said, transfer_reason) == (ledger[at], rows[at].transfer_reason_code):
        raise MovementRefused(errors=[NOTHING_CHANGED])
    _judge(ledger, at, said, correction, person)
    line = await add_line(session, caller, person.crn, said)
    line.supersedes_movement_id, line.correction_reason = movement_id, correction.reason
    line.transfer_reason_code = transfer_reason
    deaths = [each.on for each in rules.corrected(ledger, at, said) if each.reason is ReleaseReason.DEATH]
    person.died_on = deaths[0] if deaths else None
    await keep_stays(session, person.crn)
    told = MovementCorrected(
        crn=person.crn,
        movement_id=line.movement_id,
        supersedes_movement_id=movement_id,
        detail_url=f"/v1/persons/{person.crn}/movements",
    )
    ends = {end for each in (ledger[at], said) for end in (each.out_of, each.into) if end}
    emit(session, told, audience={*person.audience, *(f"establishment:{end}" for end in ends)})
    view = MovementView.model_validate(line)
    await open_record(session, person.crn)
    return view


async def _place(session: AsyncSession, crn: str, movement_id: UUID) -> int:
    """Where the line stands in the person's ledger.

    Raises:
        NotFound: it is no line of this person.
        MovementRefused: another line stands in its place already.

    """
    in_force = [row.movement_id for row in await custody.ledger(session, crn)]
    if movement_id in in_force:
        return in_force.index(movement_id)
    if movement_id not in {row.movement_id for row in await custody.every_line(session, crn)}:
        raise NotFound
    message = "Another line stands in its place already: correct that one."
    raise MovementRefused(errors=[FieldError(pointer="path:movement_id", code="superseded_already", message=message)])


def _judge(ledger: Sequence[Movement], at: int, said: Movement, correction: MovementCorrection, person: persons.Person) -> None:
    faults = rules.ends_faults(correction.instead) if correction.instead else []
    if not faults:
        faults = rules.correction_faults(ledger, at, said, born_on=person.date_of_birth, as_at=clock.today())
    if faults:
        raise MovementRefused(errors=faults)
