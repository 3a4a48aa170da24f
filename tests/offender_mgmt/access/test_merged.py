"""Closed records that are merged and parted: nobody who was barred sees more than before."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures, records_manager
from builders.offender_mgmt.cases import OpenCase
from builders.offender_mgmt.merges import merged, part
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import PROGRAMME, order_to_make
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

READER = Persona("ldn-cases", "LDN", CallerKind.SYSTEM, ("trust-system",), personas.LONDON, on_behalf_of="olive")


@pytest.fixture(scope="module")
def closures(service: Running) -> Closures:
    return Closures(service)


async def two_people(service: Running) -> tuple[str, str]:
    """Each with an order, and so with an event that bears their own number."""
    async with service.as_(Persona("oswald", "LDN", CallerKind.STAFF, ("offender-manager",), personas.LONDON)) as client:
        one, other = await registered(client), await registered(client)
        await OpenCase(client, one).record("orders", order_to_make(PROGRAMME))
        await OpenCase(client, other).record("orders", order_to_make(PROGRAMME, made_on="2010-10-05", ends_on="2011-10-04"))
    return one, other


async def heard_of(service: Running, *crns: str) -> list[bool]:
    """Which of these the feed of olive's system speaks of, by subject or in its words."""
    async with service.as_(READER) as client:
        text = (await client.get("/v1/events?limit=5000")).text
    return [crn in text for crn in crns]


async def test_what_was_closed_of_either_stays_closed_of_both_and_is_its_own_again_when_parted(
    service: Running, closures: Closures
):
    survivor, other = await two_people(service)
    closure = await closures.set(other, "exclusion", "olive")
    assert await heard_of(service, survivor, other) == [True, False]

    async with service.as_(records_manager) as client:
        merge_id = await merged(client, survivor, other)
        assert await heard_of(service, survivor, other) == [False, False]
        assert (await part(client, merge_id)).status_code == 201
    assert await heard_of(service, other) == [False]
    await closures.lifted(closure)
    assert await heard_of(service, survivor, other) == [True, True]


async def test_a_closure_of_the_surviving_record_closes_what_happened_under_the_other_number(
    service: Running, closures: Closures
):
    survivor, other = await two_people(service)
    async with service.as_(records_manager) as client:
        merge_id = await merged(client, survivor, other)
        closure = await closures.set(survivor, "restriction", "oswald")
        assert await heard_of(service, survivor, other) == [False, False]
        async with service.as_(personas.offender_manager) as barred:
            assert {(await barred.get(f"/v1/persons/{crn}")).status_code for crn in (survivor, other)} == {404}
        await closures.lifted(closure)
        assert await heard_of(service, survivor, other) == [True, True]

        again = await closures.set(survivor, "exclusion", "olive")
        assert (await part(client, merge_id)).status_code == 201
    assert (await heard_of(service, other))[0]
    assert again["in_force"]


async def test_what_a_further_merge_closed_is_open_again_when_it_is_undone(service: Running, closures: Closures):
    """Else a record would be closed for ever, by a closure of somebody else's record that nobody can lift from it."""
    first, second = await two_people(service)
    third, _ = await two_people(service)
    own = await closures.set(second, "exclusion", "olive", until_on="2099-12-31")
    await closures.lifted(own)
    await closures.set(third, "restriction", "oswald")
    async with service.as_(records_manager) as client:
        inner = await merged(client, second, first)
        outer = await merged(client, third, second)
        assert await heard_of(service, first, second) == [False, False]
        assert (await part(client, outer)).status_code == 201
        assert await heard_of(service, first, second) == [True, True]
        assert (await part(client, inner)).status_code == 201
    async with service.as_(personas.offender_manager) as olive:
        seen = [(await olive.get(f"/v1/persons/{crn}")).status_code for crn in (first, second, third)]

    assert seen == [200, 200, 404]


async def test_a_merged_record_keeps_the_closures_of_its_own_survivor_through_a_further_merge(
    service: Running, closures: Closures
):
    first, second = await two_people(service)
    third, _ = await two_people(service)
    async with service.as_(records_manager) as client:
        inner = await merged(client, second, first)
        await closures.set(second, "exclusion", "olive")
        outer = await merged(client, third, second)
        assert (await part(client, outer)).status_code == 201
        assert await heard_of(service, first, second, third) == [False, False, True]
        assert (await part(client, inner)).status_code == 201
    assert await heard_of(service, first, second) == [True, False]


async def test_the_number_of_a_merged_record_is_answered_with_the_survivors(service: Running, closures: Closures):
    survivor, gone = await two_people(service)
    async with service.as_(records_manager) as client:
        await merged(client, survivor, gone)

    async def may_see() -> list[bool]:
        async with service.as_(personas.offender_manager) as client:
            answer = await client.get("/v1/access", params={"crn": [survivor, gone, "Z999999"]})
        return [one["may_see"] for one in answer.json()["data"]]

    assert await may_see() == [True, True, False]
    await closures.set(survivor, "exclusion", "olive")
    assert await may_see() == [False, False, False]
