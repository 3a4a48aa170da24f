"""Returns filed together, as JSON or as a CSV file: all of them are taken, or none, and every fault has its place."""

import asyncio
from typing import Any

import pytest

from builders.commissioning.returns import ARRIVALS, ASSAULTS, BELMARSH, COST, FULL_SUTTON, HIGH_SECURITY, month, prison_agreement
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.due_returns import ReturnCalendar
from noms.contracts.commissioning.returns import ReturnsTaken, ReturnView

pytestmark = pytest.mark.usefixtures("clean_slate")

HEADER = "measure_code,period,numerator,denominator,reason"
LAST, BEFORE = month(1), month(2)


def a_file(*lines: str) -> str:
    return "\n".join((HEADER, *lines)) + "\n"


GOOD = a_file(f"{ARRIVALS},{LAST},412,480,", f"{ASSAULTS},{LAST},9,598.5,", f"{ARRIVALS},{BEFORE},400,480,")


async def send(service: Running, agreement: str, file: str | bytes, persona: Persona = BELMARSH, **headers: str) -> Any:
    told = {"Content-Type": "text/csv", **once(), **headers}
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/returns", content=file, headers=told)


async def send_rows(service: Running, agreement: str, *rows: dict[str, Any]) -> Any:
    async with service.as_(BELMARSH) as client:
        return await client.post(f"/v1/agreements/{agreement}/returns", json={"returns": list(rows)}, headers=once())


def a_row(**changes: Any) -> dict[str, Any]:
    return {"measure_code": ARRIVALS, "period": LAST, "numerator": "412", "denominator": "480"} | changes


