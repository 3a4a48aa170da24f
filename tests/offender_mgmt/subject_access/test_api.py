"""One request gathers what all three services hold of a person, and an honest part of it where one is silent."""

import hashlib
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from builders.interventions.requirements import a_requirement, an_envelope, arrives
from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.cases import faults_in
from builders.offender_mgmt.sentencing import on_a_port, refusing_peer, token_desk
from builders.offender_mgmt.whole_cases import WholeCase, a_whole_case
from house.estate import Estate
from house.running import Running, once, running, settings_for_test
from house.services import document_named, service_named, settings_named
from noms.chassis.clock import today
from noms.chassis.database.rows import AuditRow
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import DevelopmentIssuer, Persona
from noms.chassis.settings import Settings
from services.commissioning import main as commissioning
from services.commissioning.rows import Row
from services.offender_mgmt import main

OFFICER = Persona("sara", "NOMS", CallerKind.STAFF, ("subject-access-officer",), {"everything": True})
REQUESTS = "/v1/subject-requests"


@pytest.fixture(scope="module")
def peer_settings(estate: Estate, jwks: str, issuer: DevelopmentIssuer) -> Settings:
    return settings_named("interventions", estate, jwks, issuer)


@pytest.fixture(scope="module")
async def interventions(peer_settings: Settings, issuer: DevelopmentIssuer) -> AsyncIterator[Running]:
    async with running(service_named("interventions"), peer_settings, issuer) as started:
        yield started


@pytest.fixture(scope="module")
async def addresses(interventions: Running, issuer: DevelopmentIssuer) -> AsyncIterator[dict[str, str]]:
    async with (
        on_a_port(interventions.app) as peer, on_a_port(token_desk(issuer)) as desk, on_a_port(refusing_peer()) as refusing,
    ):  # fmt: skip
        yield {"told": peer, "desk": f"{desk}/oauth/token", "refused": refusing, "no_answer": "http://127.0.0.1:9"}


def settings_with(estate: Estate, database: str, jwks: str, issuer: DevelopmentIssuer, **peers: str) -> Settings:
    url = estate.url(database, estate.app("offender_mgmt"))
    return settings_for_test(url, jwks, issuer.issuer, client_id="offender_mgmt", **peers)


@pytest.fixture(scope="module")
async def service(
    estate: Estate, service_database: str, jwks: str, issuer: DevelopmentIssuer, addresses: dict[str, str]
) -> AsyncIterator[Running]:
    told = settings_with(estate, service_database, jwks, issuer, interventions_url=addresses["told"], token_url=addresses["desk"])
    async with running(main.service, told, issuer) as started:
        yield started


@pytest.fixture(scope="module")
async def officer(service: Running) -> AsyncIterator[httpx.AsyncClient]:
    async with service.as_(OFFICER) as client:
        yield client


@pytest.fixture(scope="module")
async def whole(service: Running) -> WholeCase:
    async with service.as_(personas.offender_manager) as client:
        return await a_whole_case(client)


async def done(client: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body or None, headers=once())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def received(client: httpx.AsyncClient, crn: str) -> dict[str, Any]:
    return await done(client, REQUESTS, crn=crn, received_on="2010-11-01", made_by="By letter.")


async def ready(client: httpx.AsyncClient, crn: str) -> str:
    """The address of a request whose clock runs."""
    path = f"{REQUESTS}/{(await received(client, crn))['request_id']}"
    await done(client, f"{path}/fee", received_on="2010-11-03", value_pence=1000)
    await done(client, f"{path}/identity", checked_on="2010-11-05", evidence="Passport.")
    return path


def kinds(pack: dict[str, Any], service: str) -> set[str]:
    return {records["kind"] for data in pack["data"] if data["service"] == service for records in data["data"]}


async def test_the_clock_begins_when_request_fee_and_identity_are_there(officer: httpx.AsyncClient, whole: WholeCase):
    request = await received(officer, whole.case.crn)
    path = f"{REQUESTS}/{request['request_id']}"
    paid = await done(officer, f"{path}/fee", received_on="2010-11-03", value_pence=0)
    known = await done(officer, f"{path}/identity", checked_on="2010-11-05", evidence="Passport.")

    assert (request["due_by"], paid["due_by"], known["due_by"]) == (None, None, "2010-12-14")
    assert (request["overdue"], known["overdue"]) == (False, True)
    assert (await officer.get(path)).json() == known


