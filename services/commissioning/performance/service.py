"""Computing a period: figures pulled from the services that own the events, then rated and settled, all or nothing."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.peers import Peers
from noms.contracts.commissioning.agreements import AgreementState
from noms.contracts.commissioning.performance import PeriodComputed, PeriodToCompute, PeriodView
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.measures.queries import definition
from services.commissioning.measures.rules import PROGRAMME_COMPLETIONS
from services.commissioning.payments import rules as payment_rules
from services.commissioning.payments.service import post_settlement
from services.commissioning.performance import queries, rules
from services.commissioning.performance.reckoning import Case, outturn_of, result_row, settlement_of
from services.commissioning.performance.refusals import refuse
from services.commissioning.performance.sources import Asked, Figure, pull
from services.commissioning.performance.tables import ComputationRow, PeriodRow
from services.commissioning.ratings.service import give_rating


async def compute_period(
    session: AsyncSession, caller: Caller, peers: Peers, agreement_id: UUID, wanted: PeriodToCompute
) -> PeriodView:
    """Compute one period: results, rating and settlement. Computing again makes the next version and posts the difference.

    The figures are pulled before the agreement is held, and the case is judged again once it is: of two who compute at the
    same time one waits, and then follows the other or is refused.
    """
    case = await open_case(session, await agreements.agreement(session, caller, agreement_id), wanted)
    figures = await pull(peers, case.agreement.provider, asked_of(case))
    held = await agreements.agreement(session, caller, agreement_id, for_change=True)
    case = await open_case(session, held, wanted)
    computed = await record_computation(session, caller, case, figures)
    give_rating(
        session,
        agreement_id=agreement_id,
        computation_id=computed.computation_id,
        from_day=case.days.from_day,
        outturns=[outturn_of(case, measure, figures, as_at=clock.today()) for measure in case.measures],
    )
    await post_settlement(
        session,
        agreement_id=agreement_id,
        period_id=computed.period_id,
        computation_id=computed.computation_id,
        run_number=computed.number,
        settlement=settlement_of(case, figures),
    )
    publish(session, case, computed)
    return await queries.period_view(session, case.agreement, computed)


async def open_case(session: AsyncSession, agreement: AgreementRow, wanted: PeriodToCompute) -> Case:
    """The case to compute, or a refusal."""
    days = rules.Days(wanted.from_day, wanted.to_day)
    inside = min(max(days.from_day, agreement.starts_on), agreement.ends_on)
    year = payment_rules.contract_year(agreement.starts_on, inside)
    settled = [rules.Days(row.from_day, row.to_day) for row in await queries.periods_of(session, agreement.agreement_id)]
    refuse(
        rules.objection_to_computing(
            days,
            state=AgreementState(agreement.state),
            agreement=rules.Days(agreement.starts_on, agreement.ends_on),
            contract_year_ends_on=year.ends_on,
            settled=settled,
            as_at=clock.today(),
        )
    )
    return Case(agreement, await agreements.measures_of(session, agreement.agreement_id), days, year)


def asked_of(case: Case) -> list[Asked]:
    """Every figure that the case needs: its measures, and completions of the period and of the contract year before it."""
    versions = {measure.measure_code: measure.definition_version for measure in case.measures}
    completions = definition(PROGRAMME_COMPLETIONS, versions.pop(PROGRAMME_COMPLETIONS, None))
    asked = [Asked(completions, case.days), *(Asked(definition(code, version), case.days) for code, version in versions.items())]
    return [*asked, Asked(completions, case.days_before)] if case.days_before else asked


async def record_computation(session: AsyncSession, caller: Caller, case: Case, figures: Sequence[Figure]) -> ComputationRow:
    """Keep the next version of the period with its figures, unless an earlier one has seen more."""
    known = await queries.periods_of(session, case.agreement.agreement_id)
    period = next((row for row in known if (row.from_day, row.to_day) == (case.days.from_day, case.days.to_day)), None)
    if period is None:
        period = PeriodRow(
            period_id=uuid4(), agreement_id=case.agreement.agreement_id, from_day=case.days.from_day, to_day=case.days.to_day
        )
        session.add(period)
        await session.flush()
    refuse(rules.objection_to_following(least_seen(figures), earlier=await queries.watermarks(session, period.period_id)))
    computed = ComputationRow(
        computation_id=uuid4(),
        agreement_id=case.agreement.agreement_id,
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


def least_seen(figures: Sequence[Figure]) -> dict[str, int]:
    """The least that any figure of a service had seen of its feed."""
    seen: dict[str, int] = {}
    for figure in figures:
        service = figure.asked.definition.source_service.value
        seen[service] = min(figure.result.watermark, seen.get(service, figure.result.watermark))
    return seen


def publish(session: AsyncSession, case: Case, computed: ComputationRow) -> None:
    """Tell whoever reaches the agreement that a period was computed."""
    said = PeriodComputed(
        agreement_id=computed.agreement_id,
        period_id=computed.period_id,
        provider=case.agreement.provider,
        from_day=case.days.from_day,
        to_day=case.days.to_day,
        computation=computed.number,
        detail_url=f"/v1/agreements/{computed.agreement_id}/periods/{computed.period_id}?version={computed.number}",
    )
    emit(session, said, audience=case.agreement.audience)
