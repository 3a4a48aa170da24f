"""A settlement as both parties read it: year, quarters, months with every line, and invoices."""

from noms.contracts.commissioning.settlements import (
    DueInvoiceView,
    InvoiceLineView,
    LineState,
    MonthSettlementView,
    QuarterSettlementView,
    SettlementAnswer,
    SettlementRequest,
    StepLineView,
    YearSettlementView,
)
from services.commissioning.bills.rules import BilledLine, DueInvoice, MonthSettlement
from services.commissioning.evidence.rules import Facts
from services.commissioning.settlements.rules import YearSettlement, fits, settle_year
from services.commissioning.workings.rules import StepLine, exactly


def settle_request(request: SettlementRequest) -> SettlementAnswer | None:
    """Settle what a request tells, and nothing else; no answer when a sum is larger than any that can be kept."""
    settled = settle_year(request.terms, Facts.of(request.facts), request.through)
    return statement_of(settled) if fits(settled) else None


def statement_of(settlement: YearSettlement) -> SettlementAnswer:
    """A settlement as both parties read it."""
    return SettlementAnswer(
        rule_version=settlement.rule_version,
        inputs_hash=settlement.inputs_hash,
        year=_year(settlement),
        quarters=[_quarter(settlement, number) for number in sorted({each.month.quarter for each in settlement.months})],
        months=[_month(each) for each in settlement.months],
        invoices=[_invoice(each) for each in settlement.invoices],
    )


def _year(settlement: YearSettlement) -> YearSettlementView:
    return YearSettlementView(
        contract_year=settlement.number,
        from_day=settlement.year.starts_on,
        to_day=settlement.year.ends_on,
        complete=settlement.complete,
        annual_fee_pence=settlement.fee.fee_pence,
        fee_state=LineState.PROVISIONAL if settlement.fee.provisional else LineState.FINAL,
        fee_working=settlement.fee.working,
        entitlement_pence=settlement.entitlement_pence,
        cap_pence=settlement.cap.most_pence,
        collected_pence=settlement.cap.collected_pence,
        uncollected_pence=settlement.cap.uncollected_pence,
    )


def _quarter(settlement: YearSettlement, number: int) -> QuarterSettlementView:
    excess = settlement.quarters.get(number)
    months = [each for each in settlement.months if each.month.quarter == number]
    return QuarterSettlementView(
        quarter=number,
        complete=months[-1].ends_quarter,
        entitlement_pence=sum(each.entitlement_pence for each in months),
        points=exactly(excess.points) if excess else None,
        baseline=exactly(excess.baseline) if excess else None,
    )


def _month(settled: MonthSettlement) -> MonthSettlementView:
    return MonthSettlementView(
        contract_year=settled.contract_year,
        month=settled.month.number,
        quarter=settled.month.quarter,
        from_day=settled.month.from_day,
        to_day=settled.month.to_day,
        entitlement_pence=settled.entitlement_pence,
        lines=[_line(line) for line in settled.lines],
    )


def _line(line: StepLine) -> StepLineView:
    return StepLineView(
        step=line.step,
        code=line.code or None,
        quantity=line.quantity,
        pence=line.pence,
        state=line.state,
        working=line.working,
        occurrence_ids=list(line.occurrence_ids),
    )


def _invoice(invoice: DueInvoice) -> DueInvoiceView:
    return DueInvoiceView(
        kind=invoice.kind,
        from_day=invoice.days.from_day,
        to_day=invoice.days.to_day,
        tax_point=invoice.tax_point,
        net_pence=invoice.net_pence,
        vat_percent=exactly(invoice.vat_percent),
        vat_pence=invoice.vat_pence,
        gross_pence=invoice.gross_pence,
        withheld_pence=invoice.withheld_pence,
        undisputed_pence=invoice.gross_pence - invoice.withheld_pence,
        pay_by=invoice.pay_by,
        lines=[_invoice_line(line) for line in invoice.lines],
    )


def _invoice_line(line: BilledLine) -> InvoiceLineView:
    return InvoiceLineView(
        step=line.step,
        code=line.code or None,
        month=line.settled.month.number,
        pence=line.pence,
        withheld_pence=line.withheld_pence,
    )
