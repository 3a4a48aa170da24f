"""Proposing, signing and withdrawing of variations and extensions; the last signature lays the new text over the old."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.agreement_events import AgreementExtended, AgreementVaried
from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementState, Party
from noms.contracts.commissioning.agreements import BEGUN, NewSignature
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.texts import ClauseEffect, TextCause
from noms.contracts.commissioning.variation_views import VariationView
from noms.contracts.commissioning.variations import NewExtension, NewVariation, TextChanges, VariationKind, VariationState
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements import refusals as of_agreements
from services.commissioning.agreements import rules as agreement_rules
from services.commissioning.agreements.service import audience_of, detail_url, hold_purchases, known_provider
from services.commissioning.layers.rules import lie_on_one_another
from services.commissioning.mandates.service import judge_mandate
from services.commissioning.price_moves.queries import prices_with
from services.commissioning.responsibilities.rules import Provider
from services.commissioning.term_versions.service import judge_terms
from services.commissioning.texts import refusals as of_texts
from services.commissioning.texts import rules as texts
from services.commissioning.texts import service as laying
from services.commissioning.texts.queries import PartRow, key_of, later_parts, layer_of, options_of, whole_text
from services.commissioning.variations import queries, rules
from services.commissioning.variations.refusals import refuse
from services.commissioning.variations.tables import VariationRow, VariationSignatureRow

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """A variation that may stand: the parts that it lays down, the text with them, what it costs, the clause for notices."""

    rows: Sequence[PartRow]
    after: texts.Text
    price_effect_pence: int
    clause: str | None


async def propose_variation(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewVariation) -> VariationView:
    """Propose a change of the text, with what it comes to in a year."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    kind = VariationKind(new.kind)
    may_act = await agreements.acts_for(session, caller, agreement, Party.COMMISSIONER)
    judged = await judge(session, agreement, kind, new.changes, new.effective_on, may_act=may_act)
    row = await drawn_up(session, caller, agreement, new)
    row.price_effect_pence = judged.price_effect_pence
    row.clause = judged.clause if kind is VariationKind.MANDATORY else None
    await session.flush()
    return await queries.variation_view(session, agreement, row)


