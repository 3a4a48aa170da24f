"""What the record comes to, and how an entry by hand compares with it."""

from datetime import date
from uuid import UUID

import pytest

from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceKind
from noms.contracts.offender_mgmt.kept_key_dates import EntryReason
from noms.contracts.offender_mgmt.key_dates import KeyDate
from noms.contracts.offender_mgmt.recalls import RecallType
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.calculations.rules import Outcome, differences, faults_of_comparison, outcome_of
from services.offender_mgmt.sentence_papers.rules import Papers, RecallOnRecord, SentenceOnRecord

BORN_ON = date(1970, 6, 15)
CRD, SLED = KeyDate.CRD, KeyDate.SLED


def a_sentence(number: int = 1, **changes) -> SentenceOnRecord:
    facts = {
        "sentence_id": UUID(int=number),
        "kind": CustodialSentenceKind.DETERMINATE,
        "sentenced_on": date(2013, 9, 21),
        "offence_committed_on": date(2012, 1, 1),
        "length": Term(years=2),
        "minimum_term": None,
        "extension": None,
        "schedule_15": False,
        "consecutive_to": (),
    }
    return SentenceOnRecord(**facts | changes)


def for_life(number: int = 1, **changes) -> SentenceOnRecord:
    return a_sentence(number, **{"kind": CustodialSentenceKind.LIFE, "length": None} | changes)


def outcome(*sentences: SentenceOnRecord, **changes) -> Outcome:
    return outcome_of(Papers(BORN_ON, sentences, **changes))


def test_a_sentence_on_record_has_the_dates_of_the_calculator():
    """Source: PSI 13/2013 worked example 9."""
    found = outcome(a_sentence())

    told = {code.value: on.isoformat() for code, on in found.dates.items()}
    assert told == {"SLED": "2015-09-20", "CRD": "2014-09-20", "HDCED": "2014-05-09", "ESED": "2015-09-20"}
    assert (found.faults, found.indeterminate) == ((), False)


def test_notification_leaves_no_home_detention_curfew():
    assert KeyDate.HDCED not in outcome(a_sentence(), sex_offender_register=True).dates


def test_a_fixed_term_recall_ends_after_28_days():
    """Source: CJA 2003 s.255B: 28 days from the return to custody, the day of return included."""
    recall = RecallOnRecord(RecallType.FIXED_TERM, date(2014, 11, 3), date(2014, 11, 10))

    assert outcome(a_sentence(), recall=recall).dates[KeyDate.PRRD] == date(2014, 12, 7)


def test_the_tariff_is_the_latest_end_of_a_minimum_term():
    two = for_life(1, minimum_term=Term(years=2)), for_life(2, minimum_term=Term(years=5))
    found = outcome(*two)

    assert found.dates == {KeyDate.TARIFF: date(2018, 9, 20)}
    assert found.indeterminate
    assert [step.sentences for step in found.breakdown] == [[str(UUID(int=2))]]


def test_a_whole_life_has_no_date_at_all():
    found = outcome(for_life(1, minimum_term=Term(years=2)), for_life(2))

    assert (found.dates, found.indeterminate, found.faults) == ({}, True, ())


def test_a_sentence_without_an_end_beside_one_with_an_end_is_not_calculated():
    found = outcome(a_sentence(1), for_life(2, minimum_term=Term(years=2)))

    assert [(fault.pointer, fault.code) for fault in found.faults] == [(f"/sentences/{UUID(int=2)}", "life_not_computed")]


def test_what_the_rules_refuse_is_named_by_the_sentence_on_record():
    extended = a_sentence(7, kind=CustodialSentenceKind.EXTENDED, extension=Term(years=2))

    (fault,) = outcome(extended).faults
    assert (fault.pointer, fault.code) == (f"/sentences/{UUID(int=7)}/sentence_type", "extended_not_computed")


def test_an_offence_before_the_tenth_birthday_is_a_contradiction_and_no_date_comes_of_it():
    (fault,) = outcome(a_sentence(3, offence_committed_on=date(1970, 6, 14))).faults

    assert (fault.pointer, fault.code) == (f"/sentences/{UUID(int=3)}/offence_committed_on", "too_young")


def test_differences_are_the_dates_not_told_alike():
    entered, calculated = (
        {CRD: date(2014, 9, 21), SLED: date(2015, 9, 20)},
        {SLED: date(2015, 9, 20), KeyDate.HDCED: date(2014, 5, 9)},
    )

    assert set(differences(entered, calculated)) == {CRD, KeyDate.HDCED}
    assert differences(entered, entered) == ()


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(EntryReason.OVERRIDE, []), (EntryReason.ANOTHER_RECORD, ["/dates/CRD"]), (EntryReason.NOT_CALCULATED, ["/dates/CRD"])],
)
def test_an_entry_that_differs_from_the_calculation_says_that_it_overrides_it(reason, expected):
    calculated = Outcome({CRD: date(2014, 9, 20)})

    assert [fault.pointer for fault in faults_of_comparison({CRD: date(2014, 9, 21)}, calculated, reason)] == expected
    assert faults_of_comparison({CRD: date(2014, 9, 20)}, calculated, reason) == ()
