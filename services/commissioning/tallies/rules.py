"""Step 7: the points that count, by month and measure, and how often a measure failed before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceState
from noms.contracts.commissioning.settlement_facts import OutturnFact, Step
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.beliefs.rules import COUNTS, Happened
from services.commissioning.points.rules import UNITS, Row, missed_percent, points_of
from services.commissioning.prices.rules import month_serial
from services.commissioning.workings.rules import StepLine, exactly, spelled_out

_ONCE = (1, 1, "")


@dataclass(slots=True)
class Tally:
    """What one measure came to in one month, before repetition."""

    ids: list[UUID]
    units: int = 0
    held: int = 0
    disputed: bool = False
    misses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counted:
    """The points of a quarter or a year, and what they rest on."""

    points: Fraction
    disputed: bool
    occurrence_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class Table:
    """The points of an agreement by month and measure, and the periods in which each measure failed."""

    rows: Mapping[str, Row]
    tallies: Mapping[int, Mapping[str, Tally]]
    failed: Mapping[str, Collection[int]]
    multipliers: tuple[Fraction, Fraction]
    """For quarterly measures, for annual ones."""

    @cached_property
    def again(self) -> Sequence[tuple[int, int, str]]:
        """How points count when a measure also failed in the period before: numerator, denominator, and words for it."""
        return [(*each.as_integer_ratio(), f" x {exactly(each)}, as in the period before") for each in self.multipliers]

    def repeated(self, serial: int) -> Collection[str]:
        """The measures whose points of a month count more, because they also failed in the period before. House rule: 0160."""
        found = self.tallies.get(serial, {})
        return {
            code for code in found if (row := self.rows[code]).repeats and row.period(serial) - 1 in self.failed.get(code, ())
        }

    def counted(self, serials: Sequence[int], *, annual: bool) -> Counted:
        """What the measures of one kind of assessment came to in the months of a quarter or a year, repetition included."""
        once, again, disputed = 0, 0, False
        ids: list[UUID] = []
        for serial in serials:
            repeated = self.repeated(serial)
            for code, tally in self.tallies.get(serial, {}).items():
                if self.rows[code].annual is annual:
                    if code in repeated:
                        again += tally.units
                    else:
                        once += tally.units
                    disputed |= tally.disputed
                    ids += tally.ids
        return Counted((once + again * self.multipliers[annual]) / UNITS, disputed, tuple(ids))


@dataclass
class Counting:
    """Points on their way into a table."""

    rows: Mapping[str, Row]
    commenced_on: date
    spared: Collection[UUID]
    tallies: defaultdict[int, defaultdict[str, Tally]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: Tally([])))
    )
    failed: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def count(self, happened: Iterable[Happened]) -> None:
        """Count what happened, in the month of the day on which it did; what the police inquire into waits."""
        months: dict[date, int] = {}
        for each in happened:
            row, serial, state = self.rows[each.code], months.get(each.occurred_on), each.state
            if serial is None:
                serial = months[each.occurred_on] = month_serial(self.commenced_on, each.occurred_on)
            tally = self.tallies[serial][row.code]
            if state not in COUNTS:
                tally.held += state is OccurrenceState.HELD
                continue
            units = row.units(each.count)
            if units:
                self.failed[row.code].add(row.period(serial))
            if not self.spared or each.occurrence_id not in self.spared:
                tally.units += units
                tally.ids.append(each.occurrence_id)
                tally.disputed |= state is OccurrenceState.DISPUTED
                if row.missed is not None:
                    tally.misses += (f"missed by {exactly(each.count)}%: {exactly(points_of(units))}",)

    def hold(self, outturn: OutturnFact) -> None:
        """Hold the outturn of a measure that goes by steps against its target."""
        row, serial = self.rows[outturn.code], month_serial(self.commenced_on, outturn.on)
        assert row.missed is not None, "only a measure that goes by steps has an outturn"
        missed = missed_percent(row.missed, Fraction(outturn.value))
        units, tally = row.units(missed), self.tallies[serial][row.code]
        tally.units += units
        tally.misses += (f"{outturn.value} misses {row.missed.target} by {exactly(missed)}%: {exactly(points_of(units))}",)
        if units:
            self.failed[row.code].add(row.period(serial))


def table_of(
    rows: Mapping[str, Row],
    happened: Iterable[Happened],
    outturns: Iterable[OutturnFact],
    *,
    commenced_on: date,
    spared: Collection[UUID],
    multipliers: tuple[Fraction, Fraction],
) -> Table:
    """Step 7: the points of an agreement, whatever the order in which its facts were told.

    An occurrence that another charge of the same event replaces brings no points, and is a failure of its measure all the same.
    """
    counting = Counting(rows, commenced_on, spared)
    counting.count(happened)
    for outturn in outturns:
        counting.hold(outturn)
    return Table(rows, counting.tallies, counting.failed, multipliers)


def points_lines(table: Table, serial: int) -> list[StepLine]:
    """What each measure counted in a month: no money yet, because only the excess over the baseline costs."""
    tallies, repeated = table.tallies.get(serial, {}), table.repeated(serial)
    return [
        _points_line(row, tallies[row.code], table.again[row.annual] if row.code in repeated else _ONCE)
        if row.code in tallies
        else row.nothing
        for row in table.rows.values()
    ]


def _points_line(row: Row, tally: Tally, factor: tuple[int, int, str]) -> StepLine:
    numerator, denominator, again = factor
    units, parts = tally.units * numerator, UNITS * denominator
    whole, rest = divmod(units, parts)
    quantity = told = str(whole)
    if rest:
        points = Fraction(units, parts)
        quantity, told = str(points), exactly(points)
    counted = f"{row.count(tally.units)} x {row.points}" if row.missed is None else spelled_out(tally.misses) or "not missed"
    held = f"; {tally.held} held by a police inquiry, not counted" if tally.held else ""
    state = LineState.DISPUTED if tally.disputed else LineState.FINAL
    return StepLine(Step.POINTS_COUNTED, row.code, quantity, 0, state, f"{counted}{again} = {told}{held}", tuple(tally.ids))
