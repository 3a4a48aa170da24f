"""What stands against a move of an agreement."""

from datetime import date

import pytest

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.lifecycle import AgreementAct
from services.commissioning.lifecycle import rules
from services.commissioning.lifecycle.rules import MoveObjection, Term

DAY = date(2010, 7, 1)
TERM = Term(date(2010, 4, 1), date(2011, 3, 31), date(2010, 4, 1))


def test_a_draft_with_a_measure_is_offered():
    assert rules.objection_to_offer(allowed=True, measure_count=1) is None
    assert rules.objection_to_offer(allowed=True, measure_count=0) is MoveObjection.NO_MEASURE
    assert rules.objection_to_offer(allowed=False, measure_count=1) is MoveObjection.NOT_ALLOWED


@pytest.mark.parametrize(
    ("state", "allowed", "as_at", "objection"),
    [
        (AgreementState.SIGNED, True, date(2010, 4, 1), None),
        (AgreementState.SIGNED, True, date(2010, 3, 31), MoveObjection.BEFORE_ITS_FIRST_DAY),
        (AgreementState.SIGNED_BY_PROVIDER, False, DAY, MoveObjection.NOT_SIGNED_BY_BOTH),
        (AgreementState.OFFERED, False, DAY, MoveObjection.NOT_SIGNED_BY_BOTH),
        (AgreementState.LIVE, False, DAY, MoveObjection.ALREADY_LIVE),
    ],
)
def test_a_signed_agreement_comes_into_force_on_its_first_day_and_not_before(state, allowed, as_at, objection):
    told = rules.objection_to_commencement(state=state, allowed=allowed, starts_on=TERM.starts_on, as_at=as_at)

    assert told is objection


def moving(**changes) -> MoveObjection | None:
    told = {
        "allowed": True, "may_act": True, "clause_allows": True, "term": TERM, "effective_on": DAY, "as_at": DAY,
    } | changes  # fmt: skip
    return rules.objection_to_move(**told)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"allowed": False}, MoveObjection.NOT_ALLOWED),
        ({"may_act": False}, MoveObjection.NOT_THE_COMMISSIONER),
        ({"clause_allows": False}, MoveObjection.CLAUSE_DOES_NOT_ALLOW),
        ({"effective_on": date(2010, 3, 31)}, MoveObjection.OUTSIDE_ITS_DAYS),
        ({"effective_on": date(2011, 4, 1)}, MoveObjection.OUTSIDE_ITS_DAYS),
        ({"effective_on": date(2010, 7, 2)}, MoveObjection.NOT_YET),
        ({"term": Term(TERM.starts_on, TERM.ends_on, date(2010, 7, 2))}, MoveObjection.BEFORE_THE_LAST_MOVE),
        ({"term": Term(TERM.starts_on, TERM.ends_on, DAY)}, None),
    ],
)
def test_an_agreement_is_moved_by_its_commissioner_under_a_clause_from_a_day_that_has_come(changes, objection):
    assert moving(**changes) is objection


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"as_at": date(2011, 3, 31)}, MoveObjection.NOT_YET),
        ({"allowed": False}, MoveObjection.NOT_ALLOWED),
        ({"may_act": False}, MoveObjection.NOT_THE_COMMISSIONER),
    ],
)
def test_an_agreement_has_ended_when_its_last_day_is_over(changes, objection):
    told = {"allowed": True, "may_act": True, "ends_on": TERM.ends_on, "as_at": date(2011, 4, 1)} | changes

    assert rules.objection_to_ending(**told) is objection


SETTLED = date(2010, 6, 30)


@pytest.mark.parametrize(
    ("act", "effective_on", "refused"),
    [
        (AgreementAct.SUSPEND, date(2010, 6, 30), True),
        (AgreementAct.SUSPEND, date(2010, 7, 1), False),
        (AgreementAct.TERMINATE, date(2010, 6, 29), True),
        (AgreementAct.TERMINATE, date(2010, 6, 30), False),
        (AgreementAct.RESUME, date(2010, 5, 1), False),
        (AgreementAct.LET_EXPIRE, date(2010, 5, 1), False),
    ],
)
def test_settled_days_are_taken_away_by_both_alone(act: AgreementAct, effective_on: date, *, refused: bool):
    """House rule: 0124."""
    alone = rules.objection_to_taking_away(act, effective_on, settled_through=SETTLED, agreed_by_both=False)

    assert alone is (MoveObjection.ALREADY_SETTLED if refused else None)
    assert rules.objection_to_taking_away(act, effective_on, settled_through=SETTLED, agreed_by_both=True) is None
    assert rules.objection_to_taking_away(act, effective_on, settled_through=None, agreed_by_both=False) is None
