"""Invoices of an agreement that was found through the caller's reach, and what earlier ones were paid."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, bindparam, case, cast, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import JSON, TEXT, aggregate_order_by, distinct_on
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, reachable, word
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.invoice_matches import InvoiceMatchView, MatchFindingView
from noms.contracts.commissioning.invoices import (
    InvoiceLine,
    InvoiceLineKind,
    InvoiceList,
    InvoiceSummary,
    InvoiceView,
    PersonCharge,
)
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.charges.rules import Days, Paid
from services.commissioning.dues.rules import LineRef
from services.commissioning.invoices.tables import InvoiceMatchRow, InvoiceRow, PaidDaysRow

PAGE = 50
_AFTER = bindparam("after", None, type_=UUID_TYPE)


async def numbered(session: AsyncSession, agreement_id: UUID, number: str) -> InvoiceRow | None:
    """The invoice of an agreement that bears a number, if there is one."""
    found: InvoiceRow | None = await session.scalar(
        select(InvoiceRow).where(InvoiceRow.agreement_id == agreement_id, InvoiceRow.number == number)
    )
    return found


async def invoice(session: AsyncSession, agreement_id: UUID, invoice_id: UUID) -> InvoiceRow:
    """One invoice of an agreement.

    Raises:
        NotFound: the agreement has no such invoice.

    """
    found = await session.scalar(
        select(InvoiceRow).where(InvoiceRow.agreement_id == agreement_id, InvoiceRow.invoice_id == invoice_id)
    )
    if found is None:
        raise NotFound
    return found


async def match_of(session: AsyncSession, invoice_id: UUID, number: int | None = None) -> InvoiceMatchRow:
    """The match of an invoice that is asked for, or the latest.

    Raises:
        NotFound: the invoice has no such match.

    """
    wanted = select(InvoiceMatchRow).where(InvoiceMatchRow.invoice_id == invoice_id)
    if number is not None:
        wanted = wanted.where(InvoiceMatchRow.match == number)
    found = await session.scalar(wanted.order_by(InvoiceMatchRow.match.desc()).limit(1))
    if found is None:
        raise NotFound
    return found


async def paid_lines(session: AsyncSession, agreement_id: UUID, *, beside: UUID) -> Mapping[LineRef, Sequence[int]]:
    """What every other invoice was paid for each line, by its latest match."""
    match = InvoiceMatchRow
    latest = await session.scalars(
        select(match)
        .where(match.agreement_id == agreement_id, match.invoice_id != beside)
        .ext(distinct_on(match.invoice_id))
        .order_by(match.invoice_id, match.match.desc())
    )
    paid: dict[LineRef, list[int]] = defaultdict(list)
    for row in latest:
        for from_day, kind, code, pence in row.paid_lines:
            day = None if from_day is None else date.fromisoformat(from_day)
            paid[LineRef(day, InvoiceLineKind(kind), code)].append(pence)
    return paid


async def paid_days(
    session: AsyncSession, agreement_id: UUID, persons: Collection[str], orders: Collection[str], *, beside: UUID
) -> Mapping[tuple[str, str], Sequence[Paid]]:
    """The days of some persons, and under some orders, that every other invoice was paid for, by service and person."""
    rows = await session.scalars(
        select(PaidDaysRow).where(
            PaidDaysRow.agreement_id == agreement_id,
            or_(PaidDaysRow.person_reference.in_(persons), PaidDaysRow.order_reference.in_(orders)),
            PaidDaysRow.invoice_id != beside,
            PaidDaysRow.replaced_by.is_(None),
        )
    )
    paid: dict[tuple[str, str], list[Paid]] = defaultdict(list)
    for row in rows:
        paid[row.service, row.person_reference].append(Paid(row.order_reference, Days(row.from_day, row.to_day)))
    return paid


async def days_standing(session: AsyncSession, invoice_id: UUID) -> Sequence[PaidDaysRow]:
    """The days that the last match of an invoice accepted."""
    found = await session.scalars(
        select(PaidDaysRow).where(PaidDaysRow.invoice_id == invoice_id, PaidDaysRow.replaced_by.is_(None))
    )
    return found.all()


async def invoice_view(session: AsyncSession, row: InvoiceRow, number: int | None = None) -> InvoiceView:
    """An invoice with one of its matches, as both parties see it."""
    return InvoiceView(
        invoice_id=row.invoice_id,
        agreement_id=row.agreement_id,
        number=row.number,
        invoiced_on=row.invoiced_on,
        received_on=row.received_on,
        submitted_by=row.submitted_by,
        lines=[InvoiceLine.model_validate(line) for line in row.lines],
        person_charges=[PersonCharge.model_validate(charge) for charge in row.person_charges],
        net_pence=row.net_pence,
        vat_pence=row.vat_pence,
        gross_pence=row.gross_pence,
        match=match_view(await match_of(session, row.invoice_id, number)),
    )


def match_view(row: InvoiceMatchRow) -> InvoiceMatchView:
    """How an invoice matches, as both parties see it."""
    return InvoiceMatchView(
        match=row.match,
        matched_at=row.matched_at,
        matched_by=row.matched_by,
        rule_version=row.rule_version,
        inputs_hash=row.inputs_hash,
        payable_net_pence=row.payable_net_pence,
        payable_vat_pence=row.payable_vat_pence,
        payable_gross_pence=row.payable_net_pence + row.payable_vat_pence,
        withheld_net_pence=row.withheld_net_pence,
        disputed_pence=row.disputed_pence,
        pay_by=row.pay_by,
        findings=[MatchFindingView.model_validate(found) for found in row.findings],
    )


def _latest_match() -> FromClause:
    return (
        select(InvoiceMatchRow)
        .where(InvoiceMatchRow.invoice_id == InvoiceRow.invoice_id)
        .order_by(InvoiceMatchRow.match.desc())
        .limit(1)
        .correlate(InvoiceRow)
        .lateral("latest")
    )


def _summary(match: type[InvoiceMatchRow]) -> ColumnElement[Any]:
    return json_of(
        InvoiceSummary,
        invoice_id=InvoiceRow.invoice_id,
        number=InvoiceRow.number,
        invoiced_on=InvoiceRow.invoiced_on,
        received_on=InvoiceRow.received_on,
        gross_pence=InvoiceRow.gross_pence,
        payable_gross_pence=match.payable_net_pence + match.payable_vat_pence,
        withheld_net_pence=match.withheld_net_pence,
        finding_count=cast(func.jsonb_array_length(match.findings), BigInteger),
        pay_by=match.pay_by,
    )


def _page(asked: FromClause) -> Select[Any]:
    """One row more than the page tells whether there is a next; its place is the invoice last seen."""
    match = aliased(InvoiceMatchRow, _latest_match())
    place, last_seen = (InvoiceRow.received_at, InvoiceRow.invoice_id), aliased(InvoiceRow)
    seen = select(last_seen.received_at, last_seen.invoice_id).where(
        last_seen.invoice_id == _AFTER, last_seen.agreement_id == AgreementRow.agreement_id
    )
    earlier = tuple_(*place) < seen.correlate(AgreementRow).scalar_subquery()
    latest_first = tuple(column.desc() for column in place)
    rows = (
        select(_summary(match).label("summary"), InvoiceRow.invoice_id)
        .add_columns(func.row_number().over(order_by=latest_first).label("place"))
        .join(match, true())
        .where(InvoiceRow.agreement_id == AgreementRow.agreement_id, or_(_AFTER.is_(None), earlier))
        .order_by(*latest_first)
        .limit(PAGE + 1)
        .correlate(AgreementRow)
        .lateral()
    )
    listed = func.json_agg(aggregate_order_by(rows.c.summary, rows.c.place), type_=JSON).filter(rows.c.place <= PAGE)
    last = func.max(cast(rows.c.invoice_id, TEXT)).filter(rows.c.place == PAGE)
    page = json_of(
        InvoiceList,
        data=func.coalesce(listed, cast(word("[]"), JSON), type_=JSON),
        next_after=case((func.count(rows.c.place) > PAGE, last)),
    )
    found = (AgreementRow.agreement_id == cast(asked.c.subject, UUID_TYPE), reachable(AgreementRow.audience))
    return select(page).select_from(AgreementRow).outerjoin(rows, true()).where(*found).group_by(AgreementRow.agreement_id)


INVOICE_LIST = HotRead("list_invoices", _page)
