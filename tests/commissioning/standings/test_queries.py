"""The hot list: one statement that says what the rules say of every agreement, page by page, within reach."""

import json
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from builders.commissioning.agreements import drawn_up
from builders.commissioning.personas import (
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOBODY,
)
from builders.commissioning.remedies import NOW
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.notices import NoticeKind
from noms.contracts.commissioning.remedies import RemedyList
from noms.contracts.commissioning.terminations import TerminationOutcome
from noms.contracts.commissioning.triggers import RemedyState
from services.commissioning.escalation.rules import Decided, Notice, falls_out_on, in_force, live_points, standing

HISTORIES = 52
TODAY = date.today()  # noqa: DTZ011 - the list is about today, and so is this test
NOTICE = """INSERT INTO notice VALUES (:notice_id, :agreement, :number, :kind, 'several_notices', 'm', NULL, '{}', :given_on, 'C', 'g',
    '[{"kind": "notice", "id": "x"}]', :follows, NULL, NULL, :scored_on, :falls_out_on, 'carol', 'carol', now())"""
CLOSING = "INSERT INTO notice_closing VALUES (:notice_id, :state, :agreement, :closed_on, 'r', '[]', 'carol', now())"
DECISION = (
    "INSERT INTO termination_decision VALUES (:agreement, 1, :outcome, :decided_on, 'r', NULL, NULL, :points, 'carol', now())"
)
STEP_IN = """INSERT INTO step_in VALUES (:step_in_id, :agreement, 1, 'loss_of_control', '{safety_of_any_person}', NULL, 'g', :from_day,
    :from_day, :from_day, now())"""
ENDING = "INSERT INTO step_in_ending VALUES (:step_in_id, :agreement, 'control_secured', :ended_on, :ended_on, 'r', 'sos', now())"


def drawn(random: Random) -> tuple[list[Notice], list[Decided]]:
    """A history as it could have been: notices in their order, some followed, closed or lapsed, and perhaps a decision."""
    notices: list[Notice] = []
    for day in sorted(TODAY - timedelta(days=random.randint(0, 500)) for _ in range(random.randint(1, 7))):
        kind = random.choice(list(NoticeKind))
        follows = next((n for n in notices if n.kind is NoticeKind.WARNING and random.random() < 0.4), None)
        ends = {name: day + timedelta(days=random.randint(0, 200)) for name in ENDS if random.random() < 0.25}
        scored_on = day - timedelta(days=random.randint(0, 90)) if kind is NoticeKind.DEFAULT else None
        notices.append(
            Notice(
                uuid4(), kind, "m", day, scored_on=scored_on, falls_out_on=falls_out_on(scored_on, NOW) if scored_on else None,
                follows=follows.notice_id if follows and kind is NoticeKind.IMPROVEMENT else None,
                **{name: on for name, on in ends.items() if on <= TODAY},
            )
        )  # fmt: skip
    points = frozenset(notice.notice_id for notice in live_points(notices, TODAY))
    decided = [Decided(random.choice(list(TerminationOutcome)), TODAY, points)] if points and random.random() < 0.5 else []
    return notices, decided


ENDS = ("rectified_on", "withdrawn_on")


async def written(service: Running, agreement: str, random: Random) -> tuple[RemedyState, int, int]:
    """Write a history down, and say what the rules make of it: state, notices in force, points."""
    notices, decisions = drawn(random)
    begun, ended = random.random() < 0.2, random.random() < 0.5
    async with service.database.engine.connect() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        for number, notice in enumerate(notices, 1):
            told = {
                name: getattr(notice, name) for name in ("notice_id", "kind", "given_on", "follows", "scored_on", "falls_out_on")
            }
            await connection.execute(text(NOTICE), told | {"agreement": agreement, "number": number})
            for name in ENDS:
                if (on := getattr(notice, name)) is not None:
                    closing = {"notice_id": notice.notice_id, "state": name.removesuffix("_on"), "closed_on": on}
                    await connection.execute(text(CLOSING), closing | {"agreement": agreement})
        for decided in decisions:
            told = {"outcome": decided.outcome, "decided_on": decided.decided_on, "points": list(decided.points)}
            await connection.execute(text(DECISION), told | {"agreement": agreement})
        if begun:
            days = {"step_in_id": uuid4(), "agreement": agreement, "from_day": TODAY - timedelta(days=9)}
            await connection.execute(text(STEP_IN), days)
            if ended:
                over = {"step_in_id": days["step_in_id"], "agreement": agreement, "ended_on": TODAY - timedelta(days=1)}
                await connection.execute(text(ENDING), over)
        await connection.commit()
    state = RemedyState.STEP_IN if begun and not ended else standing(notices, decisions, TODAY)
    return state, len(in_force(notices, TODAY)), len(live_points(notices, TODAY))


