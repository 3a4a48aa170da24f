"""Taking invoices and matching them: the same number again changes nothing, and a later match leaves the earlier as it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day, working_days_after
from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, Party
from noms.contracts.commissioning.invoice_events import InvoiceMatched
from noms.contracts.commissioning.invoices import InvoiceLine, InvoiceView, NewInvoice, PersonCharge
from noms.contracts.commissioning.payment_bases import VatTreatment
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.bills.rules import vat_percent
from services.commissioning.charges.rules import Judged, Paid, Provision, Tariff, judge_charges
from services.commissioning.claims.rules import billed_lines, charged_too_early, charges_of, faults_in, fingerprint
from services.commissioning.dues.queries import account_of
from services.commissioning.dues.rules import Account, Asked, LineRef, charged_years, month_of
from services.commissioning.invoices import queries, rules
from services.commissioning.invoices.refusals import NumberUsed, refuse, refuse_faults
from services.commissioning.invoices.tables import InvoiceMatchRow, InvoiceRow, PaidDaysRow
from services.commissioning.postings.rules import RESTATEMENT_MONTHS
from services.commissioning.prices.rules import WHOLE, months_later, numbered_year
from services.commissioning.provisions.queries import known_provisions
from services.commissioning.provisions.rules import tariffs_of
from services.commissioning.terms.queries import priced_from, terms_in_force


@dataclass(frozen=True)
class Case:
    """An invoice with what was agreed: payment terms where there are any, and how VAT is treated."""

    agreed: Agreed
    terms: PaymentTerms | None
    vat: VatTreatment
    lines: Sequence[InvoiceLine]
    charges: Sequence[PersonCharge]
    on_record: date
    """The day on which it was entered as in force: a past that is entered later has a window too. House rule: 0171."""

    @property
    def commenced_on(self) -> date:
        """The day that contract years count from."""
        return self.terms.commenced_on if self.terms else self.agreed.starts_on

    @property
    def days(self) -> list[date]:
        """Every day that the invoice names."""
        return [*(line.month_of for line in self.lines), *(day for each in self.charges for day in (each.from_day, each.to_day))]

    @property
    def closes_on(self) -> date:
        """The last day on which the earliest contract year that is charged for takes invoices."""
        year = numbered_year(self.commenced_on, min(charged_years(self.commenced_on, self.days), default=1))
        months = self.terms.restatement_months if self.terms else RESTATEMENT_MONTHS
        return months_later(max(year.ends_on, self.on_record), months)

    def asked(self, invoiced_on: date, paid: Mapping[LineRef, Sequence[int]]) -> Asked:
        """The months that are charged for so far; without the fee of a month it may be the invoice that closes the agreement."""
        months = [month_of(self.terms.commenced_on if self.terms else None, line.month_of) for line in self.lines]
        before = [ref.from_day for ref, pence in paid.items() if ref.from_day is not None and any(pence)]
        closing = self.terms is not None and invoiced_on > self.terms.ends_on
        fee = any(line.kind is rules.BASE_FEE for line in self.lines)
        return Asked(max([*months, *before], default=date.min), invoiced_on, closing=closing and not fee)


async def submit_invoice(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewInvoice) -> tuple[InvoiceView, bool]:
    """Take an invoice and match it; answers whether it is new. The agreement is held, so that no other is matched meanwhile."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    refuse_faults(faults_in(new))
    case = await case_of(session, caller, agreement_id, new.lines, new.person_charges)
    refuse_faults(charged_too_early(new, case.terms.commenced_on if case.terms else None))
    refuse(
        rules.objection_to_invoice(
            state=case.agreed.state,
            from_the_provider=caller.reaches(agreements.tags_of(Party.PROVIDER, agreement)),
            invoiced_on=new.invoiced_on,
            closes_on=case.closes_on,
            as_at=clock.today(),
        )
    )
    known, told = await queries.numbered(session, agreement_id, new.number), fingerprint(new)
    if known is not None:
        if known.fingerprint != told:
            raise NumberUsed
        return await queries.invoice_view(session, known), False
    row = invoice_row(caller, agreement_id, new, told)
    session.add(row)
    await session.flush()
    await match(session, caller, case, row, number=1)
    return await queries.invoice_view(session, row), True


async def match_again(session: AsyncSession, caller: Caller, agreement_id: UUID, invoice_id: UUID) -> tuple[InvoiceView, bool]:
    """Match an invoice by what is known now; with nothing changed the latest match stands, and none is added."""
    await agreements.agreement(session, caller, agreement_id, for_change=True)
    row = await queries.invoice(session, agreement_id, invoice_id)
    lines = [InvoiceLine.model_validate(line) for line in row.lines]
    charges = [PersonCharge.model_validate(charge) for charge in row.person_charges]
    case = await case_of(session, caller, agreement_id, lines, charges)
    latest = await queries.match_of(session, invoice_id)
    added = await match(session, caller, case, row, number=latest.match + 1, latest=latest)
    return await queries.invoice_view(session, row), added


async def case_of(
    session: AsyncSession, caller: Caller, agreement_id: UUID, lines: Sequence[InvoiceLine], charges: Sequence[PersonCharge]
) -> Case:
    """What was agreed for the days of an invoice, before payment terms by the first; without any a contract bears VAT, no SLA."""
    agreed = await agreements.agreed(session, caller, agreement_id)
    named = [*(line.month_of for line in lines), *(charge.to_day for charge in charges)]
    first = await priced_from(session, agreement_id) or agreed.starts_on
    in_force = await terms_in_force(session, agreement_id, max(first, min(max(named, default=first), agreed.ends_on)))
    terms = in_force.terms if in_force else None
    crown = agreed.instrument is AgreementInstrument.SLA
    vat = terms.vat if terms else VatTreatment.CROWN_BODY if crown else VatTreatment.STANDARD
    began = (await agreements.agreement(session, caller, agreement_id)).went_live_at
    return Case(agreed, terms, vat, lines, charges, london_day(began) if began else agreed.starts_on)


