"""Responsibility: who, why and until when on known days; and exactly one on every day of simulated lives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.handovers import Circumstance, HandoverReason, Responsibility
from noms.contracts.offender_mgmt.responsibility import EndedBy, ResponsibilityReason, ResponsibleRole
from services.offender_mgmt.handover_dates.rules import HandoverCase
from services.offender_mgmt.responsibility.rules import ends_after, turns_of
from services.offender_mgmt.responsible_officers.rules import Officer, Record, Sentence, Span, responsible_on

SENTENCED, RELEASED, LAST_DAY = date(2010, 1, 4), date(2012, 1, 3), date(2014, 1, 3)
MORGAN = Officer(ResponsibleRole.OFFENDER_MANAGER, "LDN1042", "Pat Morgan", "LDN")
REID = Officer(ResponsibleRole.OFFENDER_SUPERVISOR, "RHI0207", "Sam Reid", establishment_code="RHI")
LONDON_DUTY = Officer(ResponsibleRole.DUTY_OFFICER, provider="LDN")
HANDED_OVER = date(2011, 4, 19)  # eight months and fourteen days before 3 January 2012
FOUR_YEARS = Sentence(SENTENCED, LAST_DAY, "LDN", custodial=True)


def a_prisoner(**changes) -> Record:
    """Four years, at Rye Hill until halfway, with a manager and a supervisor from the second week on."""
    facts = {
        "sentences": (FOUR_YEARS,),
        "managers": (Span(MORGAN, date(2010, 1, 11)),),
        "supervisors": (Span(REID, date(2010, 1, 12)),),
        "stays": (Span("RHI", SENTENCED, RELEASED),),
        "cases": (Span(HandoverCase(SENTENCED, conditional_release_on=RELEASED), SENTENCED),),
    }
    return Record(**facts | changes)


def on(record: Record, day: date) -> tuple[Officer, str]:
    found = responsible_on(record, day)
    assert found is not None
    return found.officer, found.reason


def test_until_an_officer_has_the_case_the_duty_officer_of_the_prison_answers_for_it():
    duty = Officer(ResponsibleRole.DUTY_OFFICER, establishment_code="RHI")

    assert on(a_prisoner(), SENTENCED) == (duty, HandoverReason.DETERMINATE)
    assert on(a_prisoner(), date(2010, 1, 12)) == (REID, HandoverReason.DETERMINATE)


def test_on_the_day_of_the_handover_the_offender_manager_is_the_one():
    assert on(a_prisoner(), HANDED_OVER - timedelta(days=1))[0] == REID
    assert on(a_prisoner(), HANDED_OVER)[0] == MORGAN
    assert ends_after(a_prisoner(), date(2010, 6, 1)) == (EndedBy.HANDOVER, HANDED_OVER)


def test_after_release_the_offender_manager_stays_responsible_to_the_last_day_of_the_sentence():
    assert on(a_prisoner(), RELEASED) == (MORGAN, ResponsibilityReason.IN_THE_COMMUNITY)
    assert on(a_prisoner(), LAST_DAY) == (MORGAN, ResponsibilityReason.IN_THE_COMMUNITY)
    assert responsible_on(a_prisoner(), LAST_DAY + timedelta(days=1)) is None
    assert responsible_on(a_prisoner(), SENTENCED - timedelta(days=1)) is None
    assert ends_after(a_prisoner(), RELEASED) == (EndedBy.SENTENCE_ENDS, LAST_DAY + timedelta(days=1))
    assert ends_after(a_prisoner(), LAST_DAY + timedelta(days=1)) is None


def test_an_order_without_an_officer_is_the_duty_officers_of_the_trust_that_the_court_named():
    order = Record((Sentence(date(2010, 10, 4), date(2012, 10, 3), "LDN", custodial=False),))

    assert on(order, date(2010, 10, 4)) == (LONDON_DUTY, ResponsibilityReason.IN_THE_COMMUNITY)


def test_of_two_sentences_the_later_one_says_which_trust_is_on_duty():
    first = Sentence(date(2010, 1, 4), date(2012, 1, 3), "WMP", custodial=False)
    later = Sentence(date(2010, 10, 4), date(2012, 10, 3), "LDN", custodial=False)

    assert on(Record((later, first)), date(2010, 11, 1))[0] == LONDON_DUTY


def test_whoever_is_remanded_under_an_order_stays_with_the_community():
    order = Sentence(date(2010, 10, 4), date(2012, 10, 3), "LDN", custodial=False)
    record = Record((order,), (Span(MORGAN, date(2010, 10, 6)),), stays=(Span("RHI", date(2011, 3, 1)),))

    assert on(record, date(2011, 3, 2)) == (MORGAN, ResponsibilityReason.NO_CUSTODIAL_SENTENCE)


def test_after_a_transfer_the_new_prison_answers_and_not_the_supervisor_left_behind():
    moved = a_prisoner(stays=(Span("RHI", SENTENCED, date(2010, 6, 1)), Span("LWI", date(2010, 6, 1), RELEASED)))
    lewes = Officer(ResponsibleRole.DUTY_OFFICER, establishment_code="LWI")

    assert on(moved, date(2010, 6, 1))[0] == lewes
    assert ends_after(moved, date(2010, 5, 1)) == (EndedBy.MOVEMENT, date(2010, 6, 1))


def test_a_decision_goes_before_the_rules_of_handover_for_its_days():
    decided = a_prisoner(decisions=(Span(Responsibility.COMMUNITY, date(2010, 5, 3), date(2010, 7, 5)),))

    assert on(decided, date(2010, 5, 3)) == (MORGAN, ResponsibilityReason.DECIDED)
    assert on(decided, date(2010, 7, 5))[0] == REID
    assert ends_after(decided, date(2010, 5, 3)) == (EndedBy.DECISION, date(2010, 7, 5))


def test_a_prisoner_whose_release_is_unknown_is_the_prisons_until_it_is_dated():
    undated = a_prisoner(cases=(), sentences=(Sentence(SENTENCED, None, "LDN", custodial=True),), stays=(Span("RHI", SENTENCED),))

    assert on(undated, date(2015, 1, 1)) == (REID, HandoverReason.RELEASE_UNKNOWN)
    assert ends_after(undated, date(2015, 1, 1)) == (EndedBy.RELEASE_TO_BE_DATED, None)


def test_a_life_licence_ends_with_nothing_that_is_known():
    life = Record((Sentence(SENTENCED, None, "LDN", custodial=True),), (Span(MORGAN, SENTENCED),))

    assert ends_after(life, date(2020, 1, 1)) == (EndedBy.NOTHING_KNOWN, None)


def test_while_the_community_supports_the_prison_both_officers_are_named():
    opened = HandoverCase(
        SENTENCED, frozenset({Circumstance.INDETERMINATE}), tariff_on=RELEASED, open_conditions_from=date(2010, 6, 1)
    )
    found = responsible_on(a_prisoner(cases=(Span(opened, SENTENCED),)), date(2010, 6, 1))

    assert found is not None
    assert (found.officer, found.supporting) == (REID, MORGAN)


def test_the_next_officer_ends_the_time_of_the_one_before():
    later = Officer(ResponsibleRole.OFFENDER_MANAGER, "LDN7", "Jo Field", "LDN")
    passed_on = a_prisoner(managers=(Span(MORGAN, date(2010, 1, 11), date(2013, 2, 4)), Span(later, date(2013, 2, 4))))

    assert ends_after(passed_on, RELEASED) == (EndedBy.NEXT_OFFICER, date(2013, 2, 4))


@pytest.mark.parametrize("added", [Circumstance.RECALLED, Circumstance.IMMIGRATION_ONLY])
def test_a_case_that_changes_is_judged_by_the_facts_of_the_day(added: Circumstance):
    before = HandoverCase(SENTENCED, conditional_release_on=RELEASED)
    after = HandoverCase(SENTENCED, frozenset({added}), conditional_release_on=RELEASED)
    record = a_prisoner(cases=(Span(before, SENTENCED), Span(after, date(2010, 9, 1))))

    assert on(record, date(2010, 8, 31))[0] == REID
    assert on(record, date(2010, 9, 1))[0] == MORGAN


FIRST, LAST = date(2008, 1, 1), date(2016, 12, 31)
days = st.dates(FIRST, LAST)


@st.composite
def contiguous(draw, things, *, gaps: bool):
    """Spans one after another, as stays with gaps or officers without."""
    cuts = sorted(draw(st.lists(days, min_size=1, max_size=6, unique=True)))
    spans = [Span(draw(things), since, until) for since, until in zip(cuts, [*cuts[1:], None], strict=True)]
    return tuple(span for span in spans if not gaps or draw(st.booleans()))


@st.composite
def sentences(draw):
    first = draw(days)
    last = draw(st.none() | st.integers(0, 2000).map(lambda length: first + timedelta(days=length)))
    return Sentence(first, last, draw(st.sampled_from(["LDN", "WMP"])), draw(st.booleans()))


handover_cases = st.builds(
    HandoverCase,
    days,
    st.frozensets(st.sampled_from(Circumstance), max_size=2),
    tariff_on=st.none() | days,
    conditional_release_on=st.none() | days,
    open_conditions_from=st.none() | days,
)
managers = st.sampled_from(["A", "B"]).map(lambda code: Officer(ResponsibleRole.OFFENDER_MANAGER, code, provider="LDN"))
supervisors = st.sampled_from(["RHI", "LWI"]).map(
    lambda prison: Officer(ResponsibleRole.OFFENDER_SUPERVISOR, "S", establishment_code=prison)
)
lives = st.builds(
    Record,
    st.lists(sentences(), min_size=1, max_size=3).map(tuple),
    st.just(()) | contiguous(managers, gaps=False),
    st.just(()) | contiguous(supervisors, gaps=False),
    st.just(()) | contiguous(st.sampled_from(["RHI", "LWI"]), gaps=True),
    st.just(()) | contiguous(st.sampled_from(Responsibility), gaps=True),
    st.just(()) | contiguous(handover_cases, gaps=False),
)


@given(lives, days)
def test_every_day_of_a_sentence_has_one_responsible_officer_and_no_other_day_has(life: Record, day: date):
    found = responsible_on(life, day)

    assert (found is not None) == any(sentence.runs_on(day) for sentence in life.sentences)
    if found is not None:
        assert (found.officer.provider is None) != (found.officer.establishment_code is None)
        in_prison = found.responsible is not Responsibility.COMMUNITY
        assert in_prison == (found.officer.establishment_code is not None)
        assert not in_prison or any(stay.covers(day) for stay in life.stays)


@given(lives, days)
def test_what_is_said_to_end_it_is_the_first_change(life: Record, day: date):
    ends, now = ends_after(life, day), responsible_on(life, day)
    assert (ends is None) == (now is None)
    if ends is None or now is None or ends[1] is None:
        return
    then = responsible_on(life, ends[1])
    eve = responsible_on(life, ends[1] - timedelta(days=1))
    assert eve is not None
    assert (eve.officer, eve.responsible) == (now.officer, now.responsible)
    assert then is None or (then.officer, then.responsible) != (now.officer, now.responsible)


@given(lives)
def test_no_answer_changes_on_a_day_that_is_no_turn(life: Record):
    turns = turns_of(life)
    day = min(sentence.starts_on for sentence in life.sentences)
    for _ in range(60):
        next_day = day + timedelta(days=1)
        assert next_day in turns or responsible_on(life, day) == responsible_on(life, next_day)
        day = next_day
