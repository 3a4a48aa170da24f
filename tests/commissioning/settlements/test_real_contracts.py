"""What was deducted under real contracts: points and pounds as they were printed, with the baselines and prices that they allow.

Sources: Commons written answer 4 December 2013 (cm131204), table 3: points and deductions of 2012-13 by quarter and for the
year; MoJ answer PQ 199496: Hassockfield secure training centre; Scottish Parliament S1W: Kilmarnock, schedule F; standard PFI
payment mechanism: bands. Baselines and prices of 2012-13 were not printed: those below are derived from the printed figures.
"""

from typing import Any

import pytest

from builders.commissioning.payment_terms import Json, a_scale, an_occurrence, money, settled, some_facts, some_terms

PENCE_IN_A_POUND = 100


def by_points(**scales: Json) -> Any:
    """A contract whose points are told as they come, a quarterly measure and a yearly one."""
    measures = [{"code": "quarter", "points": "1"}, {"code": "year", "points": "1", "assessed": "year"}]
    return some_terms(points={"measures": measures, "quarterly": a_scale(), "annual": a_scale()} | scales)


def told(*quarters: str, year: str = "0") -> list[Json]:
    """The points of the quarters of the first contract year, and those of the year."""
    days = ("2010-04-20", "2010-07-20", "2010-10-20", "2011-01-20")
    found = [
        an_occurrence(number, code="quarter", occurred_on=day, count=points)
        for number, (day, points) in enumerate(zip(days, quarters, strict=False), 1)
    ]
    return [*found, an_occurrence(9, code="year", occurred_on="2010-12-01", count=year)]


def deducted(terms: Any, facts: list[Json]) -> tuple[list[int], int]:
    """Pounds of each quarter, to the nearest, and of the year."""
    found = settled(terms, some_facts(*facts), "2011-03-31")
    quarters = [round(-pence / PENCE_IN_A_POUND) for pence in money(found, "quarter_points").values()]
    return quarters, round(-money(found, "year_points")[12] / PENCE_IN_A_POUND)


# Prison, points of the quarters, pounds of the quarters, quarterly baseline and pence a point, points and pounds of the year,
# yearly baseline and pence a point. The baselines of those who paid nothing are the most points that cost nothing.
PRINTED = [
    ("Altcourse", ("225", "75", "60", "80"), [35168, 0, 0, 0], ("80", "24254"), ("621", 28740), ("500", "23752")),
    ("Forest Bank", ("85", "70", "0", "20"), [0, 0, 0, 0], ("85", "24000"), ("185", 0), ("185", "24000")),
    ("Bronzefield", ("0", "95", "85", "50"), [0, 4580, 2169, 0], ("76", "24104"), ("618.5", 78504), ("293", "24118")),
    ("Peterborough", ("115", "55", "20", "0"), [1360, 0, 0, 0], ("109", "22667"), ("246", 0), ("246", "24000")),
    ("Ashfield", ("10", "35", "35", "25"), [0, 0, 0, 0], ("35", "24000"), ("167", 6889), ("138", "23755")),
    ("Parc", ("75", "85", "45", "260"), [0, 0, 0, 16519], ("85", "9439.4"), ("27", 0), ("27", "24000")),
]


@pytest.mark.parametrize(
    ("quarters", "pounds", "quarterly", "year", "annual"), [pytest.param(*row[1:], id=row[0]) for row in PRINTED]
)
def test_the_deductions_of_2012_13_follow_from_points_over_a_baseline(
    quarters: tuple[str, ...], pounds: list[int], quarterly: tuple[str, str], year: tuple[str, int], annual: tuple[str, str]
):
    scales = {
        name: a_scale(pence_a_point=pence, baselines=[{"from_year": 1, "points": baseline}])
        for name, (baseline, pence) in (("quarterly", quarterly), ("annual", annual))
    }

    assert deducted(by_points(**scales), told(*quarters, year=year[0])) == (pounds, year[1])


def test_the_first_quarter_of_bronzefield_was_priced_a_little_lower():
    """Sixty-nine points over the same baseline of 76: £16,478 is £238.81 each, where the next two quarters give £241.04."""
    terms = by_points(quarterly=a_scale(pence_a_point="23881", baselines=[{"from_year": 1, "points": "76"}]))

    assert deducted(terms, told("145"))[0][0] == 16478


def test_a_year_can_cost_where_no_quarter_does():
    """Ashfield: at most 35 points in a quarter cost nothing, 167 in the year cost £6,889."""
    quarters, year = deducted(
        by_points(annual=a_scale(pence_a_point="23755", baselines=[{"from_year": 1, "points": "138"}]),
                  quarterly=a_scale(baselines=[{"from_year": 1, "points": "35"}])),
        told("10", "35", "35", "25", year="167"),
    )  # fmt: skip

    assert (quarters, year) == ([0, 0, 0, 0], 6889)


