"""Specifications over HTTP: the catalogue that ships, and how it grows by versions."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from builders.commissioning.personas import AUDITOR, LONDON_COMMISSIONER, LONDON_TRUST, NATIONAL_COMMISSIONER, OFFENDER_MANAGER
from builders.commissioning.specifications import a_specification, a_version, drafted, published
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.specification_views import SpecificationList

pytestmark = pytest.mark.usefixtures("clean_slate")


async def listed(service: Running, path: str, **query: str) -> SpecificationList:
    async with service.as_(OFFENDER_MANAGER) as client:
        told = await client.get(path, params=query)
    assert told.status_code == 200, told.text
    return SpecificationList.model_validate_json(told.content)


async def code_of(service: Running, path: str, body: dict, persona: Persona = NATIONAL_COMMISSIONER) -> tuple[int, str]:
    async with service.as_(persona) as client:
        answer = await client.post(path, json=body, headers=once())
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def test_the_catalogue_that_ships_says_what_of_it_is_an_assumption(service: Running):
    known = {each.code: each for each in (await listed(service, "/v1/specifications", on="2010-06-30")).data}

    assert known["CUSTODY-TRAINER"].unit_of_output == "place"
    assert {"OFFENDER-MANAGEMENT", "UNPAID-WORK", "APPROVED-PREMISES", "ELECTRONIC-MONITORING"} <= set(known)
    assert not known["UNPAID-WORK"].assumed
    assert not known["PROGRAMME-COMPLETION"].assumed
    assert all("assumed" in each.source for each in known.values() if each.assumed)


async def test_assistance_to_courts_is_restricted_since_the_act(service: Running):
    """Source: Offender Management Act 2007 s.4."""
    versions = {each.version: each for each in (await listed(service, "/v1/specifications/COURT-REPORTS")).data}
    restricted = [
        e.code for e in (await listed(service, "/v1/specifications", on="2010-06-30")).data if e.restricted_probation_provision
    ]

    assert (versions[1].restricted_probation_provision, versions[2].restricted_probation_provision) == (False, True)
    assert str(versions[2].in_force_from) == "2008-04-01"
    assert restricted == ["BAIL-INFORMATION", "COURT-REPORTS"]


@pytest.mark.parametrize(
    ("on", "age", "eligible"), [("2009-11-29", 17, True), ("2009-11-30", 17, False), ("2009-11-30", 18, True)]
)
async def test_unpaid_work_is_for_adults_alone_since_the_youth_rehabilitation_order(
    service: Running, on: str, age: int, eligible: bool
):
    """Source: SI 2009/3074, 30 November 2009."""
    async with service.as_(OFFENDER_MANAGER) as client:
        told = await client.get("/v1/specifications/UNPAID-WORK/eligibility", params={"on": on, "age": age})

    assert (told.status_code, told.json()["eligible"]) == (200, eligible)
    assert bool(told.json()["because"]) is not eligible


async def test_nobody_is_referred_to_a_service_that_is_not_in_force(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        told = await client.get("/v1/specifications/UNPAID-WORK/eligibility", params={"on": "2005-04-03", "age": 30})

    assert told.status_code == 404


async def test_a_specification_is_drafted_published_archived_and_succeeded(service: Running):
    path = await published(service, "ADVICE-ONE")
    assert await code_of(service, "/v1/specifications/ADVICE-ONE/versions", a_version(title="Better advice")) == (201, "")
    second = "/v1/specifications/ADVICE-ONE/versions/2/publication"

    assert await code_of(service, second, {"in_force_from": "2012-04-01"}) == (409, "specification_versions_overlap")
    archival = {"in_force_to": "2012-03-31", "reason": "Succeeded"}
    assert await code_of(service, f"{path}/archival", archival) == (200, "")
    assert await code_of(service, f"{path}/archival", archival) == (409, "specification_not_published")
    assert await code_of(service, second, {"in_force_from": "2012-04-01"}) == (200, "")
    assert await code_of(service, second, {"in_force_from": "2012-04-01"}) == (409, "specification_not_a_draft")
    assert [(each.version, each.state) for each in (await listed(service, "/v1/specifications/ADVICE-ONE")).data] == [
        (2, "published"),
        (1, "archived"),
    ]
    assert [e.version for e in (await listed(service, "/v1/specifications", on="2012-03-31")).data if e.code == "ADVICE-ONE"] == [
        1
    ]
    assert [e.version for e in (await listed(service, "/v1/specifications", on="2012-04-01")).data if e.code == "ADVICE-ONE"] == [
        2
    ]


@pytest.mark.parametrize(
    ("path", "body", "refused"),
    [
        (
            "publication",
            {"in_force_from": "2010-04-01", "in_force_to": "2010-03-31"},
            (409, "specification_ends_before_it_starts"),
        ),
        ("archival", {"in_force_to": "2010-04-01", "reason": "x"}, (409, "specification_not_published")),
    ],
)
async def test_a_draft_is_not_opened_backwards_or_archived(service: Running, path: str, body: dict, refused: tuple[int, str]):
    draft = await drafted(service, "ADVICE-" + path.upper())

    assert await code_of(service, f"{draft}/{path}", body) == refused


async def test_a_version_is_archived_within_its_days(service: Running):
    path = await published(service, "ADVICE-DAYS")

    assert await code_of(service, f"{path}/archival", {"in_force_to": "2010-03-31", "reason": "x"}) == (
        409,
        "specification_outside_its_days",
    )


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"outputs": []}, "/outputs"),
        ({"unit_of_output": "thing"}, "/unit_of_output"),
        ({"eligibility": {"youngest_age": 21, "oldest_age": 20}}, "/eligibility"),
        ({"eligibility": {"youngest_age": -1}}, "/eligibility/youngest_age"),
        ({"code": "lower"}, "/code"),
        ({"assumed": 1}, "/assumed"),
    ],
)
async def test_a_field_at_fault_is_named(service: Running, changes: dict, pointer: str):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        refused = await client.post("/v1/specifications", json=a_specification(code="ADVICE-BAD") | changes, headers=once())

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_a_code_is_taken_once(service: Running):
    await drafted(service, "ADVICE-TWICE")

    assert await code_of(service, "/v1/specifications", a_specification(code="ADVICE-TWICE")) == (409, "specification_exists")


async def test_two_who_draft_one_code_at_the_same_instant_leave_one(service: Running):
    body = a_specification(code="ADVICE-RACE")
    answers = await asyncio.gather(*(code_of(service, "/v1/specifications", body) for _ in range(4)))

    assert sorted(answers) == [(201, "")] + [(409, "specification_exists")] * 3


async def test_two_who_publish_overlapping_versions_at_the_same_instant_leave_one(service: Running):
    first = await drafted(service, "ADVICE-BOTH")
    await code_of(service, "/v1/specifications/ADVICE-BOTH/versions", a_version())
    second = first.replace("/1", "/2")
    opened = {"in_force_from": "2010-04-01"}
    answers = await asyncio.gather(*(code_of(service, f"{path}/publication", opened) for path in (first, second)))

    assert sorted(answers) == [(200, ""), (409, "specification_versions_overlap")]


@pytest.mark.parametrize("persona", [LONDON_TRUST, AUDITOR, OFFENDER_MANAGER], ids=lambda p: p.roles[0])
async def test_only_a_commissioner_publishes(service: Running, persona: Persona):
    for path in ("", "/UNPAID-WORK/versions", "/UNPAID-WORK/versions/1/archival", "/UNPAID-WORK/benchmarks"):
        assert await code_of(service, f"/v1/specifications{path}", {}, persona) == (403, "not_permitted")


async def test_what_is_not_there_is_not_found(service: Running):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        for path in ("NOTHING", "NOTHING/versions/1", "UNPAID-WORK/versions/9", "NOTHING/benchmarks"):
            assert (await client.get(f"/v1/specifications/{path}")).status_code == 404
        assert (await client.post("/v1/specifications/NOTHING/versions", json=a_version(), headers=once())).status_code == 404
        opened = await client.post("/v1/specifications/UNPAID-WORK/versions/9/publication", json={"in_force_from": "2010-04-01"})
        assert opened.status_code == 404


async def test_what_a_version_says_cannot_be_changed_by_the_service(service: Running):
    async with service.database.engine.connect() as connection:
        for statement in ("UPDATE specification_version SET title = 'x'", "UPDATE specification_benchmark SET low_pence = 0"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                await connection.execute(text(statement))
            await connection.rollback()


async def test_the_national_catalogue_is_written_by_the_agency_alone(service: Running):
    path = await drafted(service, "ADVICE-NATIONAL")
    acts = (
        ("/v1/specifications", a_specification(code="ADVICE-LONDON")),
        ("/v1/specifications/ADVICE-NATIONAL/versions", a_version()),
        (f"{path}/publication", {"in_force_from": "2010-04-01"}),
        ("/v1/specifications/CUSTODY-HIGH-SECURITY/versions/1/archival", {"in_force_to": "2010-06-30", "reason": "r"}),
    )

    for act, body in acts:
        assert await code_of(service, act, body, LONDON_COMMISSIONER) == (409, "not_the_national_office"), act


async def test_no_later_version_lifts_what_the_act_restricts(service: Running):
    """Source: Offender Management Act 2007 s.4."""
    path = "/v1/specifications/BAIL-INFORMATION/versions"

    assert await code_of(service, path, a_version(restricted_probation_provision=False)) == (409, "restriction_lifted")
