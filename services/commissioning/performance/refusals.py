"""What a purchaser is told when a period cannot be computed."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.performance.rules import PeriodObjection


class AgreementNotLive(Refusal):
    """The agreement has not come into force."""

    code = "agreement_not_live"
    title = "Only periods of an agreement that has come into force can be computed."


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


class SpansAChangeOfFunction(Refusal):
    """The provider was for something else on one part of the days: old and new function are scored apart."""

    code = "spans_a_change_of_function"
    title = "The provider's function changed within these days: compute the days before and after apart."


class SpansAVariation(Refusal):
    """Price, volume, fee or measures were varied within the days: each part is paid and judged by its own."""

    code = "spans_a_variation"
    title = "The agreement was varied within these days: compute the days before and after apart."


class ReasonMissing(Refusal):
    """The same days were computed before: whoever computes them again says why."""

    code = "reason_missing"
    title = "These days were computed before: say in `reason` why they are computed again."


class PeriodNoLongerRestated(Refusal):
    """The period was computed, and the time in which its contract year may be computed again is over."""

    code = "period_no_longer_restated"
    title = "The contract year of the period is closed: what was posted for it stays as it stands."


class PeriodNotOver(Refusal):
    """The last day of the period has not ended."""

    code = "period_not_over"
    title = "The period is not over yet."


class OverlapsAnotherPeriod(Refusal):
    """A day that two periods shared would be paid twice."""

    code = "overlaps_another_period"
    title = "The period shares a day with another that was computed: that day would be paid twice."


class OlderThanTheLast(Refusal):
    """While this computation ran, another one finished that had seen more events, or the agreement was varied."""

    code = "older_than_the_last"
    title = "Another computation of the period has seen later events: compute it again."


class CompletionsNotCounted(Refusal):
    """A line pays for programme completions, and the service that owns them does not count them for this provider."""

    code = "completions_not_counted"
    title = "Completions are paid for, and nobody counts them for this provider: nothing was stored, and no later answer differs."


REFUSALS: Mapping[PeriodObjection, type[Refusal]] = MappingProxyType(
    {
        PeriodObjection.AGREEMENT_NOT_LIVE: AgreementNotLive,
        PeriodObjection.ENDS_BEFORE_IT_STARTS: PeriodEndsBeforeItStarts,
        PeriodObjection.OUTSIDE_THE_AGREEMENT: OutsideTheAgreement,
        PeriodObjection.SPANS_CONTRACT_YEARS: SpansContractYears,
        PeriodObjection.SPANS_A_CHANGE_OF_FUNCTION: SpansAChangeOfFunction,
        PeriodObjection.SPANS_A_VARIATION: SpansAVariation,
        PeriodObjection.NOT_OVER: PeriodNotOver,
        PeriodObjection.OVERLAPS_ANOTHER_PERIOD: OverlapsAnotherPeriod,
        PeriodObjection.REASON_MISSING: ReasonMissing,
        PeriodObjection.OLDER_THAN_THE_LAST: OlderThanTheLast,
        PeriodObjection.WINDOW_CLOSED: PeriodNoLongerRestated,
    }
)


def refuse(objection: PeriodObjection | None) -> None:
    """Refuse the computation when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
