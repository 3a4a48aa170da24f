"""Prisons and their contracts, against Parliament's tables."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from noms.reference.establishments import (
    CapacityBasis,
    OpenState,
    Sector,
    establishment,
    establishments_open_on,
    load_establishments,
)
from noms.reference.faults import UnknownCode
from noms.reference.private_prisons import (
    PointsPeriod,
    contract_performance_points,
    load_contract_performance_points,
    load_private_prison_contracts,
    private_prison_contracts,
)
from noms.reference.regions import HIGH_SECURITY_ESTATE, load_regions

MID_2010 = date(2010, 6, 30)


def test_of_152_prisons_139_were_open_in_the_middle_of_2010() -> None:
    """Source: lists of codes and closures of the prison estate; eleven private prisons as in Hansard 21 May 2007 and since."""
    opened = [prison for prison in load_establishments() if prison.open_2010_06_30]

    assert len(load_establishments()) == 152
    assert Counter(prison.sector_2010 for prison in opened) == {Sector.PUBLIC: 128, Sector.PRIVATE: 11}


def test_the_days_of_opening_and_closing_give_the_same_prisons_as_the_list_of_mid_2010() -> None:
    assert {prison.code for prison in establishments_open_on(MID_2010)} == {
        prison.code for prison in load_establishments() if prison.open_2010_06_30
    }


def test_a_prison_is_undetermined_in_the_month_in_which_it_opened() -> None:
    """Source: Isle of Wight opened in April 2009 from Albany, Camp Hill and Parkhurst; the day was not found."""
    for code, before, after in (("IWI", "closed", "open"), ("ALI", "open", "closed"), ("CHI", "open", "closed")):
        days = (date(2009, 3, 31), date(2009, 4, 15), date(2009, 5, 1))
        assert [establishment(code).state_on(day).value for day in days] == [before, "undetermined", after]


def test_where_the_day_is_known_a_merged_prison_closes_on_the_day_its_successor_opens() -> None:
    """Source: Blakenhurst, Brockhill and Hewell Grange became Hewell on 25 June 2008."""
    assert establishment("BTI").state_on(date(2008, 6, 24)) is OpenState.OPEN
    assert establishment("BTI").state_on(date(2008, 6, 25)) is OpenState.CLOSED
    assert establishment("HEI").state_on(date(2008, 6, 25)) is OpenState.OPEN
    assert establishment("HEI").state_on(date(2008, 6, 24)) is OpenState.CLOSED


def test_every_successor_and_region_of_a_prison_is_listed() -> None:
    regions = {row.code for row in load_regions()}
    for prison in load_establishments():
        assert prison.successor_code is None or establishment(prison.successor_code).code == prison.successor_code
        assert {prison.region_code, prison.geographic_region_code} <= regions
        assert prison.geographic_region_code != HIGH_SECURITY_ESTATE


def test_eight_prisons_lie_in_a_region_but_answer_to_the_high_security_estate() -> None:
    apart = {prison.name for prison in load_establishments() if prison.region_code != prison.geographic_region_code}

    assert apart == {
        "Belmarsh", "Frankland", "Full Sutton", "Long Lartin", "Manchester", "Wakefield", "Whitemoor", "Woodhill",
    }  # fmt: skip


def test_thirteen_prisons_were_inspected_for_offender_management_in_2009_10() -> None:
    """Source: founding paper 004."""
    inspected = {prison.name for prison in load_establishments() if prison.hmip_offender_management_2009_10}

    assert inspected == {
        "Brinsford", "Bristol", "Exeter", "Feltham", "Foston Hall", "Guys Marsh", "Hewell", "Kirkham", "Liverpool",
        "Nottingham", "Swansea", "The Mount", "Wolds",
    }  # fmt: skip


def test_the_capacity_of_the_prisons_open_in_2010_is_sourced_for_all_but_fourteen() -> None:
    opened = establishments_open_on(MID_2010)

    assert Counter(prison.op_capacity_basis for prison in opened) == {CapacityBasis.SOURCE: 125, CapacityBasis.ESTIMATE: 14}
    assert sum(prison.op_capacity or 0 for prison in opened) == 83_177


def test_a_capacity_stands_beside_its_basis_date_and_source() -> None:
    for prison in load_establishments():
        has_capacity = prison.op_capacity is not None
        assert has_capacity is (prison.op_capacity_basis is not CapacityBasis.NONE)
        assert has_capacity is (prison.op_capacity_date is not None) is (prison.op_capacity_source is not None)
        estimated = "[estimate]" in (prison.op_capacity_source or "")
        assert estimated is (prison.op_capacity_basis is CapacityBasis.ESTIMATE)


def test_a_prison_may_hold_several_populations() -> None:
    assert establishment("PBI").population_2010 == ("M_ADULT", "F")


def test_a_prison_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownCode, match="establishments has no ZZI"):
        establishment("ZZI")


def test_the_nine_pfi_prisons_held_7035_places_in_january_2007() -> None:
    """Source: Hansard 21 May 2007."""
    capacities = [row.op_capacity_2007_01_26 for row in load_private_prison_contracts() if row.op_capacity_2007_01_26]

    assert (len(capacities), sum(capacities)) == (9, 7035)


def test_rye_hill_is_listed_with_the_600_places_that_its_printed_total_needs() -> None:
    """Source: Hansard 21 May 2007, which prints 800 in the row and 4,394 as the total."""
    (contract,) = private_prison_contracts("RHI")

    assert contract.baseline_places == 600
    assert "printed 800" in contract.source


def test_a_prison_let_twice_has_two_contracts_and_a_public_one_none() -> None:
    assert [str(row.contract_date) for row in private_prison_contracts("DNI")] == ["1994", "2011-10-01"]
    assert private_prison_contracts("LPI") == ()


def test_every_contract_is_for_a_listed_prison_and_ends_after_it_begins() -> None:
    for row in load_private_prison_contracts():
        assert establishment(row.establishment_code).code == row.establishment_code
        assert row.contract_date.last_day < row.expiry_date.first_day


@pytest.mark.parametrize(
    ("code", "period", "points", "deduction_pence"),
    [
        ("BZI", PointsPeriod.Q1, "145", 1_647_800),
        ("BZI", PointsPeriod.Q2, "95", 458_000),
        ("BZI", PointsPeriod.Q3, "85", 216_900),
        ("BZI", PointsPeriod.Q4, "50", 0),
        ("BZI", PointsPeriod.ANNUAL, "618.5", 7_850_400),
        ("ACI", PointsPeriod.Q1, "225", 3_516_800),
        ("ACI", PointsPeriod.Q4, "80", 0),
    ],
)
def test_performance_points_and_deductions_are_those_published(
    code: str, period: PointsPeriod, points: str, deduction_pence: int
) -> None:
    """Source: Hansard 4 December 2013, table 3, for 2012-13."""
    published = contract_performance_points(code, period)

    assert published is not None
    assert (published.total_points, published.deduction_pence) == (Decimal(points), deduction_pence)


def test_the_points_of_the_three_categories_add_up_to_the_total() -> None:
    for row in load_contract_performance_points():
        assert row.procedures_points + row.incidents_points + row.regime_points == row.total_points


def test_no_points_were_published_for_a_public_prison() -> None:
    assert contract_performance_points("LPI", PointsPeriod.Q1) is None
