"""People found within reach as they are compared: their names, days, postcodes and numbers, cleaned."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.identifiers import IdentifierKind
from services.offender_mgmt.likeness.rules import cleaned, true_birthday, true_postcodes
from services.offender_mgmt.particulars.queries import corrected
from services.offender_mgmt.particulars.tables import AddressRow, AliasRow
from services.offender_mgmt.persons import queries as persons
from services.offender_mgmt.persons.tables import PersonIdentifierRow, PersonRow
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow
from services.offender_mgmt.weights.rules import Record, Sharing


async def records(session: AsyncSession, people: Sequence[PersonRow]) -> dict[str, Record]:
    """These people as they are compared, by their CRN."""
    crns = [row.crn for row in people]
    went_by = select(AliasRow.crn, AliasRow).where(AliasRow.crn.in_(crns), ~corrected(AliasRow))
    aliases = await _of_each(session, went_by.order_by(AliasRow.recorded_at))
    lived_at = select(AddressRow.crn, AddressRow.postcode).where(AddressRow.crn.in_(crns), ~corrected(AddressRow))
    postcodes = await _of_each(session, lived_at)
    days = await _of_each(session, _sentenced(crns))
    held = select(PersonIdentifierRow.crn, PersonIdentifierRow.value).where(
        PersonIdentifierRow.crn.in_(crns), PersonIdentifierRow.reason.is_(None)
    )
    pncs = await _of_each(session, held.where(PersonIdentifierRow.kind == IdentifierKind.PNC))
    cros = await _of_each(session, held.where(PersonIdentifierRow.kind == IdentifierKind.CRO))
    return {
        row.crn: Record(
            names=names_of([(row.forename, row.surname), *((each.forename, each.surname) for each in aliases[row.crn])]),
            middle_names=cleaned(row.middle_names),
            birthdays=birthdays_of([row.date_of_birth, *(each.date_of_birth for each in aliases[row.crn])]),
            postcodes=true_postcodes(code for code in postcodes[row.crn] if code),
            pncs=frozenset(pncs[row.crn]),
            cros=frozenset(cros[row.crn]),
            sentenced_on=frozenset(days[row.crn]),
        )
        for row in people
    }


def names_of(names: Collection[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Forename and surname of each name, cleaned, each once: the first word of the one, all of the other."""
    return tuple(dict.fromkeys(("".join(cleaned(forename)[:1]), "".join(cleaned(surname))) for forename, surname in names))


def birthdays_of(days: Collection[date | None]) -> tuple[date, ...]:
    """The days that are days of birth, each once."""
    return tuple(dict.fromkeys(day for born_on in days if (day := true_birthday(born_on)) is not None))


async def sharing(session: AsyncSession, caller: Caller, record: Record) -> Sharing:
    """How many people within reach share each postcode and each day of sentence of a record."""
    reached = persons.within(caller).with_only_columns(PersonRow.crn)
    lived = select(AddressRow.postcode, func.count(AddressRow.crn.distinct())).where(AddressRow.postcode.in_(record.postcodes))
    lived = lived.where(AddressRow.crn.in_(reached), ~corrected(AddressRow))
    passed = sentenced_on(caller, record.sentenced_on).subquery()
    sentenced = select(passed.c.passed_on, func.count(passed.c.crn.distinct()).label("people")).group_by(passed.c.passed_on)
    return Sharing(
        {str(code): number for code, number in await session.execute(lived.group_by(AddressRow.postcode))},
        {row.passed_on: row.people for row in await session.execute(sentenced)},
    )


def _sentenced(crns: Collection[str]) -> CompoundSelect[Any, Any]:
    orders = select(OrderRow.crn, OrderRow.made_on.label("passed_on")).where(OrderRow.crn.in_(crns))
    custody = select(CustodialSentenceRow.crn, CustodialSentenceRow.sentenced_on).where(CustodialSentenceRow.crn.in_(crns))
    return union(orders, custody)


def sentenced_on(caller: Caller, days: Collection[date]) -> CompoundSelect[Any, Any]:
    """Who within reach was sentenced on each of these days."""
    reached = persons.within(caller).with_only_columns(PersonRow.crn)
    orders = select(OrderRow.crn, OrderRow.made_on.label("passed_on")).where(OrderRow.made_on.in_(days))
    custody = select(CustodialSentenceRow.crn, CustodialSentenceRow.sentenced_on)
    custody = custody.where(CustodialSentenceRow.sentenced_on.in_(days), CustodialSentenceRow.crn.in_(reached))
    return union(orders.where(OrderRow.crn.in_(reached)), custody)


async def _of_each(session: AsyncSession, rows: Select[Any, Any] | CompoundSelect[Any, Any]) -> defaultdict[str, list[Any]]:
    """The second column of each row, gathered by the first, a CRN."""
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for crn, value in await session.execute(rows):
        found[crn].append(value)
    return found
