"""The catalogue of measures, and what counts come to."""

from fractions import Fraction

import pytest

from noms.contracts.commissioning.measures import EvidenceMark, MeasureSource, MeasureUnit, Offering, SourceService, Window
from noms.reference.faults import ReferenceListFault
from services.commissioning.measures import rules
from services.commissioning.outturns.rules import UNITS

BY_CODE = {measure.code: measure for measure in rules.CATALOGUE}
NOBODY_SAYS = dict.fromkeys((SourceService.OFFENDER_MGMT, SourceService.INTERVENTIONS))
HEADER = (
    "code,version,title,published_name,numerator,denominator,population,exclusions,window_days,direction,unit,whole,domain,"
    "sources,return_every,owner,use,in_force_from,in_force_to,kpi_code,published_metric,basis"
)
LINE = "x,1,X,X,N,D,P,None.,,high,{unit},numerator;denominator,interventions,{sources},,NOMS,U,2005-04-01,,,,B"


def test_the_two_measures_of_the_first_journey_stay_what_they_were():
    first, second = BY_CODE[rules.PROGRAMME_COMPLETIONS], BY_CODE[rules.BREACH_ACTION_IN_TIME]

    assert (first.version, first.unit, first.source_service) == (1, MeasureUnit.PERCENT_OF_PROFILE, SourceService.INTERVENTIONS)
    assert (second.version, second.unit, second.source_service) == (1, MeasureUnit.PERCENT, SourceService.OFFENDER_MGMT)


def test_the_catalogue_holds_the_measures_of_the_published_tables():
    """Key targets 2005-06 and 2007-08 and the lists of 2002-03 have 35 rows; several hold more than one measure."""
    assert len(rules.CATALOGUE) >= 50


def test_no_version_of_a_definition_is_printed_twice():
    printed = [(measure.code, measure.version) for measure in rules.CATALOGUE]

    assert len(printed) == len(set(printed))


@pytest.mark.parametrize("measure", rules.CATALOGUE, ids=lambda measure: measure.code)
def test_only_what_no_event_gives_costs_a_provider_fields(measure: rules.MeasureDefinition):
    returned = measure.source_service is SourceService.COMMISSIONING

    assert returned is (measure.fields_per_return > 0) is (measure.return_every is not None)
    assert measure.evidence is (EvidenceMark.ATTESTED if returned else EvidenceMark.EVIDENCED)
    assert measure.owner
    assert measure.use
    assert measure.basis


def test_ten_of_the_measures_are_typed_and_all_others_are_computed():
    """Section by section: assaults twice, activity, doubling, cost twice, staff three times, and arrival at court."""
    returned = {measure.code for measure in rules.CATALOGUE if measure.returned}

    assert returned == {
        "serious_assaults", "assaults", "purposeful_activity", "prisoners_doubled", "cost_per_uncrowded_place", "cost_per_prisoner",
        "staff_sickness_in_prisons", "staff_sickness_in_probation", "black_and_minority_ethnic_staff", "arrival_at_court_on_time",
    }  # fmt: skip


def test_a_measure_of_two_sources_is_mixed_and_returned_where_one_of_them_is_the_provider():
    mixed = {measure.code: measure.source_service for measure in rules.CATALOGUE if measure.source is MeasureSource.MIXED}

    assert mixed["serious_assaults"] is mixed["purposeful_activity"] is SourceService.COMMISSIONING
    assert mixed["accommodation_on_release"] is SourceService.INTERVENTIONS


def test_an_annual_rate_is_counted_over_a_rolling_year_so_that_a_month_does_not_flatter():
    """A month of 1.53 % a year would be 0.13 %: under any target."""
    assert (BY_CODE["serious_assaults"].window, BY_CODE["serious_assaults"].window_days) == (Window.ROLLING, 365)
    assert BY_CODE["court_reports_on_time"].window is Window.PERIOD
    rates = {MeasureUnit.PERCENT_OF_POPULATION, MeasureUnit.PER_100000, MeasureUnit.DAYS_PER_PERSON, MeasureUnit.POUNDS_A_YEAR}
    assert all(measure.window is Window.ROLLING for measure in rules.CATALOGUE if measure.unit in rates)


def test_the_definition_of_a_code_is_its_newest_version():
    newest = rules.definition_of(rules.BREACH_ACTION_IN_TIME)

    assert newest is not None
    assert newest.version == max(m.version for m in rules.CATALOGUE if m.code == rules.BREACH_ACTION_IN_TIME)


def test_an_unknown_code_or_version_has_no_definition():
    assert rules.definition_of("sickness") is None
    assert rules.definition_of(rules.PROGRAMME_COMPLETIONS, version=99) is None


