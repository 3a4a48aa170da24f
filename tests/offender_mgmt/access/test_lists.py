"""Lists, counts, searches and feeds in which somebody is closed: nothing about them comes short."""

import asyncio
from typing import Any

import httpx
import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures
from builders.offender_mgmt.cases import OpenCase
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import PROGRAMME, order_to_make
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

PAGE = 50
OLIVE = personas.offender_manager
CLERK = Persona("cleo", "LDN", CallerKind.STAFF, ("offender-manager",), {"organisations": ["LDN"], "regions": ["LON"]})


@pytest.fixture(scope="module")
def closures(service: Running) -> Closures:
    return Closures(service)


@pytest.fixture(scope="module")
async def people(service: Running) -> list[str]:
    """A page and five more, in the order of the list."""
    async with service.as_(CLERK) as client:
        return [await registered(client, surname=f"Listed {number:03}") for number in range(PAGE + 5)]


async def pages(client: httpx.AsyncClient) -> list[list[str]]:
    found, address = [], "/v1/cases"
    while address:
        answer = await client.get(address)
        found.append([line["crn"] for line in answer.json()["data"]])
        address = answer.links.get("next", {}).get("url")
    return found


async def test_pages_are_full_without_the_closed_and_a_link_leads_only_where_somebody_is(
    service: Running, closures: Closures, people: list[str]
):
    async with service.as_(CLERK) as client:
        assert [len(page) for page in await pages(client)] == [PAGE, 5]
        shut = [people[0], people[25], people[PAGE - 1], people[PAGE]]
        for crn in shut:
            await closures.set(crn, "exclusion", "cleo")
        seen = [crn for crn in people if crn not in shut]
        assert await pages(client) == [seen[:PAGE], seen[PAGE:]]

        await closures.set(seen[-1], "exclusion", "cleo")
        last = await pages(client)
        first = await client.get("/v1/cases")
        short = await client.get("/v1/cases?&")
    assert last == [seen[:-1]]
    assert len(last[0]) == PAGE
    assert "link" not in first.headers
    assert (first.content, first.headers["etag"]) == (short.content, short.headers["etag"])
    async with service.as_(OLIVE) as client:
        assert sum(len(page) for page in await pages(client)) == PAGE + 5


async def test_a_cursor_of_before_leads_on_without_those_closed_since(service: Running, closures: Closures, people: list[str]):
    reader = Persona("carl", "LDN", CallerKind.STAFF, ("offender-manager",), personas.LONDON)
    async with service.as_(reader) as client:
        link = (await client.get("/v1/cases")).links["next"]["url"]
        await closures.set(people[-1], "exclusion", "carl")
        await closures.set(people[PAGE - 1], "exclusion", "carl")  # the very case at which the cursor stands
        second = [line["crn"] for line in (await client.get(link)).json()["data"]]

    assert second == people[PAGE:-1]


async def test_a_case_that_is_filed_anew_while_it_is_restricted_keeps_its_places(service: Running, closures: Closures):
    """The places of a closed case are written like any other's, whoever may see them."""
    async with service.as_(CLERK) as client:
        crn = await registered(client, surname="Filed")
    await closures.set(crn, "restriction", "cleo")
    async with service.as_(CLERK) as client:
        made = await OpenCase(client, crn).record("orders", order_to_make(PROGRAMME, provider="WMP"))
        assert made["crn"] == crn
        assert crn in {found for page in await pages(client) for found in page}
    async with service.as_(personas.other_offender_manager) as client:
        assert crn not in {found for page in await pages(client) for found in page}


async def test_a_search_counts_pages_and_shows_nobody_who_is_closed(service: Running, closures: Closures):
    wanted = {"surname": "Sought", "date_of_birth": "1984-03-09"}
    async with service.as_(CLERK) as client:
        crns = [await registered(client, surname="Sought", forename=f"Number{number}") for number in range(5)]
        await closures.set(crns[1], "restriction", "olive")
        await closures.set(crns[3], "exclusion", "cleo")
        one, two = [(await client.post(f"/v1/persons/search?page={page}&per_page=2", json=wanted)).json() for page in (1, 2)]
    async with service.as_(OLIVE) as client:
        whole = (await client.post("/v1/persons/search", json=wanted)).json()

    assert [person["crn"] for page in (one, two) for person in page["data"]] == [crns[0], crns[2], crns[4]]
    assert (two["pagination"]["total_count"], two["pagination"]["total_pages"]) == (3, 2)
    assert whole["pagination"]["total_count"] == 5


async def test_a_number_of_somebody_closed_tells_nothing_when_it_is_registered_again(service: Running, closures: Closures):
    number = [{"kind": "pnc", "value": "79/163001B", "held_from": "2003-01-01"}]
    async with service.as_(CLERK) as client:
        crn = await registered(client, identifiers=number)
        await closures.set(crn, "exclusion", "cleo")
        assert await registered(client, identifiers=number) != crn


def events_of(batch: httpx.Response, crn: str) -> list[dict[str, Any]]:
    return [event for event in batch.json() if event["subject"] == crn or event["data"].get("crn") == crn]


async def test_the_feed_is_silent_of_the_closed_while_it_waits_and_tells_all_of_it_once_opened(
    service: Running, closures: Closures
):
    reader = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON)
    async with service.as_(CLERK) as client:
        crn = await registered(client)
    closure = await closures.set(crn, "restriction", "cleo")
    async with service.as_(CLERK) as client, service.as_(reader) as feed:
        head = (await feed.get("/v1/events?limit=5000")).json()[-1:]
        after = head[0]["sequence"] if head else 0
        waiting = asyncio.create_task(feed.get(f"/v1/events?after={after}&timeout_ms=700"))
        await OpenCase(client, crn).record("orders", order_to_make(PROGRAMME))
        assert (await waiting).content == b"[]"
        assert events_of(await feed.get("/v1/events?limit=5000"), crn) == []
        await closures.lifted(closure)
        assert len(events_of(await feed.get("/v1/events?limit=5000"), crn)) >= 1
