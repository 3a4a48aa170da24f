"""Assessments on a running service."""

from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import an_open_case, faults_in
from house.running import Running
from noms.chassis.database.rows import AuditRow


async def test_an_assessment_answers_with_its_scores_and_needs(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("assessments", new_assessment())
        read = await client.get(f"/v1/assessments/{made['assessment_id']}")
    sections = {section["section_code"]: section for section in made["sections"]}

    assert made["needs"] == ["DRUG", "THINK"]
    assert (sections["DRUG"]["score"], sections["DRUG"]["need"]) == (3, True)
    assert (sections["ACC"]["score"], sections["ACC"]["need"]) == (1, False)
    assert (sections["ALC"]["score"], sections["ALC"]["need"]) == (None, False)
    assert made["answers"] == [{"question": "8.4", "score": 1}, {"question": "8.5", "score": 2}]
    assert read.json() == made


async def test_an_assessment_outside_the_question_bank_is_refused_with_each_place(service: Running):
    offered = new_assessment(answers=[{"question": "8.99", "score": 1}], section_scores=[{"section_code": "HEALTH", "score": 1}])
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        refused = await case.post("assessments", offered)

    assert (refused.status_code, refused.json()["code"]) == (409, "assessment_refused")
    assert faults_in(refused) == [
        ("/answers/0/question", "unknown_question"),
        ("/section_scores/0/section_code", "no_score"),
    ]


async def test_an_assessment_out_of_reach_and_one_that_is_not_there_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("assessments", new_assessment())
    async with service.as_(personas.other_offender_manager) as client:
        hidden = await client.get(f"/v1/assessments/{made['assessment_id']}")
        absent = await client.get("/v1/assessments/00000000-0000-4000-8000-000000000000")

    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_reading_an_assessment_is_audited_under_the_person(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("assessments", new_assessment())
        await client.get(f"/v1/assessments/{made['assessment_id']}")
    async with service.database.engine.connect() as connection:
        actions = (await connection.execute(select(AuditRow.action).where(AuditRow.subject == case.crn))).scalars().all()

    assert actions.count("read_assessment") == 1


async def test_a_programme_team_reads_assessments_and_records_none(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        made = await case.record("assessments", new_assessment())
    async with service.as_(personas.programme_team) as client:
        read = await client.get(f"/v1/assessments/{made['assessment_id']}")
        refused = await case.seen_by(client).post("assessments", new_assessment())

    assert (read.status_code, refused.status_code) == (200, 403)