@pytest.fixture(scope="module")
async def histories(service: Running) -> dict[str, tuple[RemedyState, int, int]]:
    random = Random(20180820)
    agreements = [await drawn_up(service) for _ in range(HISTORIES - 1)]
    agreements.append(await drawn_up(service, KENT_COMMISSIONER, provider="KNT", commissioner="SE"))
    await drawn_up(service)
    return {agreement: await written(service, agreement, random) for agreement in agreements}


async def every_page(service: Running, persona: Persona, **query: str) -> list[RemedyList]:
    pages: list[RemedyList] = []
    after: UUID | None = None
    async with service.as_(persona) as client:
        while True:
            told = await client.get("/v1/remedies", params=query | ({"after": str(after)} if after else {}))
            assert told.status_code == 200, told.text
            pages.append(RemedyList.model_validate_json(told.content))
            after = pages[-1].next_after
            if after is None:
                return pages


async def test_the_statement_says_of_every_history_what_the_rules_say(service: Running, histories):
    listed = [row for page in await every_page(service, NATIONAL_COMMISSIONER) for row in page.data]

    assert {str(r.agreement_id): (r.state, r.notices_in_force, r.live_points) for r in listed} == histories
    assert len({state for state, _, _ in histories.values()}) >= 5, "the histories reach nearly every state"


async def test_pages_of_fifty_hold_every_agreement_with_a_remedy_once_the_latest_first(service: Running, histories):
    pages = await every_page(service, NATIONAL_COMMISSIONER)
    listed = [row for page in pages for row in page.data]

    assert [len(page.data) for page in pages] == [50, 2]
    assert sorted(str(row.agreement_id) for row in listed) == sorted(histories)
    assert [row.latest_on for row in listed] == sorted((row.latest_on for row in listed), reverse=True)


@pytest.mark.parametrize("state", list(RemedyState))
async def test_one_state_can_be_asked_for(service: Running, histories, state: RemedyState):
    listed = [row for page in await every_page(service, NATIONAL_COMMISSIONER, state=state) for row in page.data]

    assert {str(row.agreement_id) for row in listed} == {known for known, told in histories.items() if told[0] is state}


async def test_the_list_is_exactly_the_contract_and_nothing_else(service: Running, histories):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        told = (await client.get("/v1/remedies")).content

    assert json.loads(told) == json.loads(RemedyList.model_validate_json(told).model_dump_json())


@pytest.mark.parametrize(
    ("persona", "providers"),
    [(LONDON_TRUST, {"LDN"}), (LONDON_COMMISSIONER, {"LDN"}), (KENT_TRUST, {"KNT"}), (NOBODY, set())],
    ids=lambda told: told.name if isinstance(told, Persona) else "",
)
async def test_everybody_lists_what_is_within_reach(service: Running, histories, persona: Persona, providers: set[str]):
    listed = [row for page in await every_page(service, persona) for row in page.data]

    assert {row.provider for row in listed} == providers
    assert len(listed) == sum(1 for row in listed if row.provider in providers)


async def test_a_place_in_somebody_elses_list_opens_nothing(service: Running, histories):
    hidden = next(iter(histories))
    async with service.as_(KENT_TRUST) as client:
        told = RemedyList.model_validate_json((await client.get("/v1/remedies", params={"after": hidden})).content)

    assert told == RemedyList(data=[], next_after=None)


async def test_a_state_that_there_is_not_is_refused(service: Running, histories):
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get("/v1/remedies", params={"state": "furious"})).status_code == 422
