"""Orders that a court ended upon a breach before ends were kept are found again, and extended sentences survive the way back."""

import asyncio
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

from builders.offender_mgmt import personas
from builders.offender_mgmt.appearances import appeared
from builders.offender_mgmt.enforcement import attendance_recorded, hear, warning_to_give
from builders.offender_mgmt.key_dates_on_record import adjusted, calculated
from builders.offender_mgmt.licences import RESIDE, drawn, recalled
from builders.offender_mgmt.persons import registered
from builders.offender_mgmt.sentences import order_made, sentence_passed
from house.estate import Estate
from house.running import Running, once
from noms.chassis.database.engine import connection_arguments
from noms.chassis.database.migrate import downgrade, migrations_of, upgrade

MIGRATIONS = migrations_of("offender_mgmt")


@pytest.fixture(scope="module")
async def order_ended(service: Running) -> dict[str, Any]:
    """An order revoked upon its breach, and somebody with a row of everything that the migration makes."""
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
        order = await order_made(client, crn)
        url = f"/v1/orders/{order['order_id']}"
        await hear(service, attendance_recorded(order, "2010-11-08"))
        await client.post(f"{url}/warnings", json=warning_to_give("2010-11-10"), headers=once())
        await hear(service, attendance_recorded(order, "2010-11-22"))
        breach = (await client.post(f"{url}/breaches", json={"begun_on": "2010-11-23"}, headers=once())).json()
        outcome = {"decided_on": "2010-12-13", "outcome": "order_revoked"}
        await client.post(f"/v1/breaches/{breach['breach_id']}/outcome", json=outcome, headers=once())
        seen = await appeared(client, crn)
        await sentence_passed(client, crn, appearance_id=seen["appearance_id"])
        await adjusted(client, crn, "additional_days_awarded", 7, "2010-09-01")
        await calculated(client, crn)
        await drawn(client, crn, RESIDE)
        await recalled(client, crn)
        await sentence_passed(client, await registered(client), kind="extended", length={"years": 4}, extension={"years": 3})
    return order


def test_the_way_back_and_forth_keeps_what_was_known(estate: Estate, service_database: str, order_ended: dict[str, Any]):
    owner, app = estate.url(service_database, estate.owner("offender_mgmt")), estate.app("offender_mgmt")

    async def ask(question: str) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(**connection_arguments(make_url(owner)))
        try:
            await connection.execute("SET noms.reach = '*'")
            return [tuple(row) for row in await connection.fetch(question)]
        finally:
            await connection.close()

    downgrade(MIGRATIONS, owner, app, "2026_11_22_0009")
    kinds = asyncio.run(ask("SELECT kind FROM custodial_sentence ORDER BY sentenced_on, kind"))
    upgrade(MIGRATIONS, owner, app)
    ends = asyncio.run(ask("SELECT order_id::text, reason, ended_on::text FROM termination"))
    years = asyncio.run(ask("SELECT DISTINCT under_twelve_months FROM custodial_sentence"))

    assert kinds == [("determinate",), ("determinate",)]
    assert ends == [(order_ended["order_id"], "revoked_for_breach", "2010-12-13")]
    assert years == [(False,)]
