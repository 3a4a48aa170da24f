"""The purchaser decides only while it has the right, once for each set of points, and with a last day only for an end."""

from datetime import date

import pytest

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument
from noms.contracts.commissioning.terminations import TerminationOutcome
from services.commissioning.terminations import rules
from services.commissioning.terminations.rules import TerminationObjection as T

END, GO_ON = TerminationOutcome.TERMINATE, TerminationOutcome.DO_NOT_TERMINATE


def deciding(**changes: object) -> T | None:
    told = {
        "for_the_commissioner": True, "agreement_state": "live", "outcome": GO_ON, "decided_on": date(2010, 12, 15),
        "ends_on": None, "clause": "TERMINATION", "points": 3, "points_for_the_right": 3, "decided_already": False, "as_at": date(2011, 1, 4),
    }  # fmt: skip
    return rules.objection_to_decision(**told | changes)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"points": 4}, None),
        ({"outcome": END}, None),
        ({"outcome": END, "ends_on": date(2010, 12, 15)}, None),
        ({"for_the_commissioner": False}, T.NOT_THE_COMMISSIONER),
        ({"agreement_state": "ended"}, T.AGREEMENT_NOT_IN_FORCE),
        ({"decided_on": date(2011, 1, 5)}, T.IN_THE_FUTURE),
        ({"points": 2}, T.NO_RIGHT),
        ({"points": 0}, T.NO_RIGHT),
        ({"decided_already": True}, T.DECIDED_ALREADY),
        ({"ends_on": date(2011, 3, 31)}, T.LAST_DAY_WITHOUT_END),
        ({"outcome": END, "ends_on": date(2010, 12, 14)}, T.ENDS_BEFORE_DECIDED),
        ({"outcome": END, "clause": None}, T.END_WITHOUT_CLAUSE),
        ({"clause": None}, None),
    ],
)
def test_nobody_terminates_without_the_right(changes: dict, objection: T | None):
    """Source: standard PFI payment mechanism, model book 3102: three termination points in thirteen months."""
    assert deciding(**changes) is objection


def test_what_a_decision_leads_to_is_said():
    last_day, before = date(2011, 3, 31), date(2011, 3, 30)

    assert (
        rules.what_follows(END, last_day=last_day, as_at=last_day) == "The agreement is terminated; 2011-03-31 is its last day."
    )
    assert "by an act of its own" in rules.what_follows(END, last_day=last_day, as_at=before)
    assert "goes on" in rules.what_follows(GO_ON, last_day=last_day, as_at=last_day)


@pytest.mark.parametrize(
    ("instrument", "clause", "last_day", "may"),
    [
        (AgreementInstrument.CONTRACT, "TERMINATION", date(2011, 3, 31), True),
        (AgreementInstrument.CONTRACT, "TERMINATION", date(2011, 3, 30), False),
        (AgreementInstrument.CONTRACT, "VOLUNTARY-TERMINATION", date(2011, 3, 30), True),
        (AgreementInstrument.SLA, "NOTICE-OF-CHANGE", date(2011, 3, 30), True),
    ],
)
def test_only_an_end_for_default_needs_the_decision(instrument: AgreementInstrument, clause: str, last_day: date, may: bool):
    assert rules.may_end(instrument, clause, last_day, [date(2011, 3, 31)]) is may
