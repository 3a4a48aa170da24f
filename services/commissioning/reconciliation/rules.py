"""Steps 13 and 14: volume outside its band at the end of a year, and payment by results when a cohort has matured."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from noms.contracts.commissioning.outcome_terms import PaymentByResults, PbrCohort, VolumeBand
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlements import LineState
from services.commissioning.indexation.rules import Indexed
from services.commissioning.prices.rules import ContractYear, share_of, whole_pence
from services.commissioning.workings.rules import StepLine, exactly, state_of

MOST_TIMES_EXPECTED = 10  # House rule: 0162


def most_cases(clause: VolumeBand) -> Fraction:
    """The most weighted cases that a contract year can have: so many times the cases that its fee is for. House rule: 0162."""
    return MOST_TIMES_EXPECTED * Fraction(clause.expected_cases)


def outside_band(cases: Fraction, expected: Fraction, band: Fraction) -> Fraction:
    """How many cases lie outside the band: negative below it, positive above it, 0 inside."""
    return min(Fraction(0), cases - expected * (1 - band)) + max(Fraction(0), cases - expected * (1 + band))


def volume_line(clause: VolumeBand, cases: Sequence[Fraction], *, fee: Indexed, year: ContractYear, days: int) -> StepLine:
    """Step 13: cases outside the band at the marginal price. Without a volume nothing is reconciled yet.

    A year in which the agreement is in force on some of its days alone expects its share of cases. House rule: 0162.
    """
    if not cases:
        return StepLine(Step.VOLUME, "", "0", 0, LineState.PROVISIONAL, "the volume of the year is not known yet", ())
    whole_year = Fraction(clause.expected_cases)
    expected, band = whole_year * Fraction(days, year.days), share_of(clause.band_percent)
    outside = outside_band(sum(cases, Fraction(0)), expected, band)
    case_price = Fraction(clause.fee_pence) * (fee.factor if clause.indexed else 1) / whole_year
    told = f"{exactly(sum(cases, Fraction(0)))} cases, {exactly(expected)} expected, band {clause.band_percent}%"
    return StepLine(
        Step.VOLUME,
        "",
        str(outside),
        whole_pence(outside * case_price * share_of(clause.marginal_percent)),
        state_of(provisional=clause.indexed and fee.provisional, disputed=False),
        f"{told}: {exactly(outside)} outside x {exactly(case_price)}p x {clause.marginal_percent}%",
        (),
    )


def clause_of(clause: PaymentByResults | None, cohort: PbrCohort) -> PaymentByResults | None:
    """The clause that a cohort was promised under; none where the terms of its year did not know of it."""
    return clause if clause is not None and any(each.code == cohort.code for each in clause.cohorts) else None


def result_line(clause: PaymentByResults, cohort: PbrCohort, changes: Mapping[str, Fraction], fee: Indexed) -> StepLine:
    """Step 14: the part at risk is returned unless reconvictions fell by the threshold; a further fall earns the bonus.

    Source: MoJ PbR pilot statistics, Doncaster: 10 % of the annual price, at least 5 points, bonus up to 10 points.
    House rule: 0163 (a cohort whose result is late changes nothing until it is known).
    """
    if cohort.code not in changes:
        return StepLine(
            Step.PAYMENT_BY_RESULTS, cohort.code, "0", 0, LineState.PROVISIONAL, "the result of the cohort is not known yet", ()
        )
    fall, threshold = -changes[cohort.code], Fraction(clause.threshold_points)
    fell = f"fell by {exactly(fall)} points, threshold {clause.threshold_points}"
    if fall < threshold:
        exact = -share_of(clause.at_risk_percent) * fee.fee_pence
        told = f"{fell}: {clause.at_risk_percent}% of {fee.fee_pence}p returned"
    else:
        beyond = max(Fraction(0), min(fall, Fraction(clause.bonus_up_to_points)) - threshold)
        exact = beyond * share_of(clause.bonus_percent_a_point) * fee.fee_pence
        told = f"{fell}: kept; bonus {clause.bonus_percent_a_point}% x {exactly(beyond)} points"
    state = state_of(provisional=fee.provisional, disputed=False)
    return StepLine(Step.PAYMENT_BY_RESULTS, cohort.code, str(changes[cohort.code]), whole_pence(exact), state, told, ())