async def propose_extension(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewExtension) -> VariationView:
    """Propose to use an option to extend."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    may_act = await agreements.acts_for(session, caller, agreement, Party.COMMISSIONER)
    await judge_extension(session, agreement, new.option_number, new.ends_on, new.payment_terms, may_act=may_act)
    row = await drawn_up(session, caller, agreement, new)
    row.option_number, row.ends_on = new.option_number, new.ends_on
    await session.flush()
    return await queries.variation_view(session, agreement, row)


async def drawn_up(
    session: AsyncSession, caller: Caller, agreement: agreements.Agreement, new: NewVariation | NewExtension
) -> VariationRow:
    """A proposal as it is kept, drawn on the text of now; an extension changes the last day, and perhaps the payment terms."""
    changes = TextChanges(payment_terms=new.payment_terms) if isinstance(new, NewExtension) else new.changes
    row = VariationRow(
        variation_id=uuid4(), agreement_id=agreement.agreement_id, state=VariationState.PROPOSED, reason=new.reason,
        kind=VariationKind.EXTENSION if isinstance(new, NewExtension) else new.kind,
        number=await queries.last_number(session, agreement.agreement_id) + 1,
        effective_on=agreement.ends_on + ONE_DAY if isinstance(new, NewExtension) else new.effective_on, price_effect_pence=0,
        changes=changes.model_dump(mode="json"),
        drawn_on_text=agreement.text_number, proposed_by=caller.in_full, proposed_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    return row


async def judge(
    session: AsyncSession, agreement: agreements.Agreement, kind: VariationKind, changes: TextChanges, effective_on: date, *,
    may_act: bool,
) -> Judged:  # fmt: skip
    """Judge a variation against the agreement as it stands now, or refuse it."""
    agreement_id, number = agreement.agreement_id, agreement.text_number + 1
    before = await whole_text(session, agreement_id)
    offered = await laying.read_changes(
        session, agreement_id, before, changes, place=agreement.provider, from_day=effective_on, text_number=number
    )
    of_texts.refuse(texts.objection_to_parts([layer_of(row) for row in offered], key_of))
    after = await whole_text(session, agreement_id, offered)
    prices = await prices_with(session, agreement, changes, effective_on)
    clause = before.clause_with(ClauseEffect.MANDATORY_CHANGE, effective_on)
    refuse(
        rules.objection_to_proposal(
            rules.Proposal(
                kind=kind, state=AgreementState(agreement.state), may_act=may_act, effective_on=effective_on, as_at=clock.today(),
                empty=not changes.payment_terms and texts.say_the_same(before, after), measures=after.measures,
                starts_on=agreement.starts_on, ends_on=agreement.ends_on, clause_for_notice=clause is not None,
                moves_a_price=prices.buys_otherwise(number) or rules.sets_price_or_party(changes),
                takes_protection=rules.takes_protection(changes, before.clauses),
                above_the_limit=prices.above(agreements.price_limit_of(agreement), number),
            )
        )
    )  # fmt: skip
    of_texts.refuse(texts.objection_to_text(after, starts_on=agreement.starts_on, ends_on=agreement.ends_on))
    await judge_mandate(session, agreement, after, ends_on=agreement.ends_on, pointer="/changes")
    await judge_terms(session, agreement, changes.payment_terms, effective_on, agreement.ends_on, at="/changes/payment_terms")
    return Judged(offered, after, prices.effect_of(number).pence, clause.code if clause else None)


async def judge_extension(
    session: AsyncSession, agreement: agreements.Agreement, option_number: int, until: date, terms: PaymentTerms | None, *,
    may_act: bool,
) -> None:  # fmt: skip
    """Judge the use of an option against the agreement as it stands now, or refuse it."""
    text = await whole_text(session, agreement.agreement_id)
    options = {option.option_number: option for option in await options_of(session, agreement.agreement_id)}
    refuse(
        rules.objection_to_extension(
            options.get(option_number),
            next_number=await queries.last_option_used(session, agreement.agreement_id) + 1,
            state=AgreementState(agreement.state),
            may_act=may_act,
            ends_on=agreement.ends_on,
            until=until,
            judged=rules.judged_throughout(text.measures, starts_on=agreement.starts_on, ends_on=until),
        )
    )
    of_texts.refuse(texts.objection_to_text(text, starts_on=agreement.starts_on, ends_on=until))
    await judge_mandate(session, agreement, text, ends_on=until)
    await judge_terms(session, agreement, terms, agreement.ends_on + ONE_DAY, until, at="/payment_terms")


async def sign_variation(
    session: AsyncSession, caller: Caller, agreement_id: UUID, variation_id: UUID, *, party: Party, signature: NewSignature
) -> VariationView:
    """Sign for one party. The signature that it was waiting for lays the new text over the old."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    row = await queries.variation(session, agreement_id, variation_id)
    kind, state = VariationKind(row.kind), VariationState(row.state)
    refuse(
        rules.objection_to_signature(
            rules.Signing(
                kind=kind, state=state, party=party, signed_on=signature.signed_on, ends_on=agreement.ends_on,
                agreed_on=await queries.agreement_signed_on(session, agreement),
                exercise_by=await queries.exercise_by(session, row),
            )
        )
    )  # fmt: skip
    of_agreements.refuse(
        agreement_rules.objection_to_signing(
            party=party, may_sign=await agreements.acts_for(session, caller, agreement, party), signed_on=signature.signed_on,
            signed_for_the_other=bool(await queries.has_signed(session, caller, variation_id) - {party}), as_at=clock.today(),
        )
    )  # fmt: skip
    session.add(entered(caller, row, party, signature))
    following = rules.signed(kind, state, party)
    if following is VariationState.SETTLED:
        await settle_variation(session, agreement, row)
    else:
        row.state = following
    await session.flush()
    return await queries.variation_view(session, agreement, row)


