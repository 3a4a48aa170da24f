"""Recording days that move a sentence, and withdrawing those that were recorded by mistake."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.key_dates import AdjustmentKind
from noms.contracts.offender_mgmt.sentence_adjustments import AdjustmentToRecord, AdjustmentWithdrawal
from services.offender_mgmt.persons.queries import living_person
from services.offender_mgmt.sentence_adjustments import queries, rules
from services.offender_mgmt.sentence_adjustments.refusals import AdjustmentRefused, RestoredFrom, WithdrawnAlready
from services.offender_mgmt.sentence_adjustments.tables import AdjustmentRow
from services.offender_mgmt.sentences import queries as sentences


async def record_adjustment(
    session: AsyncSession, caller: Caller, crn: str, told: AdjustmentToRecord, *, recorded_at: datetime
) -> AdjustmentRow:
    """Record days to take off or to put on. Key dates in force stay as they are until they are calculated again."""
    person = await living_person(session, caller, crn)
    faults = rules.adjustment_faults(
        told,
        standing=_standing(await queries.counting(session, person.crn)),
        sentenced_on=[row.sentenced_on for row in await sentences.custodial_sentences(session, person.crn)],
        born_on=person.date_of_birth,
        as_at=london_day(recorded_at),
    )
    if faults:
        raise AdjustmentRefused(errors=faults)
    row = AdjustmentRow(
        adjustment_id=uuid4(),
        crn=person.crn,
        recorded_at=recorded_at,
        recorded_by=caller.subject,
        withdrawn_at=None,
        withdrawn_by=None,
        withdrawal_reason=None,
        **told.model_dump(),
    )
    session.add(row)
    await session.flush()
    return row


async def withdraw_adjustment(
    session: AsyncSession, caller: Caller, adjustment_id: UUID, withdrawal: AdjustmentWithdrawal, *, recorded_at: datetime
) -> AdjustmentRow:
    """Let an adjustment count no more; it stays on record with the reason."""
    row = await queries.adjustment(session, caller, adjustment_id)
    if row.withdrawn_at is not None:
        raise WithdrawnAlready
    left = [one for one in await queries.counting(session, row.crn) if one is not row]
    if rules.restores_too_much(_standing(left)):
        raise RestoredFrom
    row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = recorded_at, caller.subject, withdrawal.reason
    await session.flush()
    return row


def _standing(rows: Iterable[AdjustmentRow]) -> list[rules.Standing]:
    return [rules.Standing(AdjustmentKind(row.kind), row.days, row.applies_from, row.from_day, row.to_day) for row in rows]
