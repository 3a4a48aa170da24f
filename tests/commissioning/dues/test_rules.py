"""What is due for each line when an invoice comes: by its month, with the invoice that bears it, without what is in dispute."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from builders.commissioning.payment_terms import an_occurrence, settled, some_facts, some_terms
from noms.contracts.commissioning.invoices import InvoiceLineKind
from noms.contracts.commissioning.settlement_facts import Step
from services.commissioning.dues.rules import (
    Account,
    Asked,
    Due,
    LineRef,
    charged_years,
    due_lines,
    month_of,
    named,
    ref_of,
)
from services.commissioning.statements.rules import statement_of

COMMENCED = date(2010, 4, 1)
MAY, JUNE, JULY = date(2011, 5, 1), date(2011, 6, 1), date(2011, 7, 1)
FEE, SUM = InvoiceLineKind.BASE_FEE, InvoiceLineKind.FIXED_SUM
TERMS = some_terms(fixed_sums=[{"code": "escape", "pence": 6_162_000}])


def due(through: str, asked: Asked, *facts: dict[str, object], **others: object) -> dict[LineRef, Due]:
    settlement = settled(TERMS, some_facts(*facts, **others), through)
    years = [(settlement.number, statement_of(settlement).invoices)]
    return due_lines(COMMENCED, years, asked=asked, quantities={LineRef(JUNE, FEE, None): "30"})


ESCAPE = an_occurrence(kind="FIXED_SUM_INCIDENT", code="escape", occurred_on="2011-05-19")


def test_a_month_is_due_with_its_own_invoice_and_a_fixed_sum_with_the_month_after_the_quarter():
    until_june = due("2011-07-31", Asked(JUNE, date(2011, 6, 30)), ESCAPE)
    until_july = due("2011-07-31", Asked(JULY, date(2011, 7, 31)), ESCAPE)

    assert {ref.from_day for ref in until_june} == {date(2011, 4, 1), MAY, JUNE}
    assert LineRef(JUNE, SUM, "escape") not in until_june
    assert until_july[LineRef(JUNE, SUM, "escape")].pence == -6_162_000
    assert until_july[LineRef(JUNE, FEE, None)] == Due(3_000_000, 0, "30")


def test_what_ended_with_a_year_is_due_with_the_first_month_of_the_next():
    march = ESCAPE | {"occurred_on": "2011-03-19"}
    april = due("2011-04-30", Asked(date(2011, 4, 1), date(2011, 4, 30)), march)

    assert april[LineRef(date(2011, 3, 1), SUM, "escape")].pence == -6_162_000


def test_what_is_known_after_the_last_month_is_due_with_the_closing_invoice():
    late = ESCAPE | {"occurred_on": "2013-03-19"}
    last = date(2013, 3, 1)
    open_, closed = (due("2013-03-31", Asked(last, date(2013, 4, 5), closing=closing), late) for closing in (False, True))

    assert LineRef(last, SUM, "escape") not in open_
    assert closed[LineRef(last, SUM, "escape")].pence == -6_162_000


def test_a_month_after_the_end_the_closing_invoice_is_due_whatever_is_charged():
    late = ESCAPE | {"occurred_on": "2013-03-19"}

    assert LineRef(date(2013, 3, 1), SUM, "escape") in due("2013-03-31", Asked(date(2013, 3, 1), date(2013, 4, 30)), late)


def test_the_deposit_is_kept_back_with_the_last_month_and_given_back_with_the_closing_invoice():
    facts = [ESCAPE | {"occurrence_id": str(UUID(int=2)), "occurred_on": "2012-11-19"}]
    last, deposit = date(2013, 3, 1), InvoiceLineKind.DEPOSIT
    open_, closed = (due("2013-03-31", Asked(last, date(2013, 4, 5), closing=closing), *facts) for closing in (False, True))

    assert open_[LineRef(last, deposit, None)].pence == -1_027_000
    assert closed[LineRef(last, deposit, None)].pence == 0


def test_the_part_of_a_charge_that_is_in_dispute_is_told_and_a_deduction_in_dispute_is_due_in_full():
    disputes = [
        {"month_of": "2011-06-01", "step": "base_fee", "filed_on": "2011-07-05", "disputed_pence": 1_000},
        {"month_of": "2011-06-01", "step": "fixed_sum", "code": "escape", "filed_on": "2011-07-05"},
    ]
    known = due("2011-07-31", Asked(JULY, date(2011, 7, 31)), ESCAPE, disputes=disputes)

    assert known[LineRef(JUNE, FEE, None)].disputed_pence == 1_000
    assert known[LineRef(JUNE, SUM, "escape")] == Due(-6_162_000)


def test_every_step_with_money_can_stand_on_an_invoice():
    without_money = {Step.POINTS_COUNTED, Step.CHARGED_ONCE}

    assert {kind.value for kind in InvoiceLineKind} >= {step.value for step in Step if step not in without_money}


def test_a_line_is_for_the_contract_month_that_holds_its_day():
    mid_month = date(2010, 4, 15)

    assert ref_of(COMMENCED, FEE, None, date(2011, 6, 30)) == LineRef(JUNE, FEE, None)
    assert month_of(mid_month, date(2011, 6, 14)) == date(2011, 5, 15)
    assert month_of(COMMENCED, date(2010, 3, 9)) == date(2010, 3, 1)
    assert month_of(None, date(2011, 6, 14)) == JUNE
    assert ref_of(None, InvoiceLineKind.SERVICE_FEE, None, JUNE).from_day is None


def test_what_is_open_is_what_is_due_less_what_is_in_dispute_and_what_was_paid():
    ref = LineRef(JUNE, FEE, None)
    account = Account({ref: Due(100, disputed_pence=10)}, {ref: [30, 20]})

    assert account.open_pence(ref) == 40
    assert account.open_pence(replace(ref, kind=SUM)) == 0


def test_a_line_is_named_in_words():
    assert named(LineRef(JUNE, SUM, "escape")) == "fixed_sum escape of the month from 2011-06-01"
    assert named(LineRef(None, InvoiceLineKind.SERVICE_FEE, None)) == "service_fee"


def test_days_before_the_first_year_belong_to_it():
    assert charged_years(COMMENCED, [date(2009, 1, 1), date(2010, 4, 1), date(2012, 3, 31), date(2012, 4, 1)]) == {1, 2, 3}
