"""What stands against facts that are offered for a settlement, field by field, before anything is computed from them."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from noms.calendar import FIRST_YEAR, LAST_YEAR
from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from noms.contracts.commissioning.payment_bases import Assessment
from noms.contracts.commissioning.settlement_facts import OccurrenceFact, SettlementFacts, Step
from noms.contracts.commissioning.settlements import SettlementRequest
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.problems import FieldError
from services.commissioning.clauses.rules import faults_in_terms
from services.commissioning.evidence.rules import codes_of
from services.commissioning.points_clauses.rules import again, fault
from services.commissioning.prices.rules import (
    MONTHS_IN_A_QUARTER,
    MONTHS_IN_A_YEAR,
    month_serial,
    months_later,
    months_until,
    numbered_year,
    year_number,
)
from services.commissioning.reconciliation.rules import most_cases

K = OccurrenceKind
PLACED = (K.UNAVAILABLE_PLACES, K.ADDITIONAL_PLACES, K.UNAUTHORISED_DOUBLING)
WITHOUT_MONEY = (Step.POINTS_COUNTED, Step.CHARGED_ONCE)
"""Steps that count and choose: the money follows in the points of the quarter or year, or stands with what was kept."""


def faults_in_request(request: SettlementRequest) -> list[FieldError]:
    """Everything that stands against a request: its terms first, because facts are read by them."""
    found = faults_in_terms(request.terms, "/terms")
    if found:
        return found
    return [*_through(request.terms, request.through), *faults_in_facts(request.terms, request.facts, "/facts")]


def _through(terms: PaymentTerms, through: date) -> Iterator[FieldError]:
    if through < months_until(numbered_year(terms.commenced_on, 1), terms.ends_on)[0].to_day:
        yield fault("/through", "no_month_over", "no month of the agreement has ended by then")
    else:
        number = year_number(terms.commenced_on, min(through, terms.ends_on))
        if through < months_until(numbered_year(terms.commenced_on, number), terms.ends_on)[0].to_day:
            yield fault("/through", "no_month_over", "no month of that contract year has ended by then")


def faults_in_facts(terms: PaymentTerms, facts: SettlementFacts, at: str = "") -> list[FieldError]:
    """Everything that stands against the facts under these terms."""
    return [
        *_occurrences(terms, facts, f"{at}/occurrences"),
        *_index_values(terms, facts, f"{at}/index_values"),
        *_outturns(terms, facts, f"{at}/outturns"),
        *_volumes(terms, facts, f"{at}/volumes"),
        *_cohorts(terms, facts, f"{at}/cohorts"),
        *_invoices(terms, facts, at),
    ]


def _occurrences(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    yield from again(at, (fact.occurrence_id for fact in facts.occurrences), "occurrence_id")
    codes = codes_of(terms)
    most = _places(terms)
    for place, fact in enumerate(facts.occurrences):
        if fact.code not in codes[fact.kind]:
            yield fault(f"{at}/{place}/code", "unknown_code", "no row of the terms for this kind of occurrence has the code")
        elif fact.kind is K.UNAVAILABLE_PLACES and fact.places > most[fact.code]:
            yield fault(f"{at}/{place}/places", "too_many_places", "more places than the terms have of this type")
        if not terms.commenced_on <= fact.occurred_on <= terms.ends_on:
            yield fault(f"{at}/{place}/occurred_on", "outside_the_agreement", "the day lies outside the days of the agreement")
        yield from _occurrence(terms, fact, f"{at}/{place}")


def _places(terms: PaymentTerms) -> dict[str, int]:
    """The places of the type that each criterion is about."""
    if terms.availability is None:
        return {}
    by_type = {kind.code: kind.places for kind in terms.availability.place_types}
    return {criterion.code: by_type[criterion.place_type] for criterion in terms.availability.criteria}


def _occurrence(terms: PaymentTerms, fact: OccurrenceFact, at: str) -> Iterator[FieldError]:
    if fact.ended_on is not None and fact.ended_on < fact.occurred_on:
        yield fault(f"{at}/ended_on", "ends_before_it_starts", "the last day lies before the first")
    if fact.ended_on is not None and fact.ended_on > terms.ends_on:
        yield fault(f"{at}/ended_on", "outside_the_agreement", "the day lies outside the days of the agreement")
    if fact.kind in PLACED and not fact.places:
        yield fault(f"{at}/places", "no_places", "places are concerned: say how many")
    if fact.excused_by is not None and fact.excused_by not in terms.excusing_causes:
        yield fault(f"{at}/excused_by", "unknown_code", "the terms have no such excusing cause")
    if (fact.excused_by is not None) is not (fact.state is OccurrenceState.EXCUSED):
        yield fault(f"{at}/excused_by", "not_excused", "an excused occurrence names its cause, and no other does")


def _index_values(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    """One first publication for each month; a later value says that it revises it, and each on a day of its own."""
    first = {(fact.index, fact.month): fact.published_on for fact in reversed(facts.index_values) if not fact.revision}
    yield from again(at, (object() if f.revision else (f.index, f.month) for f in facts.index_values), "month")
    yield from again(
        at, ((f.index, f.month, f.published_on) if f.revision else object() for f in facts.index_values), "published_on"
    )
    for place, fact in enumerate(facts.index_values):
        if terms.indexation is None or fact.index != terms.indexation.index:
            yield fault(f"{at}/{place}/index", "unknown_code", "the terms do not follow this index")
        if not Fraction(fact.value):
            yield fault(f"{at}/{place}/value", "zero_index", "an index stands above 0")
        if fact.revision and fact.published_on <= first.get((fact.index, fact.month), date.max):
            yield fault(f"{at}/{place}/published_on", "revises_nothing", "no value of the month was published before")


def _outturns(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    stepped = {measure.code: measure.missed for measure in terms.points.measures if measure.missed} if terms.points else {}
    yearly = {each.code for each in terms.points.measures if each.assessed is Assessment.YEAR} if terms.points else set()
    lengths = {fact.code: MONTHS_IN_A_YEAR if fact.code in yearly else MONTHS_IN_A_QUARTER for fact in facts.outturns}
    serials = ((fact.code, _serial(terms, fact.on)) for fact in facts.outturns)
    yield from again(at, (object() if serial is None else (code, serial // lengths[code]) for code, serial in serials), "on")
    for place, fact in enumerate(facts.outturns):
        table = stepped.get(fact.code)
        if table is None:
            yield fault(f"{at}/{place}/code", "unknown_code", "no measure of the points table that goes by steps has the code")
        elif not Fraction(table.least) <= Fraction(fact.value) <= Fraction(table.most):
            yield fault(f"{at}/{place}/value", "outside_range", "the value lies outside the range of the measure")
        yield from _inside(terms, fact.on, f"{at}/{place}/on")


def _volumes(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    """All volumes of one contract year together stay under the most cases that a year can have. House rule: 0162."""
    so_far: dict[int, Fraction] = {}
    for place, fact in enumerate(facts.volumes):
        if terms.volume is None:
            yield fault(f"{at}/{place}", "no_volume", "the terms have no volume band")
        elif terms.commenced_on <= fact.on <= terms.ends_on:
            year = year_number(terms.commenced_on, fact.on)
            so_far[year] = so_far.get(year, Fraction(0)) + Fraction(fact.weighted_cases)
            if so_far[year] > most_cases(terms.volume):
                yield fault(f"{at}/{place}/weighted_cases", "too_many_cases", "more than ten times the expected cases in a year")
        yield from _inside(terms, fact.on, f"{at}/{place}/on")


def _serial(terms: PaymentTerms, day: date) -> int | None:
    """The contract month that holds a day of the agreement."""
    return month_serial(terms.commenced_on, day) if terms.commenced_on <= day <= terms.ends_on else None


def _inside(terms: PaymentTerms, on: date, at: str) -> Iterator[FieldError]:
    if not terms.commenced_on <= on <= terms.ends_on:
        yield fault(at, "outside_the_agreement", "the day lies outside the days of the agreement")


def _cohorts(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    known = {cohort.code for cohort in terms.payment_by_results.cohorts} if terms.payment_by_results else set()
    yield from again(at, (fact.code for fact in facts.cohorts))
    for place, fact in enumerate(facts.cohorts):
        if fact.code not in known:
            yield fault(f"{at}/{place}/code", "unknown_code", "the terms have no such cohort")


def _invoices(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    yield from again(f"{at}/vat_rates", (fact.from_day for fact in facts.vat_rates), "from_day")
    months = [_serial(terms, fact.month_of) for fact in facts.tax_points]
    yield from again(f"{at}/tax_points", (object() if month is None else month for month in months), "month_of")
    for place, fact in enumerate(facts.tax_points):
        if not terms.commenced_on <= fact.month_of <= months_later(terms.ends_on, 1):
            yield fault(f"{at}/tax_points/{place}/month_of", "outside_the_agreement", "no invoice is for a month of that day")
        if not FIRST_YEAR <= fact.tax_point.year < LAST_YEAR:
            yield fault(f"{at}/tax_points/{place}/tax_point", "beyond_the_calendar", f"working days are known until {LAST_YEAR}")
    yield from _disputes(terms, facts, f"{at}/disputes")


def _disputes(terms: PaymentTerms, facts: SettlementFacts, at: str) -> Iterator[FieldError]:
    """A dispute finds its line: otherwise nothing would wait for it, and nobody would be told."""
    cohorts = terms.payment_by_results.cohorts if terms.payment_by_results else []
    rows = {Step.FIXED_SUM: {row.code for row in terms.fixed_sums}, Step.PAYMENT_BY_RESULTS: {each.code for each in cohorts}}
    for place, dispute in enumerate(facts.disputes):
        own = rows.get(dispute.step, set())
        if dispute.step in WITHOUT_MONEY:
            yield fault(f"{at}/{place}/step", "no_money", "its lines cost nothing: dispute the line that does")
        elif dispute.code is not None and dispute.code not in own:
            yield fault(f"{at}/{place}/code", "unknown_code", "no row of the terms for this step has the code")
        elif dispute.code is None and dispute.disputed_pence is not None and len(own) > 1:
            yield fault(f"{at}/{place}/code", "code_missing", "several rows may be meant: say of which one a part waits")
        yield from _inside(terms, dispute.month_of, f"{at}/{place}/month_of")
