"""The catalogue over HTTP."""

from builders.interventions.personas import contractor, offender_manager, unreaching
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.interventions.programmes import ProgrammeList
from noms.reference.programmes import load_programmes


async def test_the_catalogue_shows_every_programme_by_code_to_whoever_works_with_it(interventions: Running):
    async with interventions.as_(contractor) as client:
        answer = await client.get("/v1/programmes")

    shown = ProgrammeList.model_validate_json(answer.content).data
    assert [row.code for row in shown] == sorted(row.code for row in load_programmes())


async def test_what_rests_on_hearsay_is_shown_as_unverified_with_its_source(interventions: Running):
    async with interventions.as_(unreaching) as client:
        ets, idap = [(await client.get(f"/v1/programmes/{code}")).json() for code in ("ETS", "IDAP")]

    assert (ets["unverified"], ets["sessions"]) == (False, 20)
    assert ets["source"].startswith("Home Affairs Committee 2004-05 HC193")
    assert (idap["unverified"], idap["source"]) == (True, "[known]")


async def test_a_code_that_the_catalogue_does_not_have_is_not_found(interventions: Running):
    async with interventions.as_(offender_manager) as client:
        answer = await client.get("/v1/programmes/NOSUCH")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_role_that_this_service_does_not_know_may_not_even_read_the_catalogue(interventions: Running):
    visitor = Persona("vera", "LDN", CallerKind.STAFF, ("visitor",), {"organisations": ["LDN"]})
    async with interventions.as_(visitor) as client:
        assert (await client.get("/v1/programmes")).status_code == 403
    async with interventions.as_(None) as client:
        assert (await client.get("/v1/programmes")).status_code == 401
