"""Two at once on a real database: of two settlements one posts, of two publications one is taken down."""

import asyncio

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from builders.commissioning.payments import a_volume, happened, plain_terms, priced, published, settle
from builders.commissioning.personas import NATIONAL_COMMISSIONER
from house.running import Running, once
from noms.chassis.identity.caller import EVERYTHING
from services.commissioning.facts.tables import FactRow, IndexValueRow
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow

pytestmark = pytest.mark.usefixtures("clean_slate")
AT_ONCE = 4


async def counted(service: Running, row: type, **named: str) -> int:
    async with AsyncSession(service.database.engine) as session:
        await session.execute(select(func.set_config("noms.reach", EVERYTHING, True)))
        return int(await session.scalar(select(func.count()).select_from(row).filter_by(**named)) or 0)


async def test_settlements_at_once_give_one_run_and_post_once(service: Running):
    agreement = await priced(service)
    answers = await asyncio.gather(*(settle(service, agreement, "2010-06-30", settled_on="2010-07-05") for _ in range(AT_ONCE)))

    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
    assert len({answer.text for answer in answers}) == 1
    assert await counted(service, SettlementRunRow, agreement_id=agreement) == 1
    assert await counted(service, SettlementMonthRow, agreement_id=agreement) == 3


async def test_settlements_of_different_days_at_once_follow_one_another(service: Running):
    """Whichever comes first: what is settled further is not settled back."""
    agreement = await priced(service)
    days = ("2010-04-30", "2010-05-31", "2010-06-30", "2010-07-31")
    answers = await asyncio.gather(*(settle(service, agreement, day, settled_on="2010-08-05") for day in days))
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        account = (await client.get(f"/v1/agreements/{agreement}/account")).json()

    runs = {answer.json()["run"]: answer.json()["posted_pence"] for answer in answers}
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert sorted(runs) == list(range(1, len(runs) + 1))
    assert sum(runs.values()) == account["posted_pence"]
    assert len(account["months"]) == 4


async def test_a_settlement_and_an_occurrence_at_once_leave_nothing_behind(service: Running):
    """Whichever comes first: a run that follows posts exactly what is missing."""
    agreement = await priced(service)
    found = {"occurrence_id": "one", "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": "2010-05-15"}
    await asyncio.gather(settle(service, agreement, "2010-06-30", settled_on="2010-07-05"), happened(service, agreement, [found]))
    last = (await settle(service, agreement, "2010-06-30", settled_on="2010-07-06")).json()

    assert last["entitlement_pence"] == plain_fee_pence() - 6_000_000


def plain_fee_pence() -> int:
    """91 of 365 days of £24,000,000.00."""
    return round(plain_terms()["annual_fee_pence"] * 91 / 365)


async def test_an_index_value_published_twice_at_once_is_taken_down_once(service: Running):
    answers = await asyncio.gather(*(published(service, "RPI-at-once") for _ in range(AT_ONCE)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (AT_ONCE - 1)
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"taken_down_already"}
    assert await counted(service, IndexValueRow, index_name="RPI-at-once") == 1


async def test_a_figure_taken_down_twice_at_once_stands_once(service: Running):
    volume = {"fee_pence": 1_200_000_000, "expected_cases": "10000", "band_percent": "5", "marginal_percent": "60"}
    agreement = await priced(service, plain_terms(volume=volume))

    async def take_down() -> int:
        async with service.as_(NATIONAL_COMMISSIONER) as client:
            path = f"/v1/agreements/{agreement}/payment-facts"
            return (await client.post(path, json=a_volume(), headers=once())).status_code

    assert sorted(await asyncio.gather(*(take_down() for _ in range(AT_ONCE)))) == [201] + [409] * (AT_ONCE - 1)
    assert await counted(service, FactRow, agreement_id=agreement) == 1
