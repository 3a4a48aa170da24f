"""The victim contact scheme on a running service, walled from everybody who manages the case."""

from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import select

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case, faults_in
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.sentences import custodial_sentence_to_record
from builders.offender_mgmt.victims import (
    CONDITION,
    NAME,
    SECRETS,
    a_victim,
    an_offer,
    liaison_officer,
    other_liaison_officer,
    representation,
    told,
    wishes,
)
from house.running import Running
from noms.chassis.database.rows import AuditRow, EventRow
from noms.chassis.feed.outbox import stamp_pending
from noms.chassis.identity.caller import Caller

CASE_ROLES = (
    personas.offender_manager, personas.offender_supervisor, personas.trust_system, personas.programme_team,
    personas.contractor_system, personas.auditor,
)  # fmt: skip
MANAGES_RISK = {"offender-manager", "offender-supervisor", "trust-system"}


async def a_sentenced_case(service: Running, **changes: Any) -> OpenCase:
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("custodial-sentences", custodial_sentence_to_record(**changes))
        await case.record("receptions", reception())
    return case


async def entered(case: OpenCase, client: httpx.AsyncClient) -> dict[str, Any]:
    """A victim who was offered contact, opted in and asked for a condition."""
    made = await case.seen_by(client).record("victims", a_victim())
    for act, body in (("contacts", an_offer()), ("wishes", wishes()), ("representations", representation())):
        answer = await told(client, made["victim_id"], act, body)
        assert answer.status_code == 201, answer.text
    whole: dict[str, Any] = answer.json()
    return whole


