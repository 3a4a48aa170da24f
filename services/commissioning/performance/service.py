"""Computing a period: figures pulled or returned, then rated and settled, all or nothing; and rating it again."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.chassis.peers import Peers
from noms.contracts.commissioning.performance import PeriodToCompute, PeriodView
from noms.contracts.commissioning.period_events import PeriodComputed, PeriodRatedAgain
from noms.contracts.commissioning.ratings import RatedBecause
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.comparators.queries import life_to_compare
from services.commissioning.comparators.rules import change_within
from services.commissioning.measures.service import Pulled
from services.commissioning.payments.service import settle_computation
from services.commissioning.performance import queries, rules
from services.commissioning.performance.refusals import CompletionsNotCounted, OlderThanTheLast, refuse
from services.commissioning.performance.rules import Case
from services.commissioning.performance.tables import ComputationRow
from services.commissioning.periods.queries import ComputedPeriod, periods_of
from services.commissioning.postings.rules import RESTATEMENT_MONTHS, window_closes_on
from services.commissioning.prices.rules import contract_year
from services.commissioning.ratings.service import Rated, give_rating
from services.commissioning.result_disputes import queries as disputes
from services.commissioning.result_disputes import service as contested
from services.commissioning.result_disputes.rules import Figure
from services.commissioning.results import queries as results
from services.commissioning.results import service as figures
from services.commissioning.results.rules import Found
from services.commissioning.terms.queries import priced_from


async def compute_period(
    session: AsyncSession, caller: Caller, peers: Peers, agreement_id: UUID, wanted: PeriodToCompute
) -> PeriodView:
    """Compute one period: results, rating and settlement. Computing again makes the next version and posts the difference.

    The figures are pulled before the agreement is held, and the case is judged again once it is: of two who compute at the
    same time one waits, and then follows the other or is refused.
    """
    seen = await agreements.agreed(session, caller, agreement_id)
    await agreements.refuse_others(session, caller, seen, nationally=True)
    case = await open_case(session, seen, wanted)
    pulled = await figures.pull_wanted(peers, case.agreed.provider, case.asked)
    held = await open_case(session, await agreements.agreed(session, caller, agreement_id, for_change=True), wanted)
    if held.asked != case.asked:
        raise OlderThanTheLast
    refuse_unpayable(held, pulled)
    period, computed, paid_for = await record_computation(session, caller, held, wanted, pulled)
    await rate_computation(session, held.agreed, period, computed, RatedBecause.COMPUTED)
    await settle_computation(
        session,
        agreement_id=agreement_id,
        period_id=computed.period_id,
        computation_id=computed.computation_id,
        run_number=computed.number,
        owed=rules.settlement_of(held, [int(found.numerator or 0) for found in paid_for]),
    )
    emit(session, computed_event(held, computed), audience=held.agreed.audience)
    return await queries.period_view(session, held.agreed, computed)


async def open_case(session: AsyncSession, agreed: Agreed, wanted: PeriodToCompute) -> Case:
    """The case to compute, or a refusal."""
    days = rules.Days(wanted.from_day, wanted.to_day)
    year = contract_year(agreed.starts_on, min(max(days.from_day, agreed.starts_on), agreed.ends_on))
    life = await life_to_compare(session, agreed.provider, agreed.starts_on)
    periods = await periods_of(session, agreed.agreement_id)
    refuse(
        rules.objection_to_computing(
            days,
            state=agreed.state,
            agreement=rules.Days(agreed.starts_on, agreed.ends_on),
            contract_year_ends_on=year.ends_on,
            changed_function_on=change_within(life, days.from_day, days.to_day) if life else None,
            varied=rules.varied_within(agreed, days),
            settled=[rules.Days(row.from_day, row.to_day) for row in periods],
            as_at=clock.today(),
        )
    )
    same = next((row for row in periods if rules.Days(row.from_day, row.to_day) == days), None)
    version_before = await queries.latest_number(session, same.period_id) if same else 0
    first_posted_on = await queries.first_posted_on(session, agreed.agreement_id, year.starts_on, year.ends_on)
    closes_on = window_closes_on(year.ends_on, RESTATEMENT_MONTHS, first_posted_on=first_posted_on) if first_posted_on else None
    refuse(rules.objection_to_restating(version_before, wanted.reason, closes_on=closes_on, as_at=clock.today()))
    resting = rules.days_at_rest(await agreements.moves_of(session, agreed.agreement_id), days.to_day)
    return Case(agreed.at(days.from_day), days, year, await priced_from(session, agreed.agreement_id), resting)


def refuse_unpayable(case: Case, pulled: Pulled) -> None:
    """Refuse to settle completions that nobody counts: a measure may be missing, what is paid for may not."""
    if any(asked in pulled.not_offered for asked in case.paid_for):
        raise CompletionsNotCounted


async def record_computation(
    session: AsyncSession, caller: Caller, case: Case, wanted: PeriodToCompute, pulled: Pulled
) -> tuple[ComputedPeriod, ComputationRow, list[Found]]:
    """Keep the next version of the period with its figures, unless an earlier one has seen more; and what is paid for."""
    period = await period_of(session, case)
    refuse(
        rules.objection_to_following(
            rules.least_seen(pulled.figures), earlier=await queries.watermarks(session, period.period_id)
        )
    )
    number = await queries.latest_number(session, period.period_id) + 1
    computed = ComputationRow(
        computation_id=uuid4(),
        agreement_id=case.agreed.agreement_id,
        period_id=period.period_id,
        number=number,
        computed_at=clock.now(),
        computed_by=caller.in_full,
        computed_through=caller.client,
        reason=wanted.reason if number > 1 else None,
        explanation=wanted.explanation if number > 1 else None,
    )
    session.add(computed)
    await session.flush()
    told = figures.Case(case.agreed, case.days.from_day, case.year, case.judged)
    found = await figures.keep_results(session, computed.computation_id, told, case.asked, pulled)
    return period, computed, [found[asked] for asked in case.paid_for]


async def period_of(session: AsyncSession, case: Case) -> ComputedPeriod:
    """The period of these days, made when they are computed for the first time."""
    for known in await periods_of(session, case.agreed.agreement_id):
        if rules.Days(known.from_day, known.to_day) == case.days:
            return known
    period = ComputedPeriod(
        period_id=uuid4(), agreement_id=case.agreed.agreement_id, from_day=case.days.from_day, to_day=case.days.to_day
    )
    session.add(period)
    await session.flush()
    return period


async def rate_computation(
    session: AsyncSession, agreed: Agreed, period: ComputedPeriod, computed: ComputationRow, because: RatedBecause
) -> bool:
    """Rate the figures of a computation as they stand with their contests; whether that says anything new."""
    rows = await results.results_of(session, computed.computation_id)
    contests = disputes.contests_of(await disputes.disputes_of(session, period.period_id))
    rated = Rated(
        agreement_id=agreed.agreement_id,
        period_id=period.period_id,
        computation_id=computed.computation_id,
        version=computed.number,
        provider=agreed.provider,
        from_day=period.from_day,
        to_day=period.to_day,
    )
    view, new = await give_rating(session, rated, results.outturns_of(rows, contests, computed.number), because)
    if new and because is not RatedBecause.COMPUTED:
        emit(session, rated_event(agreed, computed, view.number), audience=agreed.audience)
    return new


async def rate_days_again(session: AsyncSession, agreed: Agreed, days: rules.Days, because: RatedBecause) -> None:
    """Rate the latest version of every period of an agreement that shares one of the days. Whoever calls holds the agreement."""
    for period, computed in await queries.latest_computations(session, agreed.agreement_id):
        if rules.Days(period.from_day, period.to_day).shares_a_day_with(days):
            await rate_computation(session, agreed, period, computed, because)


async def rate_period_again(session: AsyncSession, caller: Caller, agreement_id: UUID, period_id: UUID) -> PeriodView:
    """Rate the latest version of a period by what its comparator group and its gateway events say now."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreed, nationally=True)
    computed = await queries.computation(session, agreement_id, period_id)
    period = await queries.period_of_agreement(session, agreement_id, period_id)
    await rate_computation(session, agreed, period, computed, RatedBecause.ASKED)
    return await queries.period_view(session, agreed, computed)


