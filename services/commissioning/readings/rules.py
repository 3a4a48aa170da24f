"""Payment terms with what is believed under them, read once for every year that is settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from noms.contracts.commissioning.occurrences import OccurrenceKind
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.availability.rules import Availability, worth
from services.commissioning.beliefs.rules import Happened
from services.commissioning.deductions.rules import (
    Choice,
    charged_once,
    fixed_sum,
    same_events,
)
from services.commissioning.evidence.rules import Facts, Sorted, sort_facts, stay_of
from services.commissioning.extra_places.rules import place_rates
from services.commissioning.indexation.rules import Indexed, indexed_fee
from services.commissioning.points.rules import Row, points_of
from services.commissioning.prices.rules import (
    numbered_year,
    year_number,
)
from services.commissioning.scales.rules import Scale
from services.commissioning.tallies.rules import Table, table_of

K = OccurrenceKind


@dataclass(frozen=True)
class Terms:
    """Payment terms with what is believed under them, read once for every year that is settled."""

    terms: PaymentTerms
    facts: Facts
    others: Mapping[int, PaymentTerms] = field(default_factory=dict)
    """The terms of earlier contract years, where they were others."""
    fees: dict[int, Indexed] = field(default_factory=dict, compare=False, repr=False)
    """Of the contract years that were asked for."""

    @cached_property
    def sorted(self) -> Sorted:
        """What happened, by what it bears on."""
        return sort_facts(self.terms, self.facts)

    @cached_property
    def availability(self) -> Availability | None:
        """The clause with its numbers exact."""
        return Availability.of(self.terms.availability) if self.terms.availability else None

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The points table with its numbers exact."""
        return {measure.code: Row.of(measure) for measure in self.terms.points.measures} if self.terms.points else {}

    @cached_property
    def choices(self) -> Mapping[UUID, Choice]:
        """What step 8 takes away, by occurrence."""
        events = same_events(self.sorted.priced)
        return charged_once(events, {each.occurrence_id: self._worth(each) for members in events for each in members})

    @cached_property
    def table(self) -> Table:
        """The points by month and measure."""
        scales = (self.terms.points.quarterly, self.terms.points.annual) if self.terms.points else (None, None)
        quarterly, annual = (Fraction(scale.repeat_multiplier) if scale else Fraction(1) for scale in scales)
        return table_of(
            self.rows,
            self.sorted.failures,
            self.facts.outturns,
            commenced_on=self.terms.commenced_on,
            spared=self.choices,
            multipliers=(quarterly, annual),
        )

    def fee(self, number: int) -> Indexed:
        """Step 1 for a contract year."""
        if number not in self.fees:
            year = numbered_year(self.terms.commenced_on, number)
            self.fees[number] = indexed_fee(self.terms.annual_fee_pence, self.terms.indexation, year, self.facts.index_values)
        return self.fees[number]

    def of_year(self, number: int) -> "Terms":
        """The terms that a contract year had, read with the same facts."""
        return Terms(self.others[number], self.facts) if number in self.others else self

    def scale(self, number: int, fee: Indexed, *, annual: bool) -> Scale | None:
        """How points become money in the quarters of a contract year, or in the year itself."""
        clause = (self.terms.points.annual if annual else self.terms.points.quarterly) if self.terms.points else None
        return Scale.of(clause, number, fee) if clause else None

    def _worth(self, each: Happened) -> Fraction:
        number = year_number(self.terms.commenced_on, each.occurred_on)
        fee, stay = self.fee(number), stay_of(each)
        if each.kind is K.FIXED_SUM_INCIDENT:
            return next(fixed_sum(clause, fee) for clause in self.terms.fixed_sums if clause.code == each.code)
        if each.kind is K.UNAUTHORISED_DOUBLING:
            return (
                stay.places
                * stay.days_in(stay.from_day, stay.to_day)
                * place_rates([rate for rate in self.terms.doubling if rate.code == each.code], fee)[each.code][0]
            )
        if each.kind is K.UNAVAILABLE_PLACES and self.availability:
            return worth(
                self.availability,
                stay,
                self.availability.day_price(fee.fee_pence, numbered_year(self.terms.commenced_on, number)),
            )
        row = self.rows[each.code]
        scale = self.scale(number, fee, annual=row.annual)
        return points_of(row.units(each.count)) * scale.price if scale else Fraction(0)
