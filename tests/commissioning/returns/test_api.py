"""Returns over HTTP: only what no event gives, by the calendar, judged by its definition, amended by versions."""

import asyncio
from typing import Any

import pytest

from builders.commissioning.agreements import completions_measure
from builders.commissioning.personas import AUDITOR, LONDON_TRUST, NATIONAL_COMMISSIONER, NOBODY, OFFENDER_MANAGER
from builders.commissioning.returns import (
    ARRIVALS,
    ASSAULTS,
    BELMARSH,
    COST,
    FULL_SUTTON,
    HIGH_SECURITY,
    RETURNED,
    calendar,
    counts,
    heard,
    month,
    prison_agreement,
    trust_agreement,
)
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.returns import ReturnVersions, ReturnView

pytestmark = pytest.mark.usefixtures("clean_slate")

LAST = month(1)
"""The month before this one: over on any day of this one."""


async def post(service: Running, agreement: str, place: str, body: dict[str, Any], persona: Persona = BELMARSH) -> Any:
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/returns/{place}", json=body, headers=once())


async def code_of(
    service: Running, agreement: str, place: str, body: dict[str, Any], persona: Persona = BELMARSH
) -> tuple[int, str]:
    answer = await post(service, agreement, place, body, persona)
    return answer.status_code, answer.json().get("code", "")


async def file_return(service: Running, agreement: str, place: str, **changes: Any) -> ReturnView:
    answer = await post(service, agreement, place, counts(**changes))
    assert answer.status_code == 201, answer.text
    return ReturnView.model_validate_json(answer.content)


async def versions(service: Running, agreement: str, place: str, persona: Persona = BELMARSH) -> list[ReturnView]:
    async with service.as_(persona) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/returns/{place}")
    assert answer.status_code == 200, answer.text
    return ReturnVersions.model_validate_json(answer.content).data


async def test_a_return_is_filed_judged_and_shown_with_how_late_it_came(service: Running):
    agreement = await prison_agreement(service)
    filed = await file_return(service, agreement, f"{ARRIVALS}/{month(2)}")
    [due] = [due for due in await calendar(service, agreement) if due.measure_code == ARRIVALS and due.period == month(2)]

    assert (filed.version, filed.value, filed.evidence, str(filed.numerator)) == (1, 85.833, "attested", "412.000")
    assert filed.days_late > 0
    assert (due.state, due.days, due.version, due.filed_at) == ("filed_late", filed.days_late, 1, filed.filed_at)
    assert await versions(service, agreement, f"{ARRIVALS}/{month(2)}") == [filed]


async def test_a_return_is_amended_by_a_new_version_with_its_reason_and_stays_as_late_as_it_was(service: Running):
    agreement = await prison_agreement(service)
    place = f"{ARRIVALS}/{month(2)}"
    first = await file_return(service, agreement, place)

    assert await code_of(service, agreement, place, counts(numerator="413")) == (409, "filed_already")
    second = await file_return(service, agreement, place, numerator="413", reason="One arrival was found in the gate book.")
    assert (second.version, second.days_late) == (2, first.days_late)
    assert await versions(service, agreement, place) == [second, first]


async def test_the_first_return_needs_no_reason_and_may_not_claim_to_amend(service: Running):
    agreement = await prison_agreement(service)

    assert await code_of(service, agreement, f"{ARRIVALS}/{LAST}", counts(reason="A correction.")) == (409, "nothing_to_amend")


@pytest.mark.parametrize(
    ("place", "body", "pointers"),
    [
        (f"{ARRIVALS}/{LAST}", counts(numerator="481"), ["/numerator"]),
        (f"{ARRIVALS}/{LAST}", counts(denominator="0"), ["/denominator"]),
        (f"{ARRIVALS}/{LAST}", counts(numerator="-1"), ["/numerator"]),
        (f"{ARRIVALS}/{LAST}", counts(numerator="412.5", denominator="480.25"), ["/numerator", "/denominator"]),
        (f"{ARRIVALS}/{LAST}", {"numerator": "412"}, ["/denominator"]),
        (f"{ARRIVALS}/{LAST}", counts(numerator=412.5), ["/numerator"]),
        (f"{ARRIVALS}/{LAST}", counts(numerator="NaN"), ["/numerator"]),
        (f"{ARRIVALS}/{LAST}", counts(numerator="1234567890123"), ["/numerator"]),
        (f"{ARRIVALS}/{LAST}", counts(value="85.8"), ["/value"]),
        (f"{ASSAULTS}/{LAST}", counts(numerator="700", denominator="598.5"), ["/numerator"]),
        (f"{ARRIVALS}/2010-5", counts(), ["path:period"]),
        (f"ARRIVALS/{LAST}", counts(), ["path:measure_code"]),
    ],
)
async def test_numbers_that_cannot_be_meant_are_refused_with_their_fields_named(
    service: Running, place: str, body: dict[str, Any], pointers: list[str]
):
    agreement = await prison_agreement(service)
    refused = await post(service, agreement, place, body)

    assert (refused.status_code, [error["pointer"] for error in refused.json()["errors"]]) == (422, pointers)
    assert all(due.version == 0 for due in await calendar(service, agreement))


async def test_nobody_to_bring_to_court_is_a_nil_return_without_an_outturn(service: Running):
    agreement = await prison_agreement(service)
    nil = await file_return(service, agreement, f"{ARRIVALS}/{LAST}", numerator="0", denominator="0")

    assert nil.value is None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (f"programme_completions/{LAST}", "computed_measure"),
        (f"purposeful_activity/{LAST}", "measure_not_agreed"),
        (f"{ARRIVALS}/{month(0)}", "return_period_not_over"),
        (f"{ARRIVALS}/{month(7)}", "no_such_return_period"),
        (f"{ARRIVALS}/2010-11-Q1", "no_such_return_period"),
        (f"{COST}/{LAST}", "no_such_return_period"),
        (f"{ARRIVALS}/2010-13", "no_such_return_period"),
    ],
)
async def test_a_return_that_nobody_asks_for_is_refused(service: Running, place: str, code: str):
    assert await code_of(service, await prison_agreement(service), place, counts()) == (409, code)


