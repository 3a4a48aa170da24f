"""Gathering the entries of a person's calendar. Callers have found the person within their reach before they ask."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.contracts.offender_mgmt.licences import LicenceState
from noms.contracts.offender_mgmt.order_calendars import CalendarClash, CalendarEntry, EntryKind, OrderCalendar
from services.offender_mgmt.calculations.queries import dates_in_force
from services.offender_mgmt.casefile.tables import AttendanceHeardRow
from services.offender_mgmt.custody.tables import StayRow
from services.offender_mgmt.licences.tables import LicenceConditionRow, LicenceMoveRow, LicenceRow
from services.offender_mgmt.order_calendars.rules import Clash, Entry, clashes, shortened, within
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow, RequirementRow
from services.offender_mgmt.terminations.tables import TerminationRow


async def calendar(session: AsyncSession, crn: str, starts_on: date, ends_on: date | None) -> OrderCalendar:
    """Everything of the person that falls between two days, in their order, and what in it cannot both be kept."""
    everything = [
        *await _orders(session, crn),
        *await _sessions(session, crn),
        *await _sentences(session, crn),
        *await _licences(session, crn),
        *await _key_dates(session, crn),
        *await _custody(session, crn),
    ]
    entries = within(everything, starts_on, ends_on)
    return OrderCalendar(
        crn=crn,
        starts_on=starts_on,
        ends_on=ends_on,
        entries=[CalendarEntry.model_validate(one) for one in entries],
        clashes=[_shown_clash(one) for one in clashes(entries)],
    )


async def _ends(session: AsyncSession, crn: str) -> dict[UUID, date]:
    rows = await session.scalars(select(TerminationRow).where(TerminationRow.crn == crn))
    return {row.order_id or row.requirement_id or row.sentence_id or row.termination_id: row.ended_on for row in rows}


async def _orders(session: AsyncSession, crn: str) -> list[Entry]:
    ends = await _ends(session, crn)
    found: dict[UUID, Entry] = {}
    for row in await session.scalars(select(OrderRow).where(OrderRow.crn == crn)):
        words, last_day = row.kind.replace("_", " ").capitalize(), row.operational_period_ends_on or row.ends_on
        entry = Entry(f"order:{row.order_id}", EntryKind.ORDER, words, row.made_on, last_day, f"/v1/orders/{row.order_id}")
        found[row.order_id] = shortened(entry, ends.get(row.order_id))
    asked: list[Entry] = []
    wanted = select(RequirementRow, OrderRow.ends_on).join(OrderRow, OrderRow.order_id == RequirementRow.order_id)
    for requirement, order_ends_on in await session.execute(wanted.where(RequirementRow.crn == crn)):
        order = found[requirement.order_id]
        words = requirement.name + (f": {requirement.sub_category}" if requirement.sub_category else "")
        entry = Entry(
            f"requirement:{requirement.requirement_id}", EntryKind.REQUIREMENT, words, requirement.starts_on or order.starts_on,
            requirement.ends_on or order_ends_on, order.detail_url, requirement.code, order.name,
        )  # fmt: skip
        asked.append(shortened(shortened(entry, order.ends_on), ends.get(requirement.requirement_id)))
    return [*found.values(), *asked]


async def _sessions(session: AsyncSession, crn: str) -> list[Entry]:
    """The sessions heard of, as the records stand: a corrected record is left out."""
    later = aliased(AttendanceHeardRow)
    corrected = select(later.attendance_id).where(later.supersedes_attendance_id == AttendanceHeardRow.attendance_id)
    rows = await session.scalars(select(AttendanceHeardRow).where(AttendanceHeardRow.crn == crn, ~corrected.exists()))
    return [
        Entry(
            f"session:{row.attendance_id}", EntryKind.SESSION, "Session", row.held_on, row.held_on,
            f"/v1/persons/{crn}/case-file", row.outcome_code, f"requirement:{row.requirement_id}",
        )
        for row in rows
    ]  # fmt: skip


async def _sentences(session: AsyncSession, crn: str) -> list[Entry]:
    ends = await _ends(session, crn)
    url = f"/v1/persons/{crn}/custodial-sentences"
    rows = await session.scalars(select(CustodialSentenceRow).where(CustodialSentenceRow.crn == crn))
    return [
        Entry(f"sentence:{row.sentence_id}", EntryKind.SENTENCE, f"Custodial sentence, {row.kind}", row.sentenced_on,
              ends.get(row.sentence_id), url)
        for row in rows
    ]  # fmt: skip


async def _licences(session: AsyncSession, crn: str) -> list[Entry]:
    """The licences that are or were active, or are approved, each until the day on which it ended."""
    over = select(func.max(LicenceMoveRow.moved_on)).where(
        LicenceMoveRow.licence_id == LicenceRow.licence_id,
        LicenceMoveRow.state.in_([LicenceState.INACTIVE, LicenceState.RECALLED]),
    )
    begun = select(LicenceMoveRow).where(
        LicenceMoveRow.licence_id == LicenceRow.licence_id, LicenceMoveRow.state == LicenceState.ACTIVE
    )
    wanted = select(LicenceRow, over.scalar_subquery()).where(LicenceRow.crn == crn)
    rows = await session.execute(wanted.where(begun.exists() | (LicenceRow.state == LicenceState.APPROVED)))
    found = {row.licence_id: shortened(_licence(row), ended_on) for row, ended_on in rows}
    conditions = await session.scalars(select(LicenceConditionRow).where(LicenceConditionRow.licence_id.in_(found)))
    return [*found.values(), *(_condition(row, found[row.licence_id]) for row in conditions)]


def _licence(row: LicenceRow) -> Entry:
    name, words, url = f"licence:{row.licence_id}", f"Licence, {row.kind}", f"/v1/licences/{row.licence_id}"
    return Entry(name, EntryKind.LICENCE, words, row.starts_on, row.ends_on, url, row.kind)


def _condition(row: LicenceConditionRow, licence: Entry) -> Entry:
    entry = Entry(
        f"licence_condition:{row.condition_id}", EntryKind.LICENCE_CONDITION, row.words, row.starts_on, row.ends_on,
        licence.detail_url, row.code, licence.name,
    )  # fmt: skip
    return shortened(entry, licence.ends_on)


async def _key_dates(session: AsyncSession, crn: str) -> list[Entry]:
    held = await dates_in_force(session, crn)
    url = f"/v1/persons/{crn}/key-dates"
    return [
        Entry(f"key_date:{letters}", EntryKind.KEY_DATE, letters, on, on, url, letters)
        for letters, on in (held.dates if held else {}).items()
    ]


async def _custody(session: AsyncSession, crn: str) -> list[Entry]:
    """The stays in custody, without the day of leaving: on that day a licence begins."""
    rows = await session.scalars(select(StayRow).where(StayRow.crn == crn))
    url = f"/v1/persons/{crn}/custody"
    return [
        Entry(
            f"custody:{row.stay_id}", EntryKind.CUSTODY, row.establishment_name, row.received_on,
            row.left_on and row.left_on - timedelta(days=1), url, row.establishment_code,
        )
        for row in rows
    ]  # fmt: skip


def _shown_clash(one: Clash) -> CalendarClash:
    return CalendarClash(kind=one.kind, entries=[one.one.name, one.other.name], starts_on=one.starts_on, ends_on=one.ends_on)


async def expiry(session: AsyncSession, crn: str) -> date | None:
    """The last day of the person's sentences and licence by the key dates in force; None where none is known."""
    held = await dates_in_force(session, crn)
    known = [held.dates[letters] for letters in ("SED", "SLED", "LED") if letters in held.dates] if held else []
    return max(known, default=None)
