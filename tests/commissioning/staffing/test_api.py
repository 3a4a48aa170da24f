"""Every count of staff over time, over HTTP."""

import pytest

from builders.commissioning.personas import LONDON_TRUST, NATIONAL_COMMISSIONER, OFFENDER_MANAGER, STRANGER
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.staffing import StaffCountList


async def asked(service: Running, persona: Persona = OFFENDER_MANAGER, **query: str) -> StaffCountList:
    async with service.as_(persona) as client:
        answer = await client.get("/v1/staff-counts", params=query)
    assert answer.status_code == 200, answer.text
    return StaffCountList.model_validate_json(answer.content)


async def test_every_office_and_headquarters_is_counted_on_every_day_that_the_sources_give(service: Running):
    told = await asked(service, to_day="2010-12-31")
    by_basis: dict[str, list[str]] = {}
    for count in told.data:
        by_basis.setdefault(count.basis, []).append(count.office_code)

    assert {basis: len(offices) for basis, offices in by_basis.items()} == {
        "staff of area and regional offices, at 31 December": 60,
        "staff of national headquarters, at 31 December": 6,
        "core and non-core": 10,
        "headquarters, by probation background": 1,
    }
    assert [count.as_at for count in told.data] == sorted(count.as_at for count in told.data)


async def test_a_share_of_headquarters_counts_unknown_as_nothing_else(service: Running):
    """113 of 4,270: 2.6 %. Source: founding paper 002."""
    [told] = (await asked(service, office="HQ", from_day="2009-09-01", to_day="2009-09-30")).data

    assert [(share.origin, share.headcount, share.share_percent) for share in told.by_origin] == [
        ("probation", 113, 2.6),
        ("prison", 0, 0.0),
        ("other", 0, 0.0),
        ("unknown", 4157, 97.4),
    ]


async def test_totals_that_count_different_things_stand_apart_and_the_conflicts_are_told(service: Running):
    """Conflict C2: 646, 483 and 396."""
    told = await asked(service, from_day="2009-01-01", to_day="2009-12-31")

    assert {(total.people, total.bound, total.agrees) for total in told.totals} == {
        (500, "more_than", None), (646, "exact", True), (300, "planned", None), (576, "planned", None), (396, "planned", None),
        (483, "exact", False),
    }  # fmt: skip
    assert [conflict.code for conflict in told.conflicts] == ["C1", "C2", "HQ"]


async def test_one_office_is_followed_through_the_years(service: Running):
    """Hansard 2010-03-30 column 1085W; founding paper 002."""
    told = await asked(service, office="NW", to_day="2010-12-31")

    assert [count.headcount for count in told.data] == [126, 182, 210, 205, 80, 123, 81]


async def test_a_return_of_an_office_joins_the_counts(service: Running):
    by_origin = {"probation": 1, "prison": 2, "other": 3, "unknown": 2}
    reported = {"region_code": "SW", "as_at": "2011-01-31", "by_origin": by_origin, "source": "a return"}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        assert (await client.post("/v1/regional-offices/staff-returns", json=reported, headers=once())).status_code == 201
    [told] = (await asked(service, office="SW", from_day="2011-01-01")).data

    assert (told.headcount, [share.share_percent for share in told.by_origin]) == (8, [12.5, 25.0, 37.5, 25.0])


async def test_days_in_the_wrong_order_are_refused_and_named(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.get("/v1/staff-counts", params={"from_day": "2009-12-31", "to_day": "2009-01-01"})

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "query:to_day")


@pytest.mark.parametrize("office", ["HSE", "ZZ", "LDN"])
async def test_an_office_that_nobody_ever_counted_is_not_found(service: Running, office: str):
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get("/v1/staff-counts", params={"office": office})).status_code == 404


async def test_everybody_with_the_scope_is_told_the_same_and_nobody_else_anything(service: Running):
    assert await asked(service, LONDON_TRUST, office="LON") == await asked(service, office="LON")
    for persona, status in ((STRANGER, 403), (None, 401)):
        async with service.as_(persona) as client:
            assert (await client.get("/v1/staff-counts")).status_code == status
