"""Which invoice bears a line, what of it waits for a dispute, and the deposit of the final month."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.commissioning.payment_terms import (
    a_scale,
    an_occurrence,
    failures,
    settled,
    some_facts,
    some_points,
    some_terms,
)
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import InvoiceKind
from services.commissioning.billing import rules
from services.commissioning.bills.rules import DueInvoice
from services.commissioning.settlements.rules import YearSettlement

POINTS = some_terms(points=some_points(quarterly=a_scale(pence_a_point="1000")))


def invoice(settlement: YearSettlement, month: int) -> DueInvoice:
    return settlement.invoices[month - 1]


def steps(found: DueInvoice) -> dict[Step | None, int]:
    return {line.step: line.pence for line in found.lines}


def test_an_invoice_between_bodies_of_the_crown_bears_no_vat():
    assert invoice(settled(some_terms(vat="crown_body"), some_facts()), 1).vat_pence == 0


def test_an_invoice_is_dated_with_its_month_unless_its_tax_point_is_told():
    """A bill for December 2010 that was made out on 10 January 2011 bears 20 %."""
    plain = settled(some_terms(), some_facts(), "2011-03-31")
    later = settled(some_terms(), some_facts(tax_points=[{"month_of": "2010-12-15", "tax_point": "2011-01-10"}]), "2011-03-31")

    assert (invoice(plain, 9).tax_point, invoice(plain, 9).vat_percent) == (date(2010, 12, 31), Fraction("17.5"))
    assert (invoice(later, 9).tax_point, invoice(later, 9).vat_percent) == (date(2011, 1, 10), 20)


def test_what_is_not_disputed_is_paid_within_twenty_working_days():
    """Source: standard PFI terms, 20 business days; 31 May 2010 was a bank holiday."""
    assert invoice(settled(some_terms(), some_facts(), "2011-03-31"), 1).pay_by == date(2010, 6, 1)


def test_the_points_of_a_quarter_are_invoiced_a_month_later():
    """Source: standard PFI payment mechanism, one month's lag."""
    found = settled(POINTS, some_facts(*failures("2011-06-30", count="30")), "2011-09-30")

    assert [invoice.net_pence - 3_000_000 * (invoice.days.to_day.day == 30) - 3_100_000 * (invoice.days.to_day.day == 31)
            for invoice in found.invoices] == [0, 0, 0, -20_000, 0, 0]  # fmt: skip


def test_the_last_quarter_of_a_year_is_invoiced_with_the_first_month_of_the_next():
    found = settled(POINTS, some_facts(*failures("2011-03-31", count="30")), "2011-04-30")

    assert steps(invoice(found, 1)) == {Step.BASE_FEE: 3_000_000, Step.QUARTER_POINTS: -20_000}


def test_an_agreement_is_closed_by_an_invoice_for_what_its_last_month_brought():
    found = settled(POINTS, some_facts(*failures("2013-02-03", count="30")), "2013-03-31")
    last, closing = found.invoices[-2:]

    assert (last.kind, closing.kind) == (InvoiceKind.MONTH, InvoiceKind.CLOSING)
    assert (closing.days.from_day, closing.days.to_day) == (date(2013, 4, 1), date(2013, 4, 30))
    assert closing.net_pence == -20_000


def test_the_final_month_keeps_the_mean_of_six_months_deductions_back_and_the_closing_invoice_returns_it():
    """Source: standard PFI payment mechanism: current and five previous months."""
    told = failures("2012-06-03", count="70") + failures("2012-12-03", first=200, count="70")
    last, closing = settled(POINTS, some_facts(*told), "2013-03-31").invoices[-2:]

    assert steps(last)[None] == -10_000
    assert steps(closing)[None] == 10_000


def test_the_deposit_looks_back_into_the_year_before():
    terms = some_terms(ends_on="2012-05-31", points=POINTS.points)
    last = settled(terms, some_facts(*failures("2012-03-03", count="70")), "2012-05-31").invoices[-2]

    assert steps(last)[None] == -10_000


