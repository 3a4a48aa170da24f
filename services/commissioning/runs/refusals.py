"""What a purchaser is told when a contract year cannot be settled."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.postings.rules import SettlementObjection


class NeverInForce(Refusal):
    """The agreement has not come into force."""

    code = "settled_once_in_force"
    title = "Only an agreement that has come into force is settled."


class OutsideTheTerms(Refusal):
    """The agreement has no payment terms on that day: it is settled with its periods, or not at all."""

    code = "outside_the_payment_terms"
    title = "The agreement has no payment terms on that day."


class SettledInTheFuture(Refusal):
    """The day of the settlement has not come."""

    code = "settled_in_the_future"
    title = "Nothing is settled on a day that has not come."


class SettledBeforeTheLast(Refusal):
    """The last settlement bears a later day."""

    code = "settled_before_the_last"
    title = "The last settlement of the agreement bears a later day."


class MonthNotOver(Refusal):
    """The day up to which months are settled has not ended on the day of the settlement."""

    code = "month_not_over"
    title = "The last day to be settled is not over on the day of the settlement."


class NoMonthOver(Refusal):
    """No month of the contract year had ended by then."""

    code = "no_month_over"
    title = "No month of the contract year has ended by that day."


class RestatementWindowClosed(Refusal):
    """The contract year was settled, and the time in which it may be settled again is over."""

    code = "restatement_window_closed"
    title = "The contract year is closed: what was posted for it changes only if fraud was found."


class RunAlreadyPosted(Refusal):
    """Another settlement of the agreement was posted in the same moment."""

    code = "run_already_posted"
    title = "Another settlement of the agreement was posted in the same moment: settle again."


REFUSALS: Mapping[SettlementObjection, type[Refusal]] = MappingProxyType(
    {
        SettlementObjection.NEVER_IN_FORCE: NeverInForce,
        SettlementObjection.OUTSIDE_THE_TERMS: OutsideTheTerms,
        SettlementObjection.SETTLED_IN_THE_FUTURE: SettledInTheFuture,
        SettlementObjection.BEFORE_THE_LAST: SettledBeforeTheLast,
        SettlementObjection.NOT_OVER: MonthNotOver,
        SettlementObjection.NO_MONTH_OVER: NoMonthOver,
    }
)


def refuse(objection: SettlementObjection | None) -> None:
    """Refuse the settlement when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
