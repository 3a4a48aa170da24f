"""Comparator groups over HTTP, and a prison whose function changed: recorded once, scored apart, new for two full quarters."""

from typing import Any

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import Ledger, Peers
from builders.commissioning.performance import compute
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
)
from house.estate import Estate
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.comparators import ComparatorGroupList, FunctionChangeView, GroupCode, ProviderStanding
from noms.contracts.commissioning.measures import Domain

pytestmark = pytest.mark.usefixtures("clean_slate", "no_changes")

BEDFORD = Persona("bfi-system", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["BFI"]})
EAST = Persona("edith", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": ["EE"]})
OF_BEDFORD = {"instrument": "SLA", "provider": "BFI", "commissioner": "EE"}


@pytest.fixture
def no_changes(estate: Estate, commissioning_database: str) -> None:
    estate.administer("TRUNCATE function_change", database=commissioning_database)


def a_change(**changes: Any) -> dict[str, Any]:
    return {
        "provider": "BFI", "from_day": "2010-05-15", "was": "local", "function": "trainer", "source": "Notice of re-role",
    } | changes  # fmt: skip


async def record(service: Running, persona: Persona = NATIONAL_COMMISSIONER, **changes: Any) -> Any:
    async with service.as_(persona) as client:
        return await client.post("/v1/comparator-groups/function-changes", json=a_change(**changes), headers=once())


async def groups(service: Running, on: str, persona: Persona = OFFENDER_MANAGER) -> dict[GroupCode, list[str]]:
    async with service.as_(persona) as client:
        answer = await client.get("/v1/comparator-groups", params={"on": on})
    return {group.code: group.members for group in ComparatorGroupList.model_validate_json(answer.content).data}


async def days_of(service: Running, agreement: str, from_day: str, to_day: str) -> Any:
    async with service.as_(EAST) as client:
        days = {"from_day": from_day, "to_day": to_day}
        return await client.post(f"/v1/agreements/{agreement}/periods", json=days, headers=once())


async def test_the_groups_of_a_day_hold_every_provider_that_delivered_once(service: Running):
    told = await groups(service, "2010-06-30")
    members = [code for group in told.values() for code in group]

    assert len(members) == len(set(members))
    assert ("LDN" in told[GroupCode.PROBATION_TRUST], "BFI" in told[GroupCode.LOCAL]) == (True, True)
    assert len(told[GroupCode.PROBATION_TRUST]) == 35
    assert GroupCode.PROBATION_BOARD not in told


async def test_before_april_2010_most_areas_had_boards(service: Running):
    told = await groups(service, "2010-03-31")

    assert (len(told[GroupCode.PROBATION_TRUST]), len(told[GroupCode.PROBATION_BOARD])) == (8, 34)


async def test_a_recorded_change_moves_the_prison_from_its_day_on(service: Running):
    answer = await record(service)
    told = FunctionChangeView.model_validate_json(answer.content)

    assert (answer.status_code, str(told.new_until)) == (201, "2010-12-31")
    assert "BFI" in (await groups(service, "2010-05-14"))[GroupCode.LOCAL]
    assert "BFI" in (await groups(service, "2010-05-15"))[GroupCode.TRAINER]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, (409, "change_on_record")),
        ({"from_day": "2010-06-01"}, (409, "contradicts_the_record")),
        ({"from_day": "2010-06-01", "was": "trainer", "function": "trainer"}, (409, "same_function")),
        ({"from_day": "2010-05-01"}, (409, "contradicts_the_record")),
        ({"provider": "DGI", "from_day": "2016-01-01", "was": "irc"}, (409, "contradicts_the_record")),
        ({"provider": "ACI", "from_day": "2012-01-02", "was": "open"}, (409, "contradicts_the_record")),
        ({"provider": "ACI", "from_day": "2999-01-01"}, (409, "change_in_the_future")),
        ({"provider": "ACI", "from_day": "0001-01-01"}, (409, "change_before_noms")),
        ({"provider": "LDN", "was": "local"}, (409, "not_a_prison")),
        ({"provider": "QQQ"}, (422, "invalid")),
        ({"function": "spa"}, (422, "invalid")),
        ({"source": ""}, (422, "invalid")),
    ],
)
async def test_a_change_that_cannot_be_is_refused(service: Running, changes: dict[str, str], refused: tuple[int, str]):
    assert (await record(service)).status_code == 201
    answer = await record(service, **changes)

    assert (answer.status_code, answer.json()["code"]) == refused