@dataclass(frozen=True)
class Known:
    """Everything that an invoice is matched against."""

    account: Account
    provisions: Mapping[tuple[str, str], Provision]
    tariffs: Sequence[Tariff]
    paid: Mapping[tuple[str, str], Sequence[Paid]]
    vat_share: Fraction


async def known_of(session: AsyncSession, case: Case, row: InvoiceRow) -> Known:
    """What is due, what was in place, and what every other invoice was paid."""
    paid = await queries.paid_lines(session, row.agreement_id, beside=row.invoice_id)
    account = await account_of(session, row.agreement_id, case.terms, case.asked(row.invoiced_on, paid))
    orders, persons = ({getattr(each, f"{of}_reference") for each in case.charges} for of in ("order", "person"))
    return Known(
        replace(account, paid=paid),
        await known_provisions(session, row.agreement_id, orders),
        tariffs_of(case.agreed.lines, case.agreed.ends_on),
        await queries.paid_days(session, row.agreement_id, persons, orders, beside=row.invoice_id),
        vat_percent(row.invoiced_on, case.vat) / WHOLE,
    )


async def match(
    session: AsyncSession, caller: Caller, case: Case, row: InvoiceRow, *, number: int, latest: InvoiceMatchRow | None = None
) -> bool:
    """Match an invoice three ways, unless nothing has changed since its latest match."""
    known = await known_of(session, case, row)
    told = rules.inputs_hash(row.fingerprint, known.account, known.provisions, known.tariffs, known.paid, known.vat_share)
    if latest is not None and latest.inputs_hash == told:
        return False
    charges = judge_charges(charges_of(case.charges), provisions=known.provisions, paid=known.paid, tariffs=known.tariffs)
    sums = rules.Sums(row.net_pence, row.vat_pence, row.gross_pence)
    matched = rules.match_invoice(
        billed_lines(case.terms.commenced_on if case.terms else None, case.lines),
        charges,
        account=known.account,
        sums=sums,
        vat_share=known.vat_share,
    )
    added = match_row(caller, case, row, matched, number=number)
    added.inputs_hash = told
    for replaced in await queries.days_standing(session, row.invoice_id):
        replaced.replaced_by = number
    session.add(added)
    await session.flush()
    session.add_all(paid_rows(added, matched.charges))
    emit(session, matched_event(case, added), audience=case.agreed.audience)
    await session.flush()
    return True


def invoice_row(caller: Caller, agreement_id: UUID, new: NewInvoice, told: str) -> InvoiceRow:
    """An invoice as it is kept."""
    body = new.model_dump(mode="json", exclude={"invoiced_on"})
    return InvoiceRow(
        invoice_id=uuid4(),
        agreement_id=agreement_id,
        fingerprint=told,
        invoiced_on=new.invoiced_on,
        received_on=clock.today(),
        received_at=clock.now(),
        submitted_by=caller.in_full,
        **body,
    )


def match_row(caller: Caller, case: Case, row: InvoiceRow, matched: rules.Matched, *, number: int) -> InvoiceMatchRow:
    """A match as it is kept."""
    charged = sum(line.charged_pence for line in case.lines) + sum(each.charged_pence for each in case.charges)
    working_days = case.terms.payment_working_days if case.terms else rules.PAYMENT_WORKING_DAYS
    return InvoiceMatchRow(
        invoice_id=row.invoice_id,
        match=number,
        agreement_id=row.agreement_id,
        matched_at=clock.now(),
        matched_by=caller.in_full,
        rule_version=rules.MATCH_RULE_VERSION,
        payable_net_pence=matched.net_pence,
        payable_vat_pence=matched.vat_pence,
        withheld_net_pence=charged - matched.net_pence,
        disputed_pence=matched.disputed_pence,
        pay_by=working_days_after(row.received_on, working_days),
        paid_lines=[
            [ref.from_day.isoformat() if ref.from_day else None, ref.kind, ref.code, pence] for ref, pence in matched.paid
        ],
        findings=[rules.told_as(found).model_dump(mode="json") for found in matched.findings],
    )


def paid_rows(match: InvoiceMatchRow, charges: Iterable[Judged]) -> list[PaidDaysRow]:
    """The days that a match accepts, so that no other invoice is paid for them."""
    return [
        PaidDaysRow(
            paid_days_id=uuid4(),
            agreement_id=match.agreement_id,
            invoice_id=match.invoice_id,
            match=match.match,
            service=judged.charge.service,
            person_reference=judged.charge.person,
            order_reference=judged.charge.order,
            from_day=days.first,
            to_day=days.last,
        )
        for judged in charges
        for days in judged.paid
    ]


def matched_event(case: Case, match: InvoiceMatchRow) -> InvoiceMatched:
    """What is published to whoever reaches the agreement."""
    return InvoiceMatched(
        agreement_id=match.agreement_id,
        invoice_id=match.invoice_id,
        provider=case.agreed.provider,
        match=match.match,
        detail_url=f"/v1/agreements/{match.agreement_id}/invoices/{match.invoice_id}?match={match.match}",
    )
