"""What was published of measures: every row of the list of key targets, against what was printed."""

from decimal import Decimal

import pytest

from noms.reference.faults import ReferenceListFault
from noms.reference.measure_targets import _target, load_measure_targets
from noms.reference.reading import read_text

HEADER = "measure_code,year,part_of_year,scope,target,outturn,note,source"


def printed(code: str, year: str) -> tuple[Decimal | None, Decimal | None]:
    [row] = [row for row in load_measure_targets() if (row.measure_code, str(row.year)) == (code, year)]
    return row.target, row.outturn


@pytest.mark.parametrize(
    ("code", "year", "target", "outturn"),
    [
        ("staff_sickness_in_prisons", "2007-08", "11", "11.7"),
        ("staff_sickness_in_probation", "2007-08", "9", "12.1"),
        ("oasys_tiers_1_to_3_within_fifteen_days", "2007-08", "90", "68.9"),
        ("accredited_programmes_completed_in_probation", "2007-08", "13940", "14531"),
        ("employment_sustained_for_four_weeks", "2007-08", "13200", "16823"),
    ],
)
def test_targets_and_outturns_of_2007_08(code: str, year: str, target: str, outturn: str) -> None:
    """Source: Commons answer 21 July 2008."""
    assert printed(code, year) == (Decimal(target), Decimal(outturn))


def test_the_accredited_programmes_of_2007_08_add_up() -> None:
    """Source: Commons answer 21 July 2008: prison and probation make the total, in target and outturn."""
    total, prison, probation = (
        printed(f"accredited_programmes_completed{which}", "2007-08") for which in ("", "_in_prison", "_in_probation")
    )

    assert total == tuple(
        (of_prison or 0) + (of_probation or 0) for of_prison, of_probation in zip(prison, probation, strict=True)
    )


def test_the_compliance_of_2004_05_stands_under_two_definitions() -> None:
    """Source: National Probation Service performance reports; 66 % and 79 % of one year."""
    assert printed("compliance_strict", "2004-05") == (Decimal(70), Decimal(66))
    assert printed("compliance_counting_orders_allowed_to_continue", "2004-05") == (None, Decimal(79))


def test_every_row_says_where_it_comes_from() -> None:
    rows = load_measure_targets()

    assert all(row.source for row in rows)
    assert len(rows) == 46


def test_a_row_without_target_and_outturn_is_refused() -> None:
    with pytest.raises(ReferenceListFault, match="row 2, column target"):
        read_text("planted.csv", f"{HEADER}\nx,2005-06,,E,,,,S", _target, lambda row: row.year)
