"""What a purchaser is told when a period cannot be computed."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.performance.rules import PeriodObjection


class AgreementNotLive(Refusal):
    """The agreement is not in force."""

    code = "agreement_not_live"
    title = "Only periods of an agreement in force can be computed."


class PeriodEndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    code = "period_ends_before_it_starts"
    title = "The period ends before it starts."


class OutsideTheAgreement(Refusal):
    """A day of the period lies before the first or after the last day of the agreement."""

    code = "outside_the_agreement"
    title = "The period does not lie inside the agreement."


class SpansContractYears(Refusal):
    """Prices and volumes belong to one contract year, which begins on the anniversary of the agreement."""

    code = "spans_contract_years"
    title = "The period runs into another contract year: compute the two parts apart."


class PeriodNotOver(Refusal):
    """The last day of the period has not ended."""

    code = "period_not_over"
    title = "The period is not over yet."


class OverlapsAnotherPeriod(Refusal):
    """A day that two periods shared would be paid twice."""

    code = "overlaps_another_period"
    title = "The period shares a day with another that was computed: that day would be paid twice."


class OlderThanTheLast(Refusal):
    """While this computation ran, another one finished that had seen more events."""

    code = "older_than_the_last"
    title = "Another computation of the period has seen later events: compute it again."


REFUSALS: Mapping[PeriodObjection, type[Refusal]] = MappingProxyType(
    {
        PeriodObjection.AGREEMENT_NOT_LIVE: AgreementNotLive,
        PeriodObjection.ENDS_BEFORE_IT_STARTS: PeriodEndsBeforeItStarts,
        PeriodObjection.OUTSIDE_THE_AGREEMENT: OutsideTheAgreement,
        PeriodObjection.SPANS_CONTRACT_YEARS: SpansContractYears,
        PeriodObjection.NOT_OVER: PeriodNotOver,
        PeriodObjection.OVERLAPS_ANOTHER_PERIOD: OverlapsAnotherPeriod,
        PeriodObjection.OLDER_THAN_THE_LAST: OlderThanTheLast,
    }
)


def refuse(objection: PeriodObjection | None) -> None:
    """Refuse the computation when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
