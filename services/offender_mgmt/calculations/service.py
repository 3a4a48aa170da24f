"""Calculating a person's key dates from the record, entering them by hand, and checking what another entered."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, CallerKind
from noms.contracts.offender_mgmt.kept_key_dates import (
    CalculationToMake,
    DatesBasis,
    DatesState,
    EntryCheck,
    EntryToRecord,
    KeyDatesChanged,
)
from services.offender_mgmt.calculations import queries, rules
from services.offender_mgmt.calculations.refusals import (
    CheckedAlready,
    CheckedByItsAuthor,
    CheckNeedsNote,
    EntryAwaitsCheck,
    EntryRefused,
    NothingToCalculate,
)
from services.offender_mgmt.calculations.tables import KeyDateSetRow
from services.offender_mgmt.entries.rules import faults_of_entry
from services.offender_mgmt.key_dates.refusals import NotComputed
from services.offender_mgmt.persons.queries import Person, living_person
from services.offender_mgmt.persons.refusals import PersonHasDied
from services.offender_mgmt.sentence_papers.rules import Papers, asked_of, served_together
from services.offender_mgmt.signatures.rules import is_another_person, signed_by


async def calculate(
    session: AsyncSession, caller: Caller, crn: str, asked: CalculationToMake, *, recorded_at: datetime
) -> KeyDateSetRow:
    """Calculate the key dates of everything that the person serves now; they are in force at once."""
    person = await living_person(session, caller, crn)
    papers = await _papers(session, person, sex_offender_register=asked.sex_offender_register)
    outcome = rules.outcome_of(papers)
    if outcome.faults:
        raise NotComputed(errors=outcome.faults)
    row = _row(person, caller, papers, recorded_at)
    row.basis, row.state, row.reason = DatesBasis.CALCULATION, DatesState.IN_FORCE, asked.reason
    row.dates = {code: on.isoformat() for code, on in outcome.dates.items()}
    row.breakdown = [step.model_dump(mode="json") for step in outcome.breakdown]
    row.rule_version, row.indeterminate, row.in_force_since = outcome.rule_version, outcome.indeterminate, recorded_at
    session.add(row)
    await session.flush()
    emit(session, _changed(row, recorded_at), audience=person.audience)
    return row


async def enter(session: AsyncSession, caller: Caller, crn: str, told: EntryToRecord, *, recorded_at: datetime) -> KeyDateSetRow:
    """Record key dates worked out by hand, beside what the record comes to; a second person checks them before they hold."""
    person = await living_person(session, caller, crn)
    papers = await _papers(session, person, sex_offender_register=told.sex_offender_register)
    outcome = rules.outcome_of(papers)
    served = [one.sentenced_on for one in served_together(papers.sentences)]
    own = faults_of_entry(told.dates, indeterminate=told.indeterminate, sentenced_on=served, born_on=person.date_of_birth)
    if faults := own or rules.faults_of_comparison(told.dates, outcome, told.reason):
        raise EntryRefused(errors=faults)
    if await queries.awaiting_check(session, person.crn):
        raise EntryAwaitsCheck
    row = _row(person, caller, papers, recorded_at)
    row.basis, row.state, row.reason = DatesBasis.ENTRY, DatesState.AWAITING_CHECK, told.reason
    row.dates = {code: on.isoformat() for code, on in told.dates.items()}
    row.explanation, row.indeterminate = told.explanation, told.indeterminate
    row.calculated = None if outcome.faults else {code: on.isoformat() for code, on in outcome.dates.items()}
    row.not_calculated = [fault.model_dump(mode="json") for fault in outcome.faults]
    session.add(row)
    await session.flush()
    return row


async def check(
    session: AsyncSession, caller: Caller, set_id: UUID, found: EntryCheck, *, recorded_at: datetime
) -> KeyDateSetRow:
    """Let an entry by hand come into force, or refuse it: by somebody other than its author."""
    row, person = await queries.entry(session, caller, set_id)
    is_system = caller.kind is CallerKind.SYSTEM
    if not is_another_person(row.recorded_by, subject=caller.subject, on_behalf_of=caller.on_behalf_of, is_system=is_system):
        raise CheckedByItsAuthor
    if row.state != DatesState.AWAITING_CHECK:
        raise CheckedAlready
    if not found.agreed and found.note is None:
        raise CheckNeedsNote
    if found.agreed and person.died_on is not None:
        raise PersonHasDied
    row.checked_at, row.checked_by, row.check_note = recorded_at, signed_by(caller.subject, caller.on_behalf_of), found.note
    row.state = DatesState.IN_FORCE if found.agreed else DatesState.REFUSED
    row.in_force_since = recorded_at if found.agreed else None
    await session.flush()
    if found.agreed:
        emit(session, _changed(row, recorded_at), audience=person.audience)
    return row


async def _papers(session: AsyncSession, person: Person, *, sex_offender_register: bool) -> Papers:
    papers = await queries.papers(session, person, sex_offender_register=sex_offender_register)
    if not papers.sentences:
        raise NothingToCalculate
    return papers


def _row(person: Person, caller: Caller, papers: Papers, recorded_at: datetime) -> KeyDateSetRow:
    inputs = asked_of(papers, served_together(papers.sentences))
    return KeyDateSetRow(
        set_id=uuid4(),
        crn=person.crn,
        explanation=None,
        inputs=inputs.model_dump(mode="json", by_alias=True),
        breakdown=[],
        rule_version=None,
        calculated=None,
        not_calculated=[],
        in_force_since=None,
        recorded_at=recorded_at,
        recorded_by=signed_by(caller.subject, caller.on_behalf_of),
        checked_at=None,
        checked_by=None,
        check_note=None,
    )


def _changed(row: KeyDateSetRow, since: datetime) -> KeyDatesChanged:
    return KeyDatesChanged(
        crn=row.crn,
        set_id=row.set_id,
        basis=DatesBasis(row.basis),
        in_force_since=since,
        detail_url=f"/v1/persons/{row.crn}/key-dates",
    )
