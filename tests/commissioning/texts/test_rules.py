"""What an agreement says, and what it may not say."""

from datetime import date, timedelta

import pytest

from builders.commissioning.texts import ENDS_ON, STARTS_ON, a_layer, a_line, a_party, a_text
from noms.contracts.commissioning.text_views import FeeView
from noms.contracts.commissioning.texts import NewExtensionOption
from services.commissioning.texts import rules
from services.commissioning.texts.rules import Text, TextObjection

JULY, OCTOBER = date(2010, 7, 1), date(2010, 10, 1)
ONE_DAY = timedelta(days=1)


def kind(word: str) -> str:
    """What a word speaks of: its first letter."""
    return word[0]


def test_in_one_text_a_part_has_one_version_on_a_day():
    apart = [a_layer("a1", 1, STARTS_ON, JULY - ONE_DAY), a_layer("a2", 1, JULY)]
    sharing = [a_layer("a1", 1, STARTS_ON, JULY), a_layer("a2", 1, JULY)]

    assert rules.objection_to_parts(apart, kind) is None
    assert rules.objection_to_parts(sharing, kind) is TextObjection.VERSIONS_OVERLAP
    assert rules.objection_to_parts([*apart, a_layer("b1", 1, STARTS_ON)], kind) is None


def objection(text: Text) -> TextObjection | None:
    return rules.objection_to_text(text, starts_on=STARTS_ON, ends_on=ENDS_ON)


def test_an_agreement_with_a_trust_over_completions_may_stand():
    assert objection(a_text()) is None


def test_an_agreement_buys_something_to_its_last_day():
    assert objection(a_text(a_line(unit_of_output="place", to_day=ENDS_ON - ONE_DAY))) is TextObjection.NOTHING_IS_BOUGHT
    assert objection(a_text(a_line(unit_of_output="place", to_day=ENDS_ON))) is None
    assert objection(Text(lines=(), parties=(a_party(),), measures=(), clauses=(), fees=())) is TextObjection.NOTHING_IS_BOUGHT


@pytest.mark.parametrize(
    "days",
    [{"from_day": STARTS_ON - ONE_DAY}, {"to_day": ENDS_ON + ONE_DAY}, {"from_day": JULY, "to_day": JULY - ONE_DAY}],
)
def test_a_line_or_party_lies_within_the_term_and_ends_after_it_starts(days: dict):
    assert objection(a_text(a_line(place="KNT"), a_line(unit_of_output="place", **days))) is TextObjection.OUTSIDE_THE_TERM
    assert objection(a_text(a_party(**days))) is TextObjection.OUTSIDE_THE_TERM


@pytest.mark.parametrize(
    ("day", "turns"), [(date(2011, 4, 1), True), (date(2011, 3, 31), False), (JULY, False), (date(2012, 4, 1), True)]
)
def test_completions_and_the_fee_change_where_a_contract_year_begins(day: date, turns: bool):
    fee = FeeView(annual_fee_pence=1, from_day=day, to_day=None, text_number=2)
    dearer = Text(lines=(a_line(to_day=day - ONE_DAY), a_line(from_day=day)), parties=(), measures=(), clauses=(), fees=())
    paid = Text(lines=(a_line(unit_of_output="place"),), parties=(), measures=(), clauses=(), fees=(fee,))
    refused = None if turns else TextObjection.NOT_AT_THE_TURN_OF_THE_YEAR

    assert (objection(dearer), objection(paid)) == (refused, refused)


def test_places_may_be_added_on_any_day():
    assert (
        objection(a_text(a_line(unit_of_output="place", to_day=JULY - ONE_DAY), a_line(unit_of_output="place", from_day=JULY)))
        is None
    )


@pytest.mark.parametrize(
    ("starts_on", "day", "begins"),
    [
        (date(2008, 2, 29), date(2009, 3, 1), True),
        (date(2008, 2, 29), date(2009, 2, 28), False),
        (date(2008, 2, 29), date(2012, 2, 29), True),
        (date(2008, 2, 29), date(2012, 3, 1), False),
    ],
)
def test_an_agreement_from_29_february_has_its_year_begin_on_1_march_elsewhere(starts_on: date, day: date, begins: bool):
    assert rules.begins_a_contract_year(starts_on, day) is begins


def an_option(exercise_by: str, extends_to: str) -> NewExtensionOption:
    return NewExtensionOption.model_validate({"exercise_by": exercise_by, "extends_to_at_most": extends_to})


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], None),
        ([an_option("2017-09-30", "2025-09-30")], None),
        ([an_option("2018-09-30", "2020-09-30"), an_option("2020-06-30", "2023-09-30")], None),
        ([an_option("2018-10-01", "2025-09-30")], TextObjection.OPTIONS_OUT_OF_ORDER),
        ([an_option("2017-09-30", "2018-09-30")], TextObjection.OPTIONS_OUT_OF_ORDER),
        ([an_option("2017-09-30", "2020-09-30"), an_option("2017-10-31", "2020-09-30")], TextObjection.OPTIONS_OUT_OF_ORDER),
    ],
)
def test_an_option_reaches_on_and_is_used_before_what_is_before_it_has_run_out(options: list, found: TextObjection | None):
    """Source of the shape: HMP Birmingham from October 2011, seven years that could become fifteen."""
    assert rules.objection_to_options(options, ends_on=date(2018, 9, 30)) is found


def test_texts_say_the_same_however_they_are_cut_into_parts():
    whole = a_text(a_line(), a_party())
    cut = a_text(a_line(to_day=JULY - ONE_DAY), a_line(from_day=JULY, text_number=2), a_party())
    dearer = a_text(a_line(to_day=JULY - ONE_DAY), a_line(from_day=JULY, unit_price_pence=1), a_party())
    shorter = a_text(a_line(to_day=JULY), a_party())

    assert rules.say_the_same(whole, cut)
    assert rules.say_the_same(cut, whole)
    assert not rules.say_the_same(whole, dearer)
    assert not rules.say_the_same(whole, shorter)


def test_a_text_is_read_by_those_who_have_not_left():
    text = a_text(a_party(), a_party("member", organisation="KNT", to_day=JULY))

    assert [party.organisation for party in text.read_from(JULY).parties] == ["LDN", "KNT"]
    assert [party.organisation for party in text.read_from(JULY + ONE_DAY).parties] == ["LDN"]
