"""Payment terms over HTTP: written in draft, settled by the offer, varied by both, read as of any day."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from builders.commissioning.agreements import a_signature, drawn_up
from builders.commissioning.payments import TEN_YEARS, plain_terms, priced, settled
from builders.commissioning.personas import (
    AUDITOR,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    NATIONAL_COMMISSIONER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.terms_versions import TermsHistory, TermsVersionView

pytestmark = pytest.mark.usefixtures("clean_slate")
TODAY = datetime.now(UTC).date().isoformat()


def path(agreement: str) -> str:
    return f"/v1/agreements/{agreement}/payment-terms"


async def write(
    service: Running, agreement: str, version: int, persona: Persona = NATIONAL_COMMISSIONER, **changes: Any
) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.put(path(agreement), json={"terms": plain_terms(**changes)}, headers={"If-Match": f'"{version}"'})


async def read(service: Running, agreement: str, persona: Persona = RYE_HILL_CONTRACTOR, **query: str) -> httpx.Response:
    async with service.as_(persona) as client:
        return await client.get(path(agreement), params=query)


async def varied(
    service: Running, agreement: str, effective_on: str, *, sign: bool = True, terms: bool = True, **brought: Any
) -> str:
    """A variation that carries new payment terms, signed by both."""
    changes = {"payment_terms": plain_terms(**brought)} if terms else {"annual_fee_pence": 100}
    here = f"/v1/agreements/{agreement}/variations"
    async with service.as_(NATIONAL_COMMISSIONER) as ours, service.as_(RYE_HILL_CONTRACTOR) as theirs:
        proposed = await propose(service, agreement, effective_on, changes)
        assert proposed.status_code == 201, proposed.text
        variation = proposed.json()["variation_id"]
        if sign:
            for client, party in ((ours, "commissioner"), (theirs, "provider")):
                signed = await client.post(f"{here}/{variation}/{party}-signature", json=a_signature(), headers=once())
                assert signed.status_code == 201, signed.text
    return variation


async def propose(service: Running, agreement: str, effective_on: str, changes: dict[str, Any]) -> httpx.Response:
    body = {"kind": "discretionary", "reason": "A new price", "effective_on": effective_on, "changes": changes}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        return await client.post(f"/v1/agreements/{agreement}/variations", json=body, headers=once())


async def vary(service: Running, agreement: str, variation: str, from_day: str, **changes: Any) -> httpx.Response:
    body = {"variation_id": variation, "from_day": from_day, "terms": plain_terms(**changes)}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        return await client.post(path(agreement), json=body, headers=once())


async def test_the_terms_of_a_draft_are_written_and_written_anew(service: Running):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    first, second = await write(service, draft, 0), await write(service, draft, 1, annual_fee_pence=100)

    assert (first.status_code, second.status_code) == (200, 200)
    assert (first.headers["etag"], second.headers["etag"]) == ('"1"', '"2"')
    holding = TermsVersionView.model_validate_json((await read(service, draft, on="2010-06-30")).content)
    assert (holding.version, holding.terms.annual_fee_pence, holding.recorded_by) == (2, 100, "nina")


async def test_what_was_known_on_a_day_can_be_read(service: Running):
    """Nothing was known the day before today; today both versions were entered, and the later one is known at its end."""
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    await write(service, draft, 0)
    await write(service, draft, 1, annual_fee_pence=100)

    assert (await read(service, draft, on="2010-06-30", known_on="2010-06-30")).status_code == 404
    for known_on in (TODAY, "9999-12-31"):
        assert (await read(service, draft, on="2010-06-30", known_on=known_on)).json()["version"] == 2
    async with service.as_(AUDITOR) as client:
        history = TermsHistory.model_validate_json((await client.get(f"{path(draft)}/versions")).content)
    assert [(view.version, view.replaced_at is None) for view in history.data] == [(2, True), (1, False)]


@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"If-Match": '"1"'}, 412), ({"If-Match": "one"}, 412)])
async def test_a_draft_is_written_for_the_version_that_was_read(service: Running, headers: dict[str, str], status: int):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        assert (await client.put(path(draft), json={"terms": plain_terms()}, headers=headers)).status_code == status


async def test_terms_that_contradict_themselves_are_refused_with_every_field(service: Running):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    twice = [{"code": "escape", "pence": 1}, {"code": "escape", "pence": 2}]
    refused = await write(service, draft, 0, fixed_sums=twice, vat="crown_body")

    assert refused.status_code == 422
    assert {(fault["pointer"], fault["code"]) for fault in refused.json()["errors"]} >= {
        ("/terms/fixed_sums/1/code", "in_twice"),
        ("/terms/vat", "vat_of_the_instrument"),
    }


@pytest.mark.parametrize(
    ("field", "value"), [("annual_fee_pence", -1), ("commenced_on", "2010-13-01"), ("cap_percent_of_fee", "101"), ("extra", 1)]
)
async def test_terms_that_are_not_as_the_schema_says_are_refused(service: Running, field: str, value: object):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    refused = await write(service, draft, 0, **{field: value})

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")


async def test_what_was_offered_is_no_longer_written(service: Running):
    agreement = await priced(service)
    refused = await write(service, agreement, 1)

    assert (refused.status_code, refused.json()["code"]) == (409, "terms_are_settled")


async def test_terms_outside_the_agreement_are_refused(service: Running):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)

    assert (await write(service, draft, 0, ends_on="2020-04-01")).json()["code"] == "terms_outside_the_agreement"


async def test_a_signed_variation_brings_new_terms_from_a_day_on(service: Running):
    agreement = await priced(service)
    variation = await varied(service, agreement, "2011-04-01", annual_fee_pence=3_660_000_000)
    entered = await vary(service, agreement, variation, "2011-04-01", annual_fee_pence=3_660_000_000)

    assert entered.status_code == 201, entered.text
    before, after = [(await read(service, agreement, on=day)).json() for day in ("2011-03-31", "2011-04-01")]
    assert (before["version"], before["to_day"], after["version"], after["to_day"]) == (1, "2011-03-31", 2, None)
    assert after["variation_id"] == variation
    first = await settled(service, agreement, "2010-04-30", settled_on="2010-05-04")
    second = await settled(service, agreement, "2011-04-30", settled_on="2011-05-04")
    assert (first.terms_version, second.terms_version) == (1, 2)
    assert second.months[0].entitlement_pence == 300_000_000


async def test_both_read_the_terms_before_they_sign_and_no_others_are_entered_afterwards(service: Running):
    agreement = await priced(service)
    variation = await varied(service, agreement, "2011-04-01", annual_fee_pence=3_660_000_000)
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        read_by_the_provider = (await client.get(f"/v1/agreements/{agreement}/variations/{variation}")).json()
    refused = await vary(service, agreement, variation, "2011-04-01", annual_fee_pence=102)

    assert read_by_the_provider["changes"]["payment_terms"]["annual_fee_pence"] == 3_660_000_000
    assert (refused.status_code, refused.json()["code"]) == (409, "other_terms_were_signed")
    assert (await read(service, agreement, on="2011-04-01")).json()["version"] == 1


async def test_an_unsigned_variation_or_one_that_says_nothing_of_terms_brings_none(service: Running):
    agreement = await priced(service)
    unsigned = await varied(service, agreement, "2011-04-01", sign=False)
    silent = await varied(service, agreement, "2012-04-01", terms=False)
    signed = await varied(service, agreement, "2013-04-01")
    answers = [
        await vary(service, agreement, unsigned, "2011-04-01"),
        await vary(service, agreement, silent, "2012-04-01"),
        await vary(service, agreement, signed, "2014-04-01"),
        await vary(service, agreement, str(uuid4()), "2013-04-01"),
    ]

    assert [answer.json()["code"] for answer in answers] == [
        "variation_not_signed", "terms_not_in_the_variation", "another_effective_day", "not_found",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("effective_on", "brought", "status", "code"),
    [
        ("2012-07-01", {}, 409, "within_a_contract_year"),
        ("2010-04-01", {}, 409, "payment_terms_overlap"),
        ("2012-04-01", {"commenced_on": "2012-04-01"}, 409, "another_commencement"),
        ("2012-04-01", {"ends_on": "2020-04-01"}, 409, "terms_outside_the_agreement"),
        ("2012-04-01", {"vat": "crown_body"}, 422, "invalid"),
    ],
)
async def test_terms_that_could_never_be_entered_are_refused_when_they_are_proposed(
    service: Running, effective_on: str, brought: dict[str, Any], status: int, code: str
):
    """Both signed them, and the text carried a change without effect."""
    agreement = await priced(service)
    refused = await propose(service, agreement, effective_on, {"payment_terms": plain_terms(**brought)})

    assert (refused.status_code, refused.json()["code"]) == (status, code)
    if status == 422:
        assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/changes/payment_terms/vat"]


async def test_an_extension_brings_no_terms_that_outlast_it(service: Running):
    agreement = await priced(service, extension_options=[{"exercise_by": "2019-12-31", "extends_to_at_most": "2022-03-31"}])
    answers = []
    for ends_on in ("2022-03-31", "2021-03-31"):
        body = {
            "option_number": 1, "ends_on": "2021-03-31", "reason": "It is needed.", "payment_terms": plain_terms(ends_on=ends_on),
        }  # fmt: skip
        async with service.as_(NATIONAL_COMMISSIONER) as client:
            answers.append(await client.post(f"/v1/agreements/{agreement}/extensions", json=body, headers=once()))

    assert [(answer.status_code, answer.json().get("code")) for answer in answers] == [
        (409, "terms_outside_the_agreement"), (201, None),
    ]  # fmt: skip


async def test_versions_never_overlap(service: Running):
    agreement = await priced(service)
    later = await varied(service, agreement, "2012-04-01")
    earlier = await varied(service, agreement, "2011-04-01")
    answers = [
        (await vary(service, agreement, later, "2012-04-01")).status_code,
        (await vary(service, agreement, later, "2012-04-01")).json()["code"],
        (await vary(service, agreement, earlier, "2011-04-01")).json()["code"],
    ]

    assert answers == [201, "payment_terms_overlap", "payment_terms_overlap"]


async def test_each_party_reads_the_terms_and_nobody_else_finds_them(service: Running):
    agreement = await priced(service)
    for here, nowhere in (
        (path(agreement), path(str(uuid4()))),
        (f"{path(agreement)}/versions", f"{path(str(uuid4()))}/versions"),
    ):
        for persona in (RYE_HILL_CONTRACTOR, NATIONAL_COMMISSIONER, AUDITOR):
            async with service.as_(persona) as client:
                assert (await client.get(here)).status_code == 200
        for persona in (DOVEGATE_CONTRACTOR, KENT_COMMISSIONER):
            async with service.as_(persona) as client:
                hidden, absent = await client.get(here), await client.get(nowhere)
            assert (hidden.status_code, hidden.json() | {"instance": ""}) == (404, absent.json() | {"instance": ""})


async def test_terms_are_written_and_varied_by_the_buyer_within_its_reach_alone(service: Running):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)
    written = [(await write(service, draft, 0, persona)).status_code for persona in (RYE_HILL_CONTRACTOR, KENT_COMMISSIONER)]
    body = {"variation_id": str(uuid4()), "from_day": "2011-04-01", "terms": plain_terms()}
    async with service.as_(KENT_COMMISSIONER) as client:
        varied_by_another = await client.post(path(draft), json=body, headers=once())

    assert (written, varied_by_another.status_code) == ([403, 404], 404)


async def test_an_agreement_without_payment_terms_has_none_to_read(service: Running):
    draft = await drawn_up(service, NATIONAL_COMMISSIONER, **TEN_YEARS)

    assert (await read(service, draft)).status_code == 404
    async with service.as_(AUDITOR) as client:
        assert (await client.get(f"{path(draft)}/versions")).json() == {"data": []}