def faults(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


def taken(answer: Any) -> list[ReturnView]:
    assert answer.status_code == 201, answer.text
    return ReturnsTaken.model_validate_json(answer.content).data


async def on_record(service: Running, agreement: str) -> set[tuple[str, str]]:
    async with service.as_(BELMARSH) as client:
        told = ReturnCalendar.model_validate_json((await client.get(f"/v1/agreements/{agreement}/returns")).content)
    return {(due.measure_code, due.period) for due in told.data if due.version}


@pytest.mark.parametrize("kind", ["text/csv", "text/csv; charset=utf-8", "Text/CSV;header=present"])
async def test_a_file_is_taken_whole_in_its_own_order(service: Running, kind: str):
    agreement = await prison_agreement(service)
    views = taken(await send(service, agreement, GOOD, **{"Content-Type": kind}))

    assert [(view.measure_code, view.period, view.value) for view in views] == [
        (ARRIVALS, LAST, 85.833),
        (ASSAULTS, LAST, 1.504),
        (ARRIVALS, BEFORE, 83.333),
    ]
    assert await on_record(service, agreement) == {(view.measure_code, view.period) for view in views}


async def test_rows_as_json_are_taken_like_a_file(service: Running):
    agreement = await prison_agreement(service)
    views = taken(await send_rows(service, agreement, a_row(), a_row(period=BEFORE)))

    assert [(view.period, view.version) for view in views] == [(LAST, 1), (BEFORE, 1)]


async def test_one_bad_line_and_nothing_is_taken(service: Running):
    agreement = await prison_agreement(service)
    bad = GOOD + f"{ASSAULTS},{BEFORE},nine,598.5,\n"

    assert faults(await send(service, agreement, bad)) == [("line:5/numerator", "not_as_expected")]
    assert await on_record(service, agreement) == set()


async def test_every_rule_that_a_line_breaks_is_named_by_line_and_column(service: Running):
    agreement = await prison_agreement(service)
    taken(await send(service, agreement, a_file(f"{ARRIVALS},{BEFORE},400,480,")))
    refused = await send(
        service,
        agreement,
        a_file(
            f"{ARRIVALS},{LAST},481,480,",
            f"{ASSAULTS},{LAST},9,0,",
            f"programme_completions,{LAST},30,,",
            f"purposeful_activity,{LAST},1,2,",
            f"{ARRIVALS},{month(0)},1,2,",
            f"{COST},{LAST},1,2,",
            f"{ARRIVALS},{BEFORE},401,480,",
            f"{ASSAULTS},{BEFORE},9,598.5,Counted again.",
            f"{ARRIVALS},{LAST},412,480,",
        ),
    )

    assert faults(refused) == [
        ("line:2/numerator", "more_than_the_denominator"),
        ("line:3/denominator", "nought"),
        ("line:4/measure_code", "computed_measure"),
        ("line:5/measure_code", "measure_not_agreed"),
        ("line:6/period", "return_period_not_over"),
        ("line:7/period", "no_such_return_period"),
        ("line:8/reason", "filed_already"),
        ("line:9/reason", "nothing_to_amend"),
        ("line:10/period", "filed_twice"),
    ]
    assert "Line 4, column 1 (measure_code): The system computes" in refused.text
    assert await on_record(service, agreement) == {(ARRIVALS, BEFORE)}


async def test_the_same_rules_are_named_by_pointer_in_json(service: Running):
    agreement = await prison_agreement(service)
    refused = await send_rows(service, agreement, a_row(), a_row(period=BEFORE, denominator=None), a_row())

    assert faults(refused) == [("/returns/1/denominator", "denominator_missing"), ("/returns/2/period", "filed_twice")]
    malformed = await send_rows(service, agreement, a_row(numerator=1.5), a_row(period="May"))
    assert [pointer for pointer, _ in faults(malformed)] == ["/returns/0/numerator", "/returns/1/period"]
    assert await on_record(service, agreement) == set()


async def test_a_file_amends_with_a_reason_in_its_line(service: Running):
    agreement = await prison_agreement(service)
    taken(await send(service, agreement, GOOD))
    [amended] = taken(await send(service, agreement, a_file(f'{ARRIVALS},{LAST},413,480,"Gate book, page 4"')))

    assert (amended.version, amended.reason) == (2, "Gate book, page 4")


async def test_the_same_file_sent_twice_is_taken_once(service: Running):
    agreement, key = await prison_agreement(service), once()
    first, repeated = [await send(service, agreement, GOOD, **key) for _ in range(2)]

    assert repeated.json() == first.json()
    assert repeated.headers["idempotent-replayed"] == "true"
    assert {code for _, code in faults(await send(service, agreement, GOOD))} == {"filed_already"}


async def test_of_two_files_at_once_one_is_taken_whole_and_the_other_refused_whole(service: Running):
    agreement = await prison_agreement(service)
    answers = await asyncio.gather(*(send(service, agreement, GOOD) for _ in range(3)))

    assert sorted(answer.status_code for answer in answers) == [201, 422, 422]
    assert len(await on_record(service, agreement)) == 3


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("", [("", "missing")]),
        ("\n", [("file", "empty")]),
        (HEADER, [("file", "number_of_rows")]),
        ("a,b\n1,2\n", None),
        (b"\xff\xfe\x00", [("line:1", "not_utf_8")]),
        (GOOD + '"', [("file", "not_csv")]),
    ],
)
async def test_what_is_no_file_of_returns_is_refused(service: Running, file: str | bytes, found: list[tuple[str, str]] | None):
    agreement = await prison_agreement(service)
    refused = await send(service, agreement, file)

    assert refused.status_code == 422
    assert found is None or faults(refused) == found


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "multipart/form-data; boundary=x", "application/xml"])
async def test_another_kind_of_body_is_refused_as_such(service: Running, kind: str):
    refused = await send(service, await prison_agreement(service), GOOD, **{"Content-Type": kind})

    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("body", ['{"returns": []}', '{"returns": [], "x": 1}', "[]", "null", "7", '{"returns": [{}]}'])
async def test_json_that_holds_no_returns_is_refused_with_the_field(service: Running, body: str):
    refused = await send(service, await prison_agreement(service), body, **{"Content-Type": "application/json"})

    assert refused.status_code == 422
    assert refused.json()["errors"]


async def test_broken_json_is_told_as_such(service: Running):
    refused = await send(service, await prison_agreement(service), "{", **{"Content-Type": "application/json"})

    assert (refused.status_code, refused.json()["code"]) == (400, "bad_request")


async def test_what_was_offered_is_never_repeated_in_a_refusal(service: Running):
    agreement = await prison_agreement(service)
    refused = await send(service, agreement, a_file(f"{ARRIVALS},{LAST},canary-7f3a,480,"))

    assert refused.status_code == 422
    assert "canary" not in refused.text


@pytest.mark.parametrize("file", [GOOD, "nonsense"])
async def test_a_file_for_a_hidden_agreement_and_for_an_absent_one_look_the_same(service: Running, file: str):
    """Even a file that cannot be read says nothing of what lies out of reach."""
    hidden, absent = await prison_agreement(service), "00000000-0000-4000-8000-000000000000"
    answers = [await send(service, which, file, FULL_SUTTON) for which in (hidden, absent)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1


async def test_a_purchaser_sends_no_file(service: Running):
    assert (await send(service, await prison_agreement(service), GOOD, HIGH_SECURITY)).status_code == 403
