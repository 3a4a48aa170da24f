"""Requirements, pathways, absences, programmes and National Standards, against the Act and the printed tables."""

from datetime import date

import pytest
from pydantic import TypeAdapter

from noms.contracts.wire import Code
from noms.reference.absence_reasons import CountsAsFailure, absence_reason, load_absence_reasons
from noms.reference.community_requirements import (
    community_requirement,
    community_requirements_on,
    load_community_requirements,
)
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.national_standards import StandardUnit, load_national_standards_2007, national_standard
from noms.reference.oasys import load_oasys_sections
from noms.reference.pathways import load_pathways, pathway, pathways_on
from noms.reference.programmes import ProgrammeCategory, load_programmes, programme

TWELVE = ["UPW", "ACT", "PROG", "PROH", "CURF", "EXCL", "RES", "MHT", "DRR", "ATR", "SUP", "ATTC"]


@pytest.mark.parametrize("day", [date(2005, 4, 4), date(2010, 6, 30), date(2012, 12, 2), date(2012, 12, 3)])
def test_a_court_may_choose_from_twelve_requirements(day: date) -> None:
    """Source: Criminal Justice Act 2003 s.177(1)."""
    assert [requirement.code for requirement in community_requirements_on(day)] == TWELVE
    assert all(requirement.available_in == ("CO", "SSO") for requirement in community_requirements_on(day))


def test_before_4_april_2005_there_were_none() -> None:
    assert community_requirements_on(date(2005, 4, 3)) == ()
    with pytest.raises(NotInForce):
        community_requirement("UPW", on=date(2005, 4, 3))


def test_unpaid_work_is_40_to_300_hours_within_12_months() -> None:
    """Source: Criminal Justice Act 2003 s.199(2) and s.200(2)."""
    work = community_requirement("UPW", on=date(2009, 7, 8))

    assert (work.min_quantity, work.max_quantity, work.unit, work.time_limit_months) == (40, 300, "hours", 12)


@pytest.mark.parametrize(("day", "hours", "months"), [(date(2012, 12, 2), 12, 6), (date(2012, 12, 3), 16, 12)])
def test_the_limits_of_a_curfew_were_raised_on_3_december_2012(day: date, hours: int, months: int) -> None:
    """Source: Criminal Justice Act 2003 s.204, explanatory notes and current text; the day is general knowledge."""
    curfew = community_requirement("CURF", on=day)

    assert (curfew.min_quantity, curfew.max_quantity, curfew.time_limit_months) == (2, hours, months)


@pytest.mark.parametrize("code", ["DRR", "ATR"])
def test_the_six_month_minimum_of_treatment_ended_on_3_december_2012(code: str) -> None:
    assert community_requirement(code, on=date(2012, 12, 2)).min_months == 6
    assert community_requirement(code, on=date(2012, 12, 3)).min_months is None


def test_treatment_needs_consent_and_curfew_and_exclusion_normally_need_monitoring() -> None:
    rows = community_requirements_on(date(2009, 7, 8))

    assert [row.code for row in rows if row.consent_required] == ["MHT", "DRR", "ATR"]
    assert [row.code for row in rows if row.em_normally_required] == ["CURF", "EXCL"]


def test_no_requirement_has_two_sets_of_limits_on_one_day() -> None:
    for row in load_community_requirements():
        others = [other for other in load_community_requirements() if other.code == row.code and other is not row]
        assert not any(other.in_force_on(row.valid_from) for other in others)


def test_a_requirement_that_is_not_in_the_act_is_refused() -> None:
    with pytest.raises(UnknownCode):
        community_requirement("RAR", on=date(2009, 7, 8))


def test_seven_pathways_are_for_everybody_and_two_for_women() -> None:
    """Source: founding paper 001 for the seven; the two for women are general knowledge."""
    assert [row.applies_to for row in load_pathways()] == ["all"] * 7 + ["women"] * 2
    assert len(pathways_on(date(2004, 7, 31))) == 7
    assert len(pathways_on(date(2008, 12, 31))) == 9
    assert pathway("ETE").name == "Employment, training and education"


def test_every_pathway_and_section_of_oasys_know_one_another() -> None:
    sections = {section.section for section in load_oasys_sections()}
    assert all(set(row.oasys_sections) <= sections for row in load_pathways())
    for section in load_oasys_sections():
        if section.pathway_code is not None:
            assert section.section in pathway(section.pathway_code).oasys_sections


def test_a_pathway_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownCode):
        pathway("ZZZ")


def test_only_four_outcomes_count_as_failures_and_one_waits_for_a_decision() -> None:
    counting = {row.code for row in load_absence_reasons() if row.counts_as_failure is CountsAsFailure.YES}
    pending = {row.code for row in load_absence_reasons() if row.counts_as_failure is CountsAsFailure.PENDING}

    assert (counting, pending) == ({"AFTC", "ATSH", "UAAB", "ATFI"}, {"AFTA"})


def test_no_acceptable_outcome_counts_as_a_failure_and_every_failure_is_unacceptable() -> None:
    for row in load_absence_reasons():
        assert (row.acceptable is False) is (row.counts_as_failure is CountsAsFailure.YES)


