"""Letting a thing be disputed, and letting it follow the end of its contest; payments post what that changes."""

from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.contests import ContestedKind, ContestState
from noms.contracts.commissioning.occurrences import OccurrenceState
from services.commissioning.agreements import queries as agreements
from services.commissioning.contestables import queries
from services.commissioning.contestables.refusals import UpheldMovesNothing
from services.commissioning.contestables.rules import OCCURRENCE_BECOMES, Dispute
from services.commissioning.invoices import service as invoices
from services.commissioning.occurrences import service as occurrences
from services.commissioning.payments import service as payments
from services.commissioning.payments.queries import standing_line
from services.commissioning.performance import service as performance
from services.commissioning.runs.rules import About


async def put_in_dispute(session: AsyncSession, caller: Caller, dispute: Dispute) -> None:
    """Let the thing be disputed: it counts as charged. What is withheld of an invoice is withheld already."""
    agreement_id, thing = dispute.agreement_id, dispute.about.id
    match dispute.about.kind:
        case ContestedKind.OCCURRENCE:
            to, reason = OccurrenceState.DISPUTED, f"Contest {dispute.contest_id} was raised."
            await occurrences.move(session, caller, agreement_id, thing, to=to, reason=reason)
        case ContestedKind.SETTLEMENT_LINE:
            part, filed_on = dispute.disputed_pence, dispute.raised_on
            await payments.mark_line_disputed(
                session, caller, agreement_id, thing, dispute.contest_id, filed_on=filed_on, disputed_pence=part
            )
        case ContestedKind.RESULT:
            await performance.mark_result_disputed(session, caller, agreement_id, thing, dispute.contest_id)


async def take_out_of_dispute(
    session: AsyncSession, caller: Caller, dispute: Dispute, state: ContestState, new_count: Fraction | None
) -> None:
    """Let the thing follow the end of its contest: what rests on it is settled, rated or matched again."""
    agreement_id, thing, upheld = dispute.agreement_id, dispute.about.id, state is ContestState.UPHELD
    cause = f"Contest {dispute.contest_id}: {state}."
    match dispute.about.kind:
        case ContestedKind.OCCURRENCE:
            to = OCCURRENCE_BECOMES[state]
            told = await occurrences.move(session, caller, agreement_id, thing, to=to, reason=cause, count=new_count)
            await post_difference(session, caller, agreement_id, told.occurred_on, cause=cause, about=About(occurrence_id=thing))
        case ContestedKind.SETTLEMENT_LINE:
            line = await standing_line(session, agreement_id, thing)
            if upheld and line.pence >= 0:
                raise UpheldMovesNothing
            await payments.settle_line_dispute(session, caller, agreement_id, thing, upheld=upheld)
            moved = await post_difference(session, caller, agreement_id, line.month_of, cause=cause, about=About(line_id=thing))
            if upheld and not moved:
                raise UpheldMovesNothing
        case ContestedKind.RESULT:
            await performance.settle_result_dispute(session, caller, agreement_id, thing, upheld=upheld)
        case ContestedKind.INVOICE_LINE if state is not ContestState.WITHDRAWN:
            await match_again(session, caller, dispute, upheld=upheld)


async def match_again(session: AsyncSession, caller: Caller, dispute: Dispute, *, upheld: bool) -> None:
    """Match an invoice again; an upheld contest of a line of it must leave less of that line withheld."""
    before = await queries.withheld_pence(session, dispute.about)
    await invoices.match_again(session, caller, dispute.agreement_id, dispute.about.id)
    if upheld and await queries.withheld_pence(session, dispute.about) >= before:
        raise UpheldMovesNothing


async def post_difference(
    session: AsyncSession, caller: Caller, agreement_id: UUID, day: date, *, cause: str, about: About
) -> bool:
    """Settle what had been settled of the year of a day again, so that what the decision changes is posted; whether it moved.

    Where the window of the year has closed meanwhile it is settled on the day of its last settlement, and nothing moves but
    what the contest was about: the contest kept that open. House rule: 0176.
    """
    agreement = await agreements.agreement(session, caller, agreement_id)
    last = await queries.last_settlement(session, agreement_id, min(day, agreement.ends_on))
    if last is None:
        return False
    through = min(last.through, agreement.ends_on)
    if clock.today() <= last.closes_on:
        posted = await payments.settle_months(session, caller, agreement_id, through, cause=cause, within_window=True)
    else:
        posted = await payments.settle_months(
            session, caller, agreement_id, through, settled_on=last.settled_on, cause=cause, about=about
        )
    return posted.new and posted.run.posted_pence != 0
