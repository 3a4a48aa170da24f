"""Candidates, the queue, and decisions on a running service; nobody out of reach is compared, shown or counted."""

import asyncio

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.matching import person_to_match
from builders.offender_mgmt.particulars import address, alias
from builders.offender_mgmt.persons import pnc
from builders.offender_mgmt.sentences import order_to_make
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

both_trusts = Persona("rita", "NOMS", CallerKind.STAFF, ("records-manager",), {"organisations": ["LDN", "WMP"]})


async def candidates(client: httpx.AsyncClient, **changes: object) -> dict[str, object]:
    answer = await client.post("/v1/persons/candidates", content=person_to_match(**changes).model_dump_json(), headers=JSON)
    assert answer.status_code == 200, answer.text
    body: dict[str, object] = answer.json()
    return body


async def looked(service: Running, crn: str) -> httpx.Response:
    async with service.as_(personas.records_manager) as client:
        return await client.post(f"/v1/persons/{crn}/matches", headers=once())


async def two_records(service: Running, surname: str, number: str) -> tuple[str, str]:
    """Two records of one man: the second opened by a feed that did not know of the first."""
    async with service.as_(personas.offender_manager) as client:
        first = await an_open_case(client, surname=surname, identifiers=pnc(number))
        second = await an_open_case(client, surname=surname)
        sent = {"kind": "pnc", "value": number, "held_from": "2003-01-01", "from_feed": True}
        made = await client.post(f"/v1/persons/{second.crn}/identifiers", json=sent, headers=once())
        assert made.status_code == 201, made.text
    return first.crn, second.crn


JSON = {"Content-Type": "application/json"}


async def test_candidates_come_with_a_score_and_the_terms_that_add_up_to_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        likely = await an_open_case(client, surname="Ashdown", identifiers=pnc("79/163001B"))
        await likely.record("addresses", address())
        namesake = await an_open_case(client, surname="Ashdown", date_of_birth="1955-01-02")
        found = await candidates(client, surname="ashdown", pncs=["1979/0163001B", "TOTALLYINVALID"], postcodes=["SE5 8AF"])

    first, second = found["data"]
    assert ([first["crn"], second["crn"]], [first["outcome"], second["outcome"]]) == (
        [likely.crn, namesake.crn], ["join", "apart"],
    )  # fmt: skip
    assert {term["feature"]: term["bits"] for term in first["terms"]} == {
        "prior": -21.85, "name": 17.06, "date_of_birth": 13.87, "postcode": 15.06, "pnc_and_cro": 21.58,
    }  # fmt: skip
    assert sum(term["bits"] for term in first["terms"]) == pytest.approx(first["score_bits"])


async def test_somebody_is_a_candidate_by_a_name_they_went_by_or_swapped(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client, forename="Lesley", surname="Hollins")
        await case.record("aliases", alias(forename="Les", surname="Prendergast"))
        by_alias = await candidates(client, forename="Les", surname="Prendergast")
        swapped = await candidates(client, forename="Hollins", surname="Lesley")

    assert [line["crn"] for line in by_alias["data"]] == [line["crn"] for line in swapped["data"]] == [case.crn]


async def test_a_placeholder_birthday_or_serial_finds_nobody(service: Running):
    """Source: hmpps-person-match, cleaning before matching."""
    async with service.as_(personas.offender_manager) as client:
        crn = (await an_open_case(client, surname="Placeholder", forename="Zebedee")).crn
        sent = {"kind": "cro", "value": "000000/00Z", "held_from": "2003-01-01", "from_feed": True}
        await client.post(f"/v1/persons/{crn}/identifiers", json=sent, headers=once())
        found = await candidates(client, forename="Kit", surname="Nobody", date_of_birth="1970-01-01", cros=["000000/00Z"])

    assert found == {"data": [], "rule": {"outcome": "none", "crn": None, "reason": "nobody sentenced within seven days fits"}}