def test_terms_without_a_deposit_keep_nothing_back():
    terms = POINTS.model_copy(update={"final_deposit": False})
    found = settled(terms, some_facts(*failures("2012-12-03", count="70")), "2013-03-31")

    assert None not in steps(found.invoices[-2]) | steps(found.invoices[-1])


def test_a_short_agreement_takes_the_mean_of_the_months_that_it_had():
    assert rules.mean_deduction([100, 201]) == 151


def test_a_disputed_charge_waits_with_its_vat_and_the_rest_is_paid():
    dispute = {"month_of": "2011-04-10", "step": "base_fee", "filed_on": "2011-05-20", "disputed_pence": 1_000_001}
    found = invoice(settled(some_terms(), some_facts(disputes=[dispute])), 1)

    assert (found.gross_pence, found.withheld_pence) == (3_600_000, 1_200_001)


def test_a_dispute_that_is_filed_too_late_keeps_nothing_back():
    """Twenty working days from 30 April 2011 end on 31 May: 2 and 30 May are bank holidays."""
    last, late = ({"month_of": "2011-04-10", "step": "base_fee", "filed_on": day} for day in ("2011-05-31", "2011-06-01"))

    assert invoice(settled(some_terms(), some_facts(disputes=[last])), 1).withheld_pence == 3_600_000
    assert invoice(settled(some_terms(), some_facts(disputes=[late])), 1).withheld_pence == 0


def test_a_disputed_deduction_has_been_kept_back_by_itself():
    dispute = {"month_of": "2011-06-10", "step": "quarter_points", "filed_on": "2011-08-01"}
    found = invoice(settled(POINTS, some_facts(*failures("2011-06-30", count="30"), disputes=[dispute])), 4)
    (line,) = [line for line in found.lines if line.step is Step.QUARTER_POINTS]

    assert (line.pence, line.withheld_pence) == (-20_000, 20_000)
    assert found.withheld_pence == 0


def test_a_dispute_that_names_no_row_is_about_every_line_of_its_step():
    """Source: payment specification, step 15: disputed lines are withheld. Two sums of 500 and of 700 pence in one quarter."""
    terms = some_terms(fixed_sums=[{"code": "escape", "pence": 500}, {"code": "hostage", "pence": 700}])
    told = [an_occurrence(number, "FIXED_SUM_INCIDENT", code) for number, code in enumerate(("escape", "hostage"), 1)]
    dispute = {"month_of": "2011-06-10", "step": "fixed_sum", "filed_on": "2011-08-01"}
    every, one = (invoice(settled(terms, some_facts(*told, disputes=[dispute | row])), 4) for row in ({}, {"code": "hostage"}))

    assert {line.code: line.withheld_pence for line in every.lines} == {"": 0, "escape": 500, "hostage": 700}
    assert {line.code: line.withheld_pence for line in one.lines} == {"": 0, "escape": 0, "hostage": 700}


def test_two_disputes_of_one_line_keep_back_no_more_than_the_line():
    disputes = [{"month_of": "2011-04-10", "step": "base_fee", "filed_on": "2011-05-20", "disputed_pence": 2_000_000}] * 2

    assert invoice(settled(some_terms(vat="crown_body"), some_facts(disputes=disputes)), 1).withheld_pence == 3_000_000


def test_a_line_that_costs_nothing_stands_on_no_invoice():
    found = settled(POINTS, some_facts(an_occurrence()), "2011-07-31")

    assert all(line.pence for each in found.invoices for line in each.lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28), st.integers(1, 99)), max_size=12))
def test_the_invoices_of_a_whole_agreement_sum_to_its_entitlement(told: list[tuple[int, int, int]]):
    terms = some_terms(
        ends_on="2011-03-31", points=POINTS.points, fixed_sums=[{"code": "escape", "pence": 7}], cap_percent_of_fee="0.1"
    )
    happened = [
        an_occurrence(number, occurred_on=f"{2010 + (month < 4)}-{month:02}-{day:02}", count=str(count))
        for number, (month, day, count) in enumerate(told, 1)
    ]
    found = settled(terms, some_facts(*happened), "2011-03-31")

    assert sum(each.net_pence for each in found.invoices) == found.entitlement_pence
