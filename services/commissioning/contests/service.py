"""Raising a contest, deciding it, and taking it back; what was contested follows, and payments post what that changes."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, persons_named
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.contest_events import ContestDecided, ContestRaised
from noms.contracts.commissioning.contest_views import ContestView
from noms.contracts.commissioning.contests import ContestedKind, ContestState, ContestWithdrawal, NewContest, NewDecision
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.contestables import queries as contestables
from services.commissioning.contestables.rules import Dispute, Standing
from services.commissioning.contestables.service import put_in_dispute, take_out_of_dispute
from services.commissioning.contests import queries, rules
from services.commissioning.contests.refusals import NotTheProvider, StatementNamesAPerson, refuse
from services.commissioning.contests.tables import ContestEndRow, ContestRow
from services.commissioning.occurrences.rules import is_on_the_providers_side, names_a_person


async def raise_contest(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewContest) -> ContestView:
    """Contest one thing, for the provider: it stays as charged, and only its part is withheld until the decision."""
    agreed = await agreed_by_provider(session, caller, agreement_id)
    refuse_numbers_of_persons(new.statement)
    refuse(rules.objection_to_naming(new.about))
    standing = await contestables.standing(session, agreement_id, new.about)
    today = clock.today()
    refuse(
        rules.objection_to_contesting(
            standing,
            contested=await queries.contested_before(session, agreement_id, new.about, standing.version),
            disputed_pence=new.disputed_pence,
            as_at=today,
        ),
        contest_until=standing.contest_until,
    )
    row = contest_row(caller, agreement_id, new, standing)
    session.add(row)
    await session.flush()
    await put_in_dispute(session, caller, dispute_of(row))
    emit(session, raised_event(agreed, row), audience=agreed.audience)
    return queries.contest_view(row, None, as_at=today)


async def decide_contest(session: AsyncSession, caller: Caller, contest_id: UUID, decision: NewDecision) -> ContestView:
    """Decide a contest for the purchaser's side; what was contested follows, and the difference is posted."""
    row, _ = await queries.contest(session, caller, contest_id)
    agreed = await agreements.agreed(session, caller, row.agreement_id, for_change=True)
    row, end = await queries.contest(session, caller, contest_id)
    standing = await contestables.standing(session, row.agreement_id, queries.about(row))
    refuse(
        rules.objection_to_deciding(
            ended=end is not None,
            deciders=caller.persons,
            judged_by=persons_named(*standing.judged_by, row.raised_by),
            on_the_providers_side=is_on_the_providers_side(caller.organisation, agreed),
        )
    )
    await agreements.refuse_others(session, caller, agreed)
    new_count = Fraction(decision.new_count) if decision.new_count is not None else None
    refuse(rules.objection_to_decision(decision.outcome, count=standing.count, new_count=new_count))
    refuse_numbers_of_persons(decision.reasons)
    end = end_row(caller, row, rules.STATES[decision.outcome], decision.reasons, new_count)
    return await end_contest(session, caller, agreed, row, end)


async def withdraw_contest(session: AsyncSession, caller: Caller, contest_id: UUID, withdrawal: ContestWithdrawal) -> ContestView:
    """Take a contest back, for the provider: the thing stands as charged."""
    row, _ = await queries.contest(session, caller, contest_id)
    agreed = await agreed_by_provider(session, caller, row.agreement_id)
    row, end = await queries.contest(session, caller, contest_id)
    if end is not None:
        refuse(rules.ContestObjection.ENDED_ALREADY)
    refuse_numbers_of_persons(withdrawal.reason)
    end = end_row(caller, row, ContestState.WITHDRAWN, withdrawal.reason, None)
    return await end_contest(session, caller, agreed, row, end)


async def end_contest(session: AsyncSession, caller: Caller, agreed: Agreed, row: ContestRow, end: ContestEndRow) -> ContestView:
    """End a contest: the thing leaves its dispute, and both parties are told."""
    session.add(end)
    await session.flush()
    new_count = Fraction(end.new_count) if end.new_count is not None else None
    await take_out_of_dispute(session, caller, dispute_of(row), ContestState(end.state), new_count)
    emit(session, decided_event(agreed, row, end), audience=agreed.audience)
    return queries.contest_view(row, end, as_at=clock.today())


async def agreed_by_provider(session: AsyncSession, caller: Caller, agreement_id: UUID) -> Agreed:
    """The agreement, held for a change, for a caller who reaches what only its provider reaches."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    if not caller.reaches(agreements.tags_of(Party.PROVIDER, agreement)):
        raise NotTheProvider
    return await agreements.agreed(session, caller, agreement_id)


def refuse_numbers_of_persons(text: str) -> None:
    """Refuse a text that holds a number by which a person is known."""
    if names_a_person(text):
        raise StatementNamesAPerson


def dispute_of(row: ContestRow) -> Dispute:
    """A contest, for the thing that it is about."""
    return Dispute(row.contest_id, row.agreement_id, queries.about(row), row.raised_on, row.disputed_pence)


def contest_row(caller: Caller, agreement_id: UUID, new: NewContest, standing: Standing) -> ContestRow:
    """A contest as it is kept, with the days that follow from the day on which it is raised."""
    raised_at = clock.now()
    return ContestRow(
        contest_id=uuid4(),
        agreement_id=agreement_id,
        about_kind=new.about.kind,
        about_id=new.about.id,
        about_place=new.about.place or queries.NOWHERE,
        about_version=standing.version,
        controller=standing.controller,
        told_on=standing.told_on,
        contest_until=standing.contest_until,
        raised_on=london_day(raised_at),
        decision_due_on=rules.decision_due_on(london_day(raised_at)),
        raised_by=caller.in_full,
        raised_through=caller.client,
        raised_at=raised_at,
        **new.model_dump(include={"ground", "statement", "evidence_ids", "disputed_pence"}),
    )


def end_row(caller: Caller, row: ContestRow, state: ContestState, reasons: str, new_count: Fraction | None) -> ContestEndRow:
    """The end of a contest as it is kept."""
    return ContestEndRow(
        contest_id=row.contest_id,
        agreement_id=row.agreement_id,
        state=state,
        new_count=None if new_count is None else Decimal(new_count.numerator) / new_count.denominator,
        reasons=reasons,
        ended_by=caller.in_full,
        ended_through=caller.client,
        ended_at=clock.now(),
    )


def raised_event(agreed: Agreed, row: ContestRow) -> ContestRaised:
    """What is published when a contest is raised."""
    return ContestRaised(
        agreement_id=row.agreement_id,
        contest_id=row.contest_id,
        provider=agreed.provider,
        about_kind=ContestedKind(row.about_kind),
        about_id=row.about_id,
        decision_due_on=row.decision_due_on,
        detail_url=f"/v1/contests/{row.contest_id}",
    )


def decided_event(agreed: Agreed, row: ContestRow, end: ContestEndRow) -> ContestDecided:
    """What is published when a contest has ended."""
    return ContestDecided(
        agreement_id=row.agreement_id,
        contest_id=row.contest_id,
        provider=agreed.provider,
        about_kind=ContestedKind(row.about_kind),
        about_id=row.about_id,
        state=ContestState(end.state),
        detail_url=f"/v1/contests/{row.contest_id}",
    )
