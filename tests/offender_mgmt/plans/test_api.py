"""Plans on a running service: driven by the assessment, and no need dropped."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.plans import new_plan, objective
from house.running import Running, once


async def assessed(case: OpenCase, **changes: object) -> str:
    return (await case.record("assessments", new_assessment(**changes)))["assessment_id"]


async def test_a_plan_names_for_each_need_an_objective_or_the_reason_why_not(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        assessment_id = await assessed(case)
        made = await case.record("plans", new_plan(assessment_id))
        read = await client.get(f"/v1/plans/{made['plan_id']}")

    assert (made["assessment_id"], made["review_by"]) == (assessment_id, "2011-02-09")
    assert [(part["section_code"], part["section_name"], part["pathway_code"]) for part in made["objectives"]] == [
        ("THINK", "Thinking and behaviour", "ATB")
    ]
    assert [(part["section_code"], part["reason_code"]) for part in made["unmet_needs"]] == [("DRUG", "later_in_sentence")]
    assert read.json() == made


async def test_an_objective_without_a_need_is_refused_with_its_pointer(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await assessed(case)
        offered = {"agreed_on": "2010-10-20", "objectives": [{"objective": "Keep busy."}]}
        refused = await client.post(f"/v1/persons/{case.crn}/plans", json=offered, headers=once())

    assert refused.status_code == 422
    assert faults_in(refused) == [("/objectives/0/need", "missing")]


@pytest.mark.parametrize(
    ("act", "field", "day"),
    [
        ("assessments", "completed_on", "2001-03-31"),
        ("plans", "agreed_on", "1985-01-01"),
        ("plans", "review_by", "9999-12-31"),
        ("plans", "objectives/0/complete_by", "2100-01-01"),
        ("public-protection", "next_review_on", "1900-01-01"),
    ],
)
async def test_a_day_that_no_work_with_a_person_can_bear_is_refused_with_its_pointer(
    service: Running, act: str, field: str, day: str
):
    named = objective("0197a1de-7c00-7000-8000-000000000001")
    bodies = {
        "assessments": {"purpose": "review", "completed_on": "2010-10-15"},
        "plans": {"agreed_on": "2010-10-20", "objectives": [named]},
        "public-protection": {},
    }
    (named if "/" in field else bodies[act])[field.rpartition("/")[2]] = day
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        method, version = ("PUT", {"If-Match": '"0"'}) if act == "public-protection" else ("POST", once())
        refused = await client.request(method, f"/v1/persons/{case.crn}/{act}", json=bodies[act], headers=version)

    assert refused.status_code == 422
    assert faults_in(refused) == [(f"/{field}", "value_error")]


async def test_an_objective_for_a_section_that_is_not_a_need_is_refused_with_its_pointer(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        assessment_id = await assessed(case)
        both = [objective(assessment_id), objective(assessment_id, "ACC")]
        refused = await case.post("plans", new_plan(assessment_id, objectives=both))

    assert (refused.status_code, refused.json()["code"]) == (409, "plan_refused")
    assert faults_in(refused) == [("/objectives/1/need/section_code", "not_a_need")]


async def test_a_need_is_never_dropped_in_silence(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        assessment_id = await assessed(case)
        refused = await case.post("plans", new_plan(assessment_id, unmet_needs=[]))

    assert faults_in(refused) == [("/unmet_needs", "need_unanswered")]


async def test_a_plan_rests_on_the_latest_assessment(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        earlier = await assessed(case)
        latest = await assessed(case, completed_on="2010-10-15", purpose="review")
        refused = await case.post("plans", new_plan(earlier))
        taken = await case.post("plans", new_plan(latest))

    assert ("/objectives/0/need/assessment_id", "not_latest_assessment") in faults_in(refused)
    assert taken.status_code == 201


async def test_the_assessment_of_somebody_else_gives_no_need(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case, other = await an_open_case(client), await an_open_case(client)
        await assessed(case)
        refused = await case.post("plans", new_plan(await assessed(other)))

    assert ("/objectives/0/need/assessment_id", "not_latest_assessment") in faults_in(refused)


async def test_without_an_assessment_there_is_no_plan(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        refused = await case.post("plans", new_plan("00000000-0000-4000-8000-000000000000"))

    assert (refused.status_code, refused.json()["code"]) == (409, "not_assessed")


async def test_a_plan_out_of_reach_and_one_that_is_not_there_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("plans", new_plan(await assessed(case)))
    async with service.as_(personas.other_offender_manager) as client:
        hidden = await client.get(f"/v1/plans/{made['plan_id']}")
        absent = await client.get("/v1/plans/00000000-0000-4000-8000-000000000000")

    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}
