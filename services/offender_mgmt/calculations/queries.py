"""Key dates on record, and the papers that they come from. Callers have found the person within their reach before they ask."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.audit.record import concerning
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.kept_key_dates import (
    Comparison,
    DatesBasis,
    DatesDiffer,
    DatesState,
    KeyDateSetView,
    KeyDatesOnRecord,
)
from noms.contracts.offender_mgmt.key_dates import AdjustmentForDates, KeyDate
from noms.contracts.offender_mgmt.public_protection import Register
from noms.contracts.offender_mgmt.recalls import RecallType
from noms.contracts.offender_mgmt.sentences import Term
from noms.contracts.problems import FieldError
from services.offender_mgmt.calculations.rules import DatesInForce, differences
from services.offender_mgmt.calculations.tables import KeyDateSetRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.recalls.queries import Recall, recall_in_force
from services.offender_mgmt.registers.queries import standings
from services.offender_mgmt.sentence_adjustments.queries import Adjustment, counting
from services.offender_mgmt.sentence_papers.rules import Papers, RecallOnRecord, SentenceOnRecord
from services.offender_mgmt.sentences.queries import CustodialSentence, custodial_sentences
from services.offender_mgmt.terminations.queries import any_sentence_stands, sentences_ended


async def dates_in_force(session: AsyncSession, crn: str) -> DatesInForce | None:
    """The key dates that came into force last; None when none have."""
    row = await set_in_force(session, crn)
    if row is None:
        return None
    dates = {letters: date.fromisoformat(day) for letters, day in row.dates.items()}
    return DatesInForce(dates=dates, indeterminate=row.indeterminate, recorded_at=row.recorded_at)


async def set_in_force(session: AsyncSession, crn: str) -> KeyDateSetRow | None:
    """The calculation or entry that came into force last; None once a court has ended every sentence that it is of."""
    held = (KeyDateSetRow.crn == crn, KeyDateSetRow.in_force_since.is_not(None))
    in_force = select(KeyDateSetRow).where(*held, any_sentence_stands(KeyDateSetRow.crn))
    latest = in_force.order_by(KeyDateSetRow.in_force_since.desc(), KeyDateSetRow.recorded_at.desc())
    return await session.scalar(latest.limit(1))


async def awaiting_check(session: AsyncSession, crn: str) -> KeyDateSetRow | None:
    """The entry by hand that no second person has checked yet."""
    waiting = select(KeyDateSetRow).where(KeyDateSetRow.crn == crn, KeyDateSetRow.state == DatesState.AWAITING_CHECK)
    return await session.scalar(waiting.order_by(KeyDateSetRow.recorded_at).limit(1))


async def history(session: AsyncSession, crn: str) -> Sequence[KeyDateSetRow]:
    """Every calculation and entry of the person, newest first."""
    wanted = select(KeyDateSetRow).where(KeyDateSetRow.crn == crn)
    return (await session.scalars(wanted.order_by(KeyDateSetRow.recorded_at.desc(), KeyDateSetRow.set_id))).all()


async def entry(session: AsyncSession, caller: Caller, set_id: UUID) -> tuple[KeyDateSetRow, Person]:
    """The entry and its person, if the person is within reach; the person is locked until the act is done.

    Raises:
        NotFound: there is none, or none within reach.

    """
    row = await session.get(KeyDateSetRow, set_id)
    if row is None:
        raise NotFound
    person = await persons.person(session, caller, row.crn, for_change=True)
    concerning(session, person.crn)
    await session.refresh(row)
    return row, person


async def papers(session: AsyncSession, person: Person, *, sex_offender_register: bool) -> Papers:
    """What is on record about the person's custody: what the courts ended, and what was withdrawn, is left out.

    Whoever stands on the sex offender register is on it, whatever the caller said.
    """
    ended = await sentences_ended(session, person.crn)
    recall = await recall_in_force(session, person.crn)
    return Papers(
        date_of_birth=person.date_of_birth,
        sentences=tuple(_sentence(row) for row in await custodial_sentences(session, person.crn) if row.sentence_id not in ended),
        adjustments=tuple(_adjustment(row) for row in await counting(session, person.crn)),
        recall=_recall(recall) if recall else None,
        sex_offender_register=sex_offender_register or await _on_sex_offender_register(session, person.crn),
    )


async def _on_sex_offender_register(session: AsyncSession, crn: str) -> bool:
    standing = (one for one in await standings(session, crn) if one.removed_on is None)
    return any(one.record_word == Register.SEX_OFFENDER_REGISTER for one in standing)


def _adjustment(row: Adjustment) -> AdjustmentForDates:
    facts = {"kind": row.kind, "days": row.days, "applies_from": row.applies_from}
    return AdjustmentForDates.model_validate(facts | {"from": row.from_day, "to": row.to_day})


def _recall(row: Recall) -> RecallOnRecord:
    return RecallOnRecord(RecallType(row.kind), row.recalled_on, row.returned_to_custody_on)


def _sentence(row: CustodialSentence) -> SentenceOnRecord:
    return SentenceOnRecord(
        sentence_id=row.sentence_id,
        kind=CustodialSentenceKind(row.kind),
        sentenced_on=row.sentenced_on,
        offence_committed_on=row.offence_committed_on,
        length=Term.model_validate(row.length) if row.length else None,
        minimum_term=Term.model_validate(row.minimum_term) if row.minimum_term else None,
        extension=Term.model_validate(row.extension) if row.extension else None,
        schedule_15=row.schedule_15,
        consecutive_to=tuple(row.consecutive_to),
    )


async def key_dates_on_record(session: AsyncSession, crn: str) -> KeyDatesOnRecord:
    """Everything about the person's key dates."""
    in_force, waiting = await set_in_force(session, crn), await awaiting_check(session, crn)
    return KeyDatesOnRecord(
        crn=crn,
        in_force=view(in_force) if in_force else None,
        awaiting_check=view(waiting) if waiting else None,
        history=[view(row) for row in await history(session, crn)],
    )


def view(row: KeyDateSetRow) -> KeyDateSetView:
    """One calculation or entry as it is told."""
    facts = {name: getattr(row, name) for name in KeyDateSetView.model_fields if name != "comparison"}
    return KeyDateSetView.model_validate(facts | {"comparison": _comparison(row)})


def _comparison(row: KeyDateSetRow) -> Comparison | None:
    if row.basis != DatesBasis.ENTRY:
        return None
    entered, calculated = _days(row.dates), _days(row.calculated or {})
    different = differences(entered, calculated) if row.calculated is not None else ()
    return Comparison(
        calculated=None if row.calculated is None else calculated,
        not_calculated=[FieldError.model_validate(fault) for fault in row.not_calculated],
        differences=[DatesDiffer(code=code, entered=entered.get(code), calculated=calculated.get(code)) for code in different],
    )


def _days(dates: Mapping[str, str]) -> dict[KeyDate, date]:
    return {KeyDate(letters): date.fromisoformat(day) for letters, day in dates.items()}
