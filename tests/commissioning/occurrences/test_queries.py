"""The hot list of occurrences, and what whoever counts is told: both say what the record says."""

import json
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from builders.commissioning.occurrences import CONTROLLER, classified, moved, rye_hill, unavailable_places
from builders.commissioning.personas import DOVEGATE_CONTRACTOR, NATIONAL_COMMISSIONER, NOBODY, RYE_HILL_CONTRACTOR
from house.running import Running
from noms.chassis.identity.caller import EVERYTHING, Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.occurrence_views import OccurrenceList, OccurrenceView
from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from services.commissioning.occurrences.queries import occurrences_of

SOMEBODY = Caller("cora", "test", "NOMS", CallerKind.STAFF, frozenset(), frozenset(), (EVERYTHING,))


@pytest.fixture(scope="module")
async def recorded(service: Running) -> list[dict[str, Any]]:
    """Fifty finds on two days, an excused one, a held one, and places that were not available over the end of a quarter."""
    agreement = await rye_hill(service)
    finds = [await classified(service, agreement, occurred_on=f"2010-05-1{number % 2}") for number in range(48)]
    held = await classified(service, agreement, occurred_on="2009-07-01", held=True, code="2.2a", count="2.5")
    excused = await moved(service, await classified(service, agreement), "EXCUSED", excused_by="force majeure")
    days = {"occurred_on": "2010-06-28", "ended_on": "2010-07-02", "found_on": "2010-06-28"}
    places = await classified(service, agreement, **unavailable_places(**days, used=True))
    return [*finds, held, excused, places]


async def pages_of(service: Running, persona: Persona, agreement: str, **query: str) -> list[OccurrenceList]:
    pages: list[OccurrenceList] = []
    async with service.as_(persona) as client:
        while True:
            told = await client.get(f"/v1/agreements/{agreement}/occurrences", params=query)
            assert told.status_code == 200, told.text
            assert json.loads(told.content) == json.loads(OccurrenceList.model_validate_json(told.content).model_dump_json())
            pages.append(OccurrenceList.model_validate_json(told.content))
            if pages[-1].next_after is None:
                return pages
            query |= {"after": str(pages[-1].next_after)}


async def test_the_list_says_of_each_what_its_own_page_says_and_holds_every_one_once(service: Running, recorded: list[Any]):
    agreement = recorded[0]["agreement_id"]
    pages = await pages_of(service, RYE_HILL_CONTRACTOR, agreement)
    listed = [row for page in pages for row in page.data]

    assert [len(page.data) for page in pages] == [50, 1]
    assert listed == sorted(listed, key=lambda row: (row.occurred_on, row.id), reverse=True)
    assert sorted(str(row.id) for row in listed) == sorted(one["id"] for one in recorded)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        for row in listed[:2] + listed[-2:]:
            whole = OccurrenceView.model_validate_json(
                (await client.get(f"/v1/agreements/{agreement}/occurrences/{row.id}")).content
            )
            assert row.model_dump() == whole.model_dump(include=set(type(row).model_fields))


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"kind": "UNAVAILABLE_PLACES"}, 1),
        ({"state": "HELD"}, 1),
        ({"state": "EXCUSED"}, 1),
        ({"state": "CLASSIFIED"}, 49),
        ({"contract_year": "1"}, 1),
        ({"contract_year": "2", "contract_quarter": "1"}, 50),
        ({"contract_quarter": "2"}, 1),
        ({"contract_year": "2", "contract_quarter": "2"}, 0),
        ({"kind": "PERFORMANCE_FAILURE", "state": "CLASSIFIED", "contract_year": "2"}, 48),
        ({"known_at": "2009-01-01T00:00:00Z"}, 0),
    ],
)
async def test_the_list_is_narrowed_by_kind_state_and_quarter(
    service: Running, recorded: list[Any], query: dict[str, str], number: int
):
    pages = await pages_of(service, CONTROLLER, recorded[0]["agreement_id"], **query)

    assert sum(len(page.data) for page in pages) == number


@pytest.mark.parametrize(
    "query", [{"kind": "FINE"}, {"state": "classified"}, {"contract_year": "0"}, {"contract_quarter": "5"}, {"known_at": "today"}]
)
async def test_a_filter_that_means_nothing_is_refused(service: Running, recorded: list[Any], query: dict[str, str]):
    async with service.as_(CONTROLLER) as client:
        refused = await client.get(f"/v1/agreements/{recorded[0]['agreement_id']}/occurrences", params=query)

    assert refused.status_code == 422


@pytest.mark.parametrize("persona", [DOVEGATE_CONTRACTOR, NOBODY], ids=["other", "nobody"])
async def test_the_list_of_a_hidden_agreement_is_that_of_an_absent_one(service: Running, recorded: list[Any], persona: Persona):
    async with service.as_(persona) as client:
        hidden = await client.get(f"/v1/agreements/{recorded[0]['agreement_id']}/occurrences")
        absent = await client.get("/v1/agreements/00000000-0000-0000-0000-000000000000/occurrences")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.json() | {"instance": ""} == absent.json() | {"instance": ""}


async def test_a_place_in_another_agreements_list_opens_nothing(service: Running, recorded: list[Any]):
    async with service.as_(CONTROLLER) as client:
        path = f"/v1/agreements/{recorded[0]['agreement_id']}/occurrences"
        told = await client.get(path, params={"after": "00000000-0000-0000-0000-000000000000"})

    assert told.json() == {"data": [], "next_after": None}


async def test_whoever_counts_is_told_every_state_with_its_exact_count(service: Running, recorded: list[Any]):
    agreement = UUID(recorded[0]["agreement_id"])
    async with await service.database.session(SOMEBODY) as session:
        year_one = await occurrences_of(session, agreement, date(2009, 4, 1), date(2010, 3, 31))
        before = await occurrences_of(
            session, agreement, date(2009, 4, 1), date(2011, 3, 31), known_at=datetime(2009, 1, 1, tzinfo=UTC)
        )

    assert [(one.state, one.code, one.count) for one in year_one] == [(OccurrenceState.HELD, "2.2a", Fraction(5, 2))]
    assert [str(event) for event in year_one[0].event_ids] != []
    assert before == []


async def test_what_goes_on_over_the_end_of_a_quarter_is_told_for_both(service: Running, recorded: list[Any]):
    agreement = UUID(recorded[0]["agreement_id"])
    async with await service.database.session(SOMEBODY) as session:
        for first, last in ((date(2010, 6, 1), date(2010, 6, 30)), (date(2010, 7, 1), date(2010, 7, 31))):
            (places,) = await occurrences_of(session, agreement, first, last)
            assert (places.kind, places.places, places.used) == (OccurrenceKind.UNAVAILABLE_PLACES, 24, True)
            assert (places.occurred_on, places.ended_on) == (date(2010, 6, 28), date(2010, 7, 2))
        assert await occurrences_of(session, agreement, date(2010, 7, 3), date(2010, 12, 31)) == []


async def test_the_earliest_comes_first_for_whoever_counts(service: Running, recorded: list[Any]):
    async with await service.database.session(SOMEBODY) as session:
        told = await occurrences_of(session, UUID(recorded[0]["agreement_id"]), date(2009, 4, 1), date(2011, 3, 31))

    assert len(told) == len(recorded)
    assert told == sorted(told, key=lambda one: (one.occurred_on, one.occurrence_id))
    assert [one.excused_by for one in told if one.state is OccurrenceState.EXCUSED] == ["force majeure"]
