"""Who held a post, over HTTP: read by all, recorded by whoever reaches the office, corrected without forgetting."""

import asyncio
from typing import Any

import pytest

from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
    RYE_HILL_CONTRACTOR,
    STRANGER,
)
from builders.commissioning.posts import a_holding, named, recorded
from house.running import Running, once
from noms.chassis.identity.issuer import Persona


async def post_on(service: Running, code: str, **query: str) -> dict[str, Any]:
    async with service.as_(OFFENDER_MANAGER) as client:
        answer = await client.get(f"/v1/posts/{code}", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def states_on(service: Running, kind: str, on: str) -> dict[str, str]:
    async with service.as_(OFFENDER_MANAGER) as client:
        posts = (await client.get("/v1/posts", params={"on": on})).json()["data"]
    return {known["region_code"]: known["state"] for known in posts if known["kind"] == kind}


@pytest.mark.parametrize(
    ("on", "holder"),
    [
        ("2004-06-08", "Martin Narey"),
        ("2005-10-31", "Martin Narey"),
        ("2005-11-01", "Helen Edwards"),
        ("2008-03-31", "Helen Edwards"),
        ("2008-04-01", "Phil Wheatley"),
        ("2010-06-30", "Michael Spurr"),
    ],
)
async def test_the_chief_executives_of_the_service_in_their_order(service: Running, on: str, holder: str):
    """Source: founding papers 001 and 003, politics.co.uk 8 June 2004; the days inside their months are estimates."""
    told = await post_on(service, "CE-NOMS", on=on)

    assert (told["state"], [holding["holder_name"] for holding in told["holdings"]]) == ("held", [holder])
    assert told["holdings"][0]["dates_estimated"]


async def test_the_first_national_offender_manager_was_named_on_8_june_2004(service: Running):
    """Source: politics.co.uk 8 June 2004."""
    before, named_then = await post_on(service, "NOM", on="2004-06-07"), await post_on(service, "NOM", on="2004-06-08")

    assert (before["state"], before["holdings"]) == ("unknown", [])
    assert (named_then["state"], named_then["holdings"][0]["holder_name"]) == ("held", "Christine Knott")
    assert named_then["holdings"][0]["valid_to"] is None


async def test_a_holding_without_an_end_lasts_no_longer_than_its_post(service: Running):
    told = await post_on(service, "NOM", on="2012-01-01")

    assert (told["existing"], told["state"], told["holdings"]) == (False, None, [])


async def test_on_8_june_2004_all_ten_regional_offender_managers_were_yet_to_be_appointed(service: Running):
    """Source: politics.co.uk 8 June 2004."""
    states = await states_on(service, "ROM", "2004-06-08")

    assert (len(states), set(states.values())) == (10, {"vacant"})


async def test_on_8_june_2009_nine_directors_were_in_post_and_the_north_east_had_an_interim(service: Running):
    """Source: Hansard 8 June 2009."""
    states = await states_on(service, "DOM", "2009-06-08")

    assert states.pop("NE") == "interim"
    assert (len(states), set(states.values())) == (9, {"held"})


async def test_a_month_later_no_source_says_which_region_had_the_interim_and_the_conflict_is_told(service: Running):
    """Conflict C1. Source: Hansard 8 July 2009."""
    told = await post_on(service, "DOM-NE", on="2009-07-08")

    assert (told["state"], told["holdings"]) == ("unknown", [])
    assert [(conflict["code"], conflict["counted"], conflict["existing"]) for conflict in told["conflicts"]] == [("C1", 11, 10)]
    assert (await post_on(service, "ROM-NE"))["conflicts"] == []


async def test_posts_that_did_not_exist_on_a_day_are_not_listed(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        codes = {known["code"] for known in (await client.get("/v1/posts", params={"on": "2008-04-01"})).json()["data"]}

    assert {"DOM-LON", "DOM-WAL", "ROM-YH"} <= codes
    assert not {"ROM-LON", "DOM-YH", "NOM"} & codes


async def test_a_holding_is_recorded_and_read(service: Running):
    await recorded(service, valid_from="2008-07-01", valid_to="2008-07-31", state="held", holder=named())
    told = await post_on(service, "DOM-LON", on="2008-07-31")

    assert (told["state"], told["holdings"][0]["holder_name"]) == ("held", "A. Director")
    assert (await post_on(service, "DOM-LON", on="2008-08-01"))["state"] == "unknown"


@pytest.mark.parametrize(
    ("first", "last"),
    [("2008-09-10", "2008-09-10"), ("2008-09-30", "2008-10-05"), ("2008-08-01", "2008-09-01"), ("2008-09-15", None)],
)
async def test_one_post_has_one_state_on_a_day(service: Running, first: str, last: str | None):
    async with service.as_(LONDON_COMMISSIONER) as client:
        await client.post(
            "/v1/posts/DOM-LON/holdings", json=a_holding(valid_from="2008-09-01", valid_to="2008-09-30"), headers=once()
        )
        refused = await client.post("/v1/posts/DOM-LON/holdings", json=a_holding(valid_from=first, valid_to=last), headers=once())

    assert (refused.status_code, refused.json()["code"]) == (409, "holdings_overlap")


async def test_what_a_source_tells_cannot_be_contradicted_without_a_correction(service: Running):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        told = a_holding(valid_from="2009-06-08", valid_to="2009-06-08", state="vacant")
        refused = await client.post("/v1/posts/DOM-NE/holdings", json=told, headers=once())

    assert (refused.status_code, refused.json()["code"]) == (409, "holdings_overlap")


async def test_one_holding_may_begin_on_the_day_after_another(service: Running):
    await recorded(service, valid_from="2008-11-01", valid_to="2008-11-15")
    await recorded(service, valid_from="2008-11-16", valid_to="2008-11-30", state="vacant")

    assert [(await post_on(service, "DOM-LON", on=f"2008-11-{day}"))["state"] for day in (15, 16)] == ["interim", "vacant"]


async def test_of_two_that_record_the_same_days_at_once_one_succeeds(service: Running):
    told = a_holding(valid_from="2009-10-01", valid_to="2009-10-31")

    async def told_once() -> int:
        async with service.as_(LONDON_COMMISSIONER) as client:
            return (await client.post("/v1/posts/DOM-LON/holdings", json=told, headers=once())).status_code

    answers = await asyncio.gather(*(told_once() for _ in range(4)))

    assert sorted(answers) == [201, 409, 409, 409]
    assert len((await post_on(service, "DOM-LON", on="2009-10-15"))["holdings"]) == 1


async def test_a_repeated_request_records_once(service: Running):
    key = once()
    told = a_holding(valid_from="2009-12-01", valid_to="2009-12-31")
    async with service.as_(LONDON_COMMISSIONER) as client:
        answers = [await client.post("/v1/posts/DOM-LON/holdings", json=told, headers=key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_a_holding_is_given_an_end_and_what_was_known_before_stays_readable(service: Running):
    holding = await recorded(service, "DOM-WAL", NATIONAL_COMMISSIONER, valid_from="2010-02-01", valid_to=None, state="held")
    known_at = (await post_on(service, "DOM-WAL", on="2010-03-01"))["holdings"][0]["recorded_at"]
    ended = a_holding(valid_from="2010-02-01", valid_to="2010-02-28", state="held")
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        corrected = await client.post(
            f"/v1/posts/DOM-WAL/holdings/{holding}/correction", json={"reason": "The end was found.", "replacement": ended}
        )

    assert corrected.status_code == 200, corrected.text
    assert corrected.json()["replacement"]["valid_to"] == "2010-02-28"
    assert (await post_on(service, "DOM-WAL", on="2010-03-01"))["state"] == "unknown"
    assert (await post_on(service, "DOM-WAL", on="2010-03-01", known_at=known_at))["state"] == "held"


async def test_a_holding_is_withdrawn_and_frees_its_days(service: Running):
    holding = await recorded(service, "DOM-WAL", NATIONAL_COMMISSIONER, valid_from="2008-05-01", valid_to="2008-05-31")
    path = f"/v1/posts/DOM-WAL/holdings/{holding}/correction"
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        withdrawn = await client.post(path, json={"reason": "It was another region.", "replacement": None})
        again = await client.post(path, json={"reason": "It was another region.", "replacement": None})

    assert (withdrawn.status_code, withdrawn.json()["replacement"]) == (200, None)
    assert again.status_code == 404
    assert await recorded(service, "DOM-WAL", NATIONAL_COMMISSIONER, valid_from="2008-05-01", valid_to="2008-05-31")


async def test_a_correction_that_overlaps_is_refused_and_leaves_everything_as_it_was(service: Running):
    first = await recorded(service, "DOM-WAL", NATIONAL_COMMISSIONER, valid_from="2008-06-01", valid_to="2008-06-15")
    await recorded(service, "DOM-WAL", NATIONAL_COMMISSIONER, valid_from="2008-06-16", valid_to="2008-06-30")
    longer = a_holding(valid_from="2008-06-01", valid_to="2008-06-20")
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        refused = await client.post(
            f"/v1/posts/DOM-WAL/holdings/{first}/correction", json={"reason": "Longer.", "replacement": longer}
        )

    assert (refused.status_code, refused.json()["code"]) == (409, "holdings_overlap")
    assert [holding["holding_id"] for holding in (await post_on(service, "DOM-WAL", on="2008-06-10"))["holdings"]] == [first]


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"state": "vacant", "holder": named()}, "/holder", "vacant_with_a_holder"),
        ({"valid_to": "2009-06-30"}, "/valid_to", "ends_before_it_begins"),
        ({"valid_from": "2008-03-31"}, "/valid_from", "outside_the_life_of_the_post"),
        ({"state": "asleep"}, "/state", "enum"),
        ({"holder": {"name": "A. Director"}}, "/holder/named_in", "missing"),
        ({"source": " "}, "/source", "string_pattern_mismatch"),
    ],
)
async def test_a_holding_that_cannot_be_is_refused_and_named(service: Running, changes: dict[str, Any], pointer: str, code: str):
    async with service.as_(LONDON_COMMISSIONER) as client:
        refused = await client.post("/v1/posts/DOM-LON/holdings", json=a_holding(**changes), headers=once())

    assert refused.status_code == 422
    assert (pointer, code) in [(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]]


