"""Which part of an invoice is payable: every line against what is due, deductions set off, VAT by the tax point."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.invoices import DAY_PENCE, SERVICE, a_charge, a_provision, a_tariff
from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.invoice_matches import MatchFinding
from noms.contracts.commissioning.invoices import InvoiceLineKind
from services.commissioning.charges.rules import Judged, judge_charges
from services.commissioning.claims.rules import Billed
from services.commissioning.dues.rules import Account, Due, LineRef
from services.commissioning.invoices.rules import (
    InvoiceObjection,
    Matched,
    Sums,
    inputs_hash,
    match_invoice,
    objection_to_invoice,
    told_as,
)

MAY, JUNE = date(2011, 5, 1), date(2011, 6, 1)
FEE = LineRef(JUNE, InvoiceLineKind.BASE_FEE, None)
UNAVAILABLE = LineRef(JUNE, InvoiceLineKind.UNAVAILABLE_PLACES, None)
CALLED_OFF = LineRef(JUNE, InvoiceLineKind.ADDITIONAL_PLACES, "call-off")
VAT = Fraction(1, 5)
SETTLED = Account(
    {FEE: Due(202_032_787, quantity="30"), UNAVAILABLE: Due(-231_496), CALLED_OFF: Due(4_260_000)}, settled=frozenset({JUNE})
)
"""June of the worked example, without the doubling. Source: the payment specification, section 4.5."""


def billed(*charges: tuple[LineRef, int], **changes: str) -> list[Billed]:
    return [Billed(f"/lines/{place}", ref, pence, **changes) for place, (ref, pence) in enumerate(charges)]


def match(
    lines: list[Billed],
    account: Account = SETTLED,
    *,
    charges: tuple[Judged, ...] = (),
    sums: Sums | None = None,
    vat: Fraction = VAT,
) -> Matched:
    net = sum(line.charged_pence for line in lines) + sum(each.charge.charged_pence for each in charges)
    right = Sums(net, round(net * vat), net + round(net * vat))
    return match_invoice(lines, charges, account=account, sums=sums or right, vat_share=vat)


def findings(matched: Matched) -> dict[tuple[MatchFinding, str], int]:
    return {(found.finding, found.place): found.withheld_pence for found in matched.findings}


HONEST = billed((FEE, 202_032_787), (UNAVAILABLE, -231_496), (CALLED_OFF, 4_260_000))


def test_an_honest_invoice_is_payable_with_its_vat_and_nothing_is_found():
    matched = match(HONEST)

    assert (matched.net_pence, matched.vat_pence, matched.findings) == (206_061_291, 41_212_258, ())


def test_more_than_is_due_is_withheld():
    matched = match(billed((FEE, 202_032_788), (UNAVAILABLE, -231_496)))

    assert findings(matched) == {(MatchFinding.OVER_ENTITLEMENT, "/lines/0"): 1}
    assert matched.net_pence == 202_032_787 - 231_496


def test_the_same_line_twice_is_paid_once():
    matched = match([*HONEST, replace(HONEST[0], place="/lines/3")])

    assert findings(matched) == {(MatchFinding.OVER_ENTITLEMENT, "/lines/3"): 202_032_787}


def test_a_line_of_an_earlier_invoice_is_a_duplicate():
    paid = replace(SETTLED, paid={FEE: [202_032_787], UNAVAILABLE: [-231_496], CALLED_OFF: [4_260_000]})

    assert findings(match(billed((FEE, 202_032_787)), paid)) == {(MatchFinding.DUPLICATE, "/lines/0"): 202_032_787}


def test_a_deduction_that_is_left_out_is_set_off():
    matched = match(billed((FEE, 202_032_787), (CALLED_OFF, 4_260_000)))

    assert findings(matched) == {(MatchFinding.DEDUCTION_LEFT_OUT, "/"): 231_496}
    assert (matched.net_pence, matched.set_off_pence) == (206_061_291, 231_496)
    assert (UNAVAILABLE, -231_496) in matched.paid


def test_a_deduction_that_is_too_small_is_set_off_by_the_rest():
    matched = match(billed((FEE, 202_032_787), (UNAVAILABLE, -100_000), (CALLED_OFF, 4_260_000)))

    assert findings(matched) == {(MatchFinding.DEDUCTION_LEFT_OUT, "/lines/1"): 131_496}
    assert matched.net_pence == 206_061_291


def test_what_was_overpaid_before_a_restatement_is_set_off_against_the_next_invoice():
    """2,880.00 of a quarter was restated after it had been invoiced. Source: section 4.5."""
    quarter = LineRef(JUNE, InvoiceLineKind.QUARTER_POINTS, None)
    account = Account({quarter: Due(-2_236_800), FEE: Due(100)}, {quarter: [-1_948_800]}, frozenset({JUNE}))

    assert match(billed((FEE, 100)), account).set_off_pence == 288_000


def test_a_month_that_is_not_settled_and_a_line_that_is_not_known_are_told_apart():
    may = LineRef(MAY, InvoiceLineKind.BASE_FEE, None)
    strange = LineRef(JUNE, InvoiceLineKind.VOLUME, None)
    account = Account({}, settled=frozenset({JUNE}))

    assert findings(match(billed((may, 5), (strange, 7)), account)) == {
        (MatchFinding.NOT_SETTLED, "/lines/0"): 5,
        (MatchFinding.UNKNOWN_LINE, "/lines/1"): 7,
    }


def test_only_the_disputed_part_waits():
    account = Account({FEE: Due(1_000, disputed_pence=300)}, settled=frozenset({JUNE}))
    matched = match(billed((FEE, 1_100)), account)

    assert findings(matched) == {(MatchFinding.DISPUTED, "/lines/0"): 300, (MatchFinding.OVER_ENTITLEMENT, "/lines/0"): 100}
    assert (matched.net_pence, matched.disputed_pence) == (700, 300)


def test_a_quantity_that_is_not_the_counted_one_is_told_and_nothing_withheld_for_it():
    matched = match(billed((FEE, 202_032_787), quantity="31"), Account({FEE: SETTLED.due[FEE]}, settled=frozenset({JUNE})))

    assert findings(matched) == {(MatchFinding.WRONG_QUANTITY, "/lines/0"): 0}
    assert match(billed((FEE, 1), quantity="30.0"), Account({FEE: SETTLED.due[FEE]})).findings == ()


@pytest.mark.parametrize(
    ("sums", "found", "vat_pence"),
    [
        (Sums(100, 20, 120), set(), 20),
        (Sums(100, 17, 117), {MatchFinding.VAT_WRONG}, 17),
        (Sums(100, 25, 125), {MatchFinding.VAT_WRONG}, 20),
        (Sums(100, 20, 121), {MatchFinding.SUM_WRONG}, 20),
        (Sums(110, 22, 132), {MatchFinding.SUM_WRONG}, 20),
        (Sums(100, -20, 80), {MatchFinding.VAT_WRONG}, 0),
    ],
)
def test_sums_and_vat_are_held_against_the_lines(sums: Sums, found: set[MatchFinding], vat_pence: int):
    matched = match(billed((FEE, 100)), Account({FEE: Due(100)}), sums=sums)

    assert {each.finding for each in matched.findings} == found
    assert (matched.net_pence, matched.vat_pence) == (100, vat_pence)


def test_an_sla_bears_no_vat():
    matched = match(billed((FEE, 100)), Account({FEE: Due(100)}), sums=Sums(100, 20, 120), vat=Fraction(0))

    assert ([found.finding for found in matched.findings], matched.vat_pence) == ([MatchFinding.VAT_WRONG], 0)


def test_a_credit_bears_negative_vat():
    account = Account({FEE: Due(-100)})

    assert (match(billed((FEE, -100)), account).net_pence, match(billed((FEE, -100)), account).vat_pence) == (-100, -20)


def test_charges_for_persons_and_lines_are_one_invoice():
    judged = judge_charges(
        [a_charge(), a_charge(place="/person_charges/1")],
        provisions={(SERVICE, "o-000000000001"): a_provision()},
        paid={},
        tariffs=[a_tariff()],
    )
    matched = match(billed((FEE, 100)), Account({FEE: Due(100)}), charges=judged)

    assert matched.net_pence == 100 + 30 * DAY_PENCE
    assert findings(matched) == {(MatchFinding.DUPLICATE, "/person_charges/1"): 30 * DAY_PENCE}
    told = told_as(matched.findings[0])
    assert (told.place, told.what) == ("/person_charges/1", "duplicate: 30 days")
    assert [(days.first, days.last) for days in told.days] == [(date(2010, 4, 1), date(2010, 4, 30))]


def test_a_credit_lowers_what_is_payable_and_is_owed_later():
    """£10,000.00 is credited on May: it was paid in full before, and all of it was withheld from the credit."""
    april, may = LineRef(date(2011, 4, 1), InvoiceLineKind.BASE_FEE, None), LineRef(MAY, InvoiceLineKind.BASE_FEE, None)
    account = Account({april: Due(197_260_274), may: Due(203_835_616)}, settled=frozenset({MAY}))
    matched = match(billed((april, 197_260_274), (may, -1_000_000)), account)

    assert (matched.net_pence, matched.vat_pence, matched.findings) == (196_260_274, 39_252_055, ())
    assert match(billed((may, -5_000_000)), account).net_pence == -5_000_000
    later = match(billed((may, 204_835_616)), replace(account, paid={may: [-1_000_000]}))
    assert (later.net_pence, later.findings) == (204_835_616, ())


def test_a_deduction_given_twice_is_not_paid_out_beyond_the_invoice():
    paid = replace(SETTLED, paid={FEE: [202_032_787], UNAVAILABLE: [-231_496], CALLED_OFF: [4_260_000]})
    alone, beside = match(billed((UNAVAILABLE, -231_496)), paid), match(billed((UNAVAILABLE, -231_496), (FEE, 231_496)), paid)

    assert (alone.net_pence, findings(alone)) == (-231_496, {(MatchFinding.DUPLICATE, "/lines/0"): 0})
    assert beside.net_pence == 0


REFS = st.sampled_from([FEE, UNAVAILABLE, CALLED_OFF, LineRef(MAY, InvoiceLineKind.BASE_FEE, None)])
PENCE = st.integers(-1_000, 1_000)


@given(
    st.lists(st.tuples(REFS, PENCE), max_size=6),
    st.dictionaries(REFS, PENCE, max_size=4),
    st.dictionaries(REFS, st.lists(PENCE, max_size=2), max_size=3),
)
def test_no_line_is_ever_paid_beyond_what_is_due_and_everything_withheld_is_told(
    lines: list[tuple[LineRef, int]], due: dict[LineRef, int], paid: dict[LineRef, list[int]]
):
    account = Account({ref: Due(pence) for ref, pence in due.items()}, paid)
    matched = match(billed(*lines), account)
    after = dict.fromkeys(due, 0)
    for ref, pence in matched.paid:
        after[ref] = after.get(ref, 0) + pence

    for ref in {*due, *paid}:
        assert sum(paid.get(ref, [])) + after.get(ref, 0) <= due.get(ref, 0)
    charged = sum(pence for _, pence in lines)
    assert matched.net_pence <= charged
    assert charged - matched.net_pence == sum(found.withheld_pence for found in matched.findings)


def test_an_honest_invoice_under_another_number_is_paid_and_deducted_once():
    paid = {ref: [pence] for ref, pence in match(HONEST).paid}
    again = match(HONEST, replace(SETTLED, paid=paid))

    assert (again.net_pence, again.vat_pence) == (0, 0)
    assert findings(again) == {
        (MatchFinding.DUPLICATE, "/lines/0"): 202_032_787,
        (MatchFinding.DUPLICATE, "/lines/1"): -231_496,
        (MatchFinding.DUPLICATE, "/lines/2"): 4_260_000,
    }


def test_what_was_paid_and_is_no_longer_due_at_all_is_set_off():
    account = Account({FEE: Due(100)}, {CALLED_OFF: [40]}, frozenset({JUNE}))

    assert match(billed((FEE, 100)), account).net_pence == 60


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"from_the_provider": False}, InvoiceObjection.NOT_THE_PROVIDER),
        ({"state": AgreementState.SIGNED}, InvoiceObjection.NEVER_IN_FORCE),
        ({"state": AgreementState.TERMINATED}, None),
        ({"invoiced_on": date(2012, 1, 1)}, InvoiceObjection.INVOICED_IN_THE_FUTURE),
        ({"closes_on": date(2011, 12, 30)}, InvoiceObjection.PERIOD_CLOSED),
        ({"closes_on": date(2011, 12, 31)}, None),
    ],
)
def test_what_stands_against_taking_an_invoice(changes: dict[str, object], objection: InvoiceObjection | None):
    told: dict[str, object] = {
        "state": AgreementState.LIVE, "from_the_provider": True, "invoiced_on": date(2011, 6, 30),
        "closes_on": date(2013, 4, 30), "as_at": date(2011, 12, 31),
    }  # fmt: skip

    assert objection_to_invoice(**(told | changes)) is objection  # type: ignore[arg-type]  # the table holds each by its name


def test_the_hash_of_the_inputs_does_not_depend_on_the_order_in_which_they_were_found():
    one, other = a_provision(), a_provision(person="p-000000000002")
    there = inputs_hash("an invoice", {("a", "b"): one, ("c", "d"): other}, SETTLED)
    back = inputs_hash("an invoice", {("c", "d"): other, ("a", "b"): one}, SETTLED)

    assert there == back
    assert there != inputs_hash("an invoice", {("a", "b"): one}, SETTLED)
