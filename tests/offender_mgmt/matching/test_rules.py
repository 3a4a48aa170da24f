"""Scores, twins, and the rule without a score."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.matching import BORN_ON, record
from noms.contracts.offender_mgmt.matching import MatchFeature, MatchOutcome, RuleOutcome
from noms.contracts.offender_mgmt.persons import Sex
from services.offender_mgmt.matching.rules import Candidate, Score, ruling, score
from services.offender_mgmt.weights.rules import Sharing

PNC = frozenset({"2002/0073319Z"})
HOME = frozenset({"SE5 8AF"})
SENTENCED = frozenset({date(2010, 10, 4)})


def test_names_and_birthday_alone_join_nobody():
    """-21.85 + 17.06 + 13.87 = 9.08 bits (hmpps-person-match)."""
    found = score(record(), record(), Sharing())

    assert (found.bits, found.outcome) == (9.08, MatchOutcome.APART)


def test_names_birthday_and_a_police_number_join():
    """-21.85 + 17.06 + 13.87 + 21.58 = 30.66 bits (hmpps-person-match)."""
    found = score(record(pncs=PNC), record(pncs=PNC), Sharing())

    assert (found.bits, found.outcome) == (30.66, MatchOutcome.JOIN)


@pytest.mark.parametrize(
    ("bits", "outcome"),
    [(24.0, MatchOutcome.JOIN), (23.99, MatchOutcome.ATTENTION), (18.0, MatchOutcome.ATTENTION), (17.99, MatchOutcome.APART)],
)
def test_records_are_joined_from_24_bits_and_looked_at_from_18(bits, outcome):
    assert Score(bits, ()).outcome is outcome


def twin(forename: str, **changes):
    return record(names=((forename, "MARLOW"),), postcodes=HOME, sentenced_on=SENTENCED, **changes)


def test_twins_are_never_joined_by_their_score():
    found = score(twin("ALEX"), twin("BERT"), Sharing())

    assert found.bits == -5.0
    assert found.terms[-1].feature is MatchFeature.TWINS


def test_a_shared_police_number_or_a_forename_gone_by_is_no_twins():
    with_number = score(twin("ALEX", pncs=PNC), twin("BERT", pncs=PNC), Sharing())
    by_alias = score(twin("ALEX"), record(names=(("BERT", "MARLOW"), ("ALEX", "MARLOW")), postcodes=HOME), Sharing())

    assert MatchFeature.TWINS not in {term.feature for term in (*with_number.terms, *by_alias.terms)}


def test_twins_neither_living_nor_sentenced_together_are_judged_by_their_score():
    found = score(record(pncs=PNC), record(names=(("BERT", "MARLOW"),)), Sharing())

    assert MatchFeature.TWINS not in {term.feature for term in found.terms}


@pytest.mark.parametrize(("marker", "outcome"), [(1, MatchOutcome.JOIN), (-1, MatchOutcome.APART)])
def test_what_a_human_decided_outweighs_every_score(marker, outcome):
    for one, other in ((twin("ALEX"), twin("BERT")), (record(pncs=PNC), record(pncs=PNC))):
        assert score(one, other, Sharing(), marker=marker).outcome is outcome


@given(st.sampled_from(["ALEX", "BERT"]), st.sampled_from([PNC, frozenset()]), st.sampled_from([-1, 0, 1]))
def test_the_terms_add_up_to_the_score(forename, pncs, marker):
    found = score(twin("ALEX", pncs=PNC), twin(forename, pncs=pncs), Sharing(), marker=marker)

    assert sum(term.bits for term in found.terms) == pytest.approx(found.bits)


def candidate(crn: str, *, sex: Sex = Sex.MALE, day: str = "2010-10-04", **changes) -> Candidate:
    return Candidate(crn, record(sentenced_on=frozenset({date.fromisoformat(day)}), **changes), sex)


def ruled(*candidates: Candidate, held_by: str | None = None, **changes) -> tuple[RuleOutcome, str | None]:
    told = ruling(record(sentenced_on=SENTENCED, **changes), Sex.MALE, candidates, number_held_by=held_by)
    return told.outcome, told.crn


def test_exactly_one_record_with_names_birthday_and_a_sentence_within_seven_days_is_linked():
    """Source: integration of prison and probation, the process that matches a prison number to a record."""
    assert ruled(candidate("A000001")) == (RuleOutcome.LINK, "A000001")
    assert ruled(candidate("A000001", day="2010-10-11")) == (RuleOutcome.LINK, "A000001")
    assert ruled(candidate("A000001", day="2010-10-12")) == (RuleOutcome.NONE, None)
    assert ruled(candidate("A000001", day="2010-09-27")) == (RuleOutcome.LINK, "A000001")


def test_who_has_no_sentence_on_record_is_dropped():
    assert ruled(Candidate("A000001", record(pncs=PNC)), pncs=PNC) == (RuleOutcome.NONE, None)


def test_a_police_number_is_definite_and_outdoes_names():
    other_name = candidate("A000001", names=(("KIM", "OSTLER"),), birthdays=(date(1960, 1, 1),), pncs=PNC)

    assert ruled(other_name, candidate("A000002"), pncs=PNC) == (RuleOutcome.LINK, "A000001")


def test_a_name_or_birthday_that_is_only_alike_links_nobody():
    assert ruled(candidate("A000001", names=(("ALEX", "MARLOWE"),))) == (RuleOutcome.NONE, None)
    assert ruled(candidate("A000001", birthdays=(date(1984, 3, 8),))) == (RuleOutcome.NONE, None)
    assert ruled(candidate("A000001", birthdays=())) == (RuleOutcome.NONE, None)


def test_more_than_one_record_waits_for_a_human():
    assert ruled(candidate("A000001"), candidate("A000002")) == (RuleOutcome.QUEUE, None)


def test_a_prison_number_that_stands_on_another_record_waits_for_a_human():
    assert ruled(candidate("A000001"), held_by="A000009") == (RuleOutcome.QUEUE, None)
    assert ruled(candidate("A000001"), held_by="A000001") == (RuleOutcome.LINK, "A000001")


def test_the_other_sex_is_nobody_to_link():
    assert ruled(candidate("A000001", sex=Sex.FEMALE)) == (RuleOutcome.NONE, None)
    assert ruled(candidate("A000001", sex=Sex.NOT_KNOWN)) == (RuleOutcome.LINK, "A000001")


def test_somebody_without_a_birthday_is_still_linked_by_a_number():
    told = ruling(
        record(birthdays=(), pncs=PNC, sentenced_on=SENTENCED), Sex.NOT_KNOWN,
        [candidate("A000001", birthdays=(BORN_ON,), pncs=PNC)], number_held_by=None,
    )  # fmt: skip

    assert told.outcome is RuleOutcome.LINK
