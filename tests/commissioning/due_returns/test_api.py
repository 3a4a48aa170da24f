"""The calendar of returns over HTTP: where each stands, what is overdue and told once, how much is asked."""

import asyncio

import pytest

from builders.commissioning.agreements import breach_measure, completions_measure
from builders.commissioning.personas import AUDITOR, LONDON_TRUST, OFFENDER_MANAGER
from builders.commissioning.returns import (
    ARRIVALS,
    ASSAULTS,
    BELMARSH,
    COST,
    FULL_SUTTON,
    HIGH_SECURITY,
    calendar,
    counts,
    heard,
    month,
    prison_agreement,
)
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.due_returns import OverdueNoted, ReturnBurden, ReturnCalendar

pytestmark = pytest.mark.usefixtures("clean_slate")


async def test_only_what_no_event_gives_is_asked_for_month_by_month_and_quarter_by_quarter(service: Running):
    agreement = await prison_agreement(service, months=4)
    told = await calendar(service, agreement)

    assert {due.measure_code for due in told} == {ARRIVALS, ASSAULTS, COST}
    assert [due.period for due in told if due.measure_code == ARRIVALS] == [month(n) for n in range(5)]
    assert next(due.state for due in told if due.measure_code == ARRIVALS) == "running"
    assert {due.state for due in told if due.period == month(3)} == {"missing"}


async def test_every_overdue_return_is_told_once_however_often_and_by_whomever_it_is_looked_for(service: Running):
    agreement = await prison_agreement(service, months=4)
    missing = [due for due in await calendar(service, agreement) if due.state == "missing"]

    async def look() -> int:
        async with service.as_(HIGH_SECURITY) as client:
            return OverdueNoted.model_validate_json((await client.post("/v1/returns/overdue", json={})).content).noted

    assert sum(await asyncio.gather(*(look() for _ in range(4)))) == len(missing) > 0
    assert await look() == 0
    told = await heard(service, agreement, "overdue")
    assert {(one["measure_code"], one["period"]) for one in told} == {(due.measure_code, due.period) for due in missing}
    assert len(told) == len(missing)


async def test_whoever_purchases_elsewhere_tells_nothing_of_this_agreement(service: Running):
    await prison_agreement(service)
    elsewhere = Persona("kay", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": ["SE"]})
    async with service.as_(elsewhere) as client:
        assert (await client.post("/v1/returns/overdue", json={})).json()["noted"] == 0


async def test_how_much_is_asked_of_a_provider_is_counted(service: Running):
    """Two monthly returns of two fields and a quarterly one of two: six in the busiest month, four and two thirds on average."""
    agreement = await prison_agreement(service)
    async with service.as_(BELMARSH) as client:
        told = ReturnBurden.model_validate_json((await client.get(f"/v1/agreements/{agreement}/return-burden")).content)

    assert (told.fields_in_the_busiest_month, told.fields_a_month, told.most_allowed, told.within_the_limit) == (6, 4.7, 20, True)


async def test_an_agreement_that_is_computed_whole_asks_for_nothing(service: Running):
    agreement = await prison_agreement(service, completions_measure(), breach_measure())
    async with service.as_(BELMARSH) as client:
        told = ReturnBurden.model_validate_json((await client.get(f"/v1/agreements/{agreement}/return-burden")).content)

    assert (told.measures, told.fields_in_the_busiest_month) == ([], 0)
    assert await calendar(service, agreement) == []


async def test_the_calendar_is_narrowed_and_read_page_by_page(service: Running):
    agreement = await prison_agreement(service)
    async with service.as_(BELMARSH) as client:
        await client.post(f"/v1/agreements/{agreement}/returns/{ARRIVALS}/{month(2)}", json=counts(), headers=once())
    whole = await calendar(service, agreement)
    late = await calendar(service, agreement, state=["filed_late", "filed"])
    first_days = await calendar(service, agreement, to=str(whole[-1].last_day))
    async with service.as_(BELMARSH) as client:
        pages, link = [], f"/v1/agreements/{agreement}/returns?limit=4"
        while link:
            answer = await client.get(link)
            pages += ReturnCalendar.model_validate_json(answer.content).data
            link = answer.headers.get("link", "").split(">")[0].removeprefix("<")

    assert [due.period for due in late] == [month(2)]
    assert {due.last_day for due in first_days} == {whole[-1].last_day}
    assert pages == whole
    assert len(whole) > 8


@pytest.mark.parametrize("path", ["returns", "return-burden"])
async def test_the_calendar_of_a_hidden_agreement_and_of_an_absent_one_look_the_same(service: Running, path: str):
    hidden, absent = await prison_agreement(service), "00000000-0000-4000-8000-000000000000"
    async with service.as_(FULL_SUTTON) as client:
        answers = [await client.get(f"/v1/agreements/{which}/{path}") for which in (hidden, absent)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1


async def test_both_sides_and_the_auditor_see_the_same_calendar(service: Running):
    agreement = await prison_agreement(service)
    seen = [await calendar(service, agreement, persona) for persona in (BELMARSH, HIGH_SECURITY, AUDITOR)]

    assert seen[0] == seen[1] == seen[2] != []


@pytest.mark.parametrize("persona", [BELMARSH, LONDON_TRUST, AUDITOR, OFFENDER_MANAGER], ids=lambda p: p.name)
async def test_only_the_purchasers_side_looks_for_what_is_overdue(service: Running, persona: Persona):
    async with service.as_(persona) as client:
        assert (await client.post("/v1/returns/overdue", json={})).status_code == 403