async def test_a_victim_is_offered_contact_answers_and_asks_for_a_condition(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        whole = await entered(case, client)
        read = (await case.seen_by(client).get("victim-contact")).json()

    assert (read["applies"], read["because"][0]["offer_by"], read["victims"]) == (True, "2010-07-13", [whole])
    assert (whole["name"], whole["offered_in_time"], whole["wishes"]["opts_in"]) == (NAME, True, True)
    assert whole["representations"][0]["conditions"] == [CONDITION]


async def test_where_no_sentence_brings_the_scheme_in_a_reason_is_needed(service: Running):
    case = await a_sentenced_case(service, length={"months": 6})
    async with service.as_(liaison_officer) as client:
        mine = case.seen_by(client)
        refused = await mine.post("victims", a_victim())
        given = await mine.post("victims", a_victim(discretionary_reason="Repeated threats."))

    assert (refused.status_code, refused.json()["code"]) == (409, "scheme_does_not_apply")
    assert (given.status_code, given.json()["offered_in_time"]) == (201, None)


async def test_nothing_is_asked_for_in_the_name_of_somebody_who_did_not_opt_in(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        made = await case.seen_by(client).record("victims", a_victim())
        unasked = await told(client, made["victim_id"], "representations", representation())
        await told(client, made["victim_id"], "wishes", wishes(to_make_representations=False))
        declined = await told(client, made["victim_id"], "representations", representation())

    assert {answer.json()["code"] for answer in (unasked, declined)} == {"contact_not_wished"}


async def test_a_condition_that_names_the_victim_is_refused_with_its_place(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        made = await case.seen_by(client).record("victims", a_victim())
        await told(client, made["victim_id"], "wishes", wishes())
        naming = representation(conditions=[CONDITION, "Not to approach Ms QUILLFEATHER."])
        refused = await told(client, made["victim_id"], "representations", naming)

    assert (refused.json()["code"], faults_in(refused)) == ("victim_record_refused", [("/conditions/1", "names_the_victim")])
    assert "quillfeather" not in refused.text.casefold()


async def test_days_that_contradict_each_other_are_refused(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        made = await case.seen_by(client).record("victims", a_victim())
        early = await told(client, made["victim_id"], "contacts", an_offer(held_on="2010-05-16"))
        await told(client, made["victim_id"], "wishes", wishes())
        before = await told(client, made["victim_id"], "wishes", wishes(told_on="2010-07-04", opts_in=False))

    assert faults_in(early) == [("/held_on", "before_what_it_follows")]
    assert faults_in(before) == [("/told_on", "before_what_it_follows")]


async def test_the_case_shows_the_condition_to_those_who_manage_the_risk_and_the_victim_to_nobody(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        await entered(case, client)
    for persona in CASE_ROLES:
        async with service.as_(persona) as client:
            mine = case.seen_by(client)
            file = await mine.get("case-file")
            bodies = [file.text] + [
                (await mine.get(part)).text for part in ("registrations", "public-protection", "victim-contact")
            ]
            bodies.append((await client.get("/v1/events?after=0")).text)
        contact = file.json()["victim_contact"]
        manages = persona.roles[0] in MANAGES_RISK

        assert not [secret for secret in SECRETS for body in bodies if secret.casefold() in body.casefold()], persona.roles
        assert contact == ({"applies": True, "conditions_requested": [CONDITION]} if manages else None), persona.roles


async def test_a_victim_who_opts_out_is_not_contacted_any_more(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        whole = await entered(case, client)
        await told(client, whole["victim_id"], "wishes", wishes(told_on="2011-01-10", opts_in=False))
    async with service.as_(personas.offender_manager) as client:
        file = (await case.seen_by(client).get("case-file")).json()

    assert file["victim_contact"] == {"applies": False, "conditions_requested": [CONDITION]}


async def test_whoever_manages_the_case_may_not_open_the_liaison_officers_file(service: Running):
    case = await a_sentenced_case(service)
    for persona in (*CASE_ROLES, personas.commissioner):
        async with service.as_(persona) as client:
            mine = case.seen_by(client)
            answers = [await mine.get("victim-contact"), await mine.post("victims", a_victim())]
            answers += [await told(client, uuid4(), act, body) for act, body in (("contacts", an_offer()), ("wishes", wishes()))]

        assert {answer.status_code for answer in answers} == {403}, persona.roles


async def test_the_liaison_officer_may_not_open_the_case(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        mine = case.seen_by(client)
        answers = [await mine.get(part) for part in ("case-file", "public-protection", "registrations", "custody")]

    assert {answer.status_code for answer in answers} == {403}


async def test_no_event_tells_of_a_victim(service: Running):
    case = await a_sentenced_case(service)
    await stamp_pending(service.database)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        before = len((await session.scalars(select(EventRow.event_id))).all())
    async with service.as_(liaison_officer) as client:
        await entered(case, client)
    async with await service.database.session(Caller.service("offender_mgmt")) as session:
        after = len((await session.scalars(select(EventRow.event_id))).all())

    assert before == after


async def test_hidden_and_absent_look_the_same_for_another_areas_officer(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        made = await case.seen_by(client).record("victims", a_victim())
    acts = (("contacts", an_offer()), ("wishes", wishes()), ("representations", representation()))
    async with service.as_(other_liaison_officer) as client:
        hidden, absent = case.seen_by(client), OpenCase(client, "Z999999")
        pairs = [
            (await hidden.get("victim-contact"), await absent.get("victim-contact")),
            (await hidden.post("victims", a_victim()), await absent.post("victims", a_victim())),
            *[(await told(client, made["victim_id"], act, body), await told(client, uuid4(), act, body)) for act, body in acts],
        ]
    for one, other in pairs:
        assert one.status_code == other.status_code == 404
        assert {**one.json(), "instance": ""} == {**other.json(), "instance": ""}


async def test_every_reading_of_the_liaison_officers_file_is_audited(service: Running):
    case = await a_sentenced_case(service)
    async with service.as_(liaison_officer) as client:
        await case.seen_by(client).get("victim-contact")
    async with service.database.engine.connect() as connection:
        mine = select(AuditRow.who).where(AuditRow.subject == case.crn, AuditRow.action == "read_victim_contact")

        assert (await connection.execute(mine)).scalars().all() == ["viola"]
