"""OASys, offence groups, indicators and published figures, against what was printed."""

from datetime import date
from decimal import Decimal

import pytest

from noms.reference.establishments import load_establishments
from noms.reference.faults import UnknownCode
from noms.reference.oasys import (
    OasysScale,
    OasysSectionKind,
    load_oasys_questions,
    load_oasys_sections,
    oasys_question,
    oasys_questions_in,
    oasys_section,
)
from noms.reference.offence_groups import load_offence_groups, offence_group, offence_groups_of_class
from noms.reference.probation_areas import load_probation_areas
from noms.reference.programmes import programme
from noms.reference.published_figures import (
    TargetSense,
    kpi_target,
    load_kpi_targets,
    load_published_figures,
    published_figure,
)
from noms.reference.regions import load_regions


@pytest.mark.parametrize(
    ("section", "items", "maximum", "threshold"),
    [
        ("3", "3.3 3.4 3.5 3.6", 8, 2),
        ("4", "4.2 4.3 4.4 4.5", 8, 3),
        ("5", "5.2 5.3 5.4 5.5 5.6", 10, None),
        ("6", "6.1 6.3 6.6", 6, 2),
        ("7", "7.2 7.3 7.5", 6, 2),
        ("8", "8.4 8.5 8.6 8.8 8.9", 10, 2),
        ("9", "9.1 9.2 9.3 9.5", 8, 4),
        ("10", "10.1 10.2 10.3 10.4 10.5 10.6", 12, None),
        ("11", "11.5 11.6 11.7 11.9", 8, 4),
        ("12", "12.1 12.4 12.5 12.8", 8, 2),
    ],
)
def test_the_scored_sections_of_oasys(section: str, items: str, maximum: int, threshold: int | None) -> None:
    """Source: Ministry of Justice, hmpps-assess-risks-and-needs, Section.kt; item numbers oasys-cypress-test."""
    listed = oasys_section(section)

    assert (listed.need_items, listed.max_score, listed.need_threshold) == (tuple(items.split()), maximum, threshold)
    assert listed.need_item_count == len(listed.need_items)
    assert sum(max(oasys_question(item).scale.scores) for item in listed.need_items) == maximum


def test_the_questions_that_count_towards_a_need_are_those_of_the_sections_with_a_threshold() -> None:
    by_section = {
        item for section in load_oasys_sections() if section.kind is OasysSectionKind.NEED for item in section.need_items
    }

    assert {question.question for question in load_oasys_questions() if question.counts_towards_need} == by_section
    assert all(
        (section.need_threshold is not None) is (section.kind is OasysSectionKind.NEED) for section in load_oasys_sections()
    )


def test_there_are_26_sections_and_91_questions_each_in_a_listed_section() -> None:
    assert (len(load_oasys_sections()), len(load_oasys_questions())) == (26, 91)
    assert all(oasys_section(question.section) for question in load_oasys_questions())
    assert all(question.question.startswith(f"{question.section}.") for question in load_oasys_questions())


@pytest.mark.parametrize(("question", "scores"), [("3.3", (0, 2)), ("8.6", (0, 1, 2)), ("12.1", (0, 1, 2)), ("1.32", ())])
def test_the_scores_that_an_answer_can_have(question: str, scores: tuple[int, ...]) -> None:
    assert oasys_question(question).scale.scores == scores


def test_the_questions_of_a_section_come_in_the_order_of_the_form() -> None:
    assert [question.question for question in oasys_questions_in("3")] == ["3.3", "3.4", "3.5", "3.6"]
    assert oasys_question("8.6").scale is OasysScale.NEVER_PREVIOUSLY_CURRENTLY


def test_a_section_or_question_that_is_not_on_the_form_is_refused() -> None:
    with pytest.raises(UnknownCode):
        oasys_section("99")
    with pytest.raises(UnknownCode):
        oasys_question("3.1415")


@pytest.mark.parametrize(
    ("code", "weight"), [("VIOL", "0"), ("PROST", "0.7606"), ("FRAUD", "0.1599"), ("DRUGIMP", "-0.7956"), ("OTHER", "-0.0607")]
)
def test_the_weights_of_offence_groups(code: str, weight: str) -> None:
    """Source: Ministry of Justice, hmpps-arns-risk-actuarial-api; 0.7606 and 0.1599 also in its worked examples."""
    assert offence_group(code).ogrs3_weight == Decimal(weight)


def test_there_are_twenty_groups_and_no_class_is_wholly_in_two() -> None:
    classes = [number for group in load_offence_groups() for number in group.home_office_classes]

    assert len(load_offence_groups()) == 20
    assert len(classes) == len(set(classes))


def test_a_class_that_is_divided_between_groups_is_wholly_in_none() -> None:
    whole = {number for group in load_offence_groups() for number in group.home_office_classes}
    divided = {number for group in load_offence_groups() for number in group.home_office_classes_mixed}

    assert not whole & divided
    assert all(len(offence_groups_of_class(number)) == 1 for number in whole)
    assert all(len(offence_groups_of_class(number)) > 1 for number in divided)