@pytest.mark.parametrize("persona", [CONTRACT_MANAGER, AUDITOR, LONDON_TRUST, OFFENDER_MANAGER])
async def test_only_a_commissioner_records_a_change(service: Running, persona: Persona):
    assert (await record(service, persona)).status_code == 403


async def test_only_the_office_that_purchases_from_a_prison_or_the_agency_says_what_it_is_for(service: Running):
    elsewhere = await record(service, LONDON_COMMISSIONER)

    assert (elsewhere.status_code, elsewhere.json()["code"]) == (409, "another_offices_prison")
    assert (await record(service, EAST)).status_code == 201


async def test_a_change_before_the_list_leads_to_what_the_list_says(service: Running):
    assert (await record(service, from_day="2007-03-01", was="female_local", function="local")).status_code == 201
    assert "BFI" in (await groups(service, "2007-02-28"))[GroupCode.FEMALE]
    assert "BFI" in (await groups(service, "2010-06-30"))[GroupCode.LOCAL]


async def test_a_period_over_the_change_is_refused_and_both_parts_are_scored_apart(service: Running, peers: Peers):
    peers.ledgers["BFI"] = Ledger()
    agreement = await live(service, EAST, BEDFORD, **OF_BEDFORD)
    await record(service)
    over = await days_of(service, agreement, "2010-05-01", "2010-05-31")
    before = await compute(service, agreement, {"from_day": "2010-05-01", "to_day": "2010-05-14"}, EAST)
    after = await compute(service, agreement, {"from_day": "2010-05-15", "to_day": "2010-05-31"}, EAST)

    assert (over.status_code, over.json()["code"]) == (409, "spans_a_change_of_function")
    old, new = before.rating, after.rating
    assert (old.standing, new.standing) == (ProviderStanding.ESTABLISHED, ProviderStanding.NEW)
    assert (old.comparator and old.comparator.group, new.comparator and new.comparator.group) == (
        GroupCode.LOCAL, GroupCode.TRAINER,
    )  # fmt: skip
    assert (new.band, new.score) == (None, old.score)
    assert new.because == ["opened or changed its function: not put into a band until two full quarters are over"]


async def test_after_two_full_quarters_the_prison_is_put_into_a_band_again(service: Running, peers: Peers):
    peers.ledgers["BFI"] = Ledger()
    agreement = await live(service, EAST, BEDFORD, **OF_BEDFORD)
    await record(service)
    december = await compute(service, agreement, {"from_day": "2010-12-01", "to_day": "2010-12-31"}, EAST)
    january = await compute(service, agreement, {"from_day": "2011-01-01", "to_day": "2011-01-31"}, EAST)

    assert (december.rating.band, january.rating.band) == (None, 1)


async def test_the_domains_weigh_what_the_function_says(service: Running, peers: Peers):
    """A local prison: offender management 30 and interventions 15, whatever the measures weigh."""
    peers.ledgers["BFI"] = Ledger()
    agreement = await live(service, EAST, BEDFORD, **OF_BEDFORD)
    rating = (await compute(service, agreement, persona=EAST)).rating

    assert {domain.domain: domain.weight for domain in rating.domains} == {
        Domain.OFFENDER_MANAGEMENT: 30.0, Domain.INTERVENTIONS: 15.0,
    }  # fmt: skip