def test_an_unacceptable_absence_is_neither_attended_nor_complied() -> None:
    absence = absence_reason("UAAB")

    assert (absence.attended, absence.complied, absence.acceptable) == (False, False, False)


def test_whether_a_medical_absence_complies_is_left_open_but_evidence_is_expected() -> None:
    absence = absence_reason("AAME")

    assert (absence.complied, absence.acceptable, absence.evidence_expected) == (None, True, True)


def test_an_outcome_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownCode):
        absence_reason("ZZZZ")


def test_every_code_of_outcomes_requirements_pathways_and_programmes_can_cross_the_wire() -> None:
    code: TypeAdapter[str] = TypeAdapter(Code)
    codes = [
        *(row.code for row in load_absence_reasons()),
        *(row.code for row in load_community_requirements()),
        *(row.code for row in load_pathways()),
        *(row.code for row in load_programmes()),
    ]
    assert [code.validate_python(listed) for listed in codes] == codes


@pytest.mark.parametrize(("code", "sessions", "hours"), [("ETS", 20, "40-50"), ("R&R", 38, "76"), ("CALM", 24, "48-60")])
def test_sessions_and_hours_of_programmes(code: str, sessions: int, hours: str) -> None:
    """Source: Home Affairs Committee 2004-05, HC193, evidence annex C."""
    assert (programme(code).sessions, programme(code).total_hours) == (sessions, hours)


def test_every_programme_serves_a_listed_pathway() -> None:
    assert len(load_programmes()) == 46
    assert all(pathway(code) for row in load_programmes() for code in row.pathway_codes)
    assert programme("FOR").pathway_codes == ("ACC", "ETE")
    assert programme("IDAP").category is ProgrammeCategory.DOMESTIC_VIOLENCE


def test_a_programme_is_possibly_offered_from_its_first_year_to_the_end_of_its_last() -> None:
    idap = programme("IDAP")

    offered = [idap.possibly_offered_on(date(year, month, 1)) for year, month in ((2003, 12), (2004, 1), (2013, 12), (2014, 1))]
    assert offered == [False, True, True, False]
    assert programme("FOCUS").possibly_offered_on(date(2005, 1, 1))


def test_a_programme_that_is_not_listed_is_refused() -> None:
    with pytest.raises(UnknownCode):
        programme("ZZZ")


@pytest.mark.parametrize(
    ("item", "limits", "unit"),
    [
        ("allocate_offender_manager", [3, 3, 3, 1], StandardUnit.WORKING_DAYS),
        ("allocate_offender_supervisor", [2, 2, 2, 2], StandardUnit.WORKING_DAYS),
        ("first_contact", [5, 5, 5, 2], StandardUnit.WORKING_DAYS),
        ("offender_supervisor_contact", [10, 10, 10, 10], StandardUnit.WORKING_DAYS),
        ("initial_sentence_plan_short", [8, 8, 8, 8], StandardUnit.WEEKS),
        ("initial_sentence_plan_long", [16, 16, 16, 16], StandardUnit.WEEKS),
        ("breach_initiation", [10, 10, 10, 10], StandardUnit.WORKING_DAYS),
    ],
)
def test_the_limits_of_the_national_standards_by_tier(item: str, limits: list[int], unit: StandardUnit) -> None:
    """Source: National Standards 2007, overview table; breach: Hansard 17 July 2006."""
    standards = [national_standard(item, tier) for tier in "1234"]

    assert [(row.value, row.unit) for row in standards if row] == [(limit, unit) for limit in limits]


def test_a_sentence_plan_is_due_in_15_working_days_but_in_tier_4_in_5_days() -> None:
    """Source: National Standards 2007, overview table, which prints five days and not five working days."""
    due = [national_standard("initial_sentence_plan", tier) for tier in "14"]

    assert [(row.value, row.unit) for row in due if row] == [(15, StandardUnit.WORKING_DAYS), (5, StandardUnit.DAYS)]


def test_a_group_may_have_its_own_standard_and_an_item_may_have_none_for_a_tier() -> None:
    """Source: PSI 12/2010 for prolific offenders in custody; Hansard 17 July 2006 for high risk."""
    supervisor = national_standard("allocate_offender_supervisor", "PPO")
    risk = national_standard("risk_assessment_high_or_ppo", "HIGH_ROSH")

    assert supervisor is not None
    assert (supervisor.value, supervisor.unit) == (3, StandardUnit.DAYS)
    assert risk is not None
    assert (risk.value, risk.unit) == (5, StandardUnit.WORKING_DAYS)
    assert national_standard("contact_phase_3", "4") is None


def test_contact_levels_other_than_those_of_tier_2_are_marked_as_estimates() -> None:
    """Source: West Yorkshire Probation Trust, evidence PB 65, gives tier 2 to week 16 only."""
    published = {row.item for row in load_national_standards_2007() if row.item.startswith("contact_phase") and not row.marks}

    assert published == {"contact_phase_1", "contact_phase_2"}
    assert all(row.marks or row.tiers == ("2",) for row in load_national_standards_2007() if row.item.startswith("contact"))
