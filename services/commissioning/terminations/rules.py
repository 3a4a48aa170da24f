"""When the purchaser may decide on ending the agreement: while enough termination points count, once for each set of them."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument
from noms.contracts.commissioning.terminations import TerminationOutcome

AGREEMENT_IN_FORCE = frozenset({"live", "suspended", "expiring"})
"""The states of an agreement that there is something left to end of."""


FOR_DEFAULT = "TERMINATION"
"""The clause of a contract under which it ends for default. House rule: 0185."""


class TerminationObjection(StrEnum):
    """Why the purchaser cannot decide."""

    NOT_THE_COMMISSIONER = "not_the_commissioner"
    AGREEMENT_NOT_IN_FORCE = "agreement_not_in_force"
    IN_THE_FUTURE = "in_the_future"
    NO_RIGHT = "no_right"
    DECIDED_ALREADY = "decided_already"
    LAST_DAY_WITHOUT_END = "last_day_without_end"
    END_WITHOUT_CLAUSE = "end_without_clause"
    ENDS_BEFORE_DECIDED = "ends_before_decided"


T = TerminationObjection


def objection_to_decision(
    *,
    for_the_commissioner: bool,
    agreement_state: str,
    outcome: TerminationOutcome,
    decided_on: date,
    ends_on: date | None,
    clause: str | None,
    points: int,
    points_for_the_right: int,
    decided_already: bool,
    as_at: date,
) -> TerminationObjection | None:
    """What stands against the decision: above all, that the right does not exist on its day.

    Source: standard PFI payment mechanism, model book 3102. House rule: 0185 (a decision uses the right up).
    """
    stands = {
        T.NOT_THE_COMMISSIONER: not for_the_commissioner,
        T.AGREEMENT_NOT_IN_FORCE: agreement_state not in AGREEMENT_IN_FORCE,
        T.IN_THE_FUTURE: decided_on > as_at,
        T.NO_RIGHT: points < points_for_the_right,
        T.DECIDED_ALREADY: decided_already,
        T.LAST_DAY_WITHOUT_END: ends_on is not None and outcome is not TerminationOutcome.TERMINATE,
        T.ENDS_BEFORE_DECIDED: ends_on is not None and ends_on < decided_on,
        T.END_WITHOUT_CLAUSE: clause is None and outcome is TerminationOutcome.TERMINATE,
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def may_end(instrument: AgreementInstrument, clause: str, last_day: date, decided: Iterable[date]) -> bool:
    """Whether an agreement may end on a day under a clause: for default, only on a last day decided on. House rule: 0185."""
    return instrument is not AgreementInstrument.CONTRACT or clause != FOR_DEFAULT or last_day in decided


def what_follows(outcome: TerminationOutcome, *, last_day: date, as_at: date) -> str:
    """What the decision leads to, in words."""
    if outcome is TerminationOutcome.DO_NOT_TERMINATE:
        return "The agreement goes on; the right comes again with a further termination point."
    if last_day > as_at:
        return f"The decision stands. The agreement is terminated by an act of its own once its last day, {last_day}, has come."
    return f"The agreement is terminated; {last_day} is its last day."
