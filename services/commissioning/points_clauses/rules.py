"""What stands against a points table and its scales, field by field."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from noms.contracts.commissioning.payment_bases import MOST_YEARS, Assessment
from noms.contracts.commissioning.points_terms import PointsMeasure, PointsScale, PointsTerms
from noms.contracts.problems import FieldError

QUARTERS = (1, 2, 3, 4)  # Source: the calendar


def fault(pointer: str, code: str, message: str) -> FieldError:
    """One thing that is wrong, and where."""
    return FieldError(pointer=pointer, code=code, message=message)


def again(pointer: str, values: Iterable[object], field: str = "code") -> Iterator[FieldError]:
    """Every value that has come before in the list."""
    seen: set[object] = set()
    for place, value in enumerate(values):
        if value in seen:
            yield fault(f"{pointer}/{place}/{field}".rstrip("/"), "in_twice", "the same stands in the list before")
        seen.add(value)


def _points(clause: PointsTerms, at: str, years: int) -> Iterator[FieldError]:
    yield from again(f"{at}/measures", (measure.code for measure in clause.measures))
    for place, measure in enumerate(clause.measures):
        yield from _measure(measure, f"{at}/measures/{place}")
    for name, scale, assessed in (
        ("quarterly", clause.quarterly, Assessment.QUARTER), ("annual", clause.annual, Assessment.YEAR),
    ):  # fmt: skip
        if scale is not None:
            yield from _bands(scale, f"{at}/{name}/bands")
            yield from _baselines(scale, f"{at}/{name}/baselines", years, annual=assessed is Assessment.YEAR)
        elif any(measure.assessed is assessed for measure in clause.measures):
            yield fault(f"{at}/{name}", "scale_missing", "measures are assessed by this scale, and it is absent")


def _measure(measure: PointsMeasure, at: str) -> Iterator[FieldError]:
    table = measure.missed
    if (measure.points is None) is (table is None):
        yield fault(at, "flat_or_steps", "either points for each failure or steps by how far a target is missed")
    if table is None:
        return
    target, least, most = Fraction(table.target), Fraction(table.least), Fraction(table.most)
    if least >= most:
        yield fault(f"{at}/missed/most", "empty_range", "the range ends where it begins, or before")
    elif not least <= target <= most or target == 0:
        yield fault(f"{at}/missed/target", "target_outside_range", "the target lies outside the range of its measure, or is 0")
    yield from again(f"{at}/missed/steps", (Fraction(step.more_than_percent) for step in table.steps), "more_than_percent")


def _bands(scale: PointsScale, at: str) -> Iterator[FieldError]:
    """Bands stand in order, begin at 0, each where the one before ends, and the last is without end."""
    ends: Fraction | None = Fraction(0)
    for place, band in enumerate(scale.bands):
        above, up_to = Fraction(band.above), None if band.up_to is None else Fraction(band.up_to)
        if ends is None or above < ends:
            yield fault(f"{at}/{place}/above", "bands_overlap", "it begins before the band before it ends")
        elif above > ends:
            yield fault(f"{at}/{place}/above", "bands_gap", "points between this band and the one before, or 0, lie in none")
        if up_to is not None and up_to <= above:
            yield fault(f"{at}/{place}/up_to", "empty_range", "the band ends where it begins, or before")
        ends = up_to
    if ends is not None:
        yield fault(f"{at}/{len(scale.bands) - 1}/up_to", "bands_end", "the last band has no end: points beyond it lie in none")


def _baselines(scale: PointsScale, at: str, years: int, *, annual: bool) -> Iterator[FieldError]:
    """Each quarter, or each year, has one baseline, from the first contract year to the last."""
    covered: set[tuple[int, int]] = set()
    every: Sequence[int] = (0,) if annual else QUARTERS
    for place, row in enumerate(scale.baselines):
        last = MOST_YEARS if row.to_year is None else row.to_year
        if last < row.from_year:
            yield fault(f"{at}/{place}/to_year", "ends_before_it_starts", "the last year lies before the first")
        if annual and row.quarter is not None:
            yield fault(f"{at}/{place}/quarter", "quarter_of_a_year", "the baseline of a year has no quarter")
        quarters = every if row.quarter is None or annual else (row.quarter,)
        own = {(year, quarter) for year in range(row.from_year, last + 1) for quarter in quarters}
        if own & covered:
            yield fault(f"{at}/{place}", "baselines_overlap", "a quarter or year has a baseline already")
        covered |= own
    if not {(year, quarter) for year in range(1, years + 1) for quarter in every} <= covered:
        yield fault(at, "baseline_missing", "a quarter or year of the agreement has no baseline")
