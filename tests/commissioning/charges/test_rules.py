"""Charges for persons against what the events show: the overbilling that the auditors found, and honest charges left alone."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.invoices import DAY_PENCE, SERVICE, a_charge, a_provision, a_tariff, days, seeded_book
from noms.contracts.commissioning.invoice_matches import MatchFinding
from services.commissioning.charges.rules import (
    STILL_IN_PLACE,
    Charge,
    Days,
    Judged,
    Paid,
    Provision,
    joined,
    judge_charges,
    within,
    without,
)

PERSON, ORDER = "p-000000000001", "o-000000000001"
FIRST_DAY = date(2010, 4, 1)


def judge(*charges: Charge, provisions: dict[str, Provision] | None = None, paid: tuple[Paid, ...] = ()) -> tuple[Judged, ...]:
    """The charges, placed in their order, against what is known of each order."""
    known = {ORDER: a_provision()} if provisions is None else provisions
    return judge_charges(
        [replace(charge, place=f"/person_charges/{number}") for number, charge in enumerate(charges)],
        provisions={(SERVICE, order): provision for order, provision in known.items()},
        paid={(SERVICE, PERSON): paid},
        tariffs=[a_tariff()],
    )


def findings(judged: Judged) -> dict[MatchFinding, tuple[int, int]]:
    return {found.finding: (sum(part.count for part in found.days), found.withheld_pence) for found in judged.findings}


def test_an_honest_charge_is_paid_in_full_and_nothing_is_found():
    (judged,) = judge(a_charge())

    assert (judged.payable_pence, judged.withheld_pence, judged.findings) == (30 * DAY_PENCE, 0, ())


def test_four_orders_of_one_person_are_one_charge_a_day():
    """Source: NAO HC 737: a person under four orders was charged four times."""
    orders = [f"o-00000000000{number}" for number in range(4)]
    known = {order: a_provision() for order in orders}
    judged = judge(*(a_charge(order=order) for order in orders), provisions=known)

    assert [one.payable_pence for one in judged] == [30 * DAY_PENCE, 0, 0, 0]
    assert [findings(one) for one in judged[1:]] == [{MatchFinding.CHARGED_PER_ORDER: (30, 30 * DAY_PENCE)}] * 3


def test_equipment_removed_in_september_2011_is_not_paid_for_until_may_2013():
    """Source: NAO HC 737: removed in September 2011, charged until May 2013."""
    removed = a_provision(spells=(days("2011-06-01", "2011-09-15"),))
    charge = a_charge(days=days("2011-09-01", "2013-05-31"))
    (judged,) = judge_charges(
        [charge],
        provisions={(SERVICE, ORDER): removed},
        paid={},
        tariffs=[a_tariff(days=days("2011-04-01", "2014-03-31"))],
    )

    assert judged.payable_pence == 15 * DAY_PENCE
    assert judged.paid == (days("2011-09-01", "2011-09-15"),)
    assert findings(judged) == {MatchFinding.CHARGED_AFTER_END: (624, 624 * DAY_PENCE)}


def test_what_was_never_put_in_place_is_not_paid_for_though_it_was_charged_for_five_years():
    """Source: NAO HC 737: never installed, charged for about five years, £15,500."""
    five_years = a_charge(days=days("2008-04-01", "2013-03-31"))
    (judged,) = judge(five_years, provisions={ORDER: a_provision(spells=())})

    assert 1_540_000 < five_years.charged_pence < 1_560_000
    assert findings(judged) == {MatchFinding.NEVER_STARTED: (1826, five_years.charged_pence)}
    assert judged.payable_pence == 0


def test_an_order_that_nobody_knows_of_never_started():
    (judged,) = judge(a_charge(order="o-of-nobody-0"))

    assert list(findings(judged)) == [MatchFinding.NEVER_STARTED]


def test_the_same_charge_twice_is_paid_once():
    first, second = judge(a_charge(), a_charge())

    assert (first.payable_pence, second.payable_pence) == (30 * DAY_PENCE, 0)
    assert findings(second) == {MatchFinding.DUPLICATE: (30, 30 * DAY_PENCE)}


def test_a_charge_of_an_earlier_invoice_is_paid_once():
    (judged,) = judge(a_charge(), paid=(Paid(ORDER, days("2010-04-01", "2010-04-30")),))

    assert findings(judged) == {MatchFinding.DUPLICATE: (30, 30 * DAY_PENCE)}


def test_periods_that_overlap_are_paid_for_their_new_days_alone():
    _, second = judge(a_charge(), a_charge(days=days("2010-04-21", "2010-05-10")))

    assert second.payable_pence == 10 * DAY_PENCE
    assert findings(second) == {MatchFinding.OVERLAPPING_PERIODS: (10, 10 * DAY_PENCE)}


def test_days_before_the_start_and_between_two_spells_are_not_paid():
    known = a_provision(spells=(days("2010-04-10", "2010-04-15"), days("2010-04-21", "2010-04-30")))
    (judged,) = judge(a_charge(), provisions={ORDER: known})

    assert judged.payable_pence == 16 * DAY_PENCE
    assert findings(judged) == {
        MatchFinding.CHARGED_BEFORE_START: (9, 9 * DAY_PENCE),
        MatchFinding.CHARGED_AFTER_END: (5, 5 * DAY_PENCE),
    }


def test_what_is_still_in_place_is_paid_to_the_last_day_charged():
    (judged,) = judge(a_charge(), provisions={ORDER: a_provision(spells=(Days(FIRST_DAY, STILL_IN_PLACE),))})

    assert (judged.payable_pence, judged.findings) == (30 * DAY_PENCE, ())


def test_a_higher_price_is_cut_to_the_agreed_one():
    (judged,) = judge(a_charge(charged_pence=30 * 900))

    assert findings(judged) == {MatchFinding.WRONG_PRICE: (30, 30 * (900 - DAY_PENCE))}
    assert judged.payable_pence == 30 * DAY_PENCE


def test_a_lower_price_is_told_and_paid_as_charged():
    (judged,) = judge(a_charge(charged_pence=100))

    assert (judged.payable_pence, findings(judged)) == (100, {MatchFinding.WRONG_PRICE: (30, 0)})


def test_more_days_than_there_are_between_first_and_last_are_not_paid():
    (judged,) = judge(a_charge(quantity=40, charged_pence=40 * DAY_PENCE))

    assert findings(judged) == {MatchFinding.WRONG_QUANTITY: (30, 10 * DAY_PENCE)}


def test_a_charge_under_the_order_of_somebody_else_is_not_paid():
    (judged,) = judge(a_charge(person="p-000000000002"))

    assert findings(judged) == {MatchFinding.ANOTHER_PERSON: (30, 30 * DAY_PENCE)}


def test_a_service_that_was_not_agreed_is_an_unknown_line():
    (judged,) = judge(a_charge(service="ALCOHOL-MONITORING"))

    assert findings(judged) == {MatchFinding.UNKNOWN_LINE: (30, 30 * DAY_PENCE)}


def test_days_outside_the_agreement_are_not_paid():
    known = a_provision(spells=(days("2010-03-01", "2010-09-30"),))
    (judged,) = judge(a_charge(days=days("2010-03-22", "2010-04-10")), provisions={ORDER: known})

    assert findings(judged) == {MatchFinding.OUTSIDE_THE_AGREEMENT: (10, 10 * DAY_PENCE)}


def test_each_day_bears_the_price_of_its_own_tariff():
    tariffs = [a_tariff(days=days("2010-04-01", "2010-04-20")), a_tariff(day_pence=900, days=days("2010-04-21", "2011-03-31"))]
    charge = a_charge(charged_pence=20 * DAY_PENCE + 10 * 900)
    (judged,) = judge_charges([charge], provisions={(SERVICE, ORDER): a_provision()}, paid={}, tariffs=tariffs)

    assert (judged.payable_pence, judged.findings) == (charge.charged_pence, ())


def test_events_that_the_purchaser_does_not_know_are_told_and_nothing_is_withheld_for_them():
    known, unknown = UUID(int=1), UUID(int=2)
    charge = a_charge(event_ids=frozenset({known, unknown}))
    (judged,) = judge(charge, provisions={ORDER: a_provision(event_ids=frozenset({known}))})

    assert (judged.payable_pence, findings(judged)) == (30 * DAY_PENCE, {MatchFinding.UNKNOWN_EVENT: (30, 0)})


def test_the_order_that_started_first_is_paid_whatever_the_order_of_the_invoice():
    known = {"o-early-00000": a_provision(), "o-late-000000": a_provision(spells=(days("2010-04-10", "2010-09-30"),))}
    late, early = judge(a_charge(order="o-late-000000"), a_charge(order="o-early-00000"), provisions=known)

    assert early.findings == ()
    assert findings(late)[MatchFinding.CHARGED_PER_ORDER] == (21, 21 * DAY_PENCE)


@pytest.mark.parametrize("seed", range(8))
def test_every_planted_fault_is_found_and_nearly_no_honest_charge_is(seed: int):
    """Moonshot 2: all of what was planted, and at most one false alarm in a hundred honest charges."""
    book = seeded_book(seed)
    judged = judge_charges(book.charges, provisions=book.provisions, paid={}, tariffs=[a_tariff()])
    found = {one.charge.place: {each.finding for each in one.findings} for one in judged}
    missed = {place: fault for place, fault in book.planted.items() if fault not in found[place]}
    alarms = [place for place, each in found.items() if each and place not in book.planted]

    assert len(book.planted) > 20
    assert len(set(book.planted.values())) == 7
    assert not missed
    assert len(alarms) <= len(book.charges) / 100, [found[place] for place in alarms]


SPELLS = st.builds(
    lambda start, length: Days(FIRST_DAY + timedelta(days=start), FIRST_DAY + timedelta(days=start + length)),
    st.integers(0, 60), st.integers(0, 30),
)  # fmt: skip


def each(spells: tuple[Days, ...] | list[Days]) -> set[date]:
    return {spell.first + timedelta(days=number) for spell in spells for number in range(spell.count)}


@given(st.lists(SPELLS, max_size=4), st.lists(SPELLS, max_size=4))
def test_within_and_without_part_the_days(spells: list[Days], bounds: list[Days]):
    apart, walls = joined(spells), joined(bounds)

    assert each(apart) == each(spells)
    assert each(within(apart, walls)) == each(spells) & each(bounds)
    assert each(without(apart, walls)) == each(spells) - each(bounds)


CHARGES = st.builds(
    lambda spell, order, pence: a_charge(days=spell, order=f"o-00000000000{order}", charged_pence=pence),
    SPELLS, st.integers(0, 2), st.integers(0, 60_000),
)  # fmt: skip


@given(st.lists(CHARGES, max_size=6), st.lists(SPELLS, min_size=1, max_size=3))
def test_no_day_of_a_person_is_ever_paid_twice_and_what_is_withheld_is_told(charges: list[Charge], spells: list[Days]):
    known = {f"o-00000000000{number}": a_provision(spells=joined(spells)) for number in range(2)}
    judged = judge(*charges, provisions=known)
    paid = [day for one in judged for day in each(one.paid)]

    assert len(paid) == len(set(paid)) <= len(each(spells))
    for one in judged:
        assert 0 <= one.payable_pence <= min(one.charge.charged_pence, len(each(one.paid)) * DAY_PENCE)
        assert sum(found.withheld_pence for found in one.findings) == one.withheld_pence


def test_a_day_of_one_order_is_paid_for_one_person_alone():
    """The order was another person's when August was paid; now it is told as this one's."""
    other = "p-000000000002"
    charge, known = a_charge(person=other), {(SERVICE, ORDER): a_provision(person=other)}
    (before,) = judge_charges(
        [charge],
        provisions=known,
        paid={(SERVICE, PERSON): [Paid(ORDER, days("2010-04-01", "2010-04-20"))]},
        tariffs=[a_tariff()],
    )

    assert findings(before) == {MatchFinding.ANOTHER_PERSON: (20, 20 * DAY_PENCE)}
    assert (before.payable_pence, before.paid) == (10 * DAY_PENCE, (days("2010-04-21", "2010-04-30"),))
