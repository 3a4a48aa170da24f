"""What a court can impose: the twelve requirements for this person, with what each has cost."""

from datetime import date

import pytest

from builders.offender_mgmt.sentencing import ON, cost, offer, offers
from noms.contracts.offender_mgmt.persons import Sex
from noms.contracts.offender_mgmt.sentencing import RequirementOption
from services.offender_mgmt.assessments.rules import SCORED_SECTIONS
from services.offender_mgmt.programme_options.rules import Defendant
from services.offender_mgmt.sentencing.rules import (
    ANSWERS,
    SPECIFICATIONS,
    options,
    pathway_of_need,
    sentence_for_unknown_need,
    unit_cost,
)


def by_code(found: list[RequirementOption]) -> dict[str, RequirementOption]:
    return {one.code: one for one in found}


def test_the_twelve_requirements_stand_in_the_order_of_the_act():
    """Criminal Justice Act 2003 s.177(1)."""
    found = options(Defendant(ON, frozenset()), "LDN", offers(), [])

    assert [one.code for one in found] == [
        "UPW", "ACT", "PROG", "PROH", "CURF", "EXCL", "RES", "MHT", "DRR", "ATR", "SUP", "ATTC",
    ]  # fmt: skip
    assert (found[0].min_quantity, found[0].max_quantity, found[0].unit) == (40, 300, "hours")


def test_a_programme_requirement_is_available_when_a_programme_has_a_place():
    needs = Defendant(ON, frozenset({"ATB"}), Sex.MALE, 30)
    free, full, unknown = (
        by_code(options(needs, "LDN", told, []))["PROG"] for told in (offers(offer()), offers(offer(places_free=0)), None)
    )

    assert (free.available, full.available, unknown.available) == (True, False, None)
    assert (free.meets_needs, free.programmes[0].programme_code) == (["ATB"], "TSP")


def test_each_need_finds_the_requirements_that_answer_it():
    found = by_code(options(Defendant(ON, frozenset({"DRUGALC"})), "LDN", offers(), []))

    assert [code for code, one in found.items() if one.meets_needs] == ["DRR", "ATR", "SUP"]


@pytest.mark.parametrize(("age", "available"), [(24, None), (25, False), (None, None)])
def test_an_attendance_centre_is_for_people_under_twenty_five(age: int | None, available: bool | None):
    """Criminal Justice Act 2003 s.177(1)(l)."""
    centre = by_code(options(Defendant(ON, frozenset(), None, age), "LDN", offers(), []))["ATTC"]

    assert (centre.available, centre.because) == (available, ["too_old"] if available is False else [])


def test_from_30_november_2009_an_order_is_for_adults():
    """SI 2009/3074: the youth rehabilitation order took its place for those under eighteen."""
    before, after = (options(Defendant(day, frozenset(), None, 17), "LDN", offers(), []) for day in (date(2009, 11, 29), ON))

    assert {one.available for one in after} == {False}
    assert not [one for one in before if "adults_only" in one.because]


def test_the_cost_of_the_area_comes_before_that_of_all_and_the_latest_year_before_an_earlier():
    known = [cost(), cost(year="2010-11", provider="WMP"), cost(year="2008-09", provider="LDN"), cost(year="2010-11")]

    assert [unit_cost("PROG", area, known).year for area in ("LDN", "YSN")] == ["2008-09", "2010-11"]  # type: ignore[union-attr]  # both are known
    assert unit_cost("PROG", "YSN", [cost(provider="WMP")]) is None
    assert unit_cost("PROH", "LDN", known) is None
    assert unit_cost("PROG", "LDN", [cost(establishment_function="trainer")]) is None


def test_a_need_is_a_pathway_or_a_section_of_oasys():
    assert [pathway_of_need(code) for code in ("DRUGALC", "8", "9", "11", "NONSENSE", "99")] == [
        "DRUGALC", "DRUGALC", "DRUGALC", "ATB", None, None,
    ]  # fmt: skip


def test_a_need_goes_by_the_code_that_an_assessment_shows():
    shown = {section.code: section.pathway_code for section in SCORED_SECTIONS}

    assert {code: pathway_of_need(code) for code in shown} == shown


def test_an_unknown_need_is_answered_with_what_could_be_sent():
    told = sentence_for_unknown_need("NONSENSE")

    assert told.startswith("NONSENSE is neither a pathway (")
    assert "DRUGALC" in told


def test_every_requirement_spoken_of_is_one_of_the_twelve():
    codes = {one.code for one in options(Defendant(ON, frozenset()), "LDN", None, [])}

    assert set(ANSWERS) | set(SPECIFICATIONS) <= codes
