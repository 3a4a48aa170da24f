"""Handovers on a running service: worked out from facts, and circumstances on record."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import an_open_case, faults_in
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.responsibility import early_allocation
from house.running import Running

WORK_OUT = "/v1/handovers/work-out"


async def test_a_handover_is_worked_out_from_facts_alone(service: Running):
    asked = {"sentenced_on": "2024-01-01", "conditional_release_on": "2024-11-02", "as_at": "2024-01-01"}
    async with service.as_(personas.contractor_system) as client:
        answer = (await client.post(WORK_OUT, json=asked)).json()

    # Source: manage-POM-cases, spec of handover_calculation.rb
    assert (answer["handover_on"], answer["responsible"], answer["reason_code"]) == ("2024-02-17", "custody", "determinate")
    assert (answer["changes_on"], answer["rules_from"]) == ("2024-02-17", "2004-06-01")


async def test_an_override_names_itself_and_dates_nothing(service: Running):
    asked = {"sentenced_on": "2010-01-04", "circumstances": ["recalled"], "as_at": "2011-06-01"}
    async with service.as_(personas.offender_manager) as client:
        answer = (await client.post(WORK_OUT, json=asked)).json()

    assert (answer["responsible"], answer["reason_code"], answer["handover_on"]) == ("community", "recalled", None)


@pytest.mark.parametrize(
    "change", [{"circumstances": ["on_holiday"]}, {"mappa_level": 4}, {"sentenced_on": "2010-02-30"}, {"wing": "B"}]
)
async def test_facts_that_are_none_are_refused(service: Running, change: dict[str, object]):
    asked = {"sentenced_on": "2010-01-04", "as_at": "2011-06-01"} | change
    async with service.as_(personas.offender_manager) as client:
        assert (await client.post(WORK_OUT, json=asked)).status_code == 422


async def test_nobody_is_released_before_the_sentence(service: Running):
    asked = {"sentenced_on": "2010-01-04", "conditional_release_on": "2010-01-03", "as_at": "2011-06-01"}
    async with service.as_(personas.offender_manager) as client:
        refused = await client.post(WORK_OUT, json=asked)
        same_day = await client.post(WORK_OUT, json=asked | {"conditional_release_on": "2010-01-04"})

    assert (refused.status_code, faults_in(refused)) == (422, [("/conditional_release_on", "before_sentence")])
    assert same_day.json()["reason_code"] == "short"


async def test_a_circumstance_that_no_longer_holds_is_recorded_again(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("handover-circumstances", early_allocation())
        await case.record("handover-circumstances", early_allocation(applies=False, applies_from="2010-09-01"))
        kept = (await case.get("handover-circumstances")).json()["data"]

    assert [(line["applies"], line["applies_from"]) for line in kept] == [(False, "2010-09-01"), (True, "2010-07-01")]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"applies_from": "2099-01-01"}, ("/applies_from", "in_the_future")),
        ({"applies_from": "1984-03-08"}, ("/applies_from", "before_birth")),
        ({"kind": "target_hearing"}, ("/takes_place_on", "missing")),
        ({"kind": "target_hearing", "takes_place_on": "2010-06-30"}, ("/takes_place_on", "before_it_applies")),
        ({"takes_place_on": "2012-05-14"}, ("/takes_place_on", "not_a_hearing")),
        ({"kind": "target_hearing", "applies": False, "takes_place_on": "2012-05-14"}, ("/takes_place_on", "not_a_hearing")),
    ],
)
async def test_a_circumstance_that_cannot_be_names_its_field(service: Running, changes, fault):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        refused = await case.post("handover-circumstances", early_allocation(**changes))

    assert (refused.status_code, refused.json()["code"], faults_in(refused)) == (409, "circumstance_refused", [fault])


async def test_a_hidden_person_has_no_circumstances_to_read_or_to_record(service: Running):
    async with service.as_(personas.offender_manager) as client, service.as_(personas.other_offender_manager) as other:
        case = await an_open_case(client)
        answers = (
            await case.seen_by(other).post("handover-circumstances", early_allocation()),
            await case.seen_by(other).get("handover-circumstances"),
        )
    async with service.as_(personas.offender_supervisor) as elsewhere:
        assert (await case.seen_by(elsewhere).get("handover-circumstances")).status_code == 404

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * 2


async def test_nothing_is_recorded_of_the_dead(service: Running):
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client)
        await case.record("receptions", reception())
        await case.record("releases", release(released_on="2010-08-01", reason_code="DEC"))
        refused = await case.post("handover-circumstances", early_allocation())

    assert (refused.status_code, refused.json()["code"]) == (409, "person_has_died")
