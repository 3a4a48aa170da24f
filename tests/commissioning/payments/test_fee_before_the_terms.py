"""An agreement that was priced by periods before a variation brought payment terms: each day's fee is owed once."""

from typing import Any

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.payments import TEN_YEARS, plain_terms
from builders.commissioning.personas import NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from builders.commissioning.variations import settled as varied
from house.running import Running, once

pytestmark = pytest.mark.usefixtures("clean_slate")


async def fee_of(service: Running, agreement: str, from_day: str, to_day: str, **changes: Any) -> list[tuple[int, int]]:
    """Entitlement and posting of the fee of a period; nothing where it yields none."""
    days = {"from_day": from_day, "to_day": to_day} | changes
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        made = await client.post(f"/v1/agreements/{agreement}/periods", json=days, headers=once())
    assert made.status_code == 201, made.text
    lines = made.json()["settlement"]["lines"]
    return [(line["entitlement_pence"], line["posted_pence"]) for line in lines if line["kind"] == "service_fee"]


async def test_payment_terms_take_no_fee_from_the_days_before_them_and_pay_none_twice(service: Running):
    """£365.00 a year is £1.00 a day: April whole, of May to July the days before 1 July, and July taken back."""
    agreement = await live(service, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR, annual_fee_pence=36_500, **TEN_YEARS)
    before = await fee_of(service, agreement, "2010-08-01", "2010-08-31")
    terms = plain_terms(commenced_on="2010-07-01")
    variation = await varied(
        service, agreement, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR,
        kind="discretionary", reason="Priced by terms", effective_on="2010-07-01", changes={"payment_terms": terms},
    )  # fmt: skip
    body = {"variation_id": variation["variation_id"], "from_day": "2010-07-01", "terms": terms}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        entered = await client.post(f"/v1/agreements/{agreement}/payment-terms", json=body, headers=once())

    assert entered.status_code == 201, entered.text
    assert before == [(3_100, 3_100)]
    assert await fee_of(service, agreement, "2010-04-01", "2010-04-30") == [(3_000, 3_000)]
    assert await fee_of(service, agreement, "2010-05-01", "2010-07-31") == [(6_100, 6_100)]
    assert await fee_of(service, agreement, "2010-09-01", "2010-09-30") == []
    again = {"reason": "correction", "explanation": "Terms were agreed"}
    assert await fee_of(service, agreement, "2010-08-01", "2010-08-31", **again) == [(0, -3_100)]