def test_compliance_is_two_definitions_of_one_name_that_differ_in_what_they_count():
    """The compliance of 2004-05 was reported as 66 % and as 79 %: performance reports of the National Probation Service."""
    [(other, parts)] = rules.drifts_of(BY_CODE["compliance_strict"], rules.CATALOGUE)

    assert (other.code, parts) == ("compliance_counting_orders_allowed_to_continue", ["numerator"])


def test_breach_before_the_2003_act_is_kept_apart_from_breach_after_it():
    [(other, parts)] = rules.drifts_of(BY_CODE[rules.BREACH_ACTION_IN_TIME], rules.CATALOGUE)

    assert other.code == "breach_action_before_the_2003_act"
    assert "denominator" in parts


def test_another_population_alone_is_no_drift():
    assert rules.drifts_of(BY_CODE["staff_sickness_in_prisons"], rules.CATALOGUE) == []
    assert rules.drifts_of(BY_CODE["overcrowding_in_public_prisons"], rules.CATALOGUE) == []


def test_whether_a_measure_is_offered_is_what_its_own_source_says():
    measure, listed = BY_CODE["court_reports_on_time"], {SourceService.OFFENDER_MGMT: {"court_reports_on_time"}}

    assert rules.offering_of(measure, listed) is Offering.OFFERED
    assert rules.offering_of(measure, {SourceService.OFFENDER_MGMT: set()}) is Offering.NOT_OFFERED
    assert rules.offering_of(measure, {SourceService.INTERVENTIONS: {measure.code}}) is Offering.UNKNOWN
    assert rules.offering_of(measure, NOBODY_SAYS) is Offering.UNKNOWN
    assert rules.offering_of(BY_CODE["arrival_at_court_on_time"], NOBODY_SAYS) is Offering.RETURNED


def test_a_measure_of_two_services_is_offered_by_either_and_unknown_while_one_is_silent():
    measure = BY_CODE["accommodation_on_release"]
    both = {SourceService.OFFENDER_MGMT: {measure.code}, SourceService.INTERVENTIONS: set()}

    assert rules.offering_of(measure, both) is Offering.OFFERED
    assert rules.offering_of(measure, {**both, SourceService.OFFENDER_MGMT: set()}) is Offering.NOT_OFFERED
    assert rules.offering_of(measure, {**both, SourceService.OFFENDER_MGMT: None}) is Offering.UNKNOWN


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "expected"),
    [
        ("breach_action_within_ten_working_days", 91, 100, "91"),  # key targets 2005-06: 91 %
        ("programme_completions", 14_531, 13_940, "1453100/13940"),  # key targets 2007-08: 104.2 % of profile
        ("escapes_from_contracted_escorts", 2, 118_164, "59082"),  # key targets 2005-06: 1 in 59,082
        ("escapes_from_contracted_escorts", 0, 400, "400"),  # house rule 0132
        ("self_inflicted_deaths", 78, 80_578, "7800000/80578"),  # key targets 2005-06: 96.8 per 100,000
        ("category_a_escapes", 0, None, "0"),
        ("staff_sickness_in_prisons", 585, 50, "117/10"),  # key targets 2007-08: 11.7 days
        ("purposeful_activity", 48_000, 2_000, "24"),  # key performance indicators 2002-03: 24 hours
        ("cost_per_prisoner", 36_539_000, 1_000, "36539"),  # key performance indicators 2002-03
        ("serious_assaults", 9, 600, "3/2"),
    ],
)
def test_what_counts_come_to_in_the_unit_of_the_measure(code: str, numerator: int, denominator: int | None, expected: str):
    assert rules.outturn(BY_CODE[code], numerator, denominator) == Fraction(expected)


@pytest.mark.parametrize("measure", [m for m in rules.CATALOGUE if UNITS[m.unit].divided], ids=lambda m: m.code)
def test_nothing_to_divide_by_gives_no_outturn_rather_than_a_perfect_one(measure: rules.MeasureDefinition):
    assert rules.outturn(measure, 0, 0) is None
    assert rules.outturn(measure, 0, None) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (LINE.format(unit="furlongs", sources="provider_return"), "row 2, column unit"),
        (LINE.format(unit="percent", sources="").replace("2005-04-01", "2005-4-1"), "row 2, column in_force_from"),
    ],
)
def test_a_cell_of_the_catalogue_that_cannot_be_read_is_refused_with_its_place(line: str, place: str):
    with pytest.raises(ReferenceListFault, match=place):
        rules.catalogue_of(f"{HEADER}\n{line}\n")


def test_a_definition_that_is_listed_twice_is_refused():
    line = LINE.format(unit="percent", sources="interventions_events")

    with pytest.raises(ReferenceListFault, match="listed twice"):
        rules.catalogue_of(f"{HEADER}\n{line}\n{line}\n")
