"""The hot list: one statement that says what the record says, page by page, within reach."""

import json
from datetime import date, timedelta
from uuid import UUID

import pytest

from builders.commissioning.agreements import drawn_up, live, measured
from builders.commissioning.personas import (
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOBODY,
)
from house.running import Running
from noms.contracts.commissioning.agreement_views import AgreementList, AgreementView

KENT = {"provider": "KNT", "commissioner": "SE"}


async def every_page(service: Running, persona) -> list[AgreementList]:
    pages: list[AgreementList] = []
    after: UUID | None = None
    async with service.as_(persona) as client:
        while True:
            told = await client.get("/v1/agreements", params={"after": str(after)} if after else {})
            pages.append(AgreementList.model_validate_json(told.content))
            after = pages[-1].next_after
            if after is None:
                return pages


@pytest.fixture(scope="module")
async def some_agreements(service: Running) -> list[str]:
    first = date(2010, 4, 1)
    days = [(first + timedelta(days=place % 40)).isoformat() for place in range(48)]
    drafts = [await drawn_up(service, starts_on=day) for day in days]
    return [*drafts, await measured(service), await live(service), await drawn_up(service, KENT_COMMISSIONER, **KENT)]


async def test_the_list_says_of_each_agreement_what_its_own_page_says(service: Running, some_agreements: list[str]):
    (page,) = await every_page(service, LONDON_TRUST)
    async with service.as_(LONDON_TRUST) as client:
        for row in page.data:
            whole = AgreementView.model_validate_json((await client.get(f"/v1/agreements/{row.id}")).content)
            assert row.measure_codes == [measure.measure_code for measure in whole.measures]
            assert row.signed_by == [signature.party for signature in whole.signatures]
            assert row.specification_codes == [line.specification for line in whole.lines]
            same = set(type(row).model_fields) - {"measure_codes", "signed_by", "specification_codes"}
            assert {name: getattr(row, name) for name in same} == {name: getattr(whole, name) for name in same}


async def test_the_list_is_exactly_the_contract_and_nothing_else(service: Running, some_agreements: list[str]):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        told = (await client.get("/v1/agreements")).content

    assert json.loads(told) == json.loads(AgreementList.model_validate_json(told).model_dump_json())


async def test_pages_of_fifty_hold_every_agreement_once_the_latest_to_start_first(service: Running, some_agreements: list[str]):
    pages = await every_page(service, NATIONAL_COMMISSIONER)
    listed = [row for page in pages for row in page.data]

    assert [len(page.data) for page in pages] == [50, 1]
    assert sorted(str(row.id) for row in listed) == sorted(some_agreements)
    assert listed == sorted(listed, key=lambda row: (row.starts_on, row.id), reverse=True)


async def test_exactly_fifty_agreements_are_one_page(service: Running, some_agreements: list[str]):
    assert [len(page.data) for page in await every_page(service, LONDON_COMMISSIONER)] == [50]


async def test_each_trust_lists_its_own(service: Running, some_agreements: list[str]):
    assert [row.provider for page in await every_page(service, KENT_TRUST) for row in page.data] == ["KNT"]


async def test_whoever_reaches_nothing_gets_an_empty_list(service: Running, some_agreements: list[str]):
    assert await every_page(service, NOBODY) == [AgreementList(data=[], next_after=None)]


async def test_a_place_in_somebody_elses_list_opens_nothing(service: Running, some_agreements: list[str]):
    hidden = some_agreements[0]
    async with service.as_(KENT_TRUST) as client:
        told = AgreementList.model_validate_json((await client.get("/v1/agreements", params={"after": hidden})).content)

    assert told == AgreementList(data=[], next_after=None)
