"""Places called off and paid for, and places doubled without leave."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.availability_terms import PlaceRate
from noms.contracts.commissioning.settlement_facts import Step
from services.commissioning.availability.rules import Stay
from services.commissioning.extra_places import rules
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import months_of, numbered_year

JUNE = months_of(numbered_year(date(2011, 4, 1), 1))[2]
FEE = Indexed(30_012_000, Fraction(11, 10), provisional=False, working="")


def stay(number: int, code: str, first: str, last: str, *, places: int) -> Stay:
    days = date.fromisoformat(first), date.fromisoformat(last)
    return Stay(UUID(int=number), code, *days, places, used=False, disputed=False)


def test_places_called_off_are_paid_by_the_day_and_doubling_is_deducted_by_the_night():
    rates = rules.place_rates(
        [PlaceRate(code="call-off", pence="35.5", indexed=True), PlaceRate(code="double", pence="100")], FEE
    )
    called = rules.places_line(
        Step.ADDITIONAL_PLACES, rates, JUNE, [stay(1, "call-off", "2011-05-20", "2011-06-02", places=3)], ()
    )
    doubled = rules.places_line(
        Step.UNAUTHORISED_DOUBLING, rates, JUNE, [stay(2, "double", "2011-06-30", "2011-07-04", places=2)], ()
    )

    assert called is not None
    assert doubled is not None
    assert (called.quantity, called.pence) == ("6", 234)
    assert (doubled.quantity, doubled.pence) == ("2", -200)


def test_a_rate_that_waits_for_its_index_makes_the_line_provisional_and_a_plain_one_does_not():
    waiting = Indexed(1, Fraction(1), provisional=True, working="")
    rates = rules.place_rates([PlaceRate(code="a", pence="1", indexed=True), PlaceRate(code="b", pence="1")], waiting)

    assert rates == {"a": (1, True), "b": (1, False)}


def test_a_month_in_which_nothing_was_called_off_has_no_line():
    rates = rules.place_rates([PlaceRate(code="call-off", pence="1")], FEE)

    assert (
        rules.places_line(Step.ADDITIONAL_PLACES, rates, JUNE, [stay(1, "call-off", "2011-05-01", "2011-05-31", places=3)], ())
        is None
    )


def test_what_another_charge_of_the_same_event_replaces_is_not_deducted():
    rates = rules.place_rates([PlaceRate(code="double", pence="1")], FEE)

    assert (
        rules.places_line(
            Step.UNAUTHORISED_DOUBLING, rates, JUNE, [stay(1, "double", "2011-06-01", "2011-06-01", places=3)], {UUID(int=1)}
        )
        is None
    )


def test_several_rates_are_rounded_once_for_the_month():
    rates = rules.place_rates([PlaceRate(code=code, pence="0.5") for code in ("a", "b")], FEE)
    line = rules.places_line(
        Step.ADDITIONAL_PLACES,
        rates,
        JUNE,
        [stay(n, code, "2011-06-01", "2011-06-01", places=1) for n, code in enumerate("ab", 1)],
        (),
    )

    assert line is not None
    assert (line.pence, line.working) == (1, "a 1 x 0.5p + b 1 x 0.5p")
