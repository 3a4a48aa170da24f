"""Moves of an agreement, each judged, kept with who, when and why, and published where others must know."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.agreement_events import (
    AgreementCommenced,
    AgreementEnded,
    AgreementResumed,
    AgreementSuspended,
    AgreementTerminated,
)
from noms.contracts.commissioning.agreement_kinds import AgreementState, Party
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.lifecycle import AgreementAct, ExpiryNotice, Resumption, Suspension, Termination
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import MOVES
from services.commissioning.agreements.service import detail_url, hold_purchases, move
from services.commissioning.lifecycle import queries, rules
from services.commissioning.lifecycle.refusals import refuse
from services.commissioning.texts.queries import whole_text

InForce = Suspension | Resumption | ExpiryNotice | Termination
Heard = type[AgreementSuspended] | type[AgreementResumed] | type[AgreementEnded] | type[AgreementTerminated]

HEARD: Mapping[AgreementAct, Heard] = MappingProxyType(
    {
        AgreementAct.SUSPEND: AgreementSuspended,
        AgreementAct.RESUME: AgreementResumed,
        AgreementAct.END: AgreementEnded,
        AgreementAct.TERMINATE: AgreementTerminated,
    }
)
"""What is published of a move that others must know of."""


async def offer_agreement(session: AsyncSession, caller: Caller, agreement_id: UUID) -> AgreementView:
    """Offer a draft to the provider: from now on its text is settled."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreement, drafting=True)
    measures = (await whole_text(session, agreement_id)).measures
    refuse(rules.objection_to_offer(allowed=may_move(agreement, AgreementAct.OFFER), measure_count=len(measures)))
    await move(session, caller, agreement, AgreementAct.OFFER, effective_on=clock.today())
    await session.flush()
    return await agreements.agreement_view(session, agreement)


async def withdraw_offer(session: AsyncSession, caller: Caller, agreement_id: UUID) -> AgreementView:
    """Take back an offer that nobody has signed, so that it can be changed."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreement, drafting=True)
    refuse(None if may_move(agreement, AgreementAct.WITHDRAW_OFFER) else rules.MoveObjection.NOT_ALLOWED)
    await move(session, caller, agreement, AgreementAct.WITHDRAW_OFFER, effective_on=clock.today())
    await session.flush()
    return await agreements.agreement_view(session, agreement)


async def bring_into_force(session: AsyncSession, caller: Caller, agreement_id: UUID) -> AgreementView:
    """Let an agreement that both have signed begin; what it buys is held against every other agreement."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreement, drafting=True)
    state, allowed = AgreementState(agreement.state), may_move(agreement, AgreementAct.COMMENCE)
    refuse(rules.objection_to_commencement(state=state, allowed=allowed, starts_on=agreement.starts_on, as_at=clock.today()))
    await move(session, caller, agreement, AgreementAct.COMMENCE, effective_on=agreement.starts_on)
    await hold_purchases(session, agreement)
    commenced = AgreementCommenced(
        agreement_id=agreement_id, commissioner=agreement.commissioner, provider=agreement.provider,
        starts_on=agreement.starts_on, ends_on=agreement.ends_on, detail_url=detail_url(agreement_id),
    )  # fmt: skip
    emit(session, commenced, audience=agreement.audience)
    await session.flush()
    return await agreements.agreement_view(session, agreement)


async def move_in_force(
    session: AsyncSession, caller: Caller, agreement_id: UUID, act: AgreementAct, told: InForce
) -> AgreementView:
    """Suspend, resume, let expire or terminate an agreement in force, under the clause that lets it happen."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    needed, named = rules.NEEDS_CLAUSE.get(act), told.clause if isinstance(told, Termination) else None
    text = await whole_text(session, agreement_id)
    clause = text.clause_with(needed, told.effective_on, code=named) if needed else None
    last = await agreements.last_move(session, agreement_id)
    refuse(
        rules.objection_to_move(
            allowed=may_move(agreement, act),
            may_act=await agreements.acts_for(session, caller, agreement, Party.COMMISSIONER),
            clause_allows=needed is None or clause is not None,
            term=rules.Term(agreement.starts_on, agreement.ends_on, last.effective_on if last else agreement.starts_on),
            effective_on=told.effective_on,
            as_at=clock.today(),
        )
    )
    await refuse_to_take_away(session, agreement, act, told)
    under = clause.code if clause else None
    await move(session, caller, agreement, act, effective_on=told.effective_on, clause=under, reason=told.reason)
    if act is AgreementAct.TERMINATE:
        agreement.ends_on = told.effective_on
        await hold_purchases(session, agreement)
    publish(session, agreement, act, told.effective_on)
    await session.flush()
    return await agreements.agreement_view(session, agreement)


async def refuse_to_take_away(session: AsyncSession, agreement: agreements.Agreement, act: AgreementAct, told: InForce) -> None:
    """Refuse a suspension or an early end that takes settled or computed days away, unless both have signed for it."""
    named = told.agreed_in if isinstance(told, Suspension | Termination) else None
    refuse(
        rules.objection_to_taking_away(
            act,
            told.effective_on,
            settled_through=await queries.settled_through(session, agreement.agreement_id),
            agreed_by_both=named is not None
            and await queries.agreed_by_both(session, agreement.agreement_id, named, told.effective_on),
        )
    )


async def end_agreement(session: AsyncSession, caller: Caller, agreement_id: UUID) -> AgreementView:
    """Record that the last day of an agreement is over."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    refuse(
        rules.objection_to_ending(
            allowed=may_move(agreement, AgreementAct.END),
            may_act=await agreements.acts_for(session, caller, agreement, Party.COMMISSIONER),
            ends_on=agreement.ends_on,
            as_at=clock.today(),
        )
    )
    await move(session, caller, agreement, AgreementAct.END, effective_on=agreement.ends_on)
    publish(session, agreement, AgreementAct.END, agreement.ends_on)
    await session.flush()
    return await agreements.agreement_view(session, agreement)


def may_move(agreement: agreements.Agreement, act: AgreementAct) -> bool:
    """Whether the table of moves leads on from where the agreement stands."""
    return (AgreementState(agreement.state), act) in MOVES


def publish(session: AsyncSession, agreement: agreements.Agreement, act: AgreementAct, effective_on: date) -> None:
    """Tell whoever reaches the agreement of a move that others must know of."""
    if act in HEARD:
        told = HEARD[act](
            agreement_id=agreement.agreement_id, commissioner=agreement.commissioner, provider=agreement.provider,
            effective_on=effective_on, detail_url=detail_url(agreement.agreement_id),
        )  # fmt: skip
        emit(session, told, audience=agreement.audience)
