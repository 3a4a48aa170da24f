"""Whom a recall can bring back, of which kind, and on which days."""

from datetime import date
from uuid import UUID

import pytest

from builders.offender_mgmt.licences import recall_to_record
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind as Kind
from noms.contracts.offender_mgmt.licences import LicenceKind
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.recalls.rules import (
    OnLicence,
    Passed,
    SentenceServed,
    Standing,
    chain_days,
    may_follow,
    recall_faults,
    without_licence,
)

AS_AT, CONDITION = date(2026, 1, 1), UUID(int=7)


def a_sentence(**changes) -> SentenceServed:
    facts = {"kind": Kind.DETERMINATE, "sentenced_on": date(2010, 5, 17), "under_twelve_months": False, "schedule_15": False}
    return SentenceServed(**facts | changes)


def on_licence(kind: LicenceKind = LicenceKind.CRD) -> OnLicence:
    return OnLicence(kind, date(2011, 11, 15), frozenset({CONDITION}))


def faults(
    *sentences: SentenceServed, licence: OnLicence | None = None, in_custody=False, fixed_before=(), **told
) -> dict[str, str]:
    standing = Standing(sentences or (a_sentence(),), licence, in_custody, tuple(fixed_before))
    return {fault.pointer: fault.code for fault in recall_faults(recall_to_record(**told), standing, as_at=AS_AT)}


def test_somebody_out_of_custody_under_a_longer_sentence_can_be_recalled():
    assert faults() == {}
    assert faults(licence=on_licence(), conditions_breached=[CONDITION]) == {}


def test_nobody_is_recalled_from_custody_or_in_the_future_or_before_the_licence():
    assert faults(in_custody=True) == {"/recalled_on": "in_custody"}
    assert faults(recalled_on="2026-01-02") == {"/recalled_on": "in_the_future"}
    assert faults(licence=on_licence(), recalled_on="2011-11-14") == {"/recalled_on": "before_the_licence"}
    assert faults(recalled_on="2010-05-16") == {"/recalled_on": "before_the_sentence"}


def test_a_sentence_under_twelve_months_has_no_licence_save_for_home_detention_curfew():
    """Source: CJA 1991 s.33(1)(a); CJA 2003 s.246."""
    short = a_sentence(under_twelve_months=True)

    assert faults(short) == {"/kind": "no_licence"}
    assert faults(short, a_sentence()) == {}
    assert faults(short, licence=on_licence(LicenceKind.HDC), kind="home_detention_curfew") == {}


def test_only_somebody_at_home_on_curfew_is_recalled_from_it():
    assert faults(kind="home_detention_curfew", licence=on_licence()) == {"/kind": "not_on_home_detention_curfew"}


@pytest.mark.parametrize(("recalled_on", "expected"), [("2008-07-13", {"/recalled_on": "before_the_act"}), ("2008-07-14", {})])
def test_fixed_terms_begin_on_14_july_2008(recalled_on, expected):
    """Source: SI 2008/1586."""
    early = a_sentence(sentenced_on=date(2006, 5, 17))

    assert faults(early, kind="fixed_term", recalled_on=recalled_on) == expected


@pytest.mark.parametrize("unsuited", [{"kind": Kind.EXTENDED}, {"kind": Kind.IPP}, {"kind": Kind.LIFE}, {"schedule_15": True}])
def test_no_fixed_term_interrupts_a_sentence_for_public_protection(unsuited):
    assert faults(a_sentence(), a_sentence(**unsuited), kind="fixed_term") == {"/kind": "not_suitable"}
    assert faults(a_sentence(**unsuited)) == {}


def test_a_fixed_term_is_possible_once_during_a_sentence():
    assert faults(kind="fixed_term", fixed_before=[date(2011, 12, 1)]) == {"/kind": "fixed_term_before"}
    assert faults(kind="fixed_term", fixed_before=[date(2010, 5, 16)]) == {}


def test_the_conditions_broken_are_of_the_licence_and_each_stands_once():
    broken = {"conditions_breached": [CONDITION, CONDITION]}

    assert faults(**broken) == dict.fromkeys(("/conditions_breached/0", "/conditions_breached/1"), "not_on_the_licence")
    assert faults(licence=on_licence(), **broken) == {"/conditions_breached/1": "repeated"}


def test_a_return_follows_the_recall_and_lies_not_in_the_future():
    recalled_on = date(2011, 12, 5)

    assert may_follow(recalled_on, [recalled_on], as_at=AS_AT)
    assert not may_follow(date(2011, 12, 4), [recalled_on], as_at=AS_AT)
    assert not may_follow(date(2026, 1, 2), [recalled_on], as_at=AS_AT)


def test_what_has_ended_is_not_revoked():
    ended = OnLicence(LicenceKind.CRD, date(2011, 11, 15), frozenset(), date(2013, 5, 16))
    passed = a_sentence(last_day=date(2013, 5, 16))

    assert faults(licence=ended, recalled_on="2013-05-16") == {}
    assert faults(licence=ended, recalled_on="2013-05-17") == {"/recalled_on": "after_the_licence"}
    assert faults(passed, recalled_on="2013-05-17") == {"/recalled_on": "after_the_sentence"}
    assert faults(passed, a_sentence(kind=Kind.LIFE), recalled_on="2013-05-17") == {}


def test_a_sentence_that_had_ended_does_not_bear_on_the_kind_of_recall():
    of_the_past = a_sentence(sentenced_on=date(1999, 1, 4), schedule_15=True, last_day=date(2003, 1, 3))

    assert faults(of_the_past, a_sentence(), kind="fixed_term") == {}


def passed_for(number: int, ahead: tuple[int, ...] = (), **changes) -> Passed:
    facts = {"sentenced_on": date(2010, 5, 17), "offence_committed_on": date(2009, 12, 12), "terms": (Term(months=9),)} | changes
    return Passed(sentence_id=UUID(int=number), ahead=tuple(UUID(int=one) for one in ahead), **facts)


def test_two_short_sentences_one_after_the_other_are_one_term_with_a_licence():
    first, second = passed_for(1), passed_for(2, (1,))
    by_id = {one.sentence_id: one for one in (first, second)}

    assert chain_days(second, by_id) == (date(2010, 5, 17), date(2011, 11, 16))
    assert (without_licence(first, by_id), without_licence(second, by_id)) == (True, False)
    assert not without_licence(passed_for(3, terms=(Term(days=365),)), {})
    assert without_licence(passed_for(3, terms=(Term(weeks=52),)), {})
    assert not without_licence(passed_for(3, offence_committed_on=date(2015, 2, 1)), {})