async def test_one_pack_holds_what_every_service_holds(
    service: Running, interventions: Running, officer: httpx.AsyncClient, whole: WholeCase
):
    imposed = a_requirement(crn=whole.case.crn)
    await arrives(interventions, an_envelope(imposed))
    path = await ready(officer, whole.case.crn)
    summary = await done(officer, f"{path}/packs")
    pack = (await officer.get(f"{path}/packs/{summary['pack_id']}")).json()

    assert summary["complete"]
    assert {source["service"]: source["state"] for source in summary["sources"]} == {
        "offender_mgmt": "told", "interventions": "told", "commissioning": "holds_nothing_by_person",
    }  # fmt: skip
    assert kinds(pack, "offender_mgmt") >= {
        "person", "court_order", "requirement", "custodial_sentence", "movement", "stay", "assessment", "plan", "objective",
        "allocation", "public_protection_record",
    }  # fmt: skip
    assert kinds(pack, "interventions") == {"requirement"}
    assert str(imposed.requirement_id) in json.dumps(pack)
    content = json.dumps(pack["data"], ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(content.encode()).hexdigest() == pack["content_hash"] == summary["content_hash"]


async def test_what_is_somebody_elses_is_left_out_with_the_reason(officer: httpx.AsyncClient, whole: WholeCase):
    path = await ready(officer, whole.case.crn)
    summary = await done(officer, f"{path}/packs")
    pack = (await officer.get(f"{path}/packs/{summary['pack_id']}")).json()
    [here] = [data for data in pack["data"] if data["service"] == "offender_mgmt"]
    [protection] = [records for records in here["data"] if records["kind"] == "public_protection_record"]
    fields = {field["name"]: field for field in protection["rows"][0]["fields"]}

    assert fields["notes"] == {"name": "notes", "value": None, "withheld": "third_party"}
    assert fields["mappa_level"]["withheld"] is None
    assert not {kind for kind in kinds(pack, "offender_mgmt") if kind.startswith(("victim", "record_closure", "closure"))}


async def test_an_exemption_keeps_its_records_back_and_outdates_the_pack_before(officer: httpx.AsyncClient, whole: WholeCase):
    path = await ready(officer, whole.case.crn)
    before = await done(officer, f"{path}/packs")
    told = {"service": "offender_mgmt", "kind": "public_protection_record", "ground": "crime_and_taxation", "reason": "Watched."}
    shown = await done(officer, f"{path}/exemptions", **told)
    twice = await officer.post(f"{path}/exemptions", json=told, headers=once())
    unknown = await officer.post(f"{path}/exemptions", json=told | {"kind": "victim"}, headers=once())
    early = await officer.post(f"{path}/answer", json={"pack_id": before["pack_id"]}, headers=once())
    after = await done(officer, f"{path}/packs")
    pack = (await officer.get(f"{path}/packs/{after['pack_id']}")).json()

    assert [one["ground"] for one in shown["exemptions"]] == ["crime_and_taxation"]
    assert (twice.status_code, twice.json()["code"]) == (409, "exempt_already")
    assert faults_in(unknown) == [("/kind", "unknown_kind")]
    assert faults_in(early) == [("", "gathered_before_an_exemption")]
    assert "public_protection_record" not in kinds(pack, "offender_mgmt")
    sent = await done(officer, f"{path}/answer", pack_id=after["pack_id"])
    assert (sent["answered_on"], sent["answered_pack_id"]) == (str(today()), after["pack_id"])


async def test_the_same_records_gathered_twice_have_the_same_hash_but_for_the_time(officer: httpx.AsyncClient, whole: WholeCase):
    path = await ready(officer, whole.case.crn)
    packs = [await done(officer, f"{path}/packs") for _ in range(2)]
    contents = [(await officer.get(f"{path}/packs/{pack['pack_id']}")).json()["data"] for pack in packs]
    for content in contents:
        for data in content:
            data.pop("gathered_at")

    assert contents[0] == contents[1]


@pytest.mark.parametrize("state", ["not_configured", "no_answer", "refused"])
async def test_a_silent_service_is_named_and_the_pack_is_sent_only_where_that_is_said(
    state: str,
    *,
    estate: Estate,
    service_database: str,
    jwks: str,
    issuer: DevelopmentIssuer,
    addresses: dict[str, str],
    whole: WholeCase,
):
    peers = {} if state == "not_configured" else {"interventions_url": addresses[state], "token_url": addresses["desk"]}
    told = settings_with(estate, service_database, jwks, issuer, **peers)
    async with running(main.service, told, issuer) as alone, alone.as_(OFFICER) as officer:
        path = await ready(officer, whole.case.crn)
        pack = await done(officer, f"{path}/packs")
        unsaid = await officer.post(f"{path}/answer", json={"pack_id": pack["pack_id"]}, headers=once())
        sent = await done(officer, f"{path}/answer", pack_id=pack["pack_id"], without=["interventions"])

    assert not pack["complete"]
    assert {source["service"]: source["state"] for source in pack["sources"]}["interventions"] == state
    assert faults_in(unsaid) == [("/without", "silence_not_named")]
    assert sent["answered_pack_id"] == pack["pack_id"]


async def test_nothing_is_gathered_before_it_is_known_who_asks(officer: httpx.AsyncClient, whole: WholeCase):
    path = f"{REQUESTS}/{(await received(officer, whole.case.crn))['request_id']}"
    early = await officer.post(f"{path}/packs", headers=once())
    tomorrow = str(today() + timedelta(days=1))
    future = await officer.post(f"{path}/identity", json={"checked_on": tomorrow, "evidence": "x"}, headers=once())
    before = await officer.post(f"{path}/fee", json={"received_on": "2010-10-01", "value_pence": 1000}, headers=once())
    too_much = await officer.post(f"{path}/fee", json={"received_on": "2010-11-01", "value_pence": 1001}, headers=once())

    assert faults_in(early) == [("", "identity_not_checked")]
    assert faults_in(future) == [("/checked_on", "in_the_future")]
    assert faults_in(before) == [("/received_on", "before_the_request")]
    assert (too_much.status_code, faults_in(too_much)[0][0]) == (422, "/value_pence")


async def test_a_pack_of_another_request_is_not_sent(officer: httpx.AsyncClient, whole: WholeCase):
    one, other = await ready(officer, whole.case.crn), await ready(officer, whole.case.crn)
    pack = await done(officer, f"{one}/packs")
    answer = await officer.post(f"{other}/answer", json={"pack_id": pack["pack_id"]}, headers=once())

    assert faults_in(answer) == [("/pack_id", "not_a_pack_of_it")]
    assert (await officer.get(f"{other}/packs/{pack['pack_id']}")).status_code == 404


async def test_open_requests_stand_in_the_order_in_which_they_are_due(officer: httpx.AsyncClient, whole: WholeCase):
    waiting = (await received(officer, whole.case.crn))["request_id"]
    first, second = [(await officer.get(f"{REQUESTS}?page={page}&per_page=2")).json() for page in (1, 2)]
    listed = (await officer.get(f"{REQUESTS}?per_page=100")).json()["data"]
    assert first["data"] + second["data"] == listed[:4]
    assert first["pagination"]["total_count"] == len(listed)
    due = [request["due_by"] or "9999" for request in listed]

    assert due == sorted(due)
    assert waiting in {request["request_id"] for request in listed}
    assert all(request["answered_on"] is None for request in listed)


async def test_nobody_else_reads_a_request_and_what_is_hidden_looks_absent(
    service: Running, officer: httpx.AsyncClient, whole: WholeCase
):
    path = await ready(officer, whole.case.crn)
    pack = f"{path}/packs/{(await done(officer, f'{path}/packs'))['pack_id']}"
    async with service.as_(personas.auditor) as auditor:
        assert {(await auditor.get(one)).status_code for one in (path, pack, REQUESTS)} == {403}
    narrow = Persona("sid", "KNT", CallerKind.STAFF, ("subject-access-officer",), {"organisations": ["KNT"]})
    await Closures(service).set(whole.case.crn, "exclusion", "sven")
    barred = Persona("sven", "NOMS", CallerKind.STAFF, ("subject-access-officer",), {"everything": True})
    for persona in (narrow, barred):
        async with service.as_(persona) as client:
            hidden = [await client.get(one) for one in (path, pack)]
            absent = await client.get(f"{REQUESTS}/{uuid4()}")
            assert {answer.status_code for answer in (*hidden, absent)} == {404}
            assert {**hidden[0].json(), "instance": ""} == {**absent.json(), "instance": ""}
            listed = (await client.get(REQUESTS)).json()
            assert (listed["data"], listed["pagination"]["total_count"]) == ([], 0)
            told = {"crn": whole.case.crn, "received_on": "2010-11-01", "made_by": "By letter."}
            assert (await client.post(REQUESTS, json=told, headers=once())).status_code == 404


async def test_everything_that_is_done_names_the_person_in_the_audit(
    service: Running, officer: httpx.AsyncClient, whole: WholeCase
):
    path = await ready(officer, whole.case.crn)
    await done(officer, f"{path}/packs")
    rows = select(AuditRow.action).where(AuditRow.who == "sara", AuditRow.subject == whole.case.crn)
    async with service.database.engine.connect() as connection:
        acts = set((await connection.execute(rows)).scalars())

    assert acts >= {"take_subject_fee", "check_subject_identity", "gather_subject_pack"}


def test_commissioning_holds_nothing_by_person():
    """What a pack says of it is true: no table of it, and no operation, knows a case reference number."""
    assert commissioning.service.name == "commissioning"
    tables = Row.metadata.tables

    assert len(tables) > 20
    assert [name for name, table in tables.items() if "crn" in table.columns] == []
    assert '"crn"' not in json.dumps(document_named("commissioning"))
