"""Filing returns, one or many at once, and telling once which of them are overdue."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import EVERYTHING, Caller, audience
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning.due_returns import ReturnOverdue
from noms.contracts.commissioning.returns import NewReturn, ReturnFiled, ReturnView
from noms.contracts.commissioning.returns import ReturnRow as Offered
from noms.contracts.problems import FieldError
from services.commissioning.measures.queries import definition
from services.commissioning.measures.rules import outturn
from services.commissioning.outturns.rules import UNITS, lies_in_range
from services.commissioning.return_calendar import rules as calendar
from services.commissioning.returns import queries, rules
from services.commissioning.returns.refusals import AT, OF_THE_AGREEMENT, REFUSALS
from services.commissioning.returns.tables import OverdueReturnRow, ReturnRow

THOUSANDTH = Decimal("0.001")
Named = Callable[[int, FieldError], FieldError]
"""Says of a fault in one of several returns where in the filing it stands."""


@dataclass(frozen=True)
class Case:
    """What an agreement that is held asks for, what was filed, and the present."""

    asked: rules.Asking
    record: rules.Record
    may_file: bool
    as_at: date


@dataclass(frozen=True)
class Judged:
    """One return and what stands against it; nothing can be taken where nothing is expected."""

    offered: Offered
    expected: rules.Expected | None
    period: calendar.Period | None
    objection: rules.ReturnObjection | None
    faults: tuple[FieldError, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Measure and period."""
        return self.offered.measure_code, self.offered.period


async def file_return(
    session: AsyncSession, caller: Caller, agreement_id: UUID, measure_code: str, period: str, *, new: NewReturn
) -> ReturnView:
    """File one return, or amend it by a new version with its reason."""
    case = await open_case(session, caller, agreement_id)
    judged = judge(case, Offered(measure_code=measure_code, period=period, **new.model_dump()))
    if judged.objection is not None:
        raise REFUSALS[judged.objection]
    if judged.faults:
        raise Invalid(errors=judged.faults)
    [view] = await take(session, caller, case, [judged])
    return view


async def file_returns(
    session: AsyncSession, caller: Caller, agreement_id: UUID, offered: Sequence[Offered], named: Named
) -> list[ReturnView]:
    """File many returns, all or none; every fault of every return is named."""
    case = await open_case(session, caller, agreement_id)
    judged = [judge(case, one) for one in offered]
    for one in judged:
        if one.objection in OF_THE_AGREEMENT:
            raise REFUSALS[one.objection]
    faults = [named(place, fault) for place, fault in faults_among(judged)]
    if faults:
        raise Invalid(errors=faults)
    return await take(session, caller, case, judged)


def faults_among(judged: Sequence[Judged]) -> Iterator[tuple[int, FieldError]]:
    """What is wrong with each of many returns, by its place among them."""
    seen: set[tuple[str, str]] = set()
    for place, one in enumerate(judged):
        if one.objection is not None:
            refusal = REFUSALS[one.objection]
            yield place, FieldError(pointer=AT[one.objection], code=refusal.code, message=refusal.title)
        yield from ((place, fault) for fault in one.faults)
        if one.key in seen:
            twice = "The same measure and period came before in this filing."
            yield place, FieldError(pointer="/period", code="filed_twice", message=twice)
        seen.add(one.key)