async def test_a_fault_in_a_replacement_is_named_in_its_place(service: Running):
    holding = await recorded(service, "DOM-WAL", NATIONAL_COMMISSIONER, valid_from="2008-12-01", valid_to="2008-12-31")
    wrong = a_holding(valid_from="2008-12-01", valid_to="2008-11-30")
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        refused = await client.post(
            f"/v1/posts/DOM-WAL/holdings/{holding}/correction", json={"reason": "A slip.", "replacement": wrong}
        )

    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/replacement/valid_to"]


@pytest.mark.parametrize("code", ["DOM-LON", "CE-NOMS", "DOM-NOWHERE"])
async def test_a_post_out_of_reach_looks_like_one_that_does_not_exist(service: Running, code: str):
    async with service.as_(KENT_COMMISSIONER) as client:
        refused = await client.post(f"/v1/posts/{code}/holdings", json=a_holding(), headers=once())

    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


async def test_a_holding_of_another_office_cannot_be_corrected(service: Running):
    holding = await recorded(service, "DOM-LON", valid_from="2010-05-01", valid_to="2010-05-31")
    async with service.as_(KENT_COMMISSIONER) as client:
        path = f"/v1/posts/DOM-LON/holdings/{holding}/correction"
        refused = await client.post(path, json={"reason": "Not mine.", "replacement": None})
        elsewhere = await client.post(path.replace("LON", "SE"), json={"reason": "Not here.", "replacement": None})

    assert (refused.status_code, elsewhere.status_code) == (404, 404)


@pytest.mark.parametrize("persona", [OFFENDER_MANAGER, LONDON_TRUST, RYE_HILL_CONTRACTOR, AUDITOR, CONTRACT_MANAGER])
async def test_every_role_reads_posts_and_only_commissioners_record(service: Running, persona: Persona):
    async with service.as_(persona) as client:
        assert (await client.get("/v1/posts/DOM-LON")).status_code == 200
        assert (await client.post("/v1/posts/DOM-LON/holdings", json=a_holding(), headers=once())).status_code == 403


@pytest.mark.parametrize("path", ["/v1/posts", "/v1/posts/DOM-LON"])
async def test_without_the_scope_or_a_token_nothing_is_told(service: Running, path: str):
    for persona, status in ((STRANGER, 403), (None, 401)):
        async with service.as_(persona) as client:
            assert (await client.get(path)).status_code == status
