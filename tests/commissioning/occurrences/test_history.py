"""What was known when: every version stays, and whatever is asked as of an instant is answered as it would have been then."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.occurrences import CONTROLLER, SECOND_CONTROLLER, classified, moved, rye_hill
from house.running import Running, once
from noms.chassis.identity.caller import EVERYTHING, Caller, CallerKind
from noms.contracts.commissioning.occurrences import OccurrenceState as S
from services.commissioning.occurrences.queries import occurrences_of
from services.commissioning.occurrences.rules import (
    COUNTS,
    MOVES,
    Belief,
    author_of,
    contest_until,
    last_day_to_contest,
    objection_to_move,
)

SOMEBODY = Caller("cora", "test", "NOMS", CallerKind.STAFF, frozenset(), frozenset(), (EVERYTHING,))
FIND = Belief(S.CLASSIFIED, "2.2g", Fraction(1), 0, used=False, ended_on=None)
TOLD = date(2010, 6, 1)
UNTIL = last_day_to_contest(TOLD)

steps = st.lists(st.tuples(st.sampled_from(S), st.booleans()), max_size=12)
"""Where somebody would take an occurrence, and whether a contest does."""


def taken(wanted: list[tuple[S, bool]]) -> list[tuple[S, bool]]:
    """The steps of a story that the rules let happen."""
    state, happened = S.CLASSIFIED, []
    for to, by_contest in wanted:
        cause = "flood" if to is S.EXCUSED else None
        contested = [S.CLASSIFIED, *(each for each, _ in happened)][-2:-1] == [S.DISPUTED]
        told = {"reason": "So.", "excused_by": cause, "by_contest": by_contest, "contested": contested}
        if objection_to_move(state, to, **told) is None:
            happened.append((to, by_contest))
            state = to
    return happened


@given(steps)
def test_whatever_is_tried_only_a_contest_takes_it_into_dispute_and_out_again(wanted: list[tuple[S, bool]]):
    state = S.CLASSIFIED
    for to, by_contest in taken(wanted):
        assert by_contest or S.DISPUTED not in {state, to}
        state = to


@given(steps)
def test_whatever_is_tried_what_a_contest_overturned_never_counts_again(wanted: list[tuple[S, bool]]):
    states = [S.CLASSIFIED, *(to for to, _ in taken(wanted))]
    fell = [place for place, steps in enumerate(pairwise(states)) if steps == (S.DISPUTED, S.OVERTURNED)]

    assert not fell or fell[0] == len(states) - 2


@given(steps)
def test_whatever_is_tried_it_can_be_contested_only_while_it_counts_and_no_contest_has_settled_it(
    wanted: list[tuple[S, bool]],
):
    belief, until = FIND, contest_until(FIND, before=None, until=None, by_contest=False, told_on=TOLD)
    for to, by_contest in taken(wanted):
        following = replace(belief, state=to, excused_by="flood" if to is S.EXCUSED else None)
        until = contest_until(following, before=belief, until=until, by_contest=by_contest, told_on=TOLD)
        belief = following
        assert until is None or (belief.state in COUNTS and belief.state is not S.DISPUTED)
        assert until in {None, UNTIL}


def test_every_state_can_be_reached_and_the_table_names_each():
    reached, fresh = {S.CLASSIFIED}, {S.CLASSIFIED}
    while fresh:
        fresh = {to for state in fresh for to in MOVES[state]} - reached
        reached |= fresh

    assert reached == set(MOVES) == set(S)


@pytest.mark.parametrize(
    ("story", "author"),
    [
        ([(FIND, "cora")], "cora"),
        ([(FIND, "cora"), (replace(FIND, state=S.HELD), "colin"), (FIND, "colin")], "cora"),
        ([(FIND, "cora"), (replace(FIND, count=Fraction(2)), "colin")], "colin"),
        ([(FIND, "cora"), (replace(FIND, code="2.2h"), "colin"), (replace(FIND, code="2.2h", state=S.DISPUTED), "g4s")], "colin"),
        ([(FIND, "cora"), (replace(FIND, state=S.EXCUSED, excused_by="flood"), "colin"), (FIND, "dora")], "cora"),
    ],
)
def test_whoever_last_changed_what_is_charged_has_classified_it(story: list[tuple[Belief, str]], author: str):
    assert author_of(story) == author


def test_the_same_charge_in_another_state_is_the_same_charge_only_while_it_counts():
    assert FIND.counts_as(replace(FIND, state=S.CONFIRMED))
    assert not FIND.counts_as(replace(FIND, state=S.HELD))
    assert not FIND.counts_as(replace(FIND, ended_on=date(2010, 5, 20)))
    assert not FIND.counts_as(replace(FIND, used=True))


@pytest.fixture
async def story(service: Running, clean_slate: None) -> dict[str, Any]:
    """Classified as two, held, put right as one and a half by a second controller, released."""
    found = await classified(service, await rye_hill(service), count="2")
    await moved(service, found, "HELD")
    path = f"/v1/agreements/{found['agreement_id']}/occurrences/{found['id']}/reclassifications"
    async with service.as_(SECOND_CONTROLLER) as client:
        body = {"code": "2.2h", "count": "1.5", "ended_on": "2010-05-15", "reason": "The laboratory."}
        assert (await client.post(path, json=body, headers=once())).status_code == 201
    return await moved(service, found, "CLASSIFIED")


AS_BELIEVED = [
    (S.CLASSIFIED, "2.2g", Fraction(2), None),
    (S.HELD, "2.2g", Fraction(2), None),
    (S.HELD, "2.2h", Fraction(3, 2), date(2010, 5, 15)),
    (S.CLASSIFIED, "2.2h", Fraction(3, 2), date(2010, 5, 15)),
]


async def test_whoever_counts_as_of_an_instant_is_told_what_was_believed_then(service: Running, story: dict[str, Any]):
    agreement, quarter = UUID(story["agreement_id"]), (date(2010, 4, 1), date(2010, 6, 30))
    instants = [datetime.fromisoformat(version["recorded_at"]) for version in story["versions"]]
    async with await service.database.session(SOMEBODY) as session:
        told = [await occurrences_of(session, agreement, *quarter, known_at=instant) for instant in instants]
        now = await occurrences_of(session, agreement, *quarter)
        before = await occurrences_of(session, agreement, *quarter, known_at=datetime(2010, 5, 16, tzinfo=UTC))

    assert [(one.state, one.code, one.count, one.ended_on) for (one,) in told] == AS_BELIEVED
    assert (now, before) == (told[-1], [])


async def test_each_version_says_who_entered_it_and_the_days_to_contest_begin_with_what_is_charged(
    service: Running, story: dict[str, Any]
):
    assert [(v["version"], v["recorded_by"]) for v in story["versions"]] == [(1, "cora"), (2, "cora"), (3, "colin"), (4, "cora")]
    assert [v["count"] for v in story["versions"]] == ["2.0", "2.0", "1.5", "1.5"]
    assert (story["classified_by"], story["told_on"] < story["contest_until"]) == ("cora", True)


async def test_the_page_as_of_an_instant_ends_with_the_version_of_then(service: Running, story: dict[str, Any]):
    path = f"/v1/agreements/{story['agreement_id']}/occurrences/{story['id']}"
    async with service.as_(CONTROLLER) as client:
        for place, version in enumerate(story["versions"], 1):
            told = (await client.get(path, params={"known_at": version["recorded_at"]})).json()
            assert (told["version"], told["versions"]) == (place, story["versions"][:place])
            listed = await client.get(path.rsplit("/", 1)[0], params={"known_at": version["recorded_at"]})
            (row,) = listed.json()["data"]
            assert row == {name: told[name] for name in row}
