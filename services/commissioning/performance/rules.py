"""Which periods may be computed, and when a computation may follow an earlier one of the same period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.agreements import AgreementState


class PeriodObjection(StrEnum):
    """Why a period cannot be computed."""

    AGREEMENT_NOT_LIVE = "agreement_not_live"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    SPANS_CONTRACT_YEARS = "spans_contract_years"
    NOT_OVER = "not_over"
    OVERLAPS_ANOTHER_PERIOD = "overlaps_another_period"
    OLDER_THAN_THE_LAST = "older_than_the_last"


@dataclass(frozen=True)
class Days:
    """The days of a period, both included."""

    from_day: date
    to_day: date

    def shares_a_day_with(self, other: "Days") -> bool:
        """Whether one day lies in both."""
        return self.from_day <= other.to_day and other.from_day <= self.to_day

    def lies_in(self, first: date, last: date) -> bool:
        """Whether every day lies between the two, both included."""
        return first <= self.from_day and self.to_day <= last


def objection_to_computing(
    days: Days, *, state: AgreementState, agreement: Days, contract_year_ends_on: date, settled: Iterable[Days], as_at: date
) -> PeriodObjection | None:
    """What stands against computing these days; the same days may be computed again, days that overlap others may not.

    A day that two periods shared would be paid twice. House rule: 0101.
    """
    stands = {
        PeriodObjection.AGREEMENT_NOT_LIVE: state is not AgreementState.LIVE,
        PeriodObjection.ENDS_BEFORE_IT_STARTS: days.to_day < days.from_day,
        PeriodObjection.OUTSIDE_THE_AGREEMENT: not days.lies_in(agreement.from_day, agreement.to_day),
        PeriodObjection.SPANS_CONTRACT_YEARS: days.to_day > contract_year_ends_on,
        PeriodObjection.NOT_OVER: as_at <= days.to_day,
        PeriodObjection.OVERLAPS_ANOTHER_PERIOD: any(days.shares_a_day_with(other) and other != days for other in settled),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_following(watermarks: Mapping[str, int], *, earlier: Mapping[str, int]) -> PeriodObjection | None:
    """What stands against a next version: it must not know less of any service than the version before it.

    Two who compute at the same time may finish in the wrong order; the one that has seen less is refused. House rule: 0101.
    """
    knows_less = any(watermarks.get(service, 0) < seen for service, seen in earlier.items())
    return PeriodObjection.OLDER_THAN_THE_LAST if knows_less else None
