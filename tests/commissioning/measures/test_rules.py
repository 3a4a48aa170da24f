"""The catalogue of measures."""

from fractions import Fraction

from noms.contracts.commissioning.measures import SourceService
from services.commissioning.measures import rules


def test_the_catalogue_has_one_measure_of_each_service_that_owns_events():
    assert {measure.code: measure.source_service for measure in rules.CATALOGUE} == {
        "programme_completions": SourceService.INTERVENTIONS,
        "breach_action_within_ten_working_days": SourceService.OFFENDER_MGMT,
    }


def test_no_version_of_a_definition_is_printed_twice():
    printed = [(measure.code, measure.version) for measure in rules.CATALOGUE]

    assert len(printed) == len(set(printed))


def test_the_definition_of_a_code_is_its_newest_version():
    newest = rules.definition_of(rules.BREACH_ACTION_IN_TIME)

    assert newest is not None
    assert newest.version == max(m.version for m in rules.CATALOGUE if m.code == rules.BREACH_ACTION_IN_TIME)


def test_an_unknown_code_or_version_has_no_definition():
    assert rules.definition_of("sickness") is None
    assert rules.definition_of(rules.PROGRAMME_COMPLETIONS, version=99) is None


def test_breach_in_time_of_2005_06_is_91_per_cent_when_91_of_100_were():
    assert rules.outturn_percent(91, Fraction(100)) == 91


def test_programme_completions_of_2007_08_were_104_2_per_cent_of_profile():
    """Key targets 2007-08, probation accredited programmes: 14,531 completed against 13,940."""
    outturn = rules.outturn_percent(14_531, Fraction(13_940))

    assert outturn is not None
    assert round(float(outturn), 1) == 104.2


def test_nothing_to_deliver_gives_no_outturn_rather_than_a_perfect_one():
    assert rules.outturn_percent(0, Fraction(0)) is None
