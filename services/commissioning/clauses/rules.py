"""What stands against payment terms, field by field, before anything is computed from them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from noms.calendar import LAST_YEAR
from noms.contracts.commissioning.availability_terms import AvailabilityTerms
from noms.contracts.commissioning.outcome_terms import PaymentByResults
from noms.contracts.commissioning.payment_bases import MOST_YEARS, RateBasis
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.problems import FieldError
from services.commissioning.points_clauses.rules import _points, again, fault
from services.commissioning.prices.rules import year_number

EARLIEST = date(1990, 1, 1)  # House rule: 0155, the first contracted prison opened in 1992


def faults_in_terms(terms: PaymentTerms, at: str = "") -> list[FieldError]:
    """Everything that stands against the terms; `at` is where they lie in what was sent."""
    found = list(_days(terms, at))
    if found:
        return found
    found += [*_prices(terms, at), *_fixed_sums(terms, at), *_unindexed(terms, at)]
    if terms.availability:
        found += _availability(terms.availability, f"{at}/availability")
    if terms.points:
        found += _points(terms.points, f"{at}/points", _years(terms))
    if terms.volume and not Fraction(terms.volume.expected_cases):
        found.append(fault(f"{at}/volume/expected_cases", "no_cases", "a price for each case needs more than 0 expected cases"))
    if terms.payment_by_results:
        found += _results(terms.payment_by_results, f"{at}/payment_by_results", terms)
    return found


def _years(terms: PaymentTerms) -> int:
    return year_number(terms.commenced_on, terms.ends_on)


def _days(terms: PaymentTerms, at: str) -> Iterator[FieldError]:
    if terms.ends_on < terms.commenced_on:
        yield fault(f"{at}/ends_on", "ends_before_it_starts", "the last day lies before the first")
    elif terms.commenced_on < EARLIEST:
        yield fault(f"{at}/commenced_on", "beyond_the_calendar", f"no service began before {EARLIEST.year}")
    elif terms.ends_on.year >= LAST_YEAR:
        yield fault(f"{at}/ends_on", "beyond_the_calendar", f"working days are known until {LAST_YEAR}")
    elif _years(terms) > MOST_YEARS:
        yield fault(f"{at}/ends_on", "too_many_years", f"at most {MOST_YEARS} contract years")


def _prices(terms: PaymentTerms, at: str) -> Iterator[FieldError]:
    yield from again(f"{at}/additional_places", (rate.code for rate in terms.additional_places))
    yield from again(f"{at}/doubling", (rate.code for rate in terms.doubling))
    yield from again(f"{at}/excusing_causes", terms.excusing_causes, "")
    if terms.indexation and not Fraction(terms.indexation.base_value):
        yield fault(f"{at}/indexation/base_value", "zero_base", "an index rises from a value above 0")


def _fixed_sums(terms: PaymentTerms, at: str) -> Iterator[FieldError]:
    yield from again(f"{at}/fixed_sums", (row.code for row in terms.fixed_sums))
    for place, row in enumerate(terms.fixed_sums):
        if (row.pence is None) is (row.percent_of_fee is None):
            yield fault(f"{at}/fixed_sums/{place}", "one_price_alone", "either pence or a percentage of the fee")


def _unindexed(terms: PaymentTerms, at: str) -> Iterator[FieldError]:
    """Prices that follow an index in terms that name none."""
    if terms.indexation is not None:
        return
    places = [(f"{at}/additional_places/{place}", row.indexed) for place, row in enumerate(terms.additional_places)]
    places += [(f"{at}/doubling/{place}", row.indexed) for place, row in enumerate(terms.doubling)]
    places += [(f"{at}/fixed_sums/{place}", row.indexed) for place, row in enumerate(terms.fixed_sums)]
    if terms.volume:
        places.append((f"{at}/volume", terms.volume.indexed))
    if terms.points:
        scales = {"quarterly": terms.points.quarterly, "annual": terms.points.annual}
        places += [(f"{at}/points/{name}", scale.indexed) for name, scale in scales.items() if scale]
    for place, indexed in places:
        if indexed:
            yield fault(f"{place}/indexed", "no_index", "the terms name no index that it could follow")


def _availability(clause: AvailabilityTerms, at: str) -> Iterator[FieldError]:
    yield from again(f"{at}/place_types", (kind.code for kind in clause.place_types))
    yield from again(f"{at}/criteria", (criterion.code for criterion in clause.criteria))
    yield from again(f"{at}/repeats", (step.more_than for step in clause.repeats), "more_than")
    known = {kind.code for kind in clause.place_types}
    for place, criterion in enumerate(clause.criteria):
        if criterion.place_type not in known:
            yield fault(f"{at}/criteria/{place}/place_type", "unknown_code", "no such type of place stands in the terms")
    weighted = clause.rate_basis is RateBasis.WEIGHTED_PLACES
    if weighted and not any(Fraction(kind.weight) for kind in clause.place_types):
        yield fault(
            f"{at}/place_types/0/weight", "no_weight", "the fee is divided by weighted places: one must weigh more than 0"
        )


def _results(clause: PaymentByResults, at: str, terms: PaymentTerms) -> Iterator[FieldError]:
    yield from again(f"{at}/cohorts", (cohort.code for cohort in clause.cohorts))
    for place, cohort in enumerate(clause.cohorts):
        if cohort.fee_year > _years(terms):
            yield fault(f"{at}/cohorts/{place}/fee_year", "outside_the_agreement", "the agreement has fewer contract years")
        if cohort.matures_on < terms.commenced_on:
            yield fault(f"{at}/cohorts/{place}/matures_on", "outside_the_agreement", "the service had not begun")
    if Fraction(clause.bonus_percent_a_point) and Fraction(clause.bonus_up_to_points) <= Fraction(clause.threshold_points):
        yield fault(f"{at}/bonus_up_to_points", "empty_range", "a bonus begins beyond the threshold")