async def open_case(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Case:
    """Hold the agreement, so that of two who file at once one waits and then finds what the other filed."""
    asked = await queries.asking(session, caller, agreement_id, for_change=True)
    record = await queries.on_record(session, [agreement_id])
    own = audience(organisations=[asked.provider], establishments=[asked.provider])
    return Case(asked, record[agreement_id], caller.reaches(set(own) - {EVERYTHING}), clock.today())


def judge(case: Case, offered: Offered) -> Judged:
    """What stands against a return: its measure, its period, its numbers."""
    asked = case.asked
    objection = rules.objection_to_measure(
        may_file=case.may_file,
        in_force=asked.in_force,
        agreed=offered.measure_code in asked.measure_codes,
        returned=any(each.measure_code == offered.measure_code for each in asked.expected),
    )
    if objection is not None:
        return Judged(offered, None, None, objection)
    expected, period = asked.asked(offered.measure_code, offered.period) or (None, None)
    objection = rules.objection_to_period(
        last_day=period.last_day if period else None,
        closed=period is not None and rules.is_closed(asked, period, case.as_at),
        on_record=case.record.get((offered.measure_code, offered.period)),
        amends=offered.reason is not None,
        as_at=case.as_at,
    )
    return Judged(offered, expected, period, objection, faults_of(expected, offered) if expected else ())


def faults_of(expected: rules.Expected, offered: Offered) -> tuple[FieldError, ...]:
    """What is wrong with the numbers, by the definition of the measure."""
    measure = definition(expected.measure_code, expected.definition_version)
    numerator = Decimal(offered.numerator)
    denominator = Decimal(offered.denominator) if offered.denominator is not None else None
    part_of_whole = UNITS[measure.unit].part_of_whole
    counts = rules.Counts(numerator, denominator)
    faults = tuple(rules.field_faults(counts, fields=expected.fields, whole=measure.whole, part_of_whole=part_of_whole))
    if faults:
        return faults
    value = outturn(measure, Fraction(numerator), Fraction(denominator) if denominator is not None else None)
    return () if value is None or lies_in_range(measure.unit, value) else (rules.outside_the_range(),)


async def take(session: AsyncSession, caller: Caller, case: Case, judged: Sequence[Judged]) -> list[ReturnView]:
    """Keep returns against which nothing stands, and publish each; a late one was overdue, which is told before."""
    rows = [row_of(caller, case, one.offered, one.expected, one.period) for one in judged if one.expected and one.period]
    await tell_overdue(
        session, case.asked, [rules.Late(row.measure_code, row.period, row.due_on) for row in rows if row.days_late]
    )
    session.add_all(rows)
    for row in rows:
        emit(session, filed_event(case.asked.provider, row), audience=case.asked.audience)
    await session.flush()
    return [queries.return_view(row) for row in rows]


async def tell_overdue(session: AsyncSession, asked: rules.Asking, late: Iterable[rules.Late]) -> int:
    """Record that returns are overdue, and publish those of which it was not on record."""
    kept = {"agreement_id": asked.agreement_id, "noted_at": clock.now()}
    rows = [{**kept, **vars(one)} for one in late]
    if not rows:
        return 0
    write = insert(OverdueReturnRow).values(rows).on_conflict_do_nothing().returning(OverdueReturnRow)
    new = (await session.scalars(write)).all()
    for row in new:
        emit(session, overdue_event(asked.provider, row), audience=asked.audience)
    return len(new)


def row_of(caller: Caller, case: Case, offered: Offered, expected: rules.Expected, period: calendar.Period) -> ReturnRow:
    """The next version of a return as it is kept."""
    before, filed_at = case.record.get((offered.measure_code, offered.period)), clock.now()
    return ReturnRow(
        return_id=uuid4(),
        agreement_id=case.asked.agreement_id,
        measure_code=offered.measure_code,
        definition_version=expected.definition_version,
        period=period.name,
        first_day=period.first_day,
        last_day=period.last_day,
        number=(before.versions if before else 0) + 1,
        numerator=Decimal(offered.numerator).quantize(THOUSANDTH),
        denominator=Decimal(offered.denominator).quantize(THOUSANDTH) if offered.denominator is not None else None,
        reason=offered.reason,
        due_on=period.due_on,
        days_late=calendar.days_late(period.due_on, london_day(before.filed_at if before else filed_at)),
        filed_by=caller.in_full,
        filed_through=caller.client,
        filed_at=filed_at,
    )


def filed_event(provider: str, row: ReturnRow) -> ReturnFiled:
    """What is published of a return that was filed or amended."""
    same = {name: getattr(row, name) for name in ("agreement_id", "return_id", "measure_code", "period", "days_late")}
    return ReturnFiled(provider=provider, return_version=row.number, detail_url=detail_url(row), **same)


def overdue_event(provider: str, row: OverdueReturnRow) -> ReturnOverdue:
    """What is published of a return that was not filed in time."""
    same = {name: getattr(row, name) for name in ("agreement_id", "measure_code", "period", "due_on")}
    return ReturnOverdue(provider=provider, detail_url=f"/v1/agreements/{row.agreement_id}/returns", **same)


def detail_url(row: ReturnRow) -> str:
    """Where every version of a return is read."""
    return f"/v1/agreements/{row.agreement_id}/returns/{row.measure_code}/{row.period}"
