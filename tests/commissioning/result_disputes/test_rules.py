"""Only the contested figure waits: it counts until the contest is decided, and falls until it is computed anew."""

from datetime import date
from uuid import uuid4

import pytest

from noms.contracts.commissioning.results import DisputeState
from services.commissioning.result_disputes import rules
from services.commissioning.result_disputes.rules import Contest, DisputeObjection, Figure

FIGURE = Figure("programme_completions", date(2010, 4, 1))
OTHER = Figure("programme_completions", date(2010, 5, 1))


def contest(state: DisputeState, through_version: int | None = None, figure: Figure = FIGURE) -> Contest:
    return Contest(uuid4(), figure, state, through_version)


def test_an_open_contest_lets_the_figure_wait_and_no_other():
    contests = [contest(DisputeState.OPEN)]

    assert rules.waits(FIGURE, contests)
    assert not rules.waits(OTHER, contests)
    assert not rules.has_fallen(FIGURE, contests, 1)


@pytest.mark.parametrize(("version", "fallen"), [(1, True), (2, True), (3, False)])
def test_an_upheld_contest_fells_the_figure_until_it_is_computed_anew(version: int, fallen: bool):
    assert rules.has_fallen(FIGURE, [contest(DisputeState.UPHELD, 2)], version) is fallen


def test_a_rejected_contest_leaves_the_figure_standing():
    contests = [contest(DisputeState.REJECTED, 2)]

    assert not rules.waits(FIGURE, contests)
    assert not rules.has_fallen(FIGURE, contests, 1)


def test_a_figure_is_contested_once_at_a_time():
    contested = [contest(DisputeState.OPEN)]

    assert rules.objection_to_dispute(FIGURE, contested, of_latest_version=True) is DisputeObjection.CONTESTED_ALREADY
    assert rules.objection_to_dispute(OTHER, contested, of_latest_version=True) is None


@pytest.mark.parametrize("state", [DisputeState.UPHELD, DisputeState.REJECTED])
def test_a_figure_whose_contest_is_decided_may_be_contested_again(state: DisputeState):
    assert rules.objection_to_dispute(FIGURE, [contest(state, 1)], of_latest_version=True) is None


def test_a_figure_that_was_computed_again_is_not_contested_any_more():
    assert rules.objection_to_dispute(FIGURE, [], of_latest_version=False) is DisputeObjection.SUPERSEDED
