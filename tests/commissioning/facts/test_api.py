"""Index values and figures over HTTP: taken down once, revised in order, and settled by the latest."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from builders.commissioning.agreements import live
from builders.commissioning.payments import a_volume, plain_terms, priced, published, settled
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    NATIONAL_COMMISSIONER,
    NOBODY,
    OFFENDER_MANAGER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.facts import FactList, IndexValueList
from noms.contracts.commissioning.settlement_facts import Step

pytestmark = pytest.mark.usefixtures("clean_slate")

COHORTS = {
    "at_risk_percent": "10", "threshold_points": "5",
    "cohorts": [{"code": "cohort-1", "fee_year": 1, "matures_on": "2011-05-31"}],
}  # fmt: skip
VOLUME = {
    "fee_pence": 1_200_000_000, "expected_cases": "10000", "band_percent": "5", "marginal_percent": "60",
}  # fmt: skip
HOURS = {
    "measures": [{"code": "hours", "missed": {
        "target": "25", "direction": "high", "most": "40", "steps": [{"more_than_percent": "0", "points": "5"}],
    }}],
    "quarterly": {
        "pence_a_point": "24000", "baselines": [{"from_year": 1, "points": "0"}], "bands": [{"above": "0", "factor": "1"}],
    },
}  # fmt: skip


async def take_down(service: Running, agreement: str, persona: Persona = NATIONAL_COMMISSIONER, **changes: Any) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.post(f"/v1/agreements/{agreement}/payment-facts", json=a_volume(**changes), headers=once())


async def test_an_index_value_is_published_once_and_revised_in_order(service: Running):
    answers = [
        await published(service, "RPI-order"),
        await published(service, "RPI-order"),
        await published(service, "RPI-order", revision=3, published_on="2011-03-15"),
        await published(service, "RPI-order", revision=2, value="230.0", published_on="2011-03-15"),
    ]

    assert [answer.status_code for answer in answers] == [201, 409, 409, 201]
    assert [answer.json()["code"] for answer in answers[1:3]] == ["taken_down_already", "revision_out_of_order"]
    async with service.as_(AUDITOR) as client:
        listed = IndexValueList.model_validate_json((await client.get("/v1/indices/RPI-order/publications")).content)
    assert [(value.month, value.revision, value.value) for value in listed.data] == [
        ("2011-01", 1, "229.9"),
        ("2011-01", 2, "230.0"),
    ]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"published_on": "2099-01-01"}, 409), ({"published_on": "2010-12-31"}, 409), ({"value": "-1"}, 422), ({"value": "0"}, 422),
        ({"month": "2011-13"}, 422), ({"month": "2011-01-01"}, 422), ({"revision": 0}, 422), ({"value": 229.9}, 422),
    ],
)  # fmt: skip
async def test_a_publication_that_cannot_be_is_refused(service: Running, changes: dict[str, object], status: int):
    assert (await published(service, "RPI-bad", **changes)).status_code == status
    async with service.as_(AUDITOR) as client:
        assert (await client.get("/v1/indices/RPI-bad/publications")).json() == {"data": []}


async def test_an_index_prices_every_agreement_and_the_national_office_alone_publishes_it(service: Running):
    body = {"month": "2011-01", "value": "1", "published_on": "2011-02-15"}
    for persona in (RYE_HILL_CONTRACTOR, AUDITOR, OFFENDER_MANAGER):
        async with service.as_(persona) as client:
            assert (await client.post("/v1/indices/RPI-by/publications", json=body, headers=once())).status_code == 403
    for persona in (KENT_COMMISSIONER, CONTRACT_MANAGER, NOBODY):
        async with service.as_(persona) as client:
            refused = await client.post("/v1/indices/RPI-by/publications", json=body, headers=once())
        assert (refused.status_code, refused.json()["code"]) == (409, "not_the_agency")


async def test_volume_outside_its_band_is_reconciled_at_the_end_of_the_year(service: Running):
    """(8,700 - 9,500) x £1,200 x 60 % = -£576,000.00. Source: the payment specification, section 4.5, step 13."""
    agreement = await priced(service, plain_terms(annual_fee_pence=1_200_000_000, volume=VOLUME, fixed_sums=[]))
    waiting = await settled(service, agreement, "2011-03-31", settled_on="2011-04-04")
    await take_down(service, agreement, value="8000", on="2011-03-31")
    await take_down(service, agreement, value="8700", on="2011-03-31", revision=2)
    run = await settled(service, agreement, "2011-03-31", settled_on="2011-05-03")

    assert (waiting.provisional, run.provisional) == (True, False)
    assert [line.posted_pence for line in run.months[11].lines if line.step is Step.VOLUME] == [-57_600_000]
    assert run.posted_pence == -57_600_000


@pytest.mark.parametrize(("change", "returned_pence"), [("-5.7", 0), ("-3.3", -240_000_000)])
async def test_a_cohort_that_misses_its_threshold_returns_the_part_at_risk(service: Running, change: str, returned_pence: int):
    """10 % of the annual price at -3.3 points, nothing at -5.7. Source: Doncaster, section 4.5, step 14."""
    agreement = await priced(service, plain_terms(payment_by_results=COHORTS))
    told = await take_down(service, agreement, kind="cohort", code="cohort-1", on="2011-05-31", value=change)
    run = await settled(service, agreement, "2011-05-31", settled_on="2011-06-03")

    assert told.status_code == 201, told.text
    assert [line.posted_pence for line in run.months[1].lines if line.step is Step.PAYMENT_BY_RESULTS] == [returned_pence]


async def test_figures_keep_every_revision_with_their_events(service: Running):
    agreement = await priced(service, plain_terms(volume=VOLUME))
    events = [str(uuid4()), str(uuid4())]
    await take_down(service, agreement, event_ids=events)
    again = await take_down(service, agreement)
    revised = await take_down(service, agreement, value="2200", revision=2, source="Three orders were counted twice")
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        listed = FactList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/payment-facts")).content)

    assert (again.status_code, again.json()["code"], revised.status_code) == (409, "taken_down_already", 201)
    assert [(fact.revision, fact.value) for fact in listed.data] == [(2, "2200"), (1, "2150")]
    assert [str(event) for event in listed.data[1].event_ids] == events


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"value": "-1"}, "/value"), ({"code": "x"}, "/code"), ({"kind": "cohort", "code": "none"}, "/code"),
        ({"kind": "outturn"}, "/code"), ({"on": "2009-06-30"}, "/on"), ({"value": "many"}, "/value"),
        ({"on": "2021-01-01"}, "/on"), ({"kind": "outturn", "code": "hours", "value": "400"}, "/value"),
    ],
)  # fmt: skip
async def test_a_figure_that_cannot_be_is_refused_with_its_field(service: Running, changes: dict[str, str], pointer: str):
    agreement = await priced(service, plain_terms(volume=VOLUME, points=HOURS))
    refused = await take_down(service, agreement, **changes)

    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]


async def test_no_figure_is_taken_down_of_tomorrow_or_without_payment_terms(service: Running):
    agreement, unpriced = await priced(service), await live(service)

    assert (await take_down(service, agreement, on="2099-06-30")).json()["code"] == "not_come_yet"
    assert (await take_down(service, unpriced, persona=CONTRACT_MANAGER)).json()["code"] == "no_payment_terms"


async def test_no_volume_is_taken_down_where_the_terms_pay_for_none(service: Running):
    """A volume of 999,999,999.999999 cases was taken before, whatever the terms."""
    refused = await take_down(service, await priced(service), value="999999999.999999")

    assert (refused.status_code, [fault["code"] for fault in refused.json()["errors"]]) == (422, ["no_volume"])


async def test_a_contract_year_has_at_most_ten_times_the_cases_that_are_expected(service: Running):
    """999,999,999.999999 cases for 10,000 expected came to £720 billion. House rule: 0162."""
    agreement = await priced(service, plain_terms(volume=VOLUME))
    alone = await take_down(service, agreement, value="999999999.999999")
    first = await take_down(service, agreement, value="60000")
    together = await take_down(service, agreement, value="40001", on="2010-09-30")
    revised = await take_down(service, agreement, value="100000", revision=2)
    next_year = await take_down(service, agreement, value="60000", on="2011-06-30")

    assert [answer.status_code for answer in (first, revised, next_year)] == [201] * 3
    for refused in (alone, together):
        assert (refused.status_code, [fault["code"] for fault in refused.json()["errors"]]) == (422, ["too_many_cases"])


async def test_figures_are_hidden_like_absent_ones(service: Running):
    agreement = await priced(service)
    for persona in (DOVEGATE_CONTRACTOR, KENT_COMMISSIONER):
        async with service.as_(persona) as client:
            hidden = await client.get(f"/v1/agreements/{agreement}/payment-facts")
            absent = await client.get(f"/v1/agreements/{uuid4()}/payment-facts")
        assert (hidden.status_code, hidden.json() | {"instance": ""}) == (404, absent.json() | {"instance": ""})
    assert (await take_down(service, agreement, KENT_COMMISSIONER)).status_code == 404
    assert (await take_down(service, agreement, RYE_HILL_CONTRACTOR)).status_code == 403