async def test_a_period_whose_contract_year_is_long_over_is_closed(service: Running):
    """The contract of the London trust ended on 31 March 2012; its figures were restated until the end of April 2013."""
    agreement = await trust_agreement(service, completions_measure(), RETURNED[0])

    assert await code_of(service, agreement, f"{ARRIVALS}/2010-05", counts(), LONDON_TRUST) == (409, "return_period_closed")
    assert {(due.state, due.closed) for due in await calendar(service, agreement, LONDON_TRUST)} == {("missing", True)}


async def test_before_an_agreement_comes_into_force_no_return_is_due(service: Running):
    agreement = await prison_agreement(service, begun=False)

    assert await code_of(service, agreement, f"{ARRIVALS}/{LAST}", counts()) == (409, "returns_before_commencement")
    assert await calendar(service, agreement) == []


async def test_two_who_file_at_once_leave_one_return_and_two_who_amend_make_versions_in_order(service: Running):
    agreement, place = await prison_agreement(service), f"{ARRIVALS}/{LAST}"
    first = await asyncio.gather(*(code_of(service, agreement, place, counts(numerator=str(n))) for n in range(4)))
    assert sorted(first) == [(201, "")] + [(409, "filed_already")] * 3

    second = await asyncio.gather(*(code_of(service, agreement, place, counts(reason=f"Correction {n}.")) for n in range(4)))
    assert second == [(201, "")] * 4
    assert [one.version for one in await versions(service, agreement, place)] == [5, 4, 3, 2, 1]


async def test_a_repeated_request_files_once(service: Running):
    agreement, key = await prison_agreement(service), once()
    path = f"/v1/agreements/{agreement}/returns/{ARRIVALS}/{LAST}"
    async with service.as_(BELMARSH) as client:
        answers = [await client.post(path, json=counts(), headers=key) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len(await versions(service, agreement, f"{ARRIVALS}/{LAST}")) == 1


async def test_a_filed_return_is_told_to_both_sides_without_its_numbers(service: Running):
    agreement = await prison_agreement(service)
    filed = await file_return(service, agreement, f"{ARRIVALS}/{LAST}")
    [told] = await heard(service, agreement, "filed")

    assert (told["return_id"], told["return_version"], told["period"]) == (str(filed.id), 1, LAST)
    assert "numerator" not in told
    assert await heard(service, agreement, "filed", FULL_SUTTON) == []


@pytest.mark.parametrize("persona", [HIGH_SECURITY, AUDITOR, OFFENDER_MANAGER], ids=lambda p: p.roles[0])
async def test_neither_purchaser_nor_auditor_types_a_provider_s_figures(service: Running, persona: Persona):
    agreement = await prison_agreement(service)

    assert await code_of(service, agreement, f"{ARRIVALS}/{LAST}", counts(), persona) == (403, "not_permitted")


async def test_another_system_that_sees_the_agreement_does_not_file_for_its_provider(service: Running):
    agreement = await prison_agreement(service)
    regional = Persona("hse-system", "NOMS", CallerKind.SYSTEM, ("contractor-system",), {"regions": ["HSE"], "everything": True})

    assert await code_of(service, agreement, f"{ARRIVALS}/{LAST}", counts(), regional) == (409, "only_the_provider_files")


@pytest.mark.parametrize("persona", [FULL_SUTTON, NOBODY, LONDON_TRUST], ids=lambda p: p.name)
async def test_the_returns_of_a_hidden_agreement_and_of_an_absent_one_look_the_same(service: Running, persona: Persona):
    hidden, absent = await prison_agreement(service), "00000000-0000-4000-8000-000000000000"
    await file_return(service, hidden, f"{ARRIVALS}/{LAST}")
    filing = persona.roles[0].endswith("-system")
    for path in ("returns", "return-burden", f"returns/{ARRIVALS}/{LAST}"):
        async with service.as_(persona) as client:
            answers = [await client.get(f"/v1/agreements/{which}/{path}") for which in (hidden, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1
    if filing:
        answers = [await post(service, which, f"{ARRIVALS}/{LAST}", counts(), persona) for which in (hidden, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]


async def test_both_sides_and_the_auditor_read_what_was_filed(service: Running):
    agreement = await prison_agreement(service)
    filed = await file_return(service, agreement, f"{ARRIVALS}/{LAST}")

    for persona in (BELMARSH, HIGH_SECURITY, AUDITOR, NATIONAL_COMMISSIONER):
        assert await versions(service, agreement, f"{ARRIVALS}/{LAST}", persona) == [filed]


async def test_a_return_that_was_not_filed_is_not_found(service: Running):
    agreement = await prison_agreement(service)
    async with service.as_(BELMARSH) as client:
        assert (await client.get(f"/v1/agreements/{agreement}/returns/{ARRIVALS}/{LAST}")).status_code == 404


async def test_a_late_return_that_nobody_had_looked_for_is_told_as_overdue_when_it_comes(service: Running):
    agreement, place = await prison_agreement(service), f"{ARRIVALS}/{month(3)}"
    await file_return(service, agreement, place)
    await file_return(service, agreement, place, reason="Counted again.")

    assert [(one["measure_code"], one["period"]) for one in await heard(service, agreement, "overdue")] == [(ARRIVALS, month(3))]