# Points, baseline, pence as printed, pence a point to the hundredth of a penny that the printed sum allows.
HASSOCKFIELD = [("160", "137", 49_145, "2136.74"), ("160", "137", 49_873, "2168.39"), ("230", "112", 225_480, "1910.85")]


@pytest.mark.parametrize(("points", "baseline", "pence", "price"), HASSOCKFIELD)
def test_hassockfield_pays_for_points_strictly_above_its_baseline(points: str, baseline: str, pence: int, price: str):
    scale = a_scale(pence_a_point=price, baselines=[{"from_year": 1, "points": baseline}])
    found = settled(by_points(quarterly=scale), some_facts(*told(points, baseline)), "2011-03-31")

    assert list(money(found, "quarter_points").values())[:2] == [-pence, 0]


@pytest.mark.parametrize(("points", "baseline", "pence"), [row[:3] for row in HASSOCKFIELD])
def test_no_whole_penny_a_point_gives_what_hassockfield_paid(points: str, baseline: str, pence: int):
    """The price is indexed and not rounded before it is multiplied: £21.37 times 23 points is £491.51, and £491.45 was paid."""
    excess = int(points) - int(baseline)

    assert pence % excess != 0


def test_hassockfield_pays_nothing_exactly_at_its_baselines_of_five_years():
    """150, 137, 125, 112 and 100: 150 less 12.5 a year, without the half."""
    rows = [
        {"from_year": year, "to_year": year, "points": points}
        for year, points in enumerate(("150", "137", "125", "112", "100"), 1)
    ]
    terms = some_terms(
        commenced_on="1999-10-01",
        ends_on="2004-09-30",
        points={"measures": [{"code": "failure", "points": "1"}], "quarterly": a_scale(baselines=rows)},
    )
    for year, points in enumerate(("150", "137", "125", "112", "100")):
        at, over = (
            some_facts(an_occurrence(occurred_on=f"{1999 + year}-11-05", count=count)) for count in (points, f"{points}.5")
        )
        assert money(settled(terms, at, f"{1999 + year}-12-31"), "quarter_points") == {3: 0}
        assert money(settled(terms, over, f"{1999 + year}-12-31"), "quarter_points") == {3: -50}


# Year, quarter, baseline.
KILMARNOCK = [(1, 1, "408"), (1, 2, "685"), (2, 1, "651"), (2, 4, "690"), (3, 3, "659"), (4, 2, "629")]


@pytest.mark.parametrize(("year", "quarter", "baseline"), KILMARNOCK)
def test_kilmarnock_has_a_baseline_of_its_own_for_each_quarter_of_each_year(year: int, quarter: int, baseline: str):
    printed = {1: (408, 685, 685, 685), 2: (651, 675, 697, 690), 3: (664, 656, 659, 700), 4: (636, 629, 629, 629)}
    rows = [
        {"from_year": y, "to_year": y, "quarter": q, "points": str(points)}
        for y, points_of_year in printed.items()
        for q, points in enumerate(points_of_year, 1)
    ]
    terms = some_terms(
        commenced_on="1999-04-01",
        ends_on="2003-03-31",
        points={"measures": [{"code": "failure", "points": "1"}], "quarterly": a_scale(baselines=rows)},
    )
    month = 4 + 3 * (quarter - 1)
    day = f"{1998 + year + (month > 12)}-{(month - 1) % 12 + 1:02}-20"
    through = f"{1999 + year}-03-31"
    at, over = (some_facts(an_occurrence(occurred_on=day, count=count)) for count in (baseline, f"{baseline}.5"))

    assert money(settled(terms, at, through), "quarter_points")[3 * quarter] == 0
    assert money(settled(terms, over, through), "quarter_points")[3 * quarter] == -50


def test_the_bands_of_the_standard_pfi_terms_charge_120_points_at_3_pounds_with_312():
    """A threshold of 20; 21 to 100 once, 101 to 200 at 1.2, above at 1.5: eighty times £3 and twenty times £3.60."""
    bands = [
        {"above": "0", "up_to": "80", "factor": "1"},
        {"above": "80", "up_to": "180", "factor": "1.2"},
        {"above": "180", "factor": "1.5"},
    ]
    scale = a_scale(pence_a_point="300", baselines=[{"from_year": 1, "points": "20"}], bands=bands)

    assert deducted(by_points(quarterly=scale), told("120", "20", "202", "222"))[0] == [312, 0, 609, 699]