async def mark_result_disputed(
    session: AsyncSession, caller: Caller, agreement_id: UUID, result_id: UUID, contest_id: UUID
) -> None:
    """Let one figure wait for a contest: it counts as it stands, and what the rating comes to without it is shown."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    row = await results.result(session, agreement_id, result_id)
    of_row = await queries.computation_by_id(session, agreement_id, row.computation_id)
    latest = await queries.computation(session, agreement_id, of_row.period_id)
    named = contested.Contested(
        agreement_id=agreement_id,
        period_id=of_row.period_id,
        result_id=result_id,
        figure=Figure(row.measure_code, row.from_day),
        of_latest_version=of_row.number == latest.number,
    )
    if await contested.mark_disputed(session, caller, named, contest_id):
        period = await queries.period_of_agreement(session, agreement_id, of_row.period_id)
        await rate_computation(session, agreed, period, latest, RatedBecause.RESULT_DISPUTED)


async def settle_result_dispute(
    session: AsyncSession, caller: Caller, agreement_id: UUID, result_id: UUID, *, upheld: bool
) -> None:
    """Decide the contest of a figure: an upheld one fells it until the period is computed again, a rejected one stands."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    dispute = await disputes.open_dispute(session, agreement_id, result_id)
    latest = await queries.computation(session, agreement_id, dispute.period_id)
    await contested.settle_dispute(session, caller, dispute, upheld=upheld, through_version=latest.number)
    period = await queries.period_of_agreement(session, agreement_id, dispute.period_id)
    await rate_computation(session, agreed, period, latest, RatedBecause.DISPUTE_SETTLED)


def detail_url(computed: ComputationRow) -> str:
    """Where a version of a period is read."""
    return f"/v1/agreements/{computed.agreement_id}/periods/{computed.period_id}?version={computed.number}"


def computed_event(case: Case, computed: ComputationRow) -> PeriodComputed:
    """What is published to whoever reaches the agreement."""
    return PeriodComputed(
        agreement_id=computed.agreement_id,
        period_id=computed.period_id,
        provider=case.agreed.provider,
        from_day=case.days.from_day,
        to_day=case.days.to_day,
        computation=computed.number,
        detail_url=detail_url(computed),
    )


def rated_event(agreed: Agreed, computed: ComputationRow, rating: int) -> PeriodRatedAgain:
    """What is published when the same figures were rated again."""
    return PeriodRatedAgain(
        agreement_id=computed.agreement_id,
        period_id=computed.period_id,
        provider=agreed.provider,
        computation=computed.number,
        rating=rating,
        detail_url=detail_url(computed),
    )
