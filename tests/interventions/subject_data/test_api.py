"""What is held of one person, for the service that answers the person, and for nobody else."""

from builders.interventions.attendance import recorded
from builders.interventions.cohorts import dated, placed
from builders.interventions.personas import auditor, offender_manager, programme_team, trust_system
from house.running import Running
from noms.cli.personas import service_persona
from noms.contracts.subject_data import HELD_BY_INTERVENTIONS
from services.interventions.main import service
from services.interventions.rows import Row
from services.interventions.subject_data.queries import OF_A_REFERRAL

HOUSE = service_persona("offender_mgmt")
OF_NOBODY = {"cohort", "cohort_session"}
"""A group and its days: who is in them, the places and the register say."""


async def test_everything_of_the_person_is_told_and_nothing_of_anybody_else(interventions: Running):
    cohort = await dated(interventions)
    mine, others = await placed(interventions, cohort), await placed(interventions, cohort)
    for referral in (mine, others):
        await recorded(interventions, referral, cohort["sessions"][0])
    async with interventions.as_(HOUSE) as client:
        answer = await client.get(f"/v1/subject-data/{mine['crn']}")
    told = answer.json()

    assert {records["kind"] for records in told["data"]} == {
        "requirement", "referral", "referral_move", "suitability", "place", "attendance",
    }  # fmt: skip
    assert mine["referral_id"] in answer.text
    assert others["referral_id"] not in answer.text
    assert others["crn"] not in answer.text


async def test_of_nobody_known_nothing_is_told(interventions: Running):
    async with interventions.as_(HOUSE) as client:
        answer = await client.get("/v1/subject-data/Z999999")

    assert (answer.status_code, answer.json()["data"]) == (200, [])


async def test_only_the_service_that_answers_people_asks(interventions: Running):
    for persona in (offender_manager, programme_team, trust_system, auditor, service_persona("commissioning")):
        async with interventions.as_(persona) as client:
            assert (await client.get("/v1/subject-data/Z999999")).status_code == 403


def test_every_table_of_people_is_told_of():
    assert service.name == "interventions"
    told = {"requirement", *(row.__tablename__ for row in OF_A_REFERRAL)}

    assert set(Row.metadata.tables) - told == OF_NOBODY
    assert set(HELD_BY_INTERVENTIONS) == told
