"""The account of an agreement and its settlement runs, each in one statement; a line opened down to what happened."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, FromClause, ScalarSelect, Select, bindparam, case, cast, func, or_, select, true
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by, distinct_on
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_instant, json_of, reachable, word
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.accounts import (
    AccountLineView,
    AccountMonthView,
    AccountPeriodLineView,
    AccountPeriodView,
    AccountView,
    LineBehindView,
    OccurrenceBehind,
    SettlementRunList,
    SettlementRunSummary,
)
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.disputes.queries import dispute_view, disputes_of
from services.commissioning.occurrences.queries import occurrences_of
from services.commissioning.payments.tables import SettlementLineRow, SettlementRow
from services.commissioning.periods.tables import PeriodRow
from services.commissioning.runs.queries import months_of_run, posted_lines, run_numbered
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow

PAGE = 50
_AFTER = bindparam("after", None, type_=BigInteger)
_NONE = cast(word("[]"), JSON)


def _of_agreement(asked: FromClause) -> tuple[ColumnElement[bool], ...]:
    return AgreementRow.agreement_id == cast(asked.c.subject, UUID_TYPE), reachable(AgreementRow.audience)


def _lines(last: type[SettlementMonthRow], latest: FromClause) -> ScalarSelect[Any]:
    """The lines of a month that come to something, opened where they lie, in their order."""
    lines = func.json_array_elements(cast(last.lines, JSON)).table_valued("line", with_ordinality="place").render_derived()
    pence = cast(lines.c.line.op("->>")(3), BigInteger)
    line = json_of(
        AccountLineView,
        step=lines.c.line.op("->>")(0),
        code=func.nullif(lines.c.line.op("->>")(1), word("")),
        posted_pence=pence,
        state=lines.c.line.op("->>")(4),
        last_run=last.run,
    )
    listed = select(func.coalesce(func.json_agg(aggregate_order_by(line, lines.c.place)), _NONE))
    return listed.select_from(lines).where(pence != 0).correlate(latest).scalar_subquery()


def _periods() -> ScalarSelect[Any]:
    """The computed periods of the agreement by their first day, with what all runs of each have posted line by line."""
    line, run, period = SettlementLineRow, SettlementRow, PeriodRow
    pence = cast(func.sum(line.posted_pence), BigInteger).label("pence")
    lines = (
        select(line.agreement_id, run.period_id, line.kind, pence)
        .join(run, run.computation_id == line.computation_id)
        .group_by(line.agreement_id, run.period_id, line.kind)
        .subquery()
    )
    told = json_of(AccountPeriodLineView, kind=lines.c.kind, posted_pence=lines.c.pence)
    posted = cast(func.sum(lines.c.pence), BigInteger).label("pence")
    listed = func.json_agg(aggregate_order_by(told, lines.c.kind), type_=JSON).label("lines")
    of_period = (
        select(lines.c.agreement_id, lines.c.period_id, posted, listed)
        .group_by(lines.c.agreement_id, lines.c.period_id)
        .subquery()
    )
    same = {"period_id": period.period_id, "from_day": period.from_day, "to_day": period.to_day}
    each = json_of(AccountPeriodView, posted_pence=of_period.c.pence, lines=of_period.c.lines, **same)
    every = select(func.coalesce(func.json_agg(aggregate_order_by(each, period.from_day), type_=JSON), _NONE, type_=JSON))
    of_it = every.select_from(of_period).join(period, period.period_id == of_period.c.period_id)
    return of_it.where(of_period.c.agreement_id == AgreementRow.agreement_id).correlate(AgreementRow).scalar_subquery()


def _posted_for_periods() -> ScalarSelect[Any]:
    posted = select(func.coalesce(func.sum(SettlementLineRow.posted_pence), 0))
    return posted.where(SettlementLineRow.agreement_id == AgreementRow.agreement_id).correlate(AgreementRow).scalar_subquery()


def _account(asked: FromClause) -> Select[Any]:
    """Each month by its last run: what its lines come to is what all runs have posted for them; and every period."""
    month = SettlementMonthRow
    latest = (
        select(month)
        .where(month.agreement_id == AgreementRow.agreement_id)
        .ext(distinct_on(month.contract_year, month.month))
        .order_by(month.contract_year, month.month, month.run.desc())
        .correlate(AgreementRow)
        .lateral("latest")
    )
    last = aliased(month, latest)
    same = {"from_day": last.from_day, "to_day": last.to_day, "posted_pence": last.entitlement_pence}
    told = json_of(AccountMonthView, lines=_lines(last, latest), **same)
    months = func.json_agg(aggregate_order_by(told, last.from_day), type_=JSON).filter(last.run.is_not(None))
    account = json_of(
        AccountView,
        agreement_id=AgreementRow.agreement_id,
        posted_pence=cast(func.coalesce(func.sum(last.entitlement_pence), 0) + _posted_for_periods(), BigInteger),
        months=func.coalesce(months, _NONE, type_=JSON),
        periods=_periods(),
    )
    of_it = select(account).select_from(AgreementRow).outerjoin(latest, true()).where(*_of_agreement(asked))
    return of_it.group_by(AgreementRow.agreement_id)


ACCOUNT = HotRead("read_account", _account)


def _summary() -> ColumnElement[Any]:
    same = set(SettlementRunSummary.model_fields) - {"recorded_at"}
    return json_of(
        SettlementRunSummary,
        recorded_at=json_instant(SettlementRunRow.recorded_at),
        **{name: getattr(SettlementRunRow, name) for name in same},
    )


def _page(asked: FromClause) -> Select[Any]:
    """One row more than the page tells whether there is a next."""
    run = SettlementRunRow
    rows = (
        select(_summary().label("summary"), run.run, func.row_number().over(order_by=run.run.desc()).label("place"))
        .where(run.agreement_id == AgreementRow.agreement_id, or_(_AFTER.is_(None), run.run < _AFTER))
        .order_by(run.run.desc())
        .limit(PAGE + 1)
        .correlate(AgreementRow)
        .lateral()
    )
    listed = func.json_agg(aggregate_order_by(rows.c.summary, rows.c.place), type_=JSON).filter(rows.c.place <= PAGE)
    last = func.max(rows.c.run).filter(rows.c.place == PAGE)
    page = json_of(
        SettlementRunList,
        data=func.coalesce(listed, _NONE, type_=JSON),
        next_after=case((func.count(rows.c.place) > PAGE, last)),
    )
    of_it = select(page).select_from(AgreementRow).outerjoin(rows, true()).where(*_of_agreement(asked))
    return of_it.group_by(AgreementRow.agreement_id)


RUN_LIST = HotRead("list_settlements", _page)


async def line_behind(session: AsyncSession, agreement_id: UUID, number: int, line_id: UUID) -> LineBehindView:
    """A line of a run opened down to what happened and the events that tell of it.

    Raises:
        NotFound: the agreement has no such run, or the run no such line.

    """
    run = await run_numbered(session, agreement_id, number)
    for month in await months_of_run(session, agreement_id, number):
        line = next((line for line in posted_lines(month) if line.line_id == line_id), None)
        if line is not None:
            return LineBehindView(
                run=run.run,
                from_day=month.from_day,
                to_day=month.to_day,
                line=line,
                occurrences=await _happened(session, agreement_id, set(line.occurrence_ids), run),
                disputes=[dispute_view(row) for row in await disputes_of(session, agreement_id, line_id)],
            )
    raise NotFound


async def _happened(
    session: AsyncSession, agreement_id: UUID, wanted: set[UUID], run: SettlementRunRow
) -> list[OccurrenceBehind]:
    found = await occurrences_of(session, agreement_id, date.min, run.through) if wanted else []
    return [
        OccurrenceBehind(
            occurrence_id=each.occurrence_id,
            kind=each.kind,
            state=each.state,
            code=each.code,
            occurred_on=each.occurred_on,
            event_ids=list(each.event_ids),
        )
        for each in found
        if each.occurrence_id in wanted
    ]
