"""Computing a period: figures pulled from the services that own the events, then rated and settled, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.peers import Peers
from noms.contracts.commissioning.measures import Direction, Domain, MeasureUnit
from noms.contracts.commissioning.performance import PeriodComputed, PeriodToCompute, PeriodView
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed, AgreedMeasure
from services.commissioning.measures.queries import definition
from services.commissioning.measures.rules import PROGRAMME_COMPLETIONS, Asked, Figure, outturn_percent
from services.commissioning.measures.service import pull
from services.commissioning.payments import rules as payments
from services.commissioning.payments.service import settle_computation
from services.commissioning.performance import queries, rules
from services.commissioning.performance.refusals import refuse
from services.commissioning.performance.tables import ComputationRow, PeriodRow, ResultRow
from services.commissioning.ratings import rules as ratings
from services.commissioning.ratings.service import give_rating

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """What was agreed, the days to compute, and the contract year that they lie in."""

    agreed: Agreed
    days: rules.Days
    year: payments.ContractYear

    @property
    def days_before(self) -> rules.Days | None:
        """The days of the contract year before the period: what was paid for then bounds what is paid for now."""
        if self.days.from_day <= self.year.starts_on:
            return None
        return rules.Days(self.year.starts_on, self.days.from_day - _ONE_DAY)


async def compute_period(
    session: AsyncSession, caller: Caller, peers: Peers, agreement_id: UUID, wanted: PeriodToCompute
) -> PeriodView:
    """Compute one period: results, rating and settlement. Computing again makes the next version and posts the difference.

    The figures are pulled before the agreement is held, and the case is judged again once it is: of two who compute at the
    same time one waits, and then follows the other or is refused.
    """
    days = rules.Days(wanted.from_day, wanted.to_day)
    case = await open_case(session, await agreements.agreed(session, caller, agreement_id), days)
    figures = await pull(peers, case.agreed.provider, asked_of(case))
    case = await open_case(session, await agreements.agreed(session, caller, agreement_id, for_change=True), days)
    computed = await record_computation(session, caller, case, figures)
    give_rating(
        session,
        agreement_id=agreement_id,
        computation_id=computed.computation_id,
        from_day=days.from_day,
        outturns=[outturn_of(case, measure, figures) for measure in case.agreed.measures],
    )
    await settle_computation(
        session,
        agreement_id=agreement_id,
        period_id=computed.period_id,
        computation_id=computed.computation_id,
        run_number=computed.number,
        owed=settlement_of(case, figures),
    )
    emit(session, computed_event(case, computed), audience=case.agreed.audience)
    return await queries.period_view(session, agreement_id, case.agreed.provider, computed)


async def open_case(session: AsyncSession, agreed: Agreed, days: rules.Days) -> Case:
    """The case to compute, or a refusal."""
    inside = min(max(days.from_day, agreed.starts_on), agreed.ends_on)
    year = payments.contract_year(agreed.starts_on, inside)
    settled = [rules.Days(row.from_day, row.to_day) for row in await queries.periods_of(session, agreed.agreement_id)]
    refuse(
        rules.objection_to_computing(
            days,
            state=agreed.state,
            agreement=rules.Days(agreed.starts_on, agreed.ends_on),
            contract_year_ends_on=year.ends_on,
            settled=settled,
            as_at=clock.today(),
        )
    )
    return Case(agreed, days, year)


def asked_of(case: Case) -> list[Asked]:
    """Every figure that the case needs: its measures, and completions of the period and of the contract year before it."""
    versions = {measure.measure_code: measure.definition_version for measure in case.agreed.measures}
    completions = definition(PROGRAMME_COMPLETIONS, versions.pop(PROGRAMME_COMPLETIONS, None))
    within, before = case.days, case.days_before
    asked = [
        Asked(measure, within.from_day, within.to_day) for measure in (completions, *(definition(*v) for v in versions.items()))
    ]
    return [*asked, Asked(completions, before.from_day, before.to_day)] if before else asked


def figure_of(figures: Sequence[Figure], measure_code: str, days: rules.Days) -> Figure:
    """The figure of a measure over some days: everything that the case needs was asked for."""
    return next(
        figure
        for figure in figures
        if (figure.asked.definition.code, figure.asked.from_day, figure.asked.to_day)
        == (measure_code, days.from_day, days.to_day)
    )


async def record_computation(session: AsyncSession, caller: Caller, case: Case, figures: Sequence[Figure]) -> ComputationRow:
    """Keep the next version of the period with its figures, unless an earlier one has seen more."""
    period = await period_of(session, case)
    refuse(rules.objection_to_following(least_seen(figures), earlier=await queries.watermarks(session, period.period_id)))
    computed = ComputationRow(
        computation_id=uuid4(),
        agreement_id=case.agreed.agreement_id,
        period_id=period.period_id,
        number=await queries.latest_number(session, period.period_id) + 1,
        computed_at=clock.now(),
        computed_by=caller.subject,
    )
    session.add(computed)
    await session.flush()
    session.add_all(result_row(case, computed, figure) for figure in figures)
    await session.flush()
    return computed


async def period_of(session: AsyncSession, case: Case) -> PeriodRow:
    """The period of these days, made when they are computed for the first time."""
    for known in await queries.periods_of(session, case.agreed.agreement_id):
        if rules.Days(known.from_day, known.to_day) == case.days:
            return known
    period = PeriodRow(
        period_id=uuid4(), agreement_id=case.agreed.agreement_id, from_day=case.days.from_day, to_day=case.days.to_day
    )
    session.add(period)
    await session.flush()
    return period


def least_seen(figures: Sequence[Figure]) -> dict[str, int]:
    """The least that any figure of a service had seen of its feed."""
    seen: dict[str, int] = {}
    for figure in figures:
        service = figure.asked.definition.source_service.value
        seen[service] = min(figure.result.watermark, seen.get(service, figure.result.watermark))
    return seen


def denominator_of(case: Case, figure: Figure) -> Fraction:
    """What the numerator is measured against: the service's own count, or the agreed volume by days."""
    if figure.asked.definition.unit is MeasureUnit.PERCENT:
        return Fraction(figure.result.denominator or 0)
    days = payments.Period(figure.asked.from_day, figure.asked.to_day)
    return payments.profiled_volume(case.agreed.annual_volume, case.year, days)


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
        from_day=figure.asked.from_day,
        to_day=figure.asked.to_day,
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


