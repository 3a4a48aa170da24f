"""The measure that commissioning asks for, computed from events and opened down to them."""

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase
from builders.offender_mgmt.enforcement import attendance_recorded, correction_of, hear, warning_to_give
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import order_made
from builders.offender_mgmt.transfers import passed_on
from house.running import Running, once
from noms.contracts.measures import MeasureOffers

CODE = "/v1/measures/breach_action_within_ten_working_days"


def period(provider: str = "LDN", **changes: str) -> dict[str, str]:
    return {"provider": provider, "from": "2010-12-01", "to": "2011-01-31"} | changes


async def breach_due(service: Running, client, failed_on: str, *, begun_on: str | None = None, **changes):
    """An order warned on 10 November 2010 whose next failure must go to court; answers the failure that was heard."""
    order = await order_made(client, await registered(client), **changes)
    await hear(service, attendance_recorded(order, "2010-11-08"))
    url = f"/v1/orders/{order['order_id']}"
    assert (await client.post(f"{url}/warnings", json=warning_to_give("2010-11-10"), headers=once())).status_code == 201
    failed = attendance_recorded(order, failed_on)
    await hear(service, failed)
    if begun_on:
        assert (await client.post(f"{url}/breaches", json={"begun_on": begun_on}, headers=once())).status_code == 201
    return failed


async def feed(service: Running) -> list[dict]:
    async with service.as_(personas.auditor) as client:
        return list((await client.get("/v1/events", params={"limit": 5000})).json())


async def test_the_measure_counts_what_was_begun_in_time_and_opens_down_to_the_events(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await breach_due(service, client, "2010-12-17", begun_on="2011-01-05")
        await breach_due(service, client, "2010-12-17", begun_on="2011-01-06")
        await breach_due(service, client, "2010-12-20")
        mistaken = await breach_due(service, client, "2010-12-21", begun_on="2010-12-22")
        await hear(service, correction_of(mistaken))
        await breach_due(service, client, "2011-02-01", begun_on="2011-02-02")
    async with service.as_(personas.commissioning_service) as client:
        measure = (await client.get(CODE, params=period())).json()
        parts = {
            part: (await client.get(f"{CODE}/events", params=period() | {"part": part})).json()["event_ids"]
            for part in ("numerator", "denominator")
        }
    everything = await feed(service)
    due = [event["id"] for event in everything if event["type"] == "offender_mgmt.breach.due"]
    begun = [event["id"] for event in everything if event["type"] == "offender_mgmt.breach.begun"]

    assert (measure["numerator"], measure["denominator"], measure["exclusions"], measure["value"]) == (1, 3, 1, 33.33)
    assert (measure["unit"], measure["definition_version"], measure["complete_event_list"]) == ("percent", 1, True)
    assert set(measure["denominator_event_ids"]) == set(due[:3]) == set(parts["denominator"])
    assert measure["numerator_event_ids"] == begun[:1] == parts["numerator"]
    assert measure["watermark"] == max(event["sequence"] for event in everything)


async def test_a_trusts_figures_stay_whole_when_the_person_has_gone_to_another(service: Running):
    async with service.as_(personas.offender_manager) as client:
        before = await measured(service, "LDN")
        failed = await breach_due(service, client, "2010-12-17", begun_on="2010-12-20")
        case = OpenCase(client, failed.crn)
        to = {"to": personas.other_offender_manager, "starts_on": "2012-10-04"}
        await passed_on(service, case.crn, by=personas.offender_manager, **to)
        gone = await case.get("allocations")
    async with service.as_(personas.contract_manager) as client:
        after = (await client.get(CODE, params=period())).json()

    assert gone.status_code == 404
    assert (after["numerator"], after["denominator"]) == (before["numerator"] + 1, before["denominator"] + 1)


async def test_another_trusts_orders_are_not_counted(service: Running):
    async with service.as_(personas.offender_manager) as client:
        before = await measured(service, "WMP")
        await breach_due(service, client, "2010-12-17", provider="WMP")
        after = await measured(service, "WMP")

    assert (before["denominator"], after["denominator"]) == (0, 1)
    assert before["value"] is None
    assert after["value"] == 0.0


async def measured(service: Running, provider: str) -> dict:
    async with service.as_(personas.commissioning_service) as client:
        answer = await client.get(CODE, params=period(provider))
        assert answer.status_code == 200, answer.text
        return answer.json()


async def test_the_region_and_the_trust_itself_get_the_same_figure(service: Running):
    answers = []
    for persona in (personas.commissioning_service, personas.commissioner, personas.contract_manager, personas.trust_system):
        async with service.as_(persona) as client:
            answer = (await client.get(CODE, params=period())).json()
            answers.append((answer["numerator"], answer["denominator"], answer["exclusions"]))

    assert len(set(answers)) == 1


async def test_part_of_a_measure_is_never_given_as_the_whole(service: Running):
    """A contractor who reaches one prison sees some of London's people; the trust's figure is not theirs to see."""
    for persona, provider in ((personas.commissioner, "WMP"), (personas.trust_system, "WMP"), (personas.trust_system, "ZZZ")):
        async with service.as_(persona) as client:
            assert (await client.get(CODE, params=period(provider))).status_code == 404


async def test_the_events_come_by_page(service: Running):
    async with service.as_(personas.commissioning_service) as client:
        wanted = period() | {"part": "denominator", "limit": "2"}
        first = (await client.get(f"{CODE}/events", params=wanted)).json()
        second = (await client.get(f"{CODE}/events", params=wanted | {"after": first["next_after"]})).json()
        whole = (await client.get(CODE, params=period())).json()["denominator_event_ids"]

    assert first["event_ids"] + second["event_ids"] == sorted(whole)
    assert (len(first["event_ids"]), second["next_after"]) == (2, None)


async def test_a_period_that_ends_before_it_begins_is_refused(service: Running):
    async with service.as_(personas.commissioning_service) as client:
        answer = await client.get(CODE, params=period(to="2010-11-30"))

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "query:to")


async def test_a_measure_nobody_defined_is_not_there(service: Running):
    async with service.as_(personas.commissioning_service) as client:
        assert (await client.get("/v1/measures/programme_completions", params=period())).status_code == 404


async def test_an_officer_without_the_scope_sees_no_measure(service: Running):
    async with service.as_(personas.offender_manager) as client:
        assert (await client.get(CODE, params=period())).status_code == 403


async def test_the_service_lists_what_it_computes(service: Running):
    async with service.as_(personas.commissioning_service) as client:
        told = MeasureOffers.model_validate_json((await client.get("/v1/measures")).content)

    assert [(offer.code, offer.definition_version) for offer in told.data] == [("breach_action_within_ten_working_days", 1)]