async def test_the_rule_links_one_record_and_stops_where_the_prison_number_stands_on_another(service: Running):
    facts = {"surname": "Ruled", "noms_number": "a1234zz", "sentenced_on": ["2010-10-04"]}
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client, surname="Ruled")
        await case.record("orders", order_to_make())
        linked = await candidates(client, **facts)
        other = await an_open_case(client, surname="Holder", forename="Other", identifiers=[
            {"kind": "noms_number", "value": "A1234ZZ", "held_from": "2009-01-01"},
        ])  # fmt: skip
        stopped = await candidates(client, **facts)

    assert linked["rule"] == {"outcome": "link", "crn": case.crn, "reason": "exactly one record fits"}
    assert (stopped["rule"]["outcome"], stopped["rule"]["crn"]) == ("queue", None)
    assert other.crn not in {line["crn"] for line in stopped["data"]}


async def test_two_records_of_one_person_are_put_on_the_queue_once(service: Running):
    first, second = await two_records(service, "Queued", "67/9893091D")
    answers = [await looked(service, first), await looked(service, second)]
    async with service.as_(personas.records_manager) as client:
        queue = (await client.get("/v1/matches")).json()

    assert [answer.status_code for answer in answers] == [201, 201]
    [match] = [line for line in queue["data"] if line["crn"] == first]
    assert (match["other_crn"], match["state"], match["score_bits"], match["decisions"]) == (
        second, "needs_attention", 30.66, [],
    )  # fmt: skip


async def test_a_decision_takes_the_pair_from_the_queue_and_counts_in_every_later_score(service: Running):
    first, second = await two_records(service, "Decided", "00/223R")
    [match] = (await looked(service, first)).json()["data"]
    url = f"/v1/matches/{match['match_id']}/decisions"
    async with service.as_(personas.records_manager) as client:
        made = await client.post(url, json={"decision": "twins", "reason": "Their mother says so."}, headers=once())
        again = await looked(service, second)
        waiting = (await client.get("/v1/matches")).json()["data"]
        [twins] = (await client.get("/v1/matches?state=twins")).json()["data"]
        mind_changed = await client.post(url, json={"decision": "linked", "reason": "Fingerprints."}, headers=once())
        [linked] = (await client.get("/v1/matches?state=linked")).json()["data"]

    assert (made.status_code, made.json()["decided_by"]) == (201, "rowan")
    assert again.json()["data"] == []
    assert match["match_id"] not in {line["match_id"] for line in waiting}
    assert [decision["decision"] for decision in twins["decisions"]] == ["twins"]
    assert mind_changed.status_code == 201
    assert [decision["decision"] for decision in linked["decisions"]] == ["twins", "linked"]


async def test_a_decision_is_one_of_three_and_says_why(service: Running):
    first, _ = await two_records(service, "Reasoned", "2003/0011985X")
    [match] = (await looked(service, first)).json()["data"]
    async with service.as_(personas.records_manager) as client:
        url = f"/v1/matches/{match['match_id']}/decisions"
        for wrong in (
            {"decision": "needs_attention", "reason": "x"},
            {"decision": "linked"},
            {"decision": "linked", "reason": " "},
        ):
            assert (await client.post(url, json=wrong, headers=once())).status_code == 422


async def test_a_pair_is_shown_and_decided_only_by_who_may_see_both_records(service: Running):
    async with service.as_(personas.offender_manager) as client:
        mine = await an_open_case(client, surname="Divided", identifiers=pnc("2001/0171310W"))
    async with service.as_(personas.other_offender_manager) as client:
        await an_open_case(client, surname="Divided", provider="WMP", identifiers=pnc("2001/0171310W"))
        found = await candidates(client, surname="Divided")
    alone = await looked(service, mine.crn)
    async with service.as_(both_trusts) as client:
        [match] = (await client.post(f"/v1/persons/{mine.crn}/matches", headers=once())).json()["data"]
    decision = {"decision": "linked", "reason": "Same fingerprints."}
    for stranger in (personas.records_manager, personas.other_records_manager):
        async with service.as_(stranger) as client:
            hidden = await client.post(f"/v1/matches/{match['match_id']}/decisions", json=decision, headers=once())
            absent = await client.post(f"/v1/matches/{PAIR_OF_NOBODY}/decisions", json=decision, headers=once())
            queue = (await client.get("/v1/matches")).json()
            assert hidden.status_code == absent.status_code == 404
            assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}
            assert match["match_id"] not in {line["match_id"] for line in queue["data"]}

    assert alone.json()["data"] == []
    assert mine.crn not in {line["crn"] for line in found["data"]}


