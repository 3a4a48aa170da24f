"""Occurrences over HTTP: who may classify what, and how what is believed moves without anything being overwritten."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.agreements import measured
from builders.commissioning.occurrences import (
    CONTRACTORS_CONTROLLER,
    CONTROLLER,
    DOVEGATE_CONTROLLER,
    RYE_HILL,
    an_occurrence,
    classified,
    moved,
    rye_hill,
    unavailable_places,
)
from builders.commissioning.payments import priced
from builders.commissioning.personas import (
    AUDITOR,
    DOVEGATE_CONTRACTOR,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.occurrence_views import OccurrenceView
from noms.contracts.commissioning.worked_example import WORKED_EXAMPLE

pytestmark = pytest.mark.usefixtures("clean_slate")


def path_of(occurrence: dict[str, Any], act: str = "") -> str:
    return f"/v1/agreements/{occurrence['agreement_id']}/occurrences/{occurrence['id']}{act}"


async def posted(service: Running, persona: Persona, path: str, body: dict[str, Any]) -> tuple[int, str]:
    async with service.as_(persona) as client:
        answer = await client.post(path, json=body, headers=once())
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def got(service: Running, persona: Persona, path: str, **query: str) -> tuple[int, Any]:
    async with service.as_(persona) as client:
        answer = await client.get(path, params=query)
    return answer.status_code, answer.json()


async def test_a_controller_classifies_what_happened_and_both_parties_read_it_the_same(service: Running):
    events = [str(uuid4()), str(uuid4())]
    told = await classified(service, await rye_hill(service), count="2.5", event_ids=events)
    view = OccurrenceView.model_validate(told)

    assert (view.state, view.version, view.count, view.event_count) == ("CLASSIFIED", 1, "2.5", 2)
    assert (view.contract_year, view.contract_quarter, view.classified_by) == (2, 1, "cora")
    async with service.as_(RYE_HILL_CONTRACTOR) as theirs, service.as_(NATIONAL_COMMISSIONER) as ours:
        for path in (path_of(told), path_of(told, "/events"), f"/v1/agreements/{told['agreement_id']}/occurrences"):
            assert (await theirs.get(path)).content == (await ours.get(path)).content
        assert (await theirs.get(path_of(told, "/events"))).json() == {"source_service": "offender_mgmt", "event_ids": events}


@pytest.mark.parametrize(
    ("occurred_on", "found_on", "year", "quarter"),
    [
        ("2009-04-01", "2009-04-01", 1, 1),
        ("2009-06-30", "2010-09-01", 1, 1),
        ("2009-07-01", "2009-07-01", 1, 2),
        ("2010-03-31", "2010-04-02", 1, 4),
        ("2011-03-31", "2011-03-31", 2, 4),
    ],
)
async def test_it_belongs_to_the_contract_quarter_in_which_it_happened(
    service: Running, occurred_on: str, found_on: str, year: int, quarter: int
):
    told = await classified(service, await rye_hill(service), occurred_on=occurred_on, found_on=found_on)

    assert (told["contract_year"], told["contract_quarter"]) == (year, quarter)


async def test_the_provider_never_classifies_whatever_role_its_token_holds(service: Running):
    agreement = await rye_hill(service)
    path = f"/v1/agreements/{agreement}/occurrences"
    told = await classified(service, agreement)

    assert await posted(service, RYE_HILL_CONTRACTOR, path, an_occurrence()) == (403, "not_permitted")
    assert await posted(service, CONTRACTORS_CONTROLLER, path, an_occurrence()) == (409, "provider_classifies")
    step = {"to": "OVERTURNED", "reason": "It suits us."}
    assert await posted(service, CONTRACTORS_CONTROLLER, path_of(told, "/moves"), step) == (409, "provider_classifies")
    anew = {"code": "2.2h", "count": "1", "reason": "It suits us."}
    assert await posted(service, CONTRACTORS_CONTROLLER, path_of(told, "/reclassifications"), anew) == (
        409,
        "provider_classifies",
    )


@pytest.mark.parametrize("persona", [AUDITOR, LONDON_COMMISSIONER, OFFENDER_MANAGER, KENT_TRUST], ids=lambda p: p.roles[0])
async def test_only_a_controller_classifies(service: Running, persona: Persona):
    path = f"/v1/agreements/{uuid4()}/occurrences"

    assert await posted(service, persona, path, an_occurrence()) == (403, "not_permitted")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"occurred_on": "2009-03-31"}, "occurrence_outside_the_agreement"),
        ({"occurred_on": "2011-04-01", "found_on": "2011-04-01"}, "occurrence_outside_the_agreement"),
        ({"occurred_on": "2098-01-01", "found_on": "2098-01-01"}, "occurrence_in_the_future"),
        ({"found_on": "2098-01-01"}, "occurrence_in_the_future"),
        ({"found_on": "2010-05-13"}, "found_before_it_happened"),
        ({"ended_on": "2010-05-13"}, "occurrence_ends_before_it_began"),
        ({"ended_on": "2011-04-01"}, "occurrence_outside_the_agreement"),
        ({"count": "0"}, "nothing_counted"),
        ({"kind": "FIXED_SUM_INCIDENT", "code": "escape", "count": "2"}, "one_incident"),
        (unavailable_places(places=0), "no_places"),
        ({"narrative": "Found on A1234BC in the workshop."}, "names_a_person"),
    ],
)
async def test_what_cannot_be_classified_is_refused_with_its_reason(service: Running, changes: dict[str, Any], code: str):
    path = f"/v1/agreements/{await rye_hill(service)}/occurrences"

    assert await posted(service, CONTROLLER, path, an_occurrence(**changes)) == (409, code)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"places": -1}, "/places"),
        ({"places": 10_001}, "/places"),
        ({"places": True}, "/places"),
        ({"count": "-1"}, "/count"),
        ({"count": "1.25"}, "/count"),
        ({"count": 1.5}, "/count"),
        ({"code": "2.2 g"}, "/code"),
        ({"code": ""}, "/code"),
        ({"kind": "FINE"}, "/kind"),
        ({"state": "CONFIRMED"}, "/state"),
        ({"occurred_on": "2010-02-30"}, "/occurred_on"),
        ({"occurred_on": "2010-05-14T23:30:00Z"}, "/occurred_on"),
        ({"event_ids": ["x"]}, "/event_ids/0"),
        ({"narrative": ""}, "/narrative"),
        ({"same_event_as": str(uuid4())}, "/same_event_as"),
    ],
)
async def test_a_field_at_fault_is_named(service: Running, changes: dict[str, Any], pointer: str):
    path = f"/v1/agreements/{await rye_hill(service)}/occurrences"
    async with service.as_(CONTROLLER) as client:
        refused = await client.post(path, json=an_occurrence(**changes), headers=once())

    assert (refused.status_code, [error["pointer"] for error in refused.json()["errors"]]) == (422, [pointer])


async def test_nothing_happens_under_an_agreement_that_is_not_in_force(service: Running):
    draft = await measured(service, NATIONAL_COMMISSIONER, **RYE_HILL)

    refused = await posted(service, CONTROLLER, f"/v1/agreements/{draft}/occurrences", an_occurrence())
    assert refused == (409, "agreement_never_in_force")


async def test_one_event_is_classified_once_under_a_code_and_may_fall_under_another(service: Running):
    agreement, event = await rye_hill(service), str(uuid4())
    path = f"/v1/agreements/{agreement}/occurrences"
    await classified(service, agreement, event_ids=[event, event])

    again = an_occurrence(event_ids=[str(uuid4()), event], occurred_on="2010-05-15")
    assert await posted(service, CONTROLLER, path, again) == (409, "already_recorded")
    assert (await posted(service, CONTROLLER, path, an_occurrence(event_ids=[event], code="2.2h")))[0] == 201
    assert len((await got(service, CONTROLLER, path))[1]["data"]) == 2


async def test_an_event_that_two_classify_at_once_is_classified_once(service: Running):
    agreement, event = await rye_hill(service), str(uuid4())
    path = f"/v1/agreements/{agreement}/occurrences"
    tries = [posted(service, CONTROLLER, path, an_occurrence(event_ids=[event])) for _ in range(5)]

    assert sorted(await asyncio.gather(*tries)) == [(201, ""), *[(409, "already_recorded")] * 4]


async def test_one_event_behind_two_occurrences_is_known_by_the_first_of_them(service: Running):
    agreement = await rye_hill(service)
    first = await classified(service, agreement, code="escape", kind="FIXED_SUM_INCIDENT")
    second = await classified(service, agreement, same_event_as=first["id"])
    third = await classified(service, agreement, code="2.2a", same_event_as=second["id"])

    assert first["same_event_as"] is None
    assert second["same_event_as"] == third["same_event_as"] == first["id"]


async def test_every_step_is_a_dated_version_with_who_and_why_and_nothing_is_overwritten(service: Running):
    told = await classified(service, await rye_hill(service), held=True)
    released = await moved(service, told, "CLASSIFIED", reason="The police have ended their inquiry.")
    excused = await moved(service, told, "EXCUSED", reason="The flood closed the wing.", excused_by="force majeure")

    assert [(v["version"], v["state"], v["excused_by"], v["recorded_by"]) for v in excused["versions"]] == [
        (1, "HELD", None, "cora"), (2, "CLASSIFIED", None, "cora"), (3, "EXCUSED", "force majeure", "cora"),
    ]  # fmt: skip
    assert [v["reason"] for v in excused["versions"][1:]] == [
        "The police have ended their inquiry.",
        "The flood closed the wing.",
    ]
    assert (told["contest_until"], excused["contest_until"]) == (None, None)
    assert released["contest_until"] > released["told_on"]


async def test_what_was_known_at_an_instant_can_be_asked_for(service: Running):
    told = await classified(service, await rye_hill(service))
    held = await moved(service, told, "HELD")
    first, second = (version["recorded_at"] for version in held["versions"])
    in_list = f"/v1/agreements/{told['agreement_id']}/occurrences"

    assert await got(service, CONTROLLER, path_of(told), known_at=first) == (200, told)
    assert (await got(service, CONTROLLER, path_of(told), known_at=second))[1]["state"] == "HELD"
    assert (await got(service, CONTROLLER, path_of(told), known_at="2010-05-14T00:00:00Z"))[0] == 404
    for instant, states in ((first, ["CLASSIFIED"]), (second, ["HELD"]), ("2010-05-14T00:00:00Z", [])):
        page = (await got(service, CONTROLLER, in_list, known_at=instant))[1]
        assert [row["state"] for row in page["data"]] == states


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"to": "DISPUTED"}, "of_the_contest"),
        ({"to": "CLASSIFIED"}, "occurrence_move_not_allowed"),
        ({"to": "EXCUSED"}, "cause_of_an_excuse"),
        ({"to": "HELD", "excused_by": "flood"}, "cause_of_an_excuse"),
        ({"to": "HELD", "reason": "See X320741."}, "names_a_person"),
    ],
)
async def test_a_step_that_leads_nowhere_is_refused(service: Running, changes: dict[str, Any], code: str):
    told = await classified(service, await rye_hill(service))

    assert await posted(service, CONTROLLER, path_of(told, "/moves"), {"reason": "So.", **changes}) == (409, code)


async def test_of_two_who_overturn_at_once_one_does(service: Running):
    told = await classified(service, await rye_hill(service))
    step = {"to": "OVERTURNED", "reason": "A mistake."}
    tries = [posted(service, CONTROLLER, path_of(told, "/moves"), step) for _ in range(4)]

    assert sorted(await asyncio.gather(*tries)) == [(201, ""), *[(409, "occurrence_move_not_allowed")] * 3]
    assert [v["version"] for v in (await got(service, CONTROLLER, path_of(told)))[1]["versions"]] == [1, 2]


async def test_a_classification_is_put_right_by_a_version_that_supersedes_it(service: Running):
    told = await classified(service, await rye_hill(service), count="2")
    body = {"code": "2.2h", "count": "1.5", "reason": "The laboratory found cannabis."}
    async with service.as_(CONTROLLER) as client:
        answer = await client.post(path_of(told, "/reclassifications"), json=body, headers=once())
    now = answer.json()

    assert (answer.status_code, now["code"], now["count"], now["state"], now["version"]) == (201, "2.2h", "1.5", "CLASSIFIED", 2)
    assert [(v["code"], v["count"]) for v in now["versions"]] == [("2.2g", "2.0"), ("2.2h", "1.5")]
    assert await posted(service, CONTROLLER, path_of(told, "/reclassifications"), body) == (409, "classification_unchanged")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"count": "0"}, "nothing_counted"),
        ({"ended_on": "2010-05-01"}, "occurrence_ends_before_it_began"),
        ({"reason": "See A1234BC."}, "names_a_person"),
    ],
)
async def test_a_classification_is_not_put_wrong(service: Running, changes: dict[str, Any], code: str):
    told = await classified(service, await rye_hill(service))
    body = {"code": "2.2h", "count": "1", "reason": "The laboratory found cannabis.", **changes}

    assert await posted(service, CONTROLLER, path_of(told, "/reclassifications"), body) == (409, code)


async def test_an_event_cannot_be_brought_under_a_code_twice_by_classifying_anew(service: Running):
    agreement, event = await rye_hill(service), str(uuid4())
    one = await classified(service, agreement, event_ids=[event])
    await classified(service, agreement, event_ids=[event], code="2.2h")
    body = {"code": "2.2h", "count": "1", "reason": "The laboratory found cannabis."}

    assert await posted(service, CONTROLLER, path_of(one, "/reclassifications"), body) == (409, "already_recorded")
    assert (await got(service, CONTROLLER, path_of(one)))[1]["version"] == 1


async def test_a_code_left_and_taken_again_is_no_second_recording(service: Running):
    told = await classified(service, await rye_hill(service))
    for code in ("2.2h", "2.2g"):
        body = {"code": code, "count": "1", "reason": "The laboratory."}
        assert (await posted(service, CONTROLLER, path_of(told, "/reclassifications"), body))[0] == 201


async def test_hidden_is_absent(service: Running):
    told = await classified(service, await rye_hill(service))
    hidden, absent = path_of(told), path_of({"agreement_id": uuid4(), "id": uuid4()})
    elsewhere = path_of({"agreement_id": told["agreement_id"], "id": uuid4()})
    step, anew = {"to": "HELD", "reason": "Police."}, {"code": "x", "count": "1", "reason": "So."}

    async def seen(persona: Persona, path: str) -> list[tuple[int, str]]:
        reads = [await got(service, persona, path + part) for part in ("", "/events")]
        reads.append(await got(service, persona, path.rsplit("/", 1)[0]))
        return [(status, body.get("code", "")) for status, body in reads]

    for persona in (DOVEGATE_CONTRACTOR, DOVEGATE_CONTROLLER, KENT_TRUST):
        assert await seen(persona, hidden) == await seen(persona, absent) == [(404, "not_found")] * 3
    for path in (hidden, absent):
        assert await posted(service, DOVEGATE_CONTROLLER, f"{path}/moves", step) == (404, "not_found")
        assert await posted(service, DOVEGATE_CONTROLLER, f"{path}/reclassifications", anew) == (404, "not_found")
        assert await posted(service, DOVEGATE_CONTROLLER, path.rsplit("/", 1)[0], an_occurrence()) == (404, "not_found")
    for act, body in (("/moves", step), ("/reclassifications", anew)):
        assert await posted(service, CONTROLLER, elsewhere + act, body) == (404, "not_found")


async def test_both_parties_and_nobody_else_hear_of_it(service: Running):
    told = await classified(service, await rye_hill(service))
    await moved(service, told, "HELD")

    async def heard(persona: Persona) -> list[tuple[str, str, int]]:
        _, feed = await got(service, persona, "/v1/events", limit="5000")
        ours = [event for event in feed if event["subject"] == told["id"]]
        return [(event["type"], event["data"]["state"], event["data"]["occurrence_version"]) for event in ours]

    both = [("commissioning.occurrence.classified", "CLASSIFIED", 1), ("commissioning.occurrence.moved", "HELD", 2)]
    assert await heard(RYE_HILL_CONTRACTOR) == await heard(CONTROLLER) == both
    assert await heard(DOVEGATE_CONTRACTOR) == []


async def test_under_payment_terms_no_more_places_are_out_than_there_are_and_a_slip_is_put_right(service: Running):
    agreement = await priced(service, WORKED_EXAMPLE["terms"])
    path = f"/v1/agreements/{agreement}/occurrences"
    too_many = unavailable_places(places=10_000)
    assert await posted(service, CONTROLLER, path, too_many) == (409, "too_many_places")
    slip = await moved(service, await classified(service, agreement, **unavailable_places(places=800)), "OVERTURNED")

    assert (await moved(service, slip, "CLASSIFIED"))["state"] == "CLASSIFIED"
    moon = {"to": "EXCUSED", "reason": "It was full.", "excused_by": "the moon"}
    assert await posted(service, CONTROLLER, path_of(slip, "/moves"), moon) == (409, "no_such_cause")
