"""What a provider is told when a return is not taken."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.returns.rules import ReturnObjection


class OnlyTheProviderFiles(Refusal):
    """Somebody who sees the agreement without being its provider files a return."""

    code = "only_the_provider_files"
    title = "Only the provider files the returns of an agreement."


class NotYetInForce(Refusal):
    """The agreement has not come into force."""

    code = "returns_before_commencement"
    title = "No return is due for an agreement that has not come into force."


class MeasureNotAgreed(Refusal):
    """The agreement has no such measure."""

    code = "measure_not_agreed"
    title = "The agreement has no such measure."


class ComputedMeasure(Refusal):
    """The figure comes from events: typing it again would let a provider report on itself."""

    code = "computed_measure"
    title = "The system computes this measure from events: do not file it."


class NoSuchReturnPeriod(Refusal):
    """The measure is not returned for such a period, or no day of it lies in the agreement."""

    code = "no_such_return_period"
    title = "The agreement asks for no return of this measure for such a period: see its calendar of returns."


class ReturnPeriodNotOver(Refusal):
    """The last day of the period has not ended."""

    code = "return_period_not_over"
    title = "The period is not over yet."


class ReturnPeriodClosed(Refusal):
    """The contract year has been over for so long that its figures are no longer restated."""

    code = "return_period_closed"
    title = "The period is closed: figures are restated until 13 months after the end of their contract year."


class FiledAlready(Refusal):
    """There is a return for the period."""

    code = "filed_already"
    title = "This return was filed already: to amend it, file it again with the reason."


class NothingToAmend(Refusal):
    """A reason for amending was given, and nothing is there to be amended."""

    code = "nothing_to_amend"
    title = "Nothing was filed for this period yet: file it without a reason for amending."


REFUSALS: Mapping[ReturnObjection, type[Refusal]] = MappingProxyType(
    {
        ReturnObjection.NOT_THE_PROVIDER: OnlyTheProviderFiles,
        ReturnObjection.NOT_IN_FORCE: NotYetInForce,
        ReturnObjection.NOT_AGREED: MeasureNotAgreed,
        ReturnObjection.COMPUTED: ComputedMeasure,
        ReturnObjection.NO_SUCH_PERIOD: NoSuchReturnPeriod,
        ReturnObjection.NOT_OVER: ReturnPeriodNotOver,
        ReturnObjection.CLOSED: ReturnPeriodClosed,
        ReturnObjection.FILED_ALREADY: FiledAlready,
        ReturnObjection.NOTHING_TO_AMEND: NothingToAmend,
    }
)
"""What a provider is told, by what stands against the return."""

OF_THE_AGREEMENT = frozenset({ReturnObjection.NOT_THE_PROVIDER, ReturnObjection.NOT_IN_FORCE})
"""What stands against every return of an agreement, not against one of several."""

AT: Mapping[ReturnObjection, str] = MappingProxyType(
    {
        ReturnObjection.NOT_AGREED: "/measure_code",
        ReturnObjection.COMPUTED: "/measure_code",
        ReturnObjection.NO_SUCH_PERIOD: "/period",
        ReturnObjection.NOT_OVER: "/period",
        ReturnObjection.CLOSED: "/period",
        ReturnObjection.FILED_ALREADY: "/reason",
        ReturnObjection.NOTHING_TO_AMEND: "/reason",
    }
)
"""The field that each objection is about, where several returns are filed at once."""