PAIR_OF_NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_two_who_look_at_once_put_one_pair_on_the_queue(service: Running):
    first, second = await two_records(service, "Raced", "81/34U")
    answers = await asyncio.gather(looked(service, first), looked(service, second))
    async with service.as_(personas.records_manager) as client:
        queue = (await client.get("/v1/matches?per_page=500")).json()["data"]

    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len([line for line in queue if line["crn"] == first]) == 1


async def test_a_record_out_of_reach_and_nobody_look_the_same_to_who_compares(service: Running):
    async with service.as_(personas.other_offender_manager) as client:
        case = await an_open_case(client, provider="WMP")
    hidden, absent = await looked(service, case.crn), await looked(service, "Z999999")

    assert hidden.status_code == absent.status_code == 404
    assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_only_records_managers_see_the_queue(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = OpenCase(client, (await an_open_case(client)).crn)
        assert (await client.get("/v1/matches")).status_code == 403
        assert (await client.post(f"/v1/persons/{case.crn}/matches", headers=once())).status_code == 403


async def test_records_that_would_be_joined_are_compared_also_where_no_name_is_spelt_the_same(service: Running):
    """Known answer: names nearly the same 7.30, birthday 13.87, postcode 15.06, day of sentence 10.9, less 21.85: 25.28."""
    wanted = {"forename": "Jonathon", "surname": "Smithsen", "postcodes": ["ZE1 0AA"], "sentenced_on": ["2010-10-04"]}
    wanted |= {"date_of_birth": "1961-02-03"}
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client, forename="Jonathan", surname="Smithson", date_of_birth="1961-02-03")
        await case.record("addresses", address(postcode="ZE1 0AA"))
        await case.record("orders", order_to_make(made_on="2010-10-04"))
        found = {
            name: [(line["crn"], line["score_bits"]) for line in (await candidates(client, **facts))["data"]]
            for name, facts in {
                "everything": wanted,
                "birthday and beginning": {**wanted, "postcodes": [], "sentenced_on": []},
                "birthday and postcode": {**wanted, "forename": "Xan", "surname": "Yorke", "sentenced_on": []},
                "birthday and day of sentence": {**wanted, "forename": "Xan", "surname": "Yorke", "postcodes": []},
                "postcode and beginning": {**wanted, "date_of_birth": None, "sentenced_on": []},
                "day of sentence and beginning": {**wanted, "date_of_birth": None, "postcodes": []},
            }.items()
        }

    assert found.pop("everything") == [(case.crn, 25.28)]
    assert [name for name, lines in found.items() if case.crn not in {crn for crn, _ in lines}] == []


async def test_a_birthday_given_with_another_name_brings_records_together(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client, forename="Morgan", surname="Quillfeather")
        await case.record("aliases", alias(forename="Mo", surname="Feather", date_of_birth="1986-07-08"))
        found = await candidates(client, forename="Morgan", surname="Quill", date_of_birth="1986-07-08")

    assert [line["crn"] for line in found["data"]] == [case.crn]


async def test_a_name_that_was_recorded_by_mistake_neither_finds_nor_weighs(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client, forename="Piers", surname="Righter")
        wrong = await case.record("aliases", alias(forename="Wally", surname="Mistaken", date_of_birth="1980-01-02"))
        by_wrong = await candidates(client, forename="Wally", surname="Mistaken", date_of_birth="1980-01-02")
        await case.record("aliases", alias(forename="Wilf", surname="Corrected", supersedes=wrong["alias_id"]))
        none = await candidates(client, forename="Wally", surname="Mistaken", date_of_birth="1980-01-02")
        by_right = await candidates(client, forename="Wilf", surname="Corrected", date_of_birth="1980-01-02")

    assert [line["crn"] for line in by_wrong["data"]] == [case.crn]
    assert none["data"] == []
    [line] = by_right["data"]
    assert {term["feature"]: term["level"] for term in line["terms"]}["date_of_birth"] == "within five years"
