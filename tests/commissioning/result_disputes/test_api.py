"""A figure that is contested: it counts, the rating without it is shown, and only what was decided changes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from builders.commissioning.agreements import live
from builders.commissioning.peers import BREACHES, COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import compute, computed_again, read
from house.running import Running
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.performance import PeriodView
from noms.contracts.commissioning.ratings import Missing, RatedBecause
from noms.contracts.commissioning.results import DisputeState
from services.commissioning.performance.service import mark_result_disputed, settle_result_dispute
from services.commissioning.result_disputes.refusals import ResultContestedAlready, ResultSuperseded

pytestmark = pytest.mark.usefixtures("clean_slate")

LONDON = Caller("ldn", "ldn-system", "LDN", CallerKind.SYSTEM, frozenset(), frozenset(), ("organisation:LDN",))
KENT = Caller("knt", "knt-system", "KNT", CallerKind.SYSTEM, frozenset(), frozenset(), ("organisation:KNT",))


@pytest.fixture
def ledger(peers: Peers) -> Ledger:
    """30 of 30 completions score 2.5, weight 3; 27 of 30 breaches 2.5, weight 4."""
    peers.ledgers["LDN"] = Ledger()
    own = peers.of("LDN")
    own.complete(*[date(2010, 4, 10)] * 30)
    for place in range(30):
        own.breach(date(2010, 4, 20), in_time=place < 18)
    return own


async def acting(service: Running, caller: Caller, act: Callable[[AsyncSession], Awaitable[None]]) -> None:
    async with await service.database.session(caller) as session:
        await act(session)
        await session.commit()


async def mark(service: Running, agreement: str, result: UUID | None, contest: UUID, caller: Caller = LONDON) -> None:
    assert result is not None
    await acting(service, caller, lambda session: mark_result_disputed(session, caller, UUID(agreement), result, contest))


async def settle(service: Running, agreement: str, result: UUID | None, *, upheld: bool, caller: Caller = LONDON) -> None:
    assert result is not None
    await acting(service, caller, lambda session: settle_result_dispute(session, caller, UUID(agreement), result, upheld=upheld))


def figure(period: PeriodView, code: str = BREACHES):
    return next(result for result in period.results if result.measure_code == code)


async def test_a_contested_figure_counts_and_the_rating_without_it_is_shown(service: Running, ledger: Ledger):
    """18 of 30 is 60 % and scores 1: (3 x 2.5 + 4 x 1) / 7 = 1.643. Without it the completions alone: 2.5."""
    agreement = await live(service)
    period = await compute(service, agreement)
    contest = uuid4()
    await mark(service, agreement, figure(period).result_id, contest)
    now = await read(service, agreement, period)

    assert (now.rating.band, now.rating.score) == (period.rating.band, period.rating.score) == (2, 1.643)
    assert now.rating.without_disputed is not None
    assert (now.rating.without_disputed.band, now.rating.without_disputed.score) == (3, 2.5)
    assert {m.measure_code: m.disputed for m in now.rating.measures} == {COMPLETIONS: False, BREACHES: True}
    dispute = figure(now).dispute
    assert dispute is not None
    assert (dispute.contest_id, dispute.state, dispute.settled_at) == (contest, DisputeState.OPEN, None)
    assert (now.rating.number, now.rating.rated_because) == (2, RatedBecause.RESULT_DISPUTED)
    assert (figure(now, COMPLETIONS).dispute, now.settlement) == (None, period.settlement)


async def test_a_rejected_contest_leaves_everything_as_it_was(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await mark(service, agreement, figure(period).result_id, uuid4())
    await settle(service, agreement, figure(period).result_id, upheld=False)
    now = await read(service, agreement, period)

    assert (now.rating.band, now.rating.score, now.rating.without_disputed) == (2, 1.643, None)
    assert now.rating.rated_because is RatedBecause.DISPUTE_SETTLED
    assert figure(now).dispute is not None
    assert figure(now).dispute.state is DisputeState.REJECTED


async def test_an_upheld_contest_fells_the_figure_until_the_period_is_computed_again(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await mark(service, agreement, figure(period).result_id, uuid4())
    await settle(service, agreement, figure(period).result_id, upheld=True)
    fallen = await read(service, agreement, period)
    again = await computed_again(service, agreement, reason="dispute_decided")

    assert {m.measure_code: m.missing for m in fallen.rating.measures} == {COMPLETIONS: None, BREACHES: Missing.OVERTURNED}
    assert (fallen.rating.band, fallen.rating.score) == (2, 2.5)
    assert fallen.rating.because == ["too much of offender_management could not be rated"]
    assert {m.measure_code: m.missing for m in again.rating.measures} == {COMPLETIONS: None, BREACHES: None}
    assert (again.rating.score, again.version) == (1.643, 2)


async def test_a_contest_goes_on_in_the_next_version(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    await mark(service, agreement, figure(period).result_id, uuid4())
    again = await computed_again(service, agreement)

    assert figure(again).dispute is not None
    assert again.rating.without_disputed is not None
    await settle(service, agreement, figure(period).result_id, upheld=False)
    assert (await read(service, agreement, period)).rating.without_disputed is None


async def test_saying_so_again_changes_nothing(service: Running, ledger: Ledger):
    agreement, contest = await live(service), uuid4()
    period = await compute(service, agreement)
    for _ in range(2):
        await mark(service, agreement, figure(period).result_id, contest)

    assert (await read(service, agreement, period)).rating.number == 2


async def test_a_figure_is_contested_once_at_a_time_even_by_two_at_once(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    marks = (mark(service, agreement, figure(period).result_id, uuid4()) for _ in range(2))
    outcomes = await asyncio.gather(*marks, return_exceptions=True)

    assert sorted(type(outcome) for outcome in outcomes if outcome) == [ResultContestedAlready]
    assert (await read(service, agreement, period)).rating.number == 2


async def test_a_figure_of_an_earlier_version_is_not_contested_any_more(service: Running, ledger: Ledger):
    agreement = await live(service)
    first = await compute(service, agreement)
    await computed_again(service, agreement)

    with pytest.raises(ResultSuperseded):
        await mark(service, agreement, figure(first).result_id, uuid4())


async def test_what_is_not_contested_cannot_be_settled_and_nothing_is_settled_twice(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    with pytest.raises(NotFound):
        await settle(service, agreement, figure(period).result_id, upheld=True)
    await mark(service, agreement, figure(period).result_id, uuid4())
    await settle(service, agreement, figure(period).result_id, upheld=True)
    with pytest.raises(NotFound):
        await settle(service, agreement, figure(period).result_id, upheld=False)


async def test_nobody_contests_what_they_cannot_see(service: Running, ledger: Ledger):
    agreement = await live(service)
    period = await compute(service, agreement)
    with pytest.raises(NotFound):
        await mark(service, agreement, figure(period).result_id, uuid4(), KENT)
    with pytest.raises(NotFound):
        await mark(service, agreement, uuid4(), uuid4())
