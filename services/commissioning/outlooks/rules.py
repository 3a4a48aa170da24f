"""What stands against a request for what is at stake, field by field."""

from collections.abc import Iterator
from fractions import Fraction

from noms.contracts.commissioning.stakes import StakesRequest
from noms.contracts.problems import FieldError
from services.commissioning.clauses.rules import faults_in_terms
from services.commissioning.evidence.rules import codes_of
from services.commissioning.points_clauses.rules import again, fault
from services.commissioning.prices.rules import (
    year_number,
)
from services.commissioning.simulations.rules import K, _places

MOST_AT_ONCE = 400_000  # House rule: 0166, runs x years x rates of one request
MOST_A_YEAR = 10_000  # House rule: 0166, beyond it nothing is left to chance


def faults_in_stakes(request: StakesRequest) -> list[FieldError]:
    """Everything that stands against a request for what is at stake."""
    found = faults_in_terms(request.terms, "/terms")
    return found or [*_rates(request), *_outlooks(request)]


def _rates(request: StakesRequest) -> Iterator[FieldError]:
    codes, most = codes_of(request.terms), _places(request.terms)
    yield from again("/rates", ((rate.kind, rate.code) for rate in request.rates))
    for place, rate in enumerate(request.rates):
        if rate.kind is K.ADDITIONAL_PLACES:
            yield fault(f"/rates/{place}/kind", "no_deduction", "additional places are paid for: they put nothing at stake")
        elif rate.code not in codes[rate.kind]:
            yield fault(f"/rates/{place}/code", "unknown_code", "no row of the terms for this kind of occurrence has the code")
        elif rate.kind is K.UNAVAILABLE_PLACES and rate.places > most[rate.code]:
            yield fault(f"/rates/{place}/places", "too_many_places", "more places than the terms have of this type")
        if Fraction(rate.a_year) > MOST_A_YEAR:
            yield fault(f"/rates/{place}/a_year", "too_often", f"at most {MOST_A_YEAR} a year")


def _outlooks(request: StakesRequest) -> Iterator[FieldError]:
    terms = request.terms
    if request.runs * request.years * len(request.rates) > MOST_AT_ONCE:
        yield fault(
            "/years", "too_much_at_once", f"runs x years x rates are more than {MOST_AT_ONCE}: ask for fewer years at a time"
        )
    if request.first_year + request.years - 1 > year_number(terms.commenced_on, terms.ends_on):
        yield fault("/years", "outside_the_agreement", "the agreement has fewer contract years")
    if request.volume is not None:
        if terms.volume is None:
            yield fault("/volume", "no_volume", "the terms have no volume band")
        if Fraction(request.volume.to_cases) < Fraction(request.volume.from_cases):
            yield fault("/volume/to_cases", "empty_range", "the range ends before it begins")
    known = {cohort.code for cohort in terms.payment_by_results.cohorts} if terms.payment_by_results else set()
    yield from again("/cohorts", (cohort.code for cohort in request.cohorts))
    for place, cohort in enumerate(request.cohorts):
        if cohort.code not in known:
            yield fault(f"/cohorts/{place}/code", "unknown_code", "the terms have no such cohort")
