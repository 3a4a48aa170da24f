"""One sentence from court to settlement, told by the demo, through services that talk over real HTTP."""

import re
import subprocess

import httpx
import pytest

from house.whole import House


@pytest.fixture(scope="module")
def told(house: House) -> str:
    """What `noms demo` printed; every word of it came over HTTP."""
    done = house.noms("demo")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_unpaid_work_beyond_three_hundred_hours_is_refused(told: str):
    # Source: Criminal Justice Act 2003 s.199(2), 40 to 300 hours.
    assert "400 hours would be refused" in told
    assert "40 to 300 hours" in told


def test_an_objective_without_a_need_is_refused(told: str):
    assert re.search(r"objective for alcohol would be refused \(409 \w+\)", told)


def test_the_requirement_travels_to_interventions_by_event(told: str):
    assert "The requirement of Alex Marlow has reached interventions by event." in told


def test_christmas_and_new_year_are_no_sessions(told: str):
    # Source: bank holidays of England and Wales 2010-11 (domain notes, interventions 2.9).
    assert "bank holidays skipped: 2010-12-27, 2011-01-03" in told


def test_the_first_absence_makes_a_warning_due_and_the_second_a_breach_in_ten_working_days(told: str):
    # Sources: Criminal Justice Act 2003 Sch 8 paras 5 and 6; National Standards 2007. Thursday 11 November 2010 + 10 = 25 November.
    assert "a warning is due by 2010-11-04 (Criminal Justice Act 2003 Sch 8 para 5)" in told
    assert "breach action must begin by 2010-11-25" in told
    assert "The information is laid on 2010-11-16, in time." in told


def test_only_the_fourth_evidence_completes_the_programme(told: str):
    # Source: PC 09/2007.
    assert "still missing: recorded_on_system." in told
    assert re.search(r"With the fourth evidence the programme is completed on 2011-01-\d\d", told)


def test_the_measures_are_computed_and_every_figure_opens_down_to_an_event(told: str):
    assert re.search(r"programme_completions, 2010-10-01 to 2011-03-31: [1-9]\d* of .* computed by interventions", told)
    assert re.search(r"breach_action_within_ten_working_days, .*\(100.0\), computed by offender_mgmt", told)
    assert re.search(r"Behind \w+ stands event [0-9a-f-]{36}: offender_mgmt.breach.begun", told)


def test_a_settlement_line_follows_from_the_computed_completions(told: str):
    assert re.search(r"Settlement, programme_completions: £\d+,\d{3}\.\d{2}", told)


def test_the_contractor_reads_its_own_prisoner_and_nobody_else(told: str):
    assert "held at Rye Hill" in told
    assert re.search(r"The same token asks for A\d{6}, who is not in that prison: 404", told)


def test_who_bought_a_private_prison_after_april_2008_is_undetermined(told: str):
    # Source: founding paper 001; responsibilities list.
    assert "Rye Hill on 2007-07-08: ROM." in told
    assert "Rye Hill on 2008-07-08: undetermined." in told


def test_the_commons_question_is_answered_with_what_is_known(told: str):
    # Source: founding paper 002, parliamentary answer of 9 September 2009: 646.
    assert "2009-08-31: 646; by origin: probation 0, prison 0, other 0, unknown 646." in told


def test_every_link_of_the_demo_opens(told: str, house: House):
    headers = {"Authorization": f"Bearer {house.token('auditor')}"}
    links = sorted(set(re.findall(r"http://127\.0\.0\.1:\d+/v1/\S+", told)))
    answers = {link: httpx.get(link, headers=headers).status_code for link in links}
    assert len(links) > 12
    assert set(answers.values()) == {200}, answers


def test_the_demo_can_be_walked_again(told: str, house: House):
    again = house.noms("demo")
    assert again.returncode == 0, again.stdout + again.stderr


def test_the_first_call_that_is_printed_works_when_pasted(house: House):
    line = re.search(r"curl .*", house.output)[0]
    pasted = line.replace(".venv/bin/noms", f"{__import__('sys').executable} -m noms.cli")
    done = subprocess.run(["bash", "-c", pasted], env=house.environment, capture_output=True, text=True, timeout=60, check=False)
    assert '"standing":"undetermined"' in done.stdout, done.stdout + done.stderr


def test_the_audit_of_a_running_house_is_whole(told: str, house: House):
    done = house.noms("audit", "verify", "--json")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_events_of_a_service_can_be_printed(told: str, house: House):
    done = house.noms("events", "tail", "offender_mgmt", "--no-follow")
    assert "offender_mgmt.requirement.imposed" in done.stdout


def test_the_doctor_finds_everything_well(told: str, house: House):
    done = house.noms("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
