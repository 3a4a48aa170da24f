"""The register of organisations over HTTP."""

import pytest

from builders.commissioning.personas import KENT_TRUST, LONDON_TRUST, OFFENDER_MANAGER, RYE_HILL_CONTRACTOR, STRANGER
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.register import LineageView, OrganisationList, OrganisationView
from noms.reference.register import load_organisations
from services.commissioning.register import rules

PATHS = ["/v1/organisations", "/v1/organisations/XI-NOMS-TRUST-LDN", "/v1/organisations/XI-NOMS-TRUST-LDN/lineage"]


async def listed(service: Running, **query: str) -> OrganisationList:
    async with service.as_(OFFENDER_MANAGER) as client:
        answer = await client.get("/v1/organisations", params=query)
    assert answer.status_code == 200, answer.text
    return OrganisationList.model_validate_json(answer.content)


async def one(service: Running, organisation_id: str, **query: str) -> OrganisationView:
    async with service.as_(OFFENDER_MANAGER) as client:
        return OrganisationView.model_validate_json(
            (await client.get(f"/v1/organisations/{organisation_id}", params=query)).content
        )


@pytest.mark.parametrize(
    ("on", "boards", "trusts"),
    [("2007-06-01", 42, 0), ("2008-04-01", 36, 6), ("2009-04-01", 34, 8), ("2010-03-31", 34, 8), ("2010-04-01", 0, 35)],
)
async def test_boards_and_trusts_are_counted_on_a_day(service: Running, on: str, boards: int, trusts: int):
    """Source: SI 2008/504, SI 2009/547, SI 2010/191."""
    counted = {count.kind: count.organisations for count in (await listed(service, on=on)).counts}

    assert (counted.get("probation_board", 0), counted.get("probation_trust", 0)) == (boards, trusts)


async def test_what_may_have_been_in_being_is_listed_and_not_counted(service: Running):
    on_a_day_of_the_month = await listed(service, on="2009-04-15", kind="establishment")
    undetermined = {known.name for known in on_a_day_of_the_month.data if known.existence == "undetermined"}

    assert undetermined == {"Albany", "Camp Hill", "Parkhurst", "Isle of Wight"}
    assert on_a_day_of_the_month.counts[0].organisations == len(on_a_day_of_the_month.data) - 4


async def test_an_organisation_is_found_by_any_of_its_identifiers(service: Running):
    assert [known.id for known in (await listed(service, identifier="00242246")).data] == ["GB-COH-00242246"]
    assert [known.id for known in (await listed(service, identifier="RHI")).data] == ["XI-NOMS-PRISON-RHI"]
    assert [known.id for known in (await listed(service, identifier="LDN", on="2010-06-30")).data] == ["XI-NOMS-TRUST-LDN"]


async def test_a_prison_under_contract_shows_the_company_on_the_day_and_the_line_before_it(service: Running):
    """Source: private_prison_contracts.csv; symroe/prison-estate-data lists/contracted-out for the number."""
    before, after = [await one(service, "XI-NOMS-PRISON-BMI", on=on) for on in ("2011-09-30", "2011-10-01")]

    assert [(parent.id, parent.relation) for parent in before.parents] == [("XI-NOMS-HMPS", "part_of")]
    assert [(parent.id, parent.relation) for parent in after.parents] == [("GB-COH-00390328", "run_by")]


async def test_a_company_has_the_number_that_its_source_gives_and_its_operator(service: Running):
    onley = await one(service, "GB-COH-03682678")

    assert (onley.scheme, onley.identifier, onley.kind, onley.roles) == ("GB-COH", "03682678", "project_company", ["provider"])
    assert [(parent.name, parent.relation) for parent in onley.parents] == [("G4S", "operated_by")]


async def test_general_knowledge_and_estimates_are_marked_as_such(service: Running):
    directorate, board = await one(service, "XI-NOMS-NPD"), await one(service, "XI-NOMS-BIA")

    assert (directorate.dates_estimated, board.general_knowledge) == (True, True)
    assert (await one(service, "XI-NOMS-DOM-LON")).dates_estimated


async def test_the_wales_trust_took_the_place_of_two_trusts_and_two_boards(service: Running):
    """Source: Hansard 3 March 2010."""
    async with service.as_(OFFENDER_MANAGER) as client:
        told = LineageView.model_validate_json((await client.get("/v1/organisations/XI-NOMS-TRUST-WPT/lineage")).content)

    assert {(step.id.removeprefix("XI-NOMS-"), step.distance) for step in told.predecessors} == {
        ("TRUST-DPP", 1), ("TRUST-SWS", 1), ("BOARD-GWT", 1), ("BOARD-WSN", 1), ("BOARD-DPP", 2), ("BOARD-SWS", 2),
    }  # fmt: skip
    assert {step.happened for step in told.predecessors} == {"2010-04-01", "2008-04-01"}
    assert [step.name for step in told.successors] == ["National Probation Service, seven divisions"]


def test_commissioners_and_providers_are_told_apart_and_the_agency_is_both():
    """Source: founding papers 001 and 003."""
    roles = {known.id: rules.roles_of(known) for known in load_organisations()}

    assert roles["XI-NOMS-NOMS"] == ["commissioner", "provider"]
    assert {roles[f"XI-NOMS-{code}"][0] for code in ("ROM-LON", "DOM-LON", "DHS", "YJB", "UKBA", "SOSJ")} == {"commissioner"}
    assert {roles[f"XI-NOMS-{code}"][0] for code in ("PRISON-LEI", "BOARD-KNT", "TRUST-KNT", "ST-GILES", "HMPS")} == {"provider"}
    assert roles["XI-NOMS-MOJ"] == []


@pytest.mark.parametrize("path", PATHS[1:])
async def test_an_id_that_nobody_has_is_not_found(service: Running, path: str):
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get(path.replace("LDN", "ZZZ"))).status_code == 404


async def test_a_kind_that_is_none_is_refused_and_named(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.get("/v1/organisations", params={"kind": "castle"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "query:kind")


@pytest.mark.parametrize("path", PATHS)
async def test_everybody_with_the_scope_is_told_the_same_and_nobody_else_anything(service: Running, path: str):
    told = set()
    personas: tuple[Persona, ...] = (OFFENDER_MANAGER, LONDON_TRUST, KENT_TRUST, RYE_HILL_CONTRACTOR)
    for persona in personas:
        async with service.as_(persona) as client:
            told.add((await client.get(path)).content)
    assert len(told) == 1
    for nobody, status in ((STRANGER, 403), (None, 401)):
        async with service.as_(nobody) as client:
            assert (await client.get(path)).status_code == status
