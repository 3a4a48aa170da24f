"""Second readings over HTTP: a sample that anybody can draw again, judged by somebody else, and the agreement measured."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.occurrences import (
    CONTRACTORS_CONTROLLER,
    CONTROLLER,
    DOVEGATE_CONTROLLER,
    SECOND_CONTROLLER,
    classified,
    moved,
    rye_hill,
)
from builders.commissioning.personas import AUDITOR, DOVEGATE_CONTRACTOR, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running, once
from noms.chassis.identity.caller import EVERYTHING, Caller, CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.second_readings import SecondReadingList, SecondReadingView
from services.commissioning.occurrences.queries import occurrences_of
from services.commissioning.second_readings.rules import sampled

pytestmark = pytest.mark.usefixtures("clean_slate")

READING_SYSTEM = Persona(
    "reading-system", "NOMS", CallerKind.SYSTEM, ("controller",), {"establishments": ["RHI"]}, on_behalf_of="cora"
)
QUARTER = {"from_day": "2010-04-01", "to_day": "2010-06-30"}
SOMEBODY = Caller("cora", "test", "NOMS", CallerKind.STAFF, frozenset(), frozenset(), (EVERYTHING,))


def path_of(agreement: str, *parts: str) -> str:
    return "/".join((f"/v1/agreements/{agreement}/occurrences/second-readings", *parts))


async def posted(service: Running, persona: Persona, path: str, body: dict[str, Any]) -> tuple[int, str]:
    async with service.as_(persona) as client:
        answer = await client.post(path, json=body, headers=once())
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def drawn(service: Running, agreement: str, **days: str) -> SecondReadingView:
    async with service.as_(SECOND_CONTROLLER) as client:
        answer = await client.post(path_of(agreement), json=QUARTER | days, headers=once())
    assert answer.status_code == 201, answer.text
    return SecondReadingView.model_validate_json(answer.content)


def a_judgement(line: Any, **changes: Any) -> dict[str, Any]:
    return {"occurrence_id": str(line.occurrence_id), "kind": "PERFORMANCE_FAILURE", "code": "2.2g"} | changes


async def judged(service: Running, sample: SecondReadingView, *bodies: dict[str, Any]) -> SecondReadingView:
    async with service.as_(SECOND_CONTROLLER) as client:
        for body in bodies:
            answer = await client.post(path_of(str(sample.agreement_id), str(sample.id), "judgements"), json=body, headers=once())
            assert answer.status_code == 201, answer.text
    return SecondReadingView.model_validate_json(answer.content)


async def test_the_sample_can_be_drawn_again_from_its_seed_whatever_was_recorded_since(service: Running):
    agreement = await rye_hill(service)
    for _ in range(12):
        await classified(service, agreement)
    await classified(service, agreement, occurred_on="2010-07-01", found_on="2010-07-01")
    sample = await drawn(service, agreement)
    await classified(service, agreement)

    async with await service.database.session(SOMEBODY) as session:
        known = await occurrences_of(session, sample.agreement_id, sample.from_day, sample.to_day, known_at=sample.drawn_at)
    again = sampled((one.occurrence_id for one in known), sample.seed)
    assert {line.occurrence_id for line in sample.lines} == set(again)
    assert (sample.population, len(sample.lines), sample.agreement.sampled) == (12, 10, 10)
    assert (sample.agreement.read, sample.agreement.kappa, sample.agreement.meets) == (0, None, None)


async def test_the_agreement_of_the_readers_is_measured_exactly_and_told_to_both_parties(service: Running):
    agreement = await rye_hill(service)
    codes = {(await classified(service, agreement, code=code))["id"]: code for code in ("2.2g", "2.2g", "2.2h", "2.2h")}
    sample = await drawn(service, agreement)
    first, *others = sample.lines
    same = [a_judgement(line, code=codes[str(line.occurrence_id)]) for line in others]
    read = await judged(service, sample, a_judgement(first, kind=None, code=None, remark="Tobacco."), *same)

    # Observed 3/4; by chance 2/4 x 1/4 + 2/4 x 2/4 = 3/8; so (3/4 - 3/8) / (1 - 3/8) = 3/5.
    told = read.agreement
    assert (told.read, told.agreeing, told.kappa_exact, told.kappa) == (4, 3, "3/5", 0.6)
    assert (told.at_least, told.meets) == ("4/5", False)
    lines = {line.occurrence_id: (line.read, line.agrees, line.second_code, line.remark, line.read_by) for line in read.lines}
    assert lines[first.occurrence_id] == (True, False, None, "Tobacco.", "colin")
    async with service.as_(RYE_HILL_CONTRACTOR) as theirs, service.as_(NATIONAL_COMMISSIONER) as ours:
        for path in (path_of(agreement), path_of(agreement, str(sample.id))):
            assert (await theirs.get(path)).content == (await ours.get(path)).content
        (row,) = SecondReadingList.model_validate_json((await theirs.get(path_of(agreement))).content).data
    assert (row.id, row.agreement) == (sample.id, told)


async def test_the_second_reader_does_not_see_the_first_judgement_before_giving_theirs(service: Running):
    agreement = await rye_hill(service)
    for _ in range(2):
        await classified(service, agreement)
    sample = await drawn(service, agreement)
    read = await judged(service, sample, a_judgement(sample.lines[0]))
    shown = {line.occurrence_id: (line.read, line.kind, line.code) for line in read.lines}

    assert [(line.kind, line.code) for line in sample.lines] == [(None, None)] * 2
    assert shown[sample.lines[0].occurrence_id] == (True, "PERFORMANCE_FAILURE", "2.2g")
    assert shown[sample.lines[1].occurrence_id] == (False, None, None)


async def test_the_judgement_is_held_against_what_was_classified_when_the_sample_was_drawn(service: Running):
    agreement = await rye_hill(service)
    one = await classified(service, agreement)
    sample = await drawn(service, agreement)
    await moved(service, one, "HELD")
    body = {"code": "2.2h", "count": "1", "reason": "The laboratory."}
    anew = f"/v1/agreements/{agreement}/occurrences/{one['id']}/reclassifications"
    assert (await posted(service, CONTROLLER, anew, body))[0] == 201

    (line,) = (await judged(service, sample, a_judgement(sample.lines[0], code="2.2h"))).lines
    assert (line.occurrence_version, line.code, line.second_code, line.agrees) == (1, "2.2g", "2.2h", False)


async def test_who_classified_does_not_read_again_nor_does_the_provider(service: Running):
    agreement = await rye_hill(service)
    await classified(service, agreement)
    sample = await drawn(service, agreement)
    path, body = path_of(agreement, str(sample.id), "judgements"), a_judgement(sample.lines[0])

    for persona in (CONTROLLER, READING_SYSTEM):
        assert await posted(service, persona, path, body) == (409, "read_by_the_first")
    assert await posted(service, CONTRACTORS_CONTROLLER, path, body) == (409, "provider_reads")
    assert await posted(service, CONTRACTORS_CONTROLLER, path_of(agreement), QUARTER) == (409, "provider_reads")
    assert await posted(service, RYE_HILL_CONTRACTOR, path, body) == (403, "not_permitted")
    assert await posted(service, AUDITOR, path_of(agreement), QUARTER) == (403, "not_permitted")
    assert await posted(service, SECOND_CONTROLLER, path, body | {"code": None}) == (409, "half_a_judgement")


async def test_an_occurrence_is_read_a_second_time_once_even_by_two_at_once(service: Running):
    agreement = await rye_hill(service)
    await classified(service, agreement)
    sample = await drawn(service, agreement)
    path, body = path_of(agreement, str(sample.id), "judgements"), a_judgement(sample.lines[0])
    tries = [posted(service, SECOND_CONTROLLER, path, body) for _ in range(4)]

    assert sorted(await asyncio.gather(*tries)) == [(201, ""), *[(409, "read_before")] * 3]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"from_day": "2010-07-01"}, (409, "sample_ends_before_it_starts")),
        ({"from_day": "2010-05-15"}, (409, "nothing_to_read")),
        ({"to_day": "2010-13-01"}, (422, "invalid")),
        ({"seed": 1}, (422, "invalid")),
    ],
)
async def test_a_sample_that_cannot_be_drawn_is_refused(service: Running, days: dict[str, Any], code: tuple[int, str]):
    agreement = await rye_hill(service)
    await classified(service, agreement)

    assert await posted(service, SECOND_CONTROLLER, path_of(agreement), QUARTER | days) == code


async def test_what_is_not_in_the_sample_has_no_second_reading(service: Running):
    agreement = await rye_hill(service)
    await classified(service, agreement)
    sample = await drawn(service, agreement)
    later = await classified(service, agreement)
    body = {"occurrence_id": later["id"], "kind": None, "code": None}

    path = path_of(agreement, str(sample.id), "judgements")
    assert await posted(service, SECOND_CONTROLLER, path, body) == (404, "not_found")


async def test_hidden_is_absent(service: Running):
    agreement = await rye_hill(service)
    await classified(service, agreement)
    sample = await drawn(service, agreement)
    body = a_judgement(sample.lines[0])
    for where, which in ((agreement, str(sample.id)), (str(uuid4()), str(uuid4()))):
        for persona in (DOVEGATE_CONTRACTOR, DOVEGATE_CONTROLLER):
            async with service.as_(persona) as client:
                answers = [await client.get(path_of(where)), await client.get(path_of(where, which))]
            assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(404, "not_found")] * 2
        assert await posted(service, DOVEGATE_CONTROLLER, path_of(where), QUARTER) == (404, "not_found")
        assert await posted(service, DOVEGATE_CONTROLLER, path_of(where, which, "judgements"), body) == (404, "not_found")
    unknown = path_of(agreement, str(uuid4()), "judgements")
    assert await posted(service, SECOND_CONTROLLER, unknown, body) == (404, "not_found")
    async with service.as_(SECOND_CONTROLLER) as client:
        assert (await client.get(path_of(agreement, str(uuid4())))).status_code == 404
