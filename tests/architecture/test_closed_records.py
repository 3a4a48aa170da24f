"""A record that is closed to somebody is absent for them: in every read of every service, to the byte.

The examples of a service happen in its database; then every person is closed to somebody who may do and reach everything. What
that user reads of a closed record is held against what they read of one that never was.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from architecture.documents import Operation, guarded
from architecture.requests import request_for
from contracts.story import Story, everybody, hear, tell, tellers
from house.estate import Estate
from house.running import Running, running
from house.services import document_named, service_named, settings_named
from noms.chassis.identity.caller import Caller
from noms.chassis.identity.issuer import DevelopmentIssuer
from noms.chassis.settings import Settings

NO_RECORD_OF_A_PERSON = {
    "cohort_id", "session_id", "programme_code", "measure_code", "code", "establishment_code", "provider", "officer_code",
    "location_file_id",
}  # fmt: skip
"""What a path can name that is no part of a person's record: a cohort is a room with seats, a code stands in a list."""

FOR_THE_HOUSE_ALONE = {"/v1/subject-data/{crn}"}
"""What a service answers another with: empty for nobody known, and no user holds its permission."""

LISTS_OF_PEOPLE = {"offender_mgmt": {"/v1/cases", "/v1/events"}, "interventions": {"/v1/requirements", "/v1/events"}}
"""Reads that show people and nothing else: for whoever sees nobody they are empty."""

CLOSE_EVERYBODY = {
    "offender_mgmt": """INSERT INTO closure (closure_id, subject, barred, closed_from)
        SELECT gen_random_uuid(), crn, ARRAY['user:barred'], now() - interval '1 hour' FROM person""",
    "interventions": """INSERT INTO closure (closure_id, subject, only_to, closed_from)
        SELECT DISTINCT ON (crn) gen_random_uuid(), crn, ARRAY['user:somebody-else'], now() - interval '1 hour' FROM requirement""",
}
"""Closed by exclusion in the one service, by restriction in the other."""

_NAMES = re.compile(r"\{(\w+)\}")


@dataclass
class Closed:
    """A service full of records, all of them closed to the one who asks."""

    name: str
    service: Running
    story: Story
    barred: httpx.AsyncClient

    @property
    def reads(self) -> list[Operation]:
        return [operation for operation in guarded(document_named(self.name)) if operation.method == "get"]

    def of_a_person(self, operation: Operation) -> bool:
        return bool(set(_NAMES.findall(operation.path)) - NO_RECORD_OF_A_PERSON)


@pytest.fixture(scope="module", params=sorted(CLOSE_EVERYBODY))
def settings(request: pytest.FixtureRequest, estate: Estate, jwks: str, issuer: DevelopmentIssuer) -> tuple[str, Settings]:
    return request.param, settings_named(request.param, estate, jwks, issuer)


@pytest.fixture(scope="module")
async def closed(settings: tuple[str, Settings], issuer: DevelopmentIssuer) -> AsyncIterator[Closed]:
    name, told = settings
    async with running(service_named(name), told, issuer) as service:
        await hear(service)
        async with tellers(service) as clients:
            story = await tell(service, *clients)
        async with await service.database.session(Caller.service(name)) as session:
            await session.execute(text(CLOSE_EVERYBODY[name]))
            await session.commit()
        async with service.as_(everybody(name, "barred")) as barred:
            yield Closed(name, service, story, barred)


def absent(path: str, placed: str) -> str:
    """The same path to things that never were: other parts stay as they are."""
    parts = []
    for name, value in zip(path.split("/"), placed.split("/"), strict=True):
        if not _NAMES.fullmatch(name) or name.strip("{}") in NO_RECORD_OF_A_PERSON:
            parts.append(value)
        else:
            parts.append("Z999999" if name == "{crn}" else str(uuid4()) if re.fullmatch(r"[0-9a-f-]{36}", value) else value)
    return "/".join(parts)


def told(answer: httpx.Response) -> tuple[int, Any, dict[str, str]]:
    """Everything that an answer tells, but the trace that is its own."""
    headers = {name: value for name, value in answer.headers.items() if name != "traceparent"}
    body = re.sub(rb"urn:trace:[0-9a-f]{32}", b"urn:trace:", answer.content)
    return answer.status_code, body, headers


async def test_what_is_closed_and_what_never_was_are_the_same_in_every_read(closed: Closed):
    """Asked three times: the short way of hot reads answers too."""
    wrong, compared = [], 0
    for operation in filter(closed.of_a_person, closed.reads):
        placed = closed.story.placed(operation)
        if placed is None or operation.path in FOR_THE_HOUSE_ALONE:
            continue
        query = request_for(closed.barred, operation).url.params
        for _ in range(3):
            hidden = await closed.barred.get(placed, params=query)
            nothing = await closed.barred.get(absent(operation.path, placed), params=query)
            compared += 1
            if hidden.status_code != 404 or told(hidden) != told(nothing):
                wrong.append(f"{operation}: {hidden.status_code} {hidden.text[:200]} is not {nothing.text[:200]}")

    assert not wrong, "\n".join(wrong)
    assert compared >= 6


async def test_no_read_names_a_closed_record_or_a_part_of_one(closed: Closed):
    """Whatever else an answer holds: lists, counts with their events, registers and feeds."""
    crns, wrong = closed.story.known["crn"], []
    for operation in closed.reads:
        placed = closed.story.placed(operation)
        if placed is None or closed.of_a_person(operation):
            continue
        query = {name: value for name, value in request_for(closed.barred, operation).url.params.items() if value not in crns}
        answer = await closed.barred.get(placed, params=query)
        wrong += [f"{operation} tells of {crn}: {answer.text[:300]}" for crn in crns if crn in answer.text]

    assert crns
    assert not wrong, "\n".join(wrong)


async def test_lists_of_people_are_empty_to_the_byte(closed: Closed, estate: Estate, jwks: str, issuer: DevelopmentIssuer):
    """Held against somebody who reaches nobody: no page, count, cursor, tag or link betrays that there is somebody."""
    nobody = everybody(closed.name, "nobody")
    async with closed.service.as_(nobody, reach={}) as unreaching:
        for operation in closed.reads:
            if operation.path in LISTS_OF_PEOPLE[closed.name]:
                query = request_for(unreaching, operation).url.params
                for _ in range(3):
                    shut, empty = [await client.get(operation.path, params=query) for client in (closed.barred, unreaching)]
                    assert told(shut) == told(empty), str(operation)
                    assert shut.status_code == 200


async def test_somebody_else_still_reads_what_is_closed_to_the_one(closed: Closed):
    """The comparison above would hold for an empty service too: this one is not."""
    free = everybody(closed.name, "somebody-else")
    async with closed.service.as_(free) as client:
        placed = [closed.story.placed(operation) for operation in filter(closed.of_a_person, closed.reads)]
        answers = [(await client.get(path)).status_code for path in placed if path]

    assert answers.count(200) >= 2
