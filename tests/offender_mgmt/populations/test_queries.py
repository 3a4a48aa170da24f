"""How many are held on a day: what the counts add up to is what a count of every stay gives."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from builders.offender_mgmt import personas
from builders.offender_mgmt.persons import registered
from house.running import Running
from noms.chassis.identity.caller import Caller
from services.offender_mgmt.populations import queries

SYSTEM = Caller.service("offender_mgmt")
BY_HAND = text(
    """SELECT establishment_code, placed_by, count(*) FROM stay
        WHERE received_on <= :on AND (left_on IS NULL OR left_on > :on) GROUP BY 1, 2"""
)
RECEIVE = text(
    """INSERT INTO stay (stay_id, crn, establishment_code, establishment_name, received_on, left_on, placed_by)
       VALUES (:id, :crn, :code, 'A prison', :received_on, :left_on, :placed_by)"""
)


@pytest.fixture(scope="module")
async def crns(service: Running) -> AsyncIterator[list[str]]:
    async with service.as_(personas.offender_manager) as client:
        yield [await registered(client) for _ in range(6)]


async def counted(service: Running, on: date) -> dict[tuple[str, str], int]:
    async with await service.database.session(SYSTEM) as session:
        held = await queries.held_on(session, on)
    return {(code, placed_by.value): number for code, bodies in held.items() for placed_by, number in bodies.items()}


async def counted_by_hand(service: Running, on: date) -> dict[tuple[str, str], int]:
    async with await service.database.session(SYSTEM) as session:
        return {(code, placed_by): number for code, placed_by, number in await session.execute(BY_HAND, {"on": on})}


def stays_of(crn: str, chance: random.Random) -> list[dict[str, object]]:
    """Some stays one after the other, the last of them perhaps still going on."""
    made: list[dict[str, object]] = []
    day = date(2009, 11, 20) + timedelta(days=chance.randrange(60))
    for _ in range(chance.randrange(1, 5)):
        left_on = day + timedelta(days=chance.randrange(0, 70))
        place = {"code": chance.choice(["RHI", "LWI"]), "placed_by": chance.choice(["NOMS", "YJB", "UKBA"])}
        made.append({"id": uuid4(), "crn": crn, "received_on": day, "left_on": left_on, **place})
        day = left_on + timedelta(days=chance.randrange(0, 20))
    made[-1]["left_on"] = chance.choice([None, made[-1]["left_on"]])
    return made


async def test_whatever_is_recorded_moved_and_taken_back_the_counts_are_those_of_the_stays(service: Running, crns: list[str]):
    chance = random.Random(20100614)
    made = [stay for crn in crns for stay in stays_of(crn, chance)]
    async with await service.database.session(SYSTEM) as session:
        for stay in made:
            await session.execute(RECEIVE, stay)
        first, second = made[0]["id"], made[1]["id"]
        await session.execute(text("DELETE FROM stay WHERE stay_id = :id"), {"id": first})
        await session.execute(
            text("UPDATE stay SET establishment_code = 'LEI', placed_by = 'NOMS' WHERE stay_id = :id"), {"id": second}
        )
        await session.execute(text("UPDATE stay SET left_on = received_on WHERE left_on IS NOT NULL AND placed_by = 'YJB'"))
        await session.commit()

    days = [date(2009, 11, 1) + timedelta(days=number) for number in range(0, 400, 3)]
    assert [day for day in days if await counted(service, day) != await counted_by_hand(service, day)] == []


async def test_movements_of_many_at_once_do_not_wait_for_each_other_and_are_all_counted(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crns = [await registered(client) for _ in range(8)]

    async def receive_and_move(crn: str, one: str, other: str) -> None:
        async with await service.database.session(SYSTEM) as session:
            stay = {"crn": crn, "placed_by": "NOMS", "id": uuid4(), "code": one, "received_on": date(2012, 3, 5)}
            await session.execute(RECEIVE, stay | {"left_on": date(2012, 3, 20)})
            await asyncio.sleep(0.05)
            await session.execute(
                RECEIVE, stay | {"id": uuid4(), "code": other, "received_on": date(2012, 3, 20), "left_on": None}
            )
            await session.commit()

    ways = [("PNI", "SWI") if number % 2 else ("SWI", "PNI") for number in range(len(crns))]
    await asyncio.gather(*(receive_and_move(crn, *way) for crn, way in zip(crns, ways, strict=True)))
    held = {day: await counted(service, date(2012, 3, day)) for day in (5, 20)}

    for day in (5, 20):
        assert (held[day]["PNI", "NOMS"], held[day]["SWI", "NOMS"]) == (4, 4)
