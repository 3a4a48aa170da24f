"""What the provider types on an invoice moves no money by itself: days before the terms, days long past, another person."""

import asyncio
from typing import Any

import pytest

from builders.commissioning.payments import (
    a_person_charge,
    a_provision_told,
    an_invoice,
    monitored,
    priced,
    provided,
    settled,
    submit,
)
from builders.commissioning.personas import CONTRACT_MANAGER, LONDON_TRUST, RYE_HILL_CONTRACTOR
from house.estate import Estate
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.invoice_matches import MatchFinding

pytestmark = pytest.mark.usefixtures("clean_slate")


async def submitted(service: Running, agreement: str, persona: Persona = RYE_HILL_CONTRACTOR, **changes: Any) -> dict[str, Any]:
    answer = await submit(service, agreement, an_invoice(**changes), persona)
    assert answer.status_code == 201, answer.text
    match: dict[str, Any] = answer.json()["match"]
    return match


def fee(month_of: str, pence: int) -> list[dict[str, Any]]:
    return [{"kind": "base_fee", "month_of": month_of, "charged_pence": pence}]


async def test_a_day_before_the_terms_takes_back_nothing_that_was_paid(service: Running):
    """April was paid; then a penny is charged for 31 March: -198336239p net were payable, and April again."""
    agreement = await priced(service)
    run = await settled(service, agreement, "2010-06-30", settled_on="2010-07-05")
    april = run.months[0].entitlement_pence
    paid = await submitted(service, agreement, invoiced_on="2010-04-30", lines=fee("2010-04-30", april))
    before = await submitted(service, agreement, invoiced_on="2010-05-31", lines=fee("2010-03-31", 1))
    again = await submitted(service, agreement, invoiced_on="2010-05-31", lines=fee("2010-04-30", april))

    assert paid["payable_net_pence"] == april
    assert (before["payable_net_pence"], before["payable_gross_pence"], before["withheld_net_pence"]) == (0, 0, 1)
    assert [found["finding"] for found in before["findings"] if found["place"] == "/lines/0"] == [MatchFinding.NOT_SETTLED]
    assert again["payable_net_pence"] == 0


async def test_an_invoice_is_taken_within_the_window_of_the_day_on_which_it_is_received(
    service: Running, estate: Estate, commissioning_database: str
):
    """The agreement has been on record since 2011: an invoice of its first year typed 30 April 2012 comes years too late."""
    agreement = await monitored(service)
    first = await submit(service, agreement, an_invoice(invoiced_on="2012-05-01", person_charges=[a_person_charge()]))
    since = f"UPDATE agreement SET went_live_at = '2011-01-01' WHERE agreement_id = '{agreement}'"
    await asyncio.to_thread(estate.administer, since, database=commissioning_database)
    late = await submit(service, agreement, an_invoice(invoiced_on="2012-04-30", person_charges=[a_person_charge()]))

    assert first.status_code == 201
    assert (late.status_code, late.json()["code"]) == (409, "period_closed")


async def test_what_has_not_begun_is_named_by_its_place(service: Running):
    agreement = await priced(service)
    refused = await submit(service, agreement, an_invoice(lines=fee("2010-05-01", 1)), RYE_HILL_CONTRACTOR)

    assert [(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]] == [("/lines/0/month_of", "not_begun")]


async def test_two_persons_are_not_paid_for_one_order_on_the_same_days(service: Running):
    agreement = await monitored(service)
    other = "p-000000000002"
    await provided(service, agreement)
    first = await submitted(service, agreement, LONDON_TRUST, person_charges=[a_person_charge()])
    await provided(service, agreement, person_reference=other)
    second = await submitted(service, agreement, LONDON_TRUST, person_charges=[a_person_charge(person_reference=other)])

    assert (first["payable_net_pence"], second["payable_net_pence"]) == (25_470, 0)
    assert [(found["finding"], found["withheld_pence"]) for found in second["findings"]] == [("another_person", 25_470)]


async def test_nothing_is_taken_down_of_a_service_that_no_line_names(service: Running):
    path = f"/v1/agreements/{await monitored(service)}/provisions"
    async with service.as_(CONTRACT_MANAGER) as client:
        refused = await client.post(path, json=a_provision_told(service="ALCOHOL-MONITORING"), headers=once())

    assert refused.status_code == 422
    assert [(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]] == [("/service", "unknown_service")]