def outturn_of(case: Case, measure: AgreedMeasure, figures: Sequence[Figure]) -> ratings.Outturn:
    """One measure of the agreement with what it came to, ready to be scored."""
    figure = figure_of(figures, measure.measure_code, case.days)
    denominator = denominator_of(case, figure)
    value = outturn_percent(figure.result.numerator, denominator)
    formula = ratings.formula_on(case.days.from_day)
    return ratings.Outturn(
        measure_code=measure.measure_code,
        domain=Domain(measure.domain),
        weight=measure.weight,
        scale=ratings.Scale(
            Fraction(measure.floor), Fraction(measure.target), Fraction(measure.stretch), Direction(measure.direction)
        ),
        value=value,
        numerator=figure.result.numerator,
        denominator=denominator,
        proportion=figure.asked.definition.unit is MeasureUnit.PERCENT,
        missing=ratings.why_missing(return_due_on=None, as_at=clock.today(), formula=formula) if value is None else None,
    )


def settlement_of(case: Case, figures: Sequence[Figure]) -> payments.Settlement:
    """What the provider is entitled to for the period."""
    before = case.days_before
    done_before = figure_of(figures, PROGRAMME_COMPLETIONS, before).result.numerator if before else 0
    done_within = figure_of(figures, PROGRAMME_COMPLETIONS, case.days).result.numerator
    agreed = case.agreed
    return payments.settle(
        payments.Terms(agreed.starts_on, agreed.annual_fee_pence, agreed.annual_volume, agreed.unit_price_pence),
        payments.Period(case.days.from_day, case.days.to_day),
        payments.Delivery(done_before, done_within),
    )


def computed_event(case: Case, computed: ComputationRow) -> PeriodComputed:
    """What is published to whoever reaches the agreement."""
    return PeriodComputed(
        agreement_id=computed.agreement_id,
        period_id=computed.period_id,
        provider=case.agreed.provider,
        from_day=case.days.from_day,
        to_day=case.days.to_day,
        computation=computed.number,
        detail_url=f"/v1/agreements/{computed.agreement_id}/periods/{computed.period_id}?version={computed.number}",
    )
