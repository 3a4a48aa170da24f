"""What published figures say of unit costs, and what of it is derived."""

from decimal import Decimal

import pytest

from noms.contracts.commissioning.benchmarks import BenchmarkBasis, NewBenchmark
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.reference.establishments import load_establishments
from noms.reference.published_figures import load_published_figures
from services.commissioning.benchmarks import rules


def published() -> list:
    return list(rules.published_benchmarks(load_published_figures(), {prison.code: prison for prison in load_establishments()}))


def test_the_cost_of_a_prisoner_a_day_is_carried_as_printed():
    """Source: Hansard 2008-12-17: Rye Hill £84, Lowdham Grange £86, Dovegate £90, Garth £122, Bullwood Hall £146."""
    printed = {each.provider: each.central_pence for each in published() if each.basis is BenchmarkBasis.PUBLISHED}

    assert [printed[code] for code in ("RHI", "LGI", "DGI", "GHI", "BUI")] == [8_400, 8_600, 9_000, 12_200, 14_600]


def test_a_kind_of_prison_has_the_lowest_the_median_and_the_highest_of_its_prisons():
    (trainers,) = [each for each in published() if each.provider is None and each.unit is UnitOfOutput.PRISONER_DAY]

    assert (trainers.low_pence, trainers.central_pence, trainers.high_pence) == (7_600, 9_250, 25_300)
    assert trainers.basis is BenchmarkBasis.DERIVED


def test_a_place_in_an_open_prison_is_its_printed_cost_by_its_printed_places():
    """Source: Hansard 2009-12-09: £55,517,315 in 2008-09, 2,903 places."""
    (open_place,) = [each for each in published() if each.establishment_function == "open"]

    assert open_place.central_pence == 1_912_412
    assert abs(open_place.central_pence * 2_903 - 5_551_731_500) < 2_903


def test_no_derived_figure_is_called_published():
    assert all(each.provider is not None for each in published() if each.basis is BenchmarkBasis.PUBLISHED)


@pytest.mark.parametrize(("pounds", "pence"), [("0.005", 1), ("0.004", 0), ("1.125", 113), ("84", 8_400)])
def test_half_a_penny_is_rounded_up(pounds: str, pence: int):
    assert rules.pence(Decimal(pounds)) == pence


@pytest.mark.parametrize(("figures", "fits"), [((1, 2, 3), True), ((2, 2, 2), True), ((3, 2, 4), False), ((1, 5, 4), False)])
def test_low_central_and_high_come_in_order(figures: tuple[int, int, int], fits: bool):
    low, central, high = figures
    told = NewBenchmark(
        year="2010-11", unit=UnitOfOutput.HOUR, low_pence=low, central_pence=central, high_pence=high,
        basis=BenchmarkBasis.ESTIMATE, source="a test",
    )  # fmt: skip

    assert rules.in_order(told) is fits
