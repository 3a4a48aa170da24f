"""Which periods may be computed, what each needs, and when a computation may follow an earlier one of the same period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.commissioning.lifecycle import AgreementAct, AgreementMoveView
from noms.contracts.commissioning.performance import RestatementReason
from services.commissioning.agreements.rules import Agreed
from services.commissioning.completions import rules as completions
from services.commissioning.measures.rules import PROGRAMME_COMPLETIONS, Asked, Figure, MeasureDefinition, definition_of
from services.commissioning.prices.rules import ContractYear, Period
from services.commissioning.results.rules import Judged

_ONE_DAY = timedelta(days=1)
_NOT_YET_IN_FORCE = frozenset(
    {AgreementState.DRAFT, AgreementState.SIGNED_BY_COMMISSIONER, AgreementState.SIGNED_BY_PROVIDER, AgreementState.SIGNED}
)


class PeriodObjection(StrEnum):
    """Why a period cannot be computed."""

    AGREEMENT_NOT_LIVE = "agreement_not_live"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    SPANS_CONTRACT_YEARS = "spans_contract_years"
    SPANS_A_CHANGE_OF_FUNCTION = "spans_a_change_of_function"
    SPANS_A_VARIATION = "spans_a_variation"
    NOT_OVER = "not_over"
    OVERLAPS_ANOTHER_PERIOD = "overlaps_another_period"
    REASON_MISSING = "reason_missing"
    OLDER_THAN_THE_LAST = "older_than_the_last"
    WINDOW_CLOSED = "window_closed"


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
    days: Days,
    *,
    state: AgreementState,
    agreement: Days,
    contract_year_ends_on: date,
    changed_function_on: date | None,
    varied: bool,
    settled: Iterable[Days],
    as_at: date,
) -> PeriodObjection | None:
    """What stands against computing these days; days that overlap others may not be computed: one day would be paid twice.

    The same days may be computed again within their window, whatever has become of the agreement since. House rule: 0101.
    """
    computed = list(settled)
    if days in computed:
        return None
    stands = {
        PeriodObjection.AGREEMENT_NOT_LIVE: state in _NOT_YET_IN_FORCE,
        PeriodObjection.ENDS_BEFORE_IT_STARTS: days.to_day < days.from_day,
        PeriodObjection.OUTSIDE_THE_AGREEMENT: not days.lies_in(agreement.from_day, agreement.to_day),
        PeriodObjection.SPANS_CONTRACT_YEARS: days.to_day > contract_year_ends_on,
        PeriodObjection.SPANS_A_CHANGE_OF_FUNCTION: changed_function_on is not None,
        PeriodObjection.SPANS_A_VARIATION: varied,
        PeriodObjection.NOT_OVER: as_at <= days.to_day,
        PeriodObjection.OVERLAPS_ANOTHER_PERIOD: any(days.shares_a_day_with(other) for other in computed),
    }
    return next((objection for objection, holds in stands.items() if holds), None)


def objection_to_restating(
    version_before: int, reason: RestatementReason | None, *, closes_on: date | None, as_at: date
) -> PeriodObjection | None:
    """What stands against a next version: from the second on it says why the first did not stand. House rule: 0140.

    It posts the difference, and has the window of every adjustment. House rule: 0168.
    """
    if not version_before:
        return None
    if closes_on is not None and as_at > closes_on:
        return PeriodObjection.WINDOW_CLOSED
    return PeriodObjection.REASON_MISSING if reason is None else None


def objection_to_following(watermarks: Mapping[str, int], *, earlier: Mapping[str, int]) -> PeriodObjection | None:
    """What stands against a next version: it must not know less of any service than the version before it.

    Two who compute at the same time may finish in the wrong order; the one that has seen less is refused. House rule: 0101.
    """
    knows_less = any(watermarks.get(service, seen) < seen for service, seen in earlier.items())
    return PeriodObjection.OLDER_THAN_THE_LAST if knows_less else None


def varied_within(agreed: Agreed, days: Days) -> bool:
    """Whether price, volume, fee or measures on the last of the days are not those of the first."""
    return agreed.at(days.from_day) != agreed.at(days.to_day)


@dataclass(frozen=True)
class Case:
    """What was agreed, the days to compute, and the contract year that they lie in."""

    agreed: Agreed
    days: Days
    year: ContractYear
    priced_from: date | None
    """The first day of payment terms, which yield the fee month by month: from it on the period yields none."""
    resting: tuple[Period, ...] = ()
    """Days on which the agreement was suspended: no fee is earned on them."""

    @property
    def in_force(self) -> Days | None:
        """Those of the days that are paid and judged: none after the last day, which a termination brings forward."""
        last = min(self.days.to_day, self.agreed.ends_on)
        return Days(self.days.from_day, last) if self.days.from_day <= last else None

    @property
    def by_terms(self) -> bool:
        """Whether payment terms yield a fee for some of the days."""
        return self.priced_from is not None and self.priced_from <= self.days.to_day

    @property
    def days_before(self) -> Days | None:
        """The days of the contract year before the period: what was paid for then bounds what is paid for now."""
        if self.days.from_day <= self.year.starts_on:
            return None
        return Days(self.year.starts_on, self.days.from_day - _ONE_DAY)

    @property
    def paid_for(self) -> list[Asked]:
        """Completions of the period, and of the contract year before it; none where no line pays for a completion."""
        if self.agreed.unit_price_pence == 0 or self.in_force is None:
            return []
        versions = {measure.measure_code: measure.definition_version for measure in self.agreed.measures}
        counted = known(PROGRAMME_COMPLETIONS, versions.get(PROGRAMME_COMPLETIONS))
        return [Asked(counted, span.from_day, span.to_day) for span in (self.in_force, self.days_before) if span is not None]

    @property
    def judged(self) -> dict[Asked, Judged]:
        """A figure for each measure of the agreement, over the days on which it is counted, and by what it is judged."""
        return {} if self.in_force is None else dict(judged_in(self.agreed, self.in_force))

    @property
    def asked(self) -> list[Asked]:
        """Every figure that the case needs, once each."""
        judged = self.judged
        return [*judged, *(asked for asked in self.paid_for if asked not in judged)]


def judged_in(agreed: Agreed, days: Days) -> Iterator[tuple[Asked, Judged]]:
    """Each measure over those of the days on which it stands in the text, judged by what was agreed on the first of them.

    What a later text says of a measure judges the periods that begin under it. House rule: 0101.
    """
    standing: dict[str, list[Days]] = {}
    for version in agreed.measure_versions:
        held = Days(max(version.from_day, days.from_day), min(version.to_day or days.to_day, days.to_day))
        if held.from_day <= held.to_day:
            standing.setdefault(version.measure_code, []).append(held)
    for code, held_on in standing.items():
        first, last = min(held.from_day for held in held_on), max(held.to_day for held in held_on)
        measure = next(measure for measure in agreed.at(first).measures if measure.measure_code == code)
        defined = known(code, measure.definition_version)
        counted = days_counted(Days(first, last), defined.window_days)
        yield Asked(defined, counted.from_day, counted.to_day), Judged(measure, first)


def days_at_rest(moves: Sequence[AgreementMoveView], last_day: date) -> tuple[Period, ...]:
    """The days up to a day on which an agreement was suspended: the day that resumes it is the first in force again."""
    rests: list[Period] = []
    since: date | None = None
    for move in moves:
        if move.act is AgreementAct.SUSPEND:
            since = move.effective_on
        elif move.act is AgreementAct.RESUME and since is not None:
            rests.append(Period(since, min(move.effective_on - _ONE_DAY, last_day)))
            since = None
    if since is not None:
        rests.append(Period(since, last_day))
    return tuple(rest for rest in rests if rest.from_day <= rest.to_day)


def known(code: str, version: int | None) -> MeasureDefinition:
    """A measure that an agreement has: what is in an agreement never leaves the catalogue."""
    found = definition_of(code, version=version)
    if found is None:
        raise LookupError(f"the catalogue has lost version {version} of {code}")
    return found


def days_counted(days: Days, window_days: int | None) -> Days:
    """The days over which a measure of a period is counted: a rolling window ends with the period, however long it is."""
    if window_days is None:
        return days
    return Days(days.to_day - timedelta(days=window_days - 1), days.to_day)


def least_seen(figures: Iterable[Figure]) -> dict[str, int]:
    """The least that any figure of a service had seen of its feed."""
    seen: dict[str, int] = {}
    for figure in figures:
        service = figure.asked.definition.source_service.value
        seen[service] = min(figure.result.watermark, seen.get(service, figure.result.watermark))
    return seen


def settlement_of(case: Case, counted: Sequence[int]) -> completions.Settlement:
    """What the provider is entitled to for the period, by the completions that are paid for, those of the period first."""
    agreed, within = case.agreed, sum(counted[:1])
    terms = completions.Terms(agreed.starts_on, agreed.annual_fee_pence, agreed.annual_volume, agreed.unit_price_pence)
    if case.in_force is None:
        return completions.nothing_owed(terms, Period(case.days.from_day, case.days.to_day), agreed.ends_on)
    return completions.settle(
        terms,
        Period(case.in_force.from_day, case.in_force.to_day),
        completions.Delivery(completions_before=sum(counted[1:]), completions_in_period=within),
        case.priced_from - _ONE_DAY if case.priced_from and case.by_terms else None,
        case.resting,
    )
