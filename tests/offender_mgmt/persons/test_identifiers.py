"""Numbers added to a record: strict at the keyboard, kept and marked when a feed sends one that is nobody's."""

import asyncio

import httpx

from builders.offender_mgmt import personas
from builders.offender_mgmt.persons import pnc, registered
from house.running import Running, once


def number(kind: str, value: str, **changes: object) -> dict[str, object]:
    return {"kind": kind, "value": value, "held_from": "2009-01-01"} | changes


async def added(client: httpx.AsyncClient, crn: str, body: dict[str, object]) -> httpx.Response:
    return await client.post(f"/v1/persons/{crn}/identifiers", json=body, headers=once())


def told(answer: httpx.Response) -> tuple[int, list[tuple[str, str]]]:
    return answer.status_code, [(error["pointer"], error["code"]) for error in answer.json().get("errors", ())]


async def test_a_number_of_any_kind_is_added_in_its_one_form_with_its_dates(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        made = await added(client, crn, number("booking_number", "v74111", held_until="2010-06-30"))
        held = (await client.get(f"/v1/persons/{crn}/identifiers")).json()
        person = (await client.get(f"/v1/persons/{crn}")).json()

    kept = {
        "kind": "booking_number", "value": "V74111", "held_from": "2009-01-01", "held_until": "2010-06-30", "valid": True,
        "reason": None,
    }  # fmt: skip
    assert (made.status_code, made.json()) == (201, kept)
    assert held == {"crn": crn, "data": [kept]}
    assert person["identifiers"] == [kept]


async def test_a_number_that_is_nobodys_is_refused_at_the_keyboard_and_kept_as_offered_from_a_feed(service: Running):
    """Source: 20120052494O is invalid, it should end in Q (hmpps-person-record)."""
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        typed = await added(client, crn, number("pnc", "20120052494O"))
        sent = await added(client, crn, number("pnc", "20120052494O", from_feed=True))
        file = (await client.get(f"/v1/persons/{crn}/case-file")).json()

    assert told(typed) == (409, [("/value", "letter_never_used")])
    assert (sent.status_code, sent.json()["value"], sent.json()["valid"], sent.json()["reason"]) == (
        201, "20120052494O", False, "letter_never_used",
    )  # fmt: skip
    assert [kept["valid"] for kept in file["person"]["identifiers"]] == [False]


async def test_a_placeholder_serial_from_a_feed_is_marked_and_stands_between_nobody(service: Running):
    """Source: CRO 000000/00Z is valid by its letter and yet a placeholder (hmpps-person-match)."""
    offered = number("cro", "000000/00Z", from_feed=True)
    async with service.as_(personas.offender_manager) as client:
        answers = [await added(client, await registered(client), offered) for _ in range(2)]

    assert [(answer.status_code, answer.json()["reason"]) for answer in answers] == [(201, "placeholder_serial")] * 2


async def test_contradictory_days_are_named(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        before_birth = await added(client, crn, number("nino", "AB112233B", held_from="1970-01-01", from_feed=True))
        backwards = await added(client, crn, number("nino", "AB112233B", held_until="2008-12-31"))

    assert told(before_birth) == (409, [("/held_from", "day_not_possible")])
    assert told(backwards) == (409, [("/held_until", "ends_before_it_begins")])


async def test_a_number_of_somebody_else_is_refused_naming_them_unless_a_feed_sends_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        holder = await registered(client, identifiers=pnc("81/34U"))
        other = await registered(client)
        typed = await added(client, other, number("pnc", "1981/0000034U"))
        sent = await added(client, other, number("pnc", "1981/0000034U", from_feed=True))

    assert told(typed) == (409, [("/value", "already_known")])
    assert holder in typed.json()["errors"][0]["message"]
    assert sent.status_code == 201


async def test_a_booking_number_may_have_been_two_peoples(service: Running):
    """Booking numbers were given per reception, and mistyped ones name somebody else: only lifelong numbers are one person's."""
    async with service.as_(personas.offender_manager) as client:
        crns = [await registered(client), await registered(client)]
        answers = [await added(client, crn, number("booking_number", "V74112")) for crn in crns]

    assert [answer.status_code for answer in answers] == [201, 201]


async def test_the_same_number_is_on_record_once_also_when_two_add_it_at_once(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        answers = await asyncio.gather(*(added(client, crn, number("noms_number", "a1234ac")) for _ in range(2)))
        held = (await client.get(f"/v1/persons/{crn}/identifiers")).json()

    assert sorted((answer.status_code, answer.json().get("code")) for answer in answers) == [
        (201, None), (409, "number_on_record"),
    ]  # fmt: skip
    assert len(held["data"]) == 1


async def test_the_case_reference_number_is_given_and_not_recorded(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)

        assert (await added(client, crn, number("crn", "X320741"))).status_code == 422


async def test_numbers_of_a_person_out_of_reach_and_of_nobody_look_the_same(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
    for stranger in (personas.other_offender_manager, personas.unreaching):
        async with service.as_(stranger) as client:
            for hidden, absent in (
                (await client.get(f"/v1/persons/{crn}/identifiers"), await client.get("/v1/persons/Z999999/identifiers")),
                (await added(client, crn, number("nino", "AB1")), await added(client, "Z999999", number("nino", "AB1"))),
            ):
                assert hidden.status_code == absent.status_code == 404
                assert {**hidden.json(), "instance": ""} == {**absent.json(), "instance": ""}


async def test_who_only_reads_adds_no_number(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
    async with service.as_(personas.programme_team) as client:
        assert (await added(client, crn, number("nino", "AB112233B"))).status_code == 403
