"""The case file on a running service: one read that equals the parts, within the caller's reach and role."""

from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.allocations import offender_supervisor
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception, release, transfer
from builders.offender_mgmt.whole_cases import WholeCase, a_whole_case
from house.running import Running
from noms.chassis.database.rows import AuditRow
from noms.contracts.offender_mgmt.casefile import CaseFile, CaseOrder

NUMBERS = [{"kind": "pnc", "value": "02/73319Z", "held_from": "2002-11-04"}]

LISTS = (
    "merged_crns", "aliases", "addresses", "languages", "disabilities", "personal_contacts", "appearances", "terminations",
    "key_workers", "pending_transfers", "open_court_reports",
)  # fmt: skip
SINGLE = ("closures_in_force", "recall", "case_administrator", "responsibility_decision")
NOTHING_BESIDES: dict[str, Any] = {name: [] for name in LISTS} | dict.fromkeys(SINGLE)


def fields_of(contract: Any, part: dict[str, Any]) -> dict[str, Any]:
    return {name: part[name] for name in contract.model_fields}


async def file_of(case: OpenCase) -> dict[str, Any]:
    answer = await case.get("case-file")
    assert answer.status_code == 200, answer.text
    return answer.json()


def contract_of(name: str) -> type[BaseModel]:
    """The model of an optional part of the file."""
    annotation = CaseFile.model_fields[name].annotation
    return next(kind for kind in getattr(annotation, "__args__", ()) if kind is not type(None))


async def built_from_parts(whole: WholeCase) -> dict[str, Any]:
    """The same file put together from what the ordinary reads and acts answered."""
    parts = {name: (await whole.case.get(name)).json() for name in ("custody", "public-protection")}
    person = (await whole.case.client.get(f"/v1/persons/{whole.case.crn}")).json()
    running = {"ended_on": None}
    imposed = [part | {"progress": None} | running for part in whole.order["requirements"]]
    order = whole.order | {"requirements": imposed, "end_reason": None} | running
    return {
        "person": person,
        "orders": [fields_of(CaseOrder, order)],
        "custodial_sentences": [whole.sentence],
        "custody": fields_of(contract_of("custody"), parts["custody"]),
        "needs": fields_of(contract_of("needs"), whole.assessment),
        "plan": fields_of(contract_of("plan"), whole.plan),
        "public_protection": parts["public-protection"],
        "registrations": (await whole.case.get("registrations")).json()["data"],
        "victim_contact": None,
        "key_dates": None,
        "licence": None,
        "offender_manager": fields_of(contract_of("offender_manager"), whole.manager),
        "offender_supervisor": fields_of(contract_of("offender_supervisor"), whole.supervisor),
        **NOTHING_BESIDES,
    }


async def test_the_file_equals_what_the_parts_say_one_by_one(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client)
        file = await file_of(whole.case)

        assert file == await built_from_parts(whole)


async def test_the_bytes_of_full_and_empty_files_fit_the_published_contract(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole, empty = await a_whole_case(client), await an_open_case(client)
        for case in (whole.case, empty):
            answer = await case.get("case-file")
            read = CaseFile.model_validate_json(answer.content)

            assert read.model_dump(mode="json") == answer.json()


async def test_a_case_of_which_nothing_is_known_yet_has_empty_parts(service: Running):
    async with service.as_(personas.offender_manager) as client:
        file = await file_of(await an_open_case(client))
    person = file.pop("person")

    assert person["surname"] == "Marlow"
    assert file == dict.fromkeys(file) | {"orders": [], "custodial_sentences": [], "registrations": []} | NOTHING_BESIDES


async def test_the_short_way_and_the_long_way_answer_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = (await a_whole_case(client)).case
    for persona in (personas.offender_manager, personas.contractor_system):
        async with service.as_(persona) as client:
            mine = case.seen_by(client)
            long_way = await mine.get("case-file?")
            answers = [await mine.get("case-file") for _ in range(2)] + [await mine.get("case-file?&")]

        assert {answer.content for answer in answers} == {long_way.content}
        assert {answer.headers["etag"] for answer in answers} == {long_way.headers["etag"]}


async def test_a_contracted_prison_sees_its_own_case_without_the_detail_of_the_risk(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole, other = await a_whole_case(client), await an_open_case(client)
    async with service.as_(personas.contractor_system) as client:
        own = await file_of(whole.case.seen_by(client))
        elsewhere = await other.seen_by(client).get("case-file")

    assert (own["custody"]["establishment_code"], own["plan"]["plan_id"]) == ("RHI", whole.plan["plan_id"])
    assert (own["public_protection"]["mappa_level"], own["public_protection"]["detail"]) == (2, None)
    assert elsewhere.status_code == 404


async def test_a_programme_team_sees_the_levels_and_not_the_detail(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = (await a_whole_case(client)).case
    async with service.as_(personas.programme_team) as client:
        answer = await case.seen_by(client).get("case-file")

    assert answer.json()["public_protection"]["rosh_overall"] == "high"
    assert answer.json()["public_protection"]["detail"] is None
    assert "Non-molestation" not in answer.text


async def test_a_commissioner_may_not_read_case_files_at_all(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    async with service.as_(personas.commissioner) as client:
        assert (await case.seen_by(client).get("case-file")).status_code == 403


async def test_a_hidden_case_and_an_absent_one_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
    for persona in (personas.other_offender_manager, personas.unreaching):
        async with service.as_(persona) as client:
            hidden = await case.seen_by(client).get("case-file")
            absent = await OpenCase(client, "Z999999").get("case-file")

        assert hidden.status_code == absent.status_code == 404
        assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_whoever_holds_the_same_file_gets_no_second_copy_until_it_changes(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        held = (await case.get("case-file")).headers["etag"]
        path = f"/v1/persons/{case.crn}/case-file"
        same = await client.get(path, headers={"If-None-Match": held})
        await case.record("receptions", reception())
        changed = await client.get(path, headers={"If-None-Match": held})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200


async def test_every_reading_leaves_one_line_of_audit(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        for _ in range(3):
            await case.get("case-file")
    async with service.database.engine.connect() as connection:
        mine = select(AuditRow.who).where(AuditRow.subject == case.crn, AuditRow.action == "read_case_file")
        readers = (await connection.execute(mine)).scalars().all()

    assert readers == ["olive", "olive", "olive"]


async def test_a_supervisor_of_a_prison_that_the_person_has_left_is_not_shown(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("allocations", offender_supervisor())
        in_rye_hill = await file_of(case)
        await case.record("receptions", transfer())
        in_lewes = await file_of(case)
        await case.record("releases", release(establishment_code="LWI"))
        outside = await file_of(case)

    assert in_rye_hill["offender_supervisor"]["officer_code"] == "RHI0207"
    assert (in_lewes["custody"]["establishment_code"], in_lewes["offender_supervisor"]) == ("LWI", None)
    assert (outside["custody"], outside["offender_supervisor"]) == (None, None)


async def test_the_numbers_a_person_is_known_by_stand_in_the_file(service: Running):
    async with service.as_(personas.offender_manager) as client:
        file = await file_of(await an_open_case(client, identifiers=NUMBERS))

    assert [(number["kind"], number["value"]) for number in file["person"]["identifiers"]] == [("pnc", "2002/0073319Z")]
