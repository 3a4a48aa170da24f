"""Returns on record, what an agreement asks for, and what was returned for some days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.measures import Window
from noms.contracts.commissioning.returns import ReturnView
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.measure_uses.queries import standings_in
from services.commissioning.measure_uses.rules import Standing
from services.commissioning.measures.queries import definition
from services.commissioning.measures.rules import MeasureDefinition, fields_asked, outturn
from services.commissioning.return_calendar import rules as calendar
from services.commissioning.returns import rules
from services.commissioning.returns.tables import ReturnRow
from services.commissioning.texts.queries import parts_of
from services.commissioning.texts.tables import AgreementMeasureRow

_ONE_DAY = timedelta(days=1)
_THREE_DECIMALS = 3


async def filed(
    session: AsyncSession, agreement_id: UUID, measure_code: str, from_day: date, to_day: date
) -> rules.Return | None:
    """What the provider returned for these days, by the latest versions; none where any day of them is not covered.

    A rolling window is told by the return of the last days alone. The caller has found the agreement already.
    """
    rows = await _latest(session, agreement_id, measure_code, from_day, to_day)
    if not rows:
        return None
    measure = definition(measure_code, rows[-1].definition_version)
    if measure.window is Window.ROLLING and rows[-1].last_day == to_day:
        return _returned(measure, rows[-1:])
    return _returned(measure, rows) if _cover(rows, from_day, to_day) else None


def due_on(measure_code: str, to_day: date) -> date | None:
    """By which day the last return for days that end with `to_day` is due; none where nobody returns the measure."""
    return calendar.due_on(to_day) if definition(measure_code).returned else None


async def versions_of(session: AsyncSession, agreement_id: UUID, measure_code: str, period: str) -> Sequence[ReturnRow]:
    """Every version of one return, the latest first.

    Raises:
        NotFound: nothing was filed.

    """
    found = await session.scalars(
        select(ReturnRow)
        .where(ReturnRow.agreement_id == agreement_id, ReturnRow.measure_code == measure_code, ReturnRow.period == period)
        .order_by(ReturnRow.number.desc())
    )
    rows = found.all()
    if not rows:
        raise NotFound
    return rows


async def on_record(session: AsyncSession, agreement_ids: Iterable[UUID]) -> Mapping[UUID, rules.Record]:
    """What was filed for each agreement: how many versions, and when the first of them."""
    ids = list(agreement_ids)
    rows = await session.execute(
        select(ReturnRow.agreement_id, ReturnRow.measure_code, ReturnRow.period, func.count(), func.min(ReturnRow.filed_at))
        .where(ReturnRow.agreement_id.in_(ids))
        .group_by(ReturnRow.agreement_id, ReturnRow.measure_code, ReturnRow.period)
    )
    found: dict[UUID, dict[tuple[str, str], rules.OnRecord]] = {agreement_id: {} for agreement_id in ids}
    for agreement_id, measure_code, period, versions, first in rows:
        found[agreement_id][measure_code, period] = rules.OnRecord(int(versions), first)
    return found


async def asking(session: AsyncSession, caller: Caller, agreement_id: UUID, *, for_change: bool = False) -> rules.Asking:
    """What an agreement within reach asks for; for a change it is held until the transaction ends.

    Raises:
        NotFound: there is none, or it lies out of reach.

    """
    row = await agreements.agreement(session, caller, agreement_id, for_change=for_change)
    parts = await parts_of(session, AgreementMeasureRow, agreement_id)
    return asked_by(row, standings_in(row.ends_on, list(parts)))


def asked_by(agreement: AgreementRow, measures: Iterable[Standing]) -> rules.Asking:
    """An agreement as far as returns go: only what no event gives has to be typed."""
    standing = list(measures)
    defined = [(one, definition(one.measure_code, one.definition_version)) for one in standing]
    return rules.Asking(
        agreement_id=agreement.agreement_id,
        provider=agreement.provider,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        in_force=agreement.went_live_at is not None,
        audience=tuple(agreement.audience),
        measure_codes=frozenset(one.measure_code for one in standing),
        expected=tuple(
            rules.Expected(measure.code, measure.version, measure.return_every, fields_asked(measure), one.from_day, one.to_day)
            for one, measure in defined
            if measure.return_every is not None
        ),
    )


def return_view(row: ReturnRow) -> ReturnView:
    """One version of a return as its parties see it."""
    measure = definition(row.measure_code, row.definition_version)
    value = outturn(measure, Fraction(row.numerator), Fraction(row.denominator) if row.denominator is not None else None)
    same = {name: getattr(row, name) for name in ReturnView.model_fields if hasattr(row, name)}
    return ReturnView.model_validate(
        same
        | {
            "id": row.return_id,
            "version": row.number,
            "unit": measure.unit,
            "value": None if value is None else round(float(value), _THREE_DECIMALS),
            "evidence": measure.evidence,
        }
    )


async def _latest(
    session: AsyncSession, agreement_id: UUID, measure_code: str, from_day: date, to_day: date
) -> Sequence[ReturnRow]:
    """The latest version of each return whose days lie among these, in order."""
    found = await session.scalars(
        select(ReturnRow)
        .where(
            ReturnRow.agreement_id == agreement_id,
            ReturnRow.measure_code == measure_code,
            ReturnRow.first_day >= from_day,
            ReturnRow.last_day <= to_day,
        )
        .ext(distinct_on(ReturnRow.first_day))
        .order_by(ReturnRow.first_day, ReturnRow.number.desc())
    )
    return found.all()


def _returned(measure: MeasureDefinition, rows: Sequence[ReturnRow]) -> rules.Return:
    """What returns that follow one another come to together."""
    counts = rules.combined([rules.Counts(row.numerator, row.denominator) for row in rows])
    numerator = Fraction(counts.numerator)
    denominator = Fraction(counts.denominator) if counts.denominator is not None else None
    return rules.Return(
        measure_code=measure.code,
        definition_version=measure.version,
        first_day=rows[0].first_day,
        last_day=rows[-1].last_day,
        numerator=numerator,
        denominator=denominator,
        value=outturn(measure, numerator, denominator),
        return_ids=tuple(row.return_id for row in rows),
        filed_at=max(row.filed_at for row in rows),
        days_late=max(row.days_late for row in rows),
    )


def _cover(rows: Sequence[ReturnRow], from_day: date, to_day: date) -> bool:
    """Whether the periods follow one another from the first to the last day."""
    begins = [row.first_day for row in rows]
    ends = [row.last_day + _ONE_DAY for row in rows]
    return begins == [from_day, *ends[:-1]] and ends[-1] == to_day + _ONE_DAY
