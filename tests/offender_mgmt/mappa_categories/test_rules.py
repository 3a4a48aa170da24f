"""Categories of MAPPA from facts on record: Criminal Justice Act 2003 ss.325-327."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.public_protection import RoshLevel
from noms.contracts.offender_mgmt.sentences import Term
from services.offender_mgmt.mappa_categories.rules import Conviction, Facts, grounds, suggested

GBH, THEFT, RAPE = "00501", "04900", "01908"
PASSED, TODAY = date(2010, 5, 17), date(2011, 4, 1)


def sentence(code: str, length: Term | None, *, custodial: bool = True) -> Conviction:
    return Conviction(code, PASSED, custodial, length, "/v1/persons/A000001/case-file")


def facts(*convictions: Conviction, registered: bool = False, rosh: RoshLevel | None = None) -> Facts:
    return Facts(date(2010, 6, 1) if registered else None, convictions, rosh, TODAY if rosh else None, "A000001")


def category_of(known: Facts, as_at: date = TODAY) -> int | None:
    return suggested(grounds(known, as_at=as_at))


@pytest.mark.parametrize(
    ("known", "category"),
    [
        (facts(sentence(RAPE, Term(years=6)), registered=True), 1),
        (facts(sentence(GBH, Term(years=1))), 2),
        (facts(sentence(GBH, Term(months=12))), 2),
        (facts(sentence(GBH, Term(months=11, weeks=4))), None),
        (facts(sentence(GBH, Term(weeks=51))), None),
        (facts(sentence(GBH, None)), 2),
        (facts(sentence(THEFT, Term(years=6))), None),
        (facts(sentence(GBH, None, custodial=False)), None),
        (facts(sentence(THEFT, Term(months=3)), rosh=RoshLevel.HIGH), 3),
        (facts(sentence(THEFT, None, custodial=False), rosh=RoshLevel.VERY_HIGH), 3),
        (facts(sentence(THEFT, Term(months=3)), rosh=RoshLevel.MEDIUM), None),
        (facts(rosh=RoshLevel.VERY_HIGH), None),
        (facts(sentence("99999", Term(years=6))), None),
        (facts(), None),
    ],
)
def test_each_category_follows_from_its_facts(known: Facts, category: int | None):
    assert category_of(known) == category


def test_every_fact_is_told_the_suggested_category_first():
    found = grounds(facts(sentence(RAPE, Term(years=6)), registered=True, rosh=RoshLevel.HIGH), as_at=TODAY)

    assert [(ground.category, ground.since) for ground in found] == [(1, date(2010, 6, 1)), (2, PASSED)]


def test_a_fact_points_to_nothing_before_its_day():
    known = facts(sentence(GBH, Term(years=3)), registered=True)

    assert [category_of(known, day) for day in (date(2010, 5, 16), PASSED, date(2010, 6, 1))] == [None, 2, 1]


@given(
    code=st.sampled_from([GBH, THEFT, RAPE]), days=st.integers(1, 3000), registered=st.booleans(),
    rosh=st.none() | st.sampled_from(RoshLevel),
)  # fmt: skip
def test_a_longer_sentence_or_a_higher_risk_never_takes_a_category_away(
    code: str, days: int, registered: bool, rosh: RoshLevel | None
):
    less = category_of(facts(sentence(code, Term(days=days)), registered=registered, rosh=rosh))
    more = category_of(facts(sentence(code, Term(days=days + 400)), registered=registered, rosh=RoshLevel.VERY_HIGH))

    assert more is not None
    assert less is None or more <= less