async def settle_variation(session: AsyncSession, agreement: agreements.Agreement, row: VariationRow) -> None:
    """Lay the text of a variation over those before it, as both, or the commissioner by notice, have signed it."""
    agreement_id, kind = agreement.agreement_id, VariationKind(row.kind)
    changes = TextChanges.model_validate(row.changes)
    if row.option_number is not None and row.ends_on is not None:
        await judge_extension(session, agreement, row.option_number, row.ends_on, changes.payment_terms, may_act=True)
        agreement.ends_on = row.ends_on
    else:
        later = await later_parts(session, agreement_id, after_text=row.drawn_on_text)
        judged = await judge(session, agreement, kind, changes, row.effective_on, may_act=True)
        refuse(rules.VariationObjection.TEXT_HAS_MOVED_ON if laid_over(judged.rows, later) else None)
        session.add_all(judged.rows)
        row.price_effect_pence = judged.price_effect_pence
        read_by = judged.after.read_from(min(clock.today(), agreement.ends_on))
        agreement.audience = audience_of(agreement.commissioner, seller_of(agreement), read_by)
    agreement.text_number = row.text_number = agreement.text_number + 1
    row.state, row.settled_at = VariationState.SETTLED, clock.now()
    laying.settle_text(
        session, agreement_id, row.text_number, TextCause(kind.value), from_day=row.effective_on, ends_on=agreement.ends_on,
        variation_id=row.variation_id,
    )  # fmt: skip
    await session.flush()
    if agreement.state in BEGUN:
        await hold_purchases(session, agreement)
    publish(session, agreement, row)


def laid_over(rows: Iterable[PartRow], later: Iterable[PartRow]) -> bool:
    """Whether a part would lie upon one that was settled since, on some of the same days."""
    pairs = product(map(layer_of, rows), map(layer_of, later))
    return any(lie_on_one_another(pair, key_of) for pair in pairs)


def seller_of(agreement: agreements.Agreement) -> Provider | None:
    """The provider of the reference lists; none where NOMS itself provides."""
    inbound = agreement.direction == AgreementDirection.INBOUND
    return None if inbound else known_provider(agreement.provider, agreement.starts_on)


def entered(caller: Caller, row: VariationRow, party: Party, signature: NewSignature) -> VariationSignatureRow:
    """A signature as it is kept, with who entered it."""
    return VariationSignatureRow(
        variation_id=row.variation_id, party=party, agreement_id=row.agreement_id, recorded_by=caller.in_full,
        recorded_through=caller.client, recorded_at=clock.now(), **signature.model_dump(),
    )  # fmt: skip


def publish(session: AsyncSession, agreement: agreements.Agreement, row: VariationRow) -> None:
    """Tell whoever reaches the agreement of its new text."""
    told = {
        "agreement_id": agreement.agreement_id, "variation_id": row.variation_id, "commissioner": agreement.commissioner,
        "provider": agreement.provider, "kind": row.kind, "effective_on": row.effective_on, "ends_on": agreement.ends_on,
        "text_number": agreement.text_number,
        "detail_url": f"{detail_url(agreement.agreement_id)}/variations/{row.variation_id}",
    }  # fmt: skip
    kind = AgreementExtended if row.kind == VariationKind.EXTENSION else AgreementVaried
    emit(session, kind.model_validate(told), audience=agreement.audience)


async def withdraw_variation(session: AsyncSession, caller: Caller, agreement_id: UUID, variation_id: UUID) -> VariationView:
    """Withdraw a variation that is not settled."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    row = await queries.variation(session, agreement_id, variation_id)
    may_act = await agreements.acts_for(session, caller, agreement, Party.COMMISSIONER)
    refuse(rules.objection_to_withdrawal(VariationState(row.state), may_act=may_act))
    row.state = VariationState.WITHDRAWN
    await session.flush()
    return await queries.variation_view(session, agreement, row)
