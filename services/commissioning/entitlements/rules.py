"""The order of the steps: the lines of each month of a contract year, on what is believed now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.availability.rules import unavailability_line
from services.commissioning.billing.rules import given_back
from services.commissioning.bills.rules import MonthSettlement
from services.commissioning.deductions.rules import (
    Cap,
    cap_line,
    choice_lines,
    fixed_sum_line,
)
from services.commissioning.extra_places.rules import place_rates, places_line
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import (
    MONTHS_IN_A_QUARTER,
    MONTHS_IN_A_YEAR,
    ContractMonth,
    ContractYear,
    months_until,
    numbered_year,
    service_fee_pence,
)
from services.commissioning.readings.rules import Terms
from services.commissioning.reconciliation.rules import clause_of, result_line, volume_line
from services.commissioning.scales.rules import Excess, Scale, excess_of
from services.commissioning.tallies.rules import points_lines
from services.commissioning.workings.rules import StepLine

K = OccurrenceKind


@dataclass(frozen=True)
class Settled:
    """The months of a contract year, what its quarters' points came to, and how much of the cap they used."""

    number: int
    year: ContractYear
    fee: Indexed
    months: tuple[MonthSettlement, ...]
    quarters: Mapping[int, Excess]
    cap: Cap
    unpriced: tuple[UUID, ...]


@dataclass(frozen=True)
class Year:
    """One contract year under the terms."""

    read: Terms
    number: int

    @cached_property
    def days(self) -> ContractYear:
        """Its first and last day."""
        return numbered_year(self.read.terms.commenced_on, self.number)

    @cached_property
    def fee(self) -> Indexed:
        """Its fee after indexation."""
        return self.read.fee(self.number)

    @cached_property
    def months(self) -> tuple[ContractMonth, ...]:
        """Its months in which the agreement is in force."""
        return months_until(self.days, self.read.terms.ends_on)

    def serials(self, months: Sequence[ContractMonth]) -> range:
        """Months in a row, counted from the first of the service."""
        return range(*((self.number - 1) * MONTHS_IN_A_YEAR + number for number in (months[0].number - 1, months[-1].number)))

    @cached_property
    def scales(self) -> tuple[Scale | None, Scale | None]:
        """For its quarters, and for itself."""
        return self.read.scale(self.number, self.fee, annual=False), self.read.scale(self.number, self.fee, annual=True)

    def places(self, month: ContractMonth) -> Iterator[StepLine | None]:
        """Steps 3 to 5."""
        read, stays, spared = self.read, self.read.sorted.stays, self.read.choices
        if read.availability and K.UNAVAILABLE_PLACES in stays:
            yield unavailability_line(
                read.availability, stays[K.UNAVAILABLE_PLACES], fee=self.fee, year=self.days, month=month, spared=spared
            )
        for step, kind, rates in (
            (Step.ADDITIONAL_PLACES, K.ADDITIONAL_PLACES, read.terms.additional_places),
            (Step.UNAUTHORISED_DOUBLING, K.UNAUTHORISED_DOUBLING, read.terms.doubling),
        ):
            if kind in stays:
                yield places_line(step, place_rates(rates, self.fee), month, stays[kind], spared)

    def monthly(self, month: ContractMonth) -> Iterator[StepLine | None]:
        """Steps 2 to 5, and what steps 7 and 8 counted and spared."""
        pence = service_fee_pence(self.fee.fee_pence, self.days, month.period)
        state = LineState.PROVISIONAL if self.fee.provisional else LineState.FINAL
        days = self.days.days_through(month.to_day) - self.days.days_through(month.from_day) + 1
        told = f"{self.fee.fee_pence}p a year, {days} of {self.days.days} days, by cumulative days from {self.days.starts_on}"
        yield StepLine(Step.BASE_FEE, "", str(days), pence, state, told, ())
        yield from self.places(month)
        yield from points_lines(self.read.table, *self.serials([month]))
        yield from choice_lines(c for c in self.read.choices.values() if month.holds(c.taken.occurred_on))

    def fixed_sums(self, quarter: Sequence[ContractMonth]) -> Iterator[StepLine]:
        """Step 6, by row of the terms."""
        by_code: dict[str, list[tuple[UUID, bool]]] = defaultdict(list)
        for each in self.read.sorted.incidents:
            if quarter[0].from_day <= each.occurred_on <= quarter[-1].to_day and each.occurrence_id not in self.read.choices:
                by_code[each.code].append((each.occurrence_id, each.state is OccurrenceState.DISPUTED))
        yield from (fixed_sum_line(row, self.fee, by_code[row.code]) for row in self.read.terms.fixed_sums if row.code in by_code)

    def excess(self, months: Sequence[ContractMonth], *, annual: bool) -> Excess | None:
        """Steps 7 and 9 to 11, for a quarter or for the year."""
        scale = self.scales[annual]
        if scale is None:
            return None
        counted = self.read.table.counted(self.serials(months), annual=annual)
        if annual:
            return excess_of(Step.YEAR_POINTS, scale, counted)
        return excess_of(Step.QUARTER_POINTS, scale, counted, months[0].quarter)

    def reconciled(self, month: ContractMonth) -> Iterator[StepLine]:
        """Steps 13 and 14: volume with the year's last month, a cohort with the month in which it matures."""
        terms, facts, last = self.read.terms, self.read.facts, month == self.months[-1]
        if terms.volume and last:
            cases = [
                Fraction(fact.weighted_cases) for fact in facts.volumes if self.days.starts_on <= fact.on <= self.days.ends_on
            ]
            days = self.days.days_through(month.to_day)
            yield volume_line(terms.volume, cases, fee=self.fee, year=self.days, days=days)
        if (clause := terms.payment_by_results) is not None:
            changes = {fact.code: Fraction(fact.change_points) for fact in facts.cohorts}
            for cohort in clause.cohorts:
                if month.holds(min(cohort.matures_on, terms.ends_on)):
                    then = self.read.of_year(cohort.fee_year)
                    yield result_line(
                        clause_of(then.terms.payment_by_results, cohort) or clause, cohort, changes, then.fee(cohort.fee_year)
                    )


def settled_year(read: Terms, number: int, through: date) -> Settled:
    """Every month of a contract year that is over by a day, in order, because the cap is used up in order."""
    year = Year(read, number)
    cap = Cap.of(read.terms.cap_percent_of_fee, year.fee)
    quarters: dict[int, Excess] = {}
    months = []
    for month in year.months:
        if month.to_day > through:
            break
        last = month == year.months[-1]
        taken: list[StepLine] = []
        ends_quarter = last or month.number % MONTHS_IN_A_QUARTER == 0
        if ends_quarter:
            quarter = [each for each in year.months if each.quarter == month.quarter]
            taken += year.fixed_sums(quarter)
            if (excess := year.excess(quarter, annual=False)) is not None:
                quarters[month.quarter] = excess
                taken.append(excess.line)
        if last and (excess := year.excess(year.months, annual=True)) is not None:
            taken.append(excess.line)
        taken = given_back(month, taken, read.facts.disputes)
        before, cap = cap, cap.taking(-sum(line.pence for line in taken))
        over = cap_line(before, cap, provisional=year.fee.provisional)
        own, after = ([line for line in lines if line] for lines in (year.monthly(month), (over, *year.reconciled(month))))
        own, after = (given_back(month, lines, read.facts.disputes) for lines in (own, after))
        ends = month.to_day == read.terms.ends_on
        months.append(MonthSettlement(number, month, ends_quarter, ends, (*own, *taken, *after)))
    return Settled(number, year.days, year.fee, tuple(months), quarters, cap, read.sorted.unpriced)
