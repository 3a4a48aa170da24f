"""Settling the months of a contract year on what is believed now: each run posts only what earlier runs did not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.settlement_events import SettlementPosted
from noms.contracts.commissioning.settlements import LineState
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.bills.rules import MonthSettlement
from services.commissioning.evidence.rules import Facts
from services.commissioning.ledger import rules as ledger
from services.commissioning.postings import rules as postings
from services.commissioning.prices.rules import ONE_DAY, months_until, numbered_year, year_number
from services.commissioning.runs import queries
from services.commissioning.runs.refusals import NoMonthOver, RestatementWindowClosed, refuse
from services.commissioning.runs.rules import About, Drawn, believed_since, draw_up
from services.commissioning.runs.tables import SettlementMonthRow, SettlementRunRow
from services.commissioning.settlements import rules
from services.commissioning.settlements.rules import YearSettlement
from services.commissioning.terms.queries import TermsInForce, terms_in_force, terms_of_version, terms_of_years_before


@dataclass(frozen=True)
class Act:
    """Who settles when, and why."""

    caller: Caller
    settled_on: date
    cause: str | None = None
    fraud: str | None = None
    within_window: bool = False
    about: About | None = None
    """What a contest was about, where nothing else may move any more: all the rest is believed as at the last run."""
    follows: bool = False
    """Whether a year that looks back is settled again after the one that was asked for."""


@dataclass(frozen=True)
class Case:
    """The contract year to settle, up to the last day of its last month that is over."""

    agreed: Agreed
    terms: TermsInForce
    others: Mapping[int, PaymentTerms]
    """The terms of the years before, where they were others."""
    version_before: int | None
    number: int
    through: date

    def drawn(self, facts: Facts, standing: Sequence[SettlementMonthRow]) -> Drawn:
        """The year computed from some facts, with what it leaves to post; what stands beyond an early end is emptied."""
        settled = rules.settle_year(self.terms.terms, facts, self.through, self.others)
        emptied = queries.emptied(standing, after=self.terms.terms.ends_on)
        return draw_up(facts, settled, emptied, queries.stood_by(standing), {month.from_day for month in standing})

    def same_as(self, run: SettlementRunRow, settled: YearSettlement) -> bool:
        """Whether a run rests on the very same inputs."""
        return (run.rule_version, run.inputs_hash, run.terms_version_before) == (
            settled.rule_version, settled.inputs_hash, self.version_before,
        )  # fmt: skip


@dataclass(frozen=True)
class Posted:
    """A settlement run, and whether it is new: the same inputs again are answered by the run that posted them."""

    run: SettlementRunRow
    new: bool


async def settle_months(
    session: AsyncSession,
    caller: Caller,
    agreement_id: UUID,
    through: date,
    *,
    settled_on: date | None = None,
    cause: str | None = None,
    fraud: str | None = None,
    within_window: bool = False,
    about: About | None = None,
) -> Posted:
    """Settle every month of a contract year that is over by a day or was settled before, and the later years that look back.

    The agreement is held until the transaction ends: of two who settle at once one waits, and finds nothing left to post.
    `within_window` adjusts no closed year: only what is new in it is posted. With `about` only what a contest was about moves.
    """
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    act = Act(caller, settled_on or clock.today(), cause, fraud, within_window, about)
    runs = await queries.runs_of(session, agreement_id)
    case = await open_case(session, act, agreed, through, runs)
    posted = await settle_year(session, act, case, runs)
    if posted.new:
        follows = replace(act, cause=f"follows run {posted.run.run}", follows=True)
        for year in sorted({run.contract_year for run in runs if run.contract_year > case.number}):
            first = numbered_year(case.terms.terms.commenced_on, year).starts_on
            if first <= case.terms.terms.ends_on:
                known = await queries.runs_of(session, agreement_id)
                await settle_year(session, follows, await open_case(session, follows, agreed, first, known), known)
    return posted


async def open_case(session: AsyncSession, act: Act, agreed: Agreed, through: date, runs: Sequence[SettlementRunRow]) -> Case:
    """The contract year to settle, or a refusal."""
    terms = await terms_in_force(session, agreed.agreement_id, through)
    terms = terms.ending(agreed.ends_on) if terms else None
    refuse(
        postings.objection_to_settling(
            through=through,
            settled_on=act.settled_on,
            state=agreed.state,
            ends_on=terms.terms.ends_on if terms else None,
            last_settled_on=runs[0].settled_on if runs else None,
            as_at=clock.today(),
        )
    )
    assert terms is not None, "without terms the settlement is refused"
    number = year_number(terms.terms.commenced_on, through)
    year = numbered_year(terms.terms.commenced_on, number)
    until = max([through, *(run.through for run in runs if run.contract_year == number)])
    over = [month for month in months_until(year, terms.terms.ends_on) if month.to_day <= until]
    if not over:
        raise NoMonthOver
    before = await terms_in_force(session, agreed.agreement_id, year.starts_on - ONE_DAY)
    others = await terms_of_years_before(session, agreed.agreement_id, terms, number)
    version_before = before.version if before and before.version != terms.version else None
    return Case(agreed, terms, others, version_before, number, over[-1].to_day)


async def settle_year(session: AsyncSession, act: Act, case: Case, runs: Sequence[SettlementRunRow]) -> Posted:
    """Compute a contract year on what is believed now, and post what differs from what was posted."""
    last = next((run for run in runs if run.contract_year == case.number), None)
    standing = await queries.standing_months(session, case.agreed.agreement_id)
    drawn = case.drawn(await facts_for(session, act, case, last), standing)
    if last is not None and case.same_as(last, drawn.settled):
        return Posted(last, new=False)
    if last is not None and act.within_window and drawn.adjusts and has_closed(act, case, drawn.settled, runs):
        if not drawn.new and not act.follows:
            raise RestatementWindowClosed
        if not drawn.new:
            return Posted(last, new=False)
        facts = believed_since(Facts.of(ledger.facts_from(last.facts)), drawn.facts, through=last.through)
        drawn = case.drawn(facts, standing).leaving_what_stands()
    return await post(session, act, case, drawn, runs)


async def post(session: AsyncSession, act: Act, case: Case, drawn: Drawn, runs: Sequence[SettlementRunRow]) -> Posted:
    """Keep a run with the months that it settles, and publish that it was posted."""
    last = next((run for run in runs if run.contract_year == case.number), None)
    run = run_row(act, case, drawn, number=runs[0].run + 1 if runs else 1)
    months = [month_row(run, month, drawn.posted) for month in drawn.months]
    run.answer_hash = ledger.fingerprint(run.statement, [month.lines for month in months[: len(drawn.settled.months)]])
    months = [month for month in months if month.from_day not in drawn.left]
    run.posted_pence = sum(month.posted_pence for month in months)
    if last is not None:
        changes = (*await changes_since(session, last, run, case), *postings.left_alone(drawn.left, last.through))
        run.run_before, run.changes = last.run, ledger.changes_text(changes)
    session.add(run)
    await session.flush()
    session.add_all(months)
    emit(session, posted_event(case, run), audience=case.agreed.audience)
    await session.flush()
    return Posted(run, new=True)


async def facts_for(session: AsyncSession, act: Act, case: Case, last: SettlementRunRow | None) -> Facts:
    """What is believed of a contract year now; of a closed year, what its last run believed but for what a contest was about."""
    agreement_id, terms = case.agreed.agreement_id, case.terms.terms
    if act.about is not None and last is not None:
        return await queries.believed_again(session, last, act.about)
    return await queries.believed(session, agreement_id, terms, year=case.number, through=case.through, known_on=act.settled_on)


def has_closed(act: Act, case: Case, settled: YearSettlement, runs: Sequence[SettlementRunRow]) -> bool:
    """Whether the window has closed within which what was posted for the contract year may be adjusted."""
    first_posted_on = min(london_day(run.recorded_at) for run in runs if run.contract_year == case.number)
    months = case.terms.terms.restatement_months
    closes_on = postings.window_closes_on(settled.year.ends_on, months, first_posted_on=first_posted_on)
    return postings.window_has_closed(entered_on=clock.today(), closes_on=closes_on, fraud=act.fraud is not None)


async def changes_since(
    session: AsyncSession, last: SettlementRunRow, run: SettlementRunRow, case: Case
) -> tuple[postings.Change, ...]:
    """What is believed now and was not at the run before."""
    terms = await terms_of_version(session, last.agreement_id, last.terms_version)
    was = terms.model_copy(update={"ends_on": last.ends_on})
    return postings.changes_between(
        postings.Inputs(last.rule_version, was, ledger.facts_from(last.facts), last.through),
        postings.Inputs(run.rule_version, case.terms.terms, ledger.facts_from(run.facts), run.through),
    )


def run_row(act: Act, case: Case, drawn: Drawn, *, number: int) -> SettlementRunRow:
    """A run as it is kept, with its inputs."""
    settled = drawn.settled
    lines = [line for month in settled.months for line in month.lines]
    return SettlementRunRow(
        agreement_id=case.agreed.agreement_id, run=number, contract_year=settled.number, through=case.through,
        ends_on=case.terms.terms.ends_on, settled_on=act.settled_on, recorded_by=act.caller.in_full, recorded_at=clock.now(),
        rule_version=settled.rule_version, inputs_hash=settled.inputs_hash, terms_version=case.terms.version,
        terms_version_before=case.version_before, facts=ledger.facts_text(drawn.facts), cause=act.cause, fraud=act.fraud,
        changes=ledger.changes_text(()), entitlement_pence=settled.entitlement_pence,
        uncollected_pence=settled.cap.uncollected_pence, statement=ledger.statement_text(settled),
        provisional=any(line.state is LineState.PROVISIONAL for line in lines),
    )  # fmt: skip


def month_row(
    run: SettlementRunRow, settled: MonthSettlement, posted: Mapping[postings.LineKey, postings.Posting]
) -> SettlementMonthRow:
    """A month as it is kept: its lines, and those of them that the run adjusts."""
    month = settled.month
    ours = {key: posting for key, posting in posted.items() if key.from_day == month.from_day}
    first = all(posting.adjusts_run is None and posting.posted_pence == posting.entitlement_pence for posting in ours.values())
    return SettlementMonthRow(
        agreement_id=run.agreement_id, contract_year=settled.contract_year, month=month.number, run=run.run,
        from_day=month.from_day, to_day=month.to_day, entitlement_pence=settled.entitlement_pence,
        posted_pence=sum(posting.posted_pence for posting in ours.values()), lines=ledger.lines_text(settled.lines),
        adjusted=None if first else ledger.adjusted_text(ours, month.from_day),
    )  # fmt: skip


def posted_event(case: Case, run: SettlementRunRow) -> SettlementPosted:
    """What is published to whoever reaches the agreement."""
    return SettlementPosted(
        agreement_id=run.agreement_id, provider=case.agreed.provider, run=run.run, through=run.through,
        detail_url=f"/v1/agreements/{run.agreement_id}/settlements/{run.run}",
    )  # fmt: skip
