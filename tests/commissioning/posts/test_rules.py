"""What can be recorded of a post, and which reports count posts that there were not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.posts import a_holding, named
from noms.contracts.commissioning.posts import NewHolding
from noms.reference.posts import Post, ReportedPosts, load_posts, load_reported_posts, post
from services.commissioning.posts import rules
from services.commissioning.posts.rules import HoldingObjection

TODAY = date(2010, 7, 1)
LONDON = post("DOM-LON")


def objections(to: Post = LONDON, **changes: object) -> list[HoldingObjection]:
    return rules.objections_to_holding(NewHolding.model_validate(a_holding(**changes)), to, as_at=TODAY)


def test_an_interim_without_a_name_can_be_recorded():
    assert objections() == []


def test_a_holder_can_be_named_where_a_publication_names_one():
    assert objections(state="held", holder=named()) == []


def test_a_vacant_post_has_no_holder():
    assert objections(state="vacant", holder=named()) == [HoldingObjection.VACANT_WITH_A_HOLDER]


def test_a_holding_does_not_end_before_it_begins():
    assert objections(valid_to="2009-06-30") == [HoldingObjection.ENDS_BEFORE_IT_BEGINS]


@pytest.mark.parametrize(
    ("first", "last"),
    [("2008-03-31", "2008-04-30"), ("2008-03-01", "2008-03-31"), ("2010-06-01", "2011-04-01"), ("2008-03-31", None)],
)
def test_a_post_is_held_only_while_it_exists(first: str, last: str | None):
    """The Director of Offender Management of London: 1 April 2008 to 31 March 2011. Source: regional_posts.csv."""
    assert objections(valid_from=first, valid_to=last) == [HoldingObjection.OUTSIDE_THE_LIFE_OF_THE_POST]


@pytest.mark.parametrize(("first", "last"), [("2008-04-01", "2008-04-01"), ("2010-07-01", "2011-03-31"), ("2010-07-01", None)])
def test_the_first_and_the_last_day_of_a_post_can_be_recorded(first: str, last: str | None):
    assert objections(valid_from=first, valid_to=last) == []


def test_what_has_not_begun_is_not_recorded():
    assert objections(valid_from="2010-07-02", valid_to=None) == [HoldingObjection.IN_THE_FUTURE]


def test_everything_that_stands_against_a_holding_is_told_at_once():
    against = objections(state="vacant", holder=named(), valid_from="2012-01-01", valid_to="2011-12-31")

    assert against == list(HoldingObjection)


def test_every_objection_names_its_field_and_says_what_is_wrong():
    assert {objection.field for objection in HoldingObjection} == {"holder", "valid_from", "valid_to"}
    assert all(objection.sentence.endswith(".") for objection in HoldingObjection)


@given(st.sampled_from(load_posts()), st.integers(-400, 5000), st.integers(0, 400))
def test_a_holding_within_the_life_of_its_post_and_in_the_past_is_never_refused(to: Post, offset: int, length: int):
    first = to.valid_from + timedelta(days=offset)
    last = first + timedelta(days=length)
    within = to.valid_from <= first and (to.valid_to is None or last <= to.valid_to)
    changes = {"valid_from": first.isoformat(), "valid_to": last.isoformat()}
    new = NewHolding.model_validate(a_holding(**changes))

    assert (rules.objections_to_holding(new, to, as_at=date(2020, 1, 1)) == []) == within


def test_ten_directors_and_an_interim_contradict_the_ten_regions_and_that_stays_visible():
    """Conflict C1. Source: Hansard 8 July 2009 against the table of 9 September 2009."""
    [conflict] = rules.contradictions(load_reported_posts(), load_posts(), "DOM")

    assert (conflict.code, conflict.as_at, conflict.counted, conflict.existing) == ("C1", date(2009, 7, 8), 11, 10)
    assert conflict.in_words == (
        "For 2009-07-08 a source counts 10 posts as held, 1 as covered by an interim and 0 as vacant, 11 in all; 10 existed."
    )


def test_ten_regional_offender_managers_yet_to_be_appointed_contradict_nothing():
    """Source: politics.co.uk 8 June 2004."""
    assert rules.contradictions(load_reported_posts(), load_posts(), "ROM") == []


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_report_contradicts_exactly_when_it_does_not_add_up_to_the_posts_that_there_were(held: int, interim: int, vacant: int):
    report = ReportedPosts(
        as_at=date(2009, 7, 8), post_kind="DOM", held=held, interim=interim, vacant=vacant, conflict=None, source="a test"
    )

    assert bool(rules.contradictions([report], load_posts(), "DOM")) == (held + interim + vacant != 10)
