"""Acts on registers: put a person on one, record a review, take the person off. The public protection record follows each."""

from datetime import date
from functools import partial
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.register_events import RegistrationAdded, RegistrationRemoved, RegistrationReviewed
from noms.contracts.offender_mgmt.registers import NewRegistration, RegistrationRemoval, ReviewDone
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.register_types import RegisterType, register_type
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.public_protection.service import follow_registrations
from services.offender_mgmt.registers import queries, rules
from services.offender_mgmt.registers.refusals import (
    NothingToReview,
    RegistrationEnded,
    RegistrationRefused,
    RemovalRefused,
    ReviewRefused,
)
from services.offender_mgmt.registers.tables import RegistrationReviewRow, RegistrationRow

Told = RegistrationAdded | RegistrationReviewed | RegistrationRemoved


async def register(session: AsyncSession, caller: Caller, crn: str, new: NewRegistration) -> UUID:
    """Put a person on a register from a day on, with the day of its first review."""
    kind = _kind(new.type_code)
    person = await persons.living_person(session, caller, crn)
    on_record = await queries.standings(session, person.crn)
    if faults := rules.registration_faults(new, kind, on_record, born_on=person.date_of_birth, as_at=clock.today()):
        raise RegistrationRefused(errors=faults)
    row = _row(new, kind, caller, person.crn)
    session.add(row)
    await session.flush()
    _set_clock(session, row, new.next_review_on or rules.review_due(kind, new.level, new.starts_on))
    await _carry_into_record(session, caller, person, ended=None)
    _tell(session, person, row, RegistrationAdded)
    return row.registration_id


async def review(session: AsyncSession, caller: Caller, registration_id: UUID, done: ReviewDone, *, manages_risk: bool) -> UUID:
    """Record that the review which was due has been held, what it left, and when the next one is due."""
    row, person = await _standing(session, caller, registration_id, manages_risk=manages_risk)
    due = await queries.due_review(session, row)
    if due is None:
        raise NothingToReview
    kind = register_type(row.type_code)
    stood = next(one for one in await queries.standings(session, row.crn) if one.registration_id == registration_id)
    since = await queries.last_review_on(session, row)
    if faults := rules.review_faults(done, stood, kind, since=since, as_at=clock.today()):
        raise ReviewRefused(errors=faults)
    due.level, due.category = rules.grades_after(done, stood)
    due.done_on, due.outcome, due.notes = done.done_on, done.outcome, done.notes
    due.done_at, due.done_by = clock.now(), caller.subject
    await session.flush()
    _set_clock(session, row, done.next_review_on or rules.review_due(kind, due.level, done.done_on))
    await _carry_into_record(session, caller, person, ended=None)
    _tell(session, person, row, RegistrationReviewed)
    return registration_id


async def remove(
    session: AsyncSession, caller: Caller, registration_id: UUID, removal: RegistrationRemoval, *, manages_risk: bool
) -> UUID:
    """Take a person off a register. What stood, and until when, stays known; the review that was due is overtaken."""
    row, person = await _standing(session, caller, registration_id, manages_risk=manages_risk)
    since = await queries.last_review_on(session, row)
    if faults := list(rules.day_faults("/removed_on", removal.removed_on, since=since, as_at=clock.today())):
        raise RemovalRefused(errors=faults)
    row.removed_on, row.removal_code, row.removal_reason = removal.removed_on, removal.reason_code, removal.reason
    row.removed_at, row.removed_by = clock.now(), caller.subject
    due = await queries.due_review(session, row)
    if due is not None:
        due.overtaken_on = removal.removed_on
    await session.flush()
    await _carry_into_record(session, caller, person, ended=register_type(row.type_code))
    _tell(session, person, row, RegistrationRemoved)
    return registration_id


def _kind(code: str) -> RegisterType:
    try:
        return register_type(code)
    except UnknownCode:
        fault = FieldError(pointer="/type_code", code="unknown_register", message="There is no such register or alert.")
        raise RegistrationRefused(errors=[fault]) from None


async def _standing(
    session: AsyncSession, caller: Caller, registration_id: UUID, *, manages_risk: bool
) -> tuple[RegistrationRow, Person]:
    """The registration, if it stands; a restricted one is absent for whoever may not know of it."""
    row, person = await queries.registration(session, caller, registration_id)
    if row.restricted and not manages_risk:
        raise NotFound
    if row.removed_on is not None:
        raise RegistrationEnded
    return row, person


def _row(new: NewRegistration, kind: RegisterType, caller: Caller, crn: str) -> RegistrationRow:
    told = ("name", "colour", "warn_user", "restricted", "dpa_exclude", "duplicate_group")
    return RegistrationRow(
        registration_id=uuid4(),
        crn=crn,
        recorded_at=clock.now(),
        recorded_by=caller.subject,
        **{name: getattr(kind, name) for name in told},
        **new.model_dump(exclude={"next_review_on"}),
    )


def _set_clock(session: AsyncSession, row: RegistrationRow, due_on: date | None) -> None:
    if due_on is not None:
        due = RegistrationReviewRow(
            review_id=uuid4(), registration_id=row.registration_id, crn=row.crn, dpa_exclude=row.dpa_exclude,
            due_on=due_on, recorded_at=clock.now(),
        )  # fmt: skip
        session.add(due)


async def _carry_into_record(session: AsyncSession, caller: Caller, person: Person, *, ended: RegisterType | None) -> None:
    """Let the public protection record say what now stands, MAPPA and the words of its registers."""
    await session.flush()
    standing = await queries.standings(session, person.crn)
    await follow_registrations(session, caller, person, partial(rules.record_after, standing=standing, ended=ended))


def _tell(session: AsyncSession, person: Person, row: RegistrationRow, event: type[Told]) -> None:
    """Tell whoever may know of the registration; of a restricted one, the services alone."""
    url = f"/v1/persons/{person.crn}/registrations"
    told = event(crn=person.crn, registration_id=row.registration_id, detail_url=url)
    emit(session, told, audience=() if row.restricted else person.audience)