def test_a_class_names_its_group_or_the_groups_it_is_divided_between() -> None:
    assert [group.code for group in offence_groups_of_class(34)] == ["ROB"]
    assert [group.code for group in offence_groups_of_class(93)] == ["DRUGIMP", "DRUGPOSS"]
    assert offence_groups_of_class(999) == ()


def test_every_programme_suggested_for_a_group_is_listed() -> None:
    assert all(programme(code) for group in load_offence_groups() for code in group.programme_codes)


def test_an_offence_group_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownCode):
        offence_group("ZZZ")


@pytest.mark.parametrize(
    ("code", "year", "target", "sense", "outturn"),
    [
        ("CATA_ESC", "2009-10", "0", TargetSense.MAX, "0"),
        ("ASSAULT", "2005-06", "1.53", TargetSense.MAX, "1.84"),
        ("ASSAULT", "2009-10", "1.9", TargetSense.MAX, "1.67"),
        ("MDT", "2009-10", "9.3", TargetSense.MAX, "7.8"),
        ("COMPLY", "2005-06", "85", TargetSense.MIN, "81"),
        ("OBP_PROB", "2005-06", "15000", TargetSense.MIN, "17127"),
        ("DTTO_DRR", "2005-06", "4000", TargetSense.MIN, "3977"),
    ],
)
def test_indicators_with_their_targets(code: str, year: str, target: str, sense: TargetSense, outturn: str) -> None:
    """Source: Home Affairs Committee HC162 annex C; NOMS Annual Report 2009/10 HC160, erratum."""
    kpi = kpi_target(code, year)

    assert kpi is not None
    assert (kpi.target, kpi.target_sense, kpi.outturn) == (Decimal(target), sense, Decimal(outturn))


def test_one_escape_in_more_journeys_is_better_so_the_target_is_a_floor() -> None:
    """Source: NOMS Annual Report 2009/10, erratum: 1 in 97,799, first printed as 1 in 81,499."""
    kpi = kpi_target("ESC_CONTRACT", "2009-10")

    assert kpi is not None
    assert (kpi.target_sense, kpi.outturn) == (TargetSense.MIN, Decimal(97_799))


def test_an_indicator_that_was_not_found_is_absent() -> None:
    assert len(load_kpi_targets()) == 36
    assert kpi_target("COMPLY", "2009-10") is None


def value(metric: str, period: str, scope: str = "England and Wales") -> Decimal:
    figure = published_figure(metric, period, scope)
    assert figure is not None
    return figure.value


def test_the_figures_carried_are_198_and_each_is_about_a_listed_place() -> None:
    places = {row.code for rows in (load_establishments(), load_probation_areas(), load_regions()) for row in rows}

    assert len(load_published_figures()) == 198
    assert {figure.scope for figure in load_published_figures()} <= places | {"England and Wales"}


@pytest.mark.parametrize(("year", "population"), [(2002, 71_218), (2003, 73_657), (2005, 76_190), (2007, 79_734)])
def test_the_prison_population_on_30_june(year: int, population: int) -> None:
    """Source: Hansard 31 January 2008."""
    assert value("prison_population", f"{year}-06-30") == population


@pytest.mark.parametrize("period", ["2010-06-25", "2011-06-24", "2012-06-29", "2017-06-30"])
def test_the_places_of_public_and_private_prisons_add_up(period: str) -> None:
    """Source: parliamentary question 284914 (2019)."""
    parts = value("in_use_cna_private", period) + value("in_use_cna_public", period)

    assert parts == value("in_use_cna_total", period)


@pytest.mark.parametrize("year", ["2005-06", "2006-07", "2007-08", "2008-09"])
def test_programme_completions_in_wales_are_the_sum_of_its_four_areas(year: str) -> None:
    """Source: Hansard 3 March 2010."""
    areas = sum(value("programme_completions_probation", year, area) for area in ("WSN", "SWS", "GWT", "DPP"))

    assert areas == value("programme_completions_probation", year, "WAL")


def test_men_and_women_in_prison_were_85_000_at_the_end_of_may_2010() -> None:
    """Source: Ministry of Justice, 30 June 2010, rounded."""
    men, women = value("prison_population_male", "2010-05-31"), value("prison_population_female", "2010-05-31")

    assert men + women == Decimal(85_000)


def test_the_programme_of_change_left_396_of_576_regional_jobs() -> None:
    """Source: Hansard 30 March 2010: reduced by 180."""
    before, after = value("regional_jobs_before_2009_change", "2009"), value("regional_jobs_after_2009_change", "2009")

    assert (before, after, before - after) == (Decimal(576), Decimal(396), Decimal(180))


def test_a_figure_knows_the_days_that_it_speaks_of() -> None:
    crowding = published_figure("crowded_percent", "2007-08")
    kennet = published_figure("population_percent_of_cna", "2010-03", "KTI")

    assert crowding is not None
    assert (crowding.period.first_day, crowding.period.last_day) == (date(2007, 4, 1), date(2008, 3, 31))
    assert kennet is not None
    assert (kennet.period.first_day, kennet.period.last_day) == (date(2010, 3, 1), date(2010, 3, 31))


def test_a_figure_that_was_not_published_is_absent() -> None:
    assert published_figure("prison_population", "1950-06-30") is None
