"""Drawing up a licence or a variation, taking it from state to state, and the effect of a recall on it."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, CallerKind
from noms.contracts.offender_mgmt.licences import (
    Curfew,
    LicenceKind,
    LicenceMove,
    LicenceMoved,
    LicenceState,
    LicenceToDraw,
    LicenceView,
    VariationToDraw,
)
from services.offender_mgmt.custody.queries import stay_now
from services.offender_mgmt.licence_conditions.rules import Condition, conditions_of, licence_faults, policy_version
from services.offender_mgmt.licences import queries, rules
from services.offender_mgmt.licences.refusals import ApprovedByItsAuthor, LicenceMoveNotAllowed, LicenceRefused
from services.offender_mgmt.licences.tables import LicenceConditionRow, LicenceMoveRow, LicenceRow
from services.offender_mgmt.persons.queries import Person, living_person
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.sentences.queries import custodial_sentences
from services.offender_mgmt.signatures.rules import is_another_person, signed_by


@dataclass(frozen=True)
class _Act:
    """Who does something about whom, and when."""

    caller: Caller
    person: Person
    at: datetime

    @property
    def signed_by(self) -> str:
        return signed_by(self.caller.subject, self.caller.on_behalf_of)


async def draw_licence(
    session: AsyncSession, caller: Caller, crn: str, told: LicenceToDraw, *, recorded_at: datetime
) -> LicenceView:
    """Draw up a licence with the standard conditions and those asked for; somebody else is to approve it."""
    act = _Act(caller, await living_person(session, caller, crn), recorded_at)
    return await _draw(session, act, told, LicenceState.IN_PROGRESS)


async def draw_variation(
    session: AsyncSession, caller: Caller, licence_id: UUID, told: VariationToDraw, *, recorded_at: datetime
) -> LicenceView:
    """Draw up other conditions for a licence that is active; they take their place once they are approved and made active."""
    row, person = await queries.licence(session, caller, licence_id, for_change=True)
    if person.died_on is not None:
        raise PersonHasDied
    if row.state != LicenceState.ACTIVE:
        raise LicenceMoveNotAllowed("Only an active licence is varied.")
    varied = LicenceToDraw(
        kind=LicenceKind(row.kind),
        starts_on=told.starts_on,
        ends_on=row.ends_on,
        conditions=told.conditions,
        curfew=Curfew.model_validate(row.curfew) if row.curfew else None,
    )
    act = _Act(caller, person, recorded_at)
    return await _draw(session, act, varied, LicenceState.VARIATION_IN_PROGRESS, varies=row.licence_id, reason=told.reason)


async def move_licence(
    session: AsyncSession, caller: Caller, licence_id: UUID, move: LicenceMove, *, recorded_at: datetime
) -> LicenceView:
    """Take a licence to its next state. Whoever drew it up or submitted it does not decide on it; of the dead it only ends."""
    row, person = await queries.licence(session, caller, licence_id, for_change=True)
    if person.died_on is not None and move.to not in rules.NEEDS_A_REASON:
        raise PersonHasDied
    act = _Act(caller, person, recorded_at)
    if not rules.may_move(LicenceState(row.state), move.to):
        raise LicenceMoveNotAllowed(f"From {row.state} it cannot go there.")
    if move.to in rules.NEEDS_A_REASON and move.reason is None:
        raise LicenceMoveNotAllowed("Say why: this state needs a reason.")
    if move.to in rules.DECIDED_BY_ANOTHER:
        await _refuse_author(session, act, row)
    if move.to is LicenceState.ACTIVE:
        await _begin(session, act, row)
    await _come_into(session, act, row, move.to, move.reason)
    return await queries.view(session, row)


async def recall_licence(
    session: AsyncSession, caller: Caller, row: LicenceRow, person: Person, *, recorded_at: datetime
) -> None:
    """Let a licence end by recall; its conditions ask nothing more."""
    await _come_into(session, _Act(caller, person, recorded_at), row, LicenceState.RECALLED, None)


async def _draw(
    session: AsyncSession,
    act: _Act,
    told: LicenceToDraw,
    state: LicenceState,
    *,
    varies: UUID | None = None,
    reason: str | None = None,
) -> LicenceView:
    passed_on = [row.sentenced_on for row in await custodial_sentences(session, act.person.crn)]
    if faults := (*licence_faults(told), *rules.faults_of_beginning(told.starts_on, passed_on)):
        raise LicenceRefused(errors=faults)
    row = LicenceRow(
        licence_id=uuid4(),
        crn=act.person.crn,
        state=state,
        varies=varies,
        policy_version=policy_version(told.starts_on),
        recorded_at=act.at,
        recorded_by=act.signed_by,
        **told.model_dump(exclude={"conditions"}),
    )
    session.add(row)
    await session.flush()
    session.add_all(_condition(row, place, one) for place, one in enumerate(conditions_of(told)))
    await _come_into(session, act, row, state, reason)
    return await queries.view(session, row)


async def _begin(session: AsyncSession, act: _Act, row: LicenceRow) -> None:
    """Make way for a licence that becomes active: its day has come, the person is out, and what it varies ends."""
    if row.starts_on > london_day(act.at):
        raise LicenceMoveNotAllowed("A licence becomes active on its first day, not before.")
    if await stay_now(session, act.person.crn) is not None:
        raise LicenceMoveNotAllowed("The person is in custody: record the release first.")
    if row.varies is not None:
        varied, _ = await queries.licence(session, act.caller, row.varies, for_change=True)
        if varied.state != LicenceState.ACTIVE:
            raise LicenceMoveNotAllowed("The licence that this one varies is not active any more.")
        await _come_into(session, act, varied, LicenceState.INACTIVE, "Varied.")


async def _refuse_author(session: AsyncSession, act: _Act, row: LicenceRow) -> None:
    authors = [row.recorded_by, *(one.recorded_by for one in await queries.moves(session, row.licence_id))]
    who = act.caller
    is_system = who.kind is CallerKind.SYSTEM
    if not is_another_person(*authors, subject=who.subject, on_behalf_of=who.on_behalf_of, is_system=is_system):
        raise ApprovedByItsAuthor


async def _come_into(session: AsyncSession, act: _Act, row: LicenceRow, state: LicenceState, reason: str | None) -> None:
    row.state = state
    move = LicenceMoveRow(
        move_id=uuid4(),
        licence_id=row.licence_id,
        crn=row.crn,
        place=len(await queries.moves(session, row.licence_id)),
        state=state,
        moved_on=london_day(act.at),
        reason=reason,
        recorded_at=act.at,
        recorded_by=act.signed_by,
    )
    session.add(move)
    await session.flush()
    url = f"/v1/licences/{row.licence_id}"
    told = LicenceMoved(crn=row.crn, licence_id=row.licence_id, state=state, moved_on=move.moved_on, detail_url=url)
    emit(session, told, audience=act.person.audience)


def _condition(row: LicenceRow, place: int, one: Condition) -> LicenceConditionRow:
    return LicenceConditionRow(condition_id=uuid4(), licence_id=row.licence_id, crn=row.crn, place=place, **asdict(one))
