"""Who may moderate, and how far."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.commissioning.moderation import rules
from services.commissioning.moderation.rules import Hand, ModerationObjection, Standing

STANDING = Standing(version=2, rating=1, band=3, cap=None, moderated=False)
HANDS = {Hand("carol", "desk"), Hand("mark", None)}
BUYING = {"commissioning:periods:compute"}


def objection(band: int = 3, standing: Standing = STANDING, **changes) -> ModerationObjection | None:
    facts = {"independent": True, "read": (2, 1), "standing": standing, "band": band, "most_bands": 1}
    return rules.objection_to_moderation(**{**facts, **changes})


@pytest.mark.parametrize(("band", "refused"), [(1, ModerationObjection.TOO_FAR), (2, None), (3, None), (4, None)])
def test_a_rating_is_confirmed_or_moved_by_one_band(band: int, refused: ModerationObjection | None):
    assert objection(band) is refused


@pytest.mark.parametrize("read", [(1, 1), (2, 2), (3, 1)])
def test_a_moderator_moderates_what_they_have_read(read: tuple[int, int]):
    assert objection(read=read) is ModerationObjection.NOT_THE_LATEST


def test_a_rating_is_moderated_once():
    assert objection(standing=replace(STANDING, moderated=True)) is ModerationObjection.MODERATED_ALREADY


def test_what_has_no_band_cannot_be_moved():
    assert objection(standing=replace(STANDING, band=None)) is ModerationObjection.NOT_BANDED


@pytest.mark.parametrize(("band", "refused"), [(1, None), (2, None), (3, ModerationObjection.ABOVE_THE_GATEWAY)])
def test_a_gateway_event_is_not_moderated_away(band: int, refused: ModerationObjection | None):
    assert objection(band, replace(STANDING, band=2, cap=2)) is refused


def test_whoever_is_not_independent_is_refused_before_all_else():
    assert objection(independent=False, read=(9, 9)) is ModerationObjection.NOT_INDEPENDENT


@pytest.mark.parametrize(
    ("moderators", "scopes", "independent"),
    [
        ({"mona"}, set(), True),
        ({"carol"}, set(), False),
        ({"band-system", "carol"}, set(), False),
        ({"mark"}, {"commissioning:ratings:moderate"}, False),
        ({"mona"}, {"commissioning:ratings:moderate", "commissioning:periods:compute"}, False),
    ],
)
def test_nobody_moderates_who_had_a_hand_in_it_or_holds_a_role_that_may(
    moderators: set[str], scopes: set[str], independent: bool
):
    assert rules.is_independent(moderators, HANDS, scopes=scopes, buying=BUYING) is independent


@given(st.integers(1, 4), st.integers(1, 4), st.none() | st.integers(1, 2))
def test_a_moderated_band_is_never_further_than_one_away_nor_above_a_cap(rated: int, band: int, cap: int | None):
    if objection(band, replace(STANDING, band=rated, cap=cap)) is None:
        assert abs(band - rated) <= 1
        assert cap is None or band <= cap
