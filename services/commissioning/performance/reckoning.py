"""From the figures that were pulled to what is kept, scored and paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

from noms.contracts.commissioning.measures import Direction, Domain, MeasureUnit
from services.commissioning.agreements.tables import AgreementMeasureRow, AgreementRow
from services.commissioning.measures.rules import PROGRAMME_COMPLETIONS, outturn_percent
from services.commissioning.payments import rules as payment_rules
from services.commissioning.performance import rules
from services.commissioning.performance.sources import Figure
from services.commissioning.performance.tables import ComputationRow, ResultRow
from services.commissioning.ratings import rules as rating_rules

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """An agreement, the days to compute, and the contract year that they lie in."""

    agreement: AgreementRow
    measures: Sequence[AgreementMeasureRow]
    days: rules.Days
    year: payment_rules.ContractYear

    @property
    def days_before(self) -> rules.Days | None:
        """The days of the contract year before the period: what was paid for then bounds what is paid for now."""
        if self.days.from_day <= self.year.starts_on:
            return None
        return rules.Days(self.year.starts_on, self.days.from_day - _ONE_DAY)


def denominator_of(case: Case, figure: Figure) -> Fraction:
    """What the numerator is measured against: the service's own count, or the agreed volume by days."""
    if figure.asked.definition.unit is MeasureUnit.PERCENT:
        return Fraction(figure.result.denominator or 0)
    days = payment_rules.Period(figure.asked.days.from_day, figure.asked.days.to_day)
    return payment_rules.profiled_volume(case.agreement.annual_volume, case.year, days)


def result_row(case: Case, computed: ComputationRow, figure: Figure) -> ResultRow:
    """A figure as it is kept."""
    measure, result = figure.asked.definition, figure.result
    denominator = denominator_of(case, figure)
    outturn = outturn_percent(result.numerator, denominator)
    return ResultRow(
        result_id=uuid4(),
        agreement_id=computed.agreement_id,
        computation_id=computed.computation_id,
        measure_code=measure.code,
        definition_version=measure.version,
        unit=measure.unit,
        from_day=figure.asked.days.from_day,
        to_day=figure.asked.days.to_day,
        numerator=result.numerator,
        exact_denominator=str(denominator),
        exact_outturn=str(outturn) if outturn is not None else None,
        exclusions=result.exclusions,
        source_service=measure.source_service,
        source_definition_version=result.definition_version,
        source_definition=result.definition,
        watermark=result.watermark,
        numerator_event_ids=figure.numerator_event_ids,
        denominator_event_ids=figure.denominator_event_ids,
    )


def figure_of(figures: Sequence[Figure], measure_code: str, days: rules.Days | None) -> Figure | None:
    """The figure of a measure over some days."""
    return next((f for f in figures if f.asked.definition.code == measure_code and f.asked.days == days), None)


def outturn_of(case: Case, measure: AgreementMeasureRow, figures: Sequence[Figure], *, as_at: date) -> rating_rules.Outturn:
    """One measure of the agreement with what it came to, ready to be scored."""
    figure = figure_of(figures, measure.measure_code, case.days)
    assert figure is not None, "every measure of the agreement was asked for"
    denominator = denominator_of(case, figure)
    value = outturn_percent(figure.result.numerator, denominator)
    formula = rating_rules.formula_on(case.days.from_day)
    return rating_rules.Outturn(
        measure_code=measure.measure_code,
        domain=Domain(measure.domain),
        weight=measure.weight,
        scale=rating_rules.Scale(
            Fraction(measure.floor), Fraction(measure.target), Fraction(measure.stretch), Direction(measure.direction)
        ),
        value=value,
        numerator=figure.result.numerator,
        denominator=denominator,
        proportion=figure.asked.definition.unit is MeasureUnit.PERCENT,
        missing=rating_rules.why_missing(return_due_on=None, as_at=as_at, formula=formula) if value is None else None,
    )


def settlement_of(case: Case, figures: Sequence[Figure]) -> payment_rules.Settlement:
    """What the provider is entitled to for the period."""
    before = figure_of(figures, PROGRAMME_COMPLETIONS, case.days_before) if case.days_before else None
    within = figure_of(figures, PROGRAMME_COMPLETIONS, case.days)
    assert within is not None, "completions are always asked for"
    agreement = case.agreement
    return payment_rules.settle(
        payment_rules.Terms(agreement.starts_on, agreement.annual_fee_pence, agreement.annual_volume, agreement.unit_price_pence),
        payment_rules.Period(case.days.from_day, case.days.to_day),
        payment_rules.Delivery(before.result.numerator if before else 0, within.result.numerator),
    )
