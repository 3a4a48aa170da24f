"""Drawing up, measuring, signing and bringing into force of agreements, and the moves between their states."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import Caller, audience
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.agreement_events import AgreementSigned
from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementState, Party
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.agreements import NewAgreement, NewAgreementMeasure, NewSignature
from noms.contracts.commissioning.lifecycle import AgreementAct
from noms.contracts.commissioning.text_views import FeeView, PartyView
from noms.contracts.commissioning.texts import BodyKind, PartyRole, TextCause
from noms.contracts.problems import FieldError
from noms.reference.further_responsibilities import load_further_responsibilities
from noms.reference.regions import ServiceClass
from services.commissioning.agreements import queries, rules
from services.commissioning.agreements.queries import refuse_others
from services.commissioning.agreements.refusals import refuse
from services.commissioning.agreements.tables import AgreementMoveRow, AgreementRow, PurchaseRow, SignatureRow
from services.commissioning.instruments.rules import clauses_of
from services.commissioning.mandates.service import judge_mandate
from services.commissioning.parties.queries import read_parties
from services.commissioning.parties.rules import BODY_OF
from services.commissioning.responsibilities.queries import answer_for, provider_on
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE, Provider
from services.commissioning.sales.rules import bought_from_noms
from services.commissioning.texts import refusals as of_texts
from services.commissioning.texts import rules as texts
from services.commissioning.texts import service as laying
from services.commissioning.texts.queries import key_of, layer_of, whole_text

_PRISONS = {ServiceClass.PUBLIC_PRISON, ServiceClass.PRIVATE_PRISON}
_JOINTLY = {PartyRole.PRIME, PartyRole.MEMBER}


async def draw_up_agreement(session: AsyncSession, caller: Caller, new: NewAgreement) -> AgreementView:
    """Draw up an agreement: between the responsible commissioner and a provider, or with NOMS as provider."""
    provider = provider_of(new)
    agreement_id, text = uuid4(), await original_text(session, new, provider)
    parts = laying.rows_of(agreement_id, (*text.lines, *text.parties, *text.clauses, *text.fees))
    of_texts.refuse(texts.objection_to_parts([layer_of(part) for part in parts], key_of))
    of_texts.refuse(texts.objection_to_text(text, starts_on=new.starts_on, ends_on=new.ends_on))
    await judge_mandate(session, new, text, ends_on=new.ends_on)
    row = AgreementRow(
        agreement_id=agreement_id, state=AgreementState.DRAFT, text_number=0, drawn_up_at=clock.now(),
        drawn_up_by=caller.in_full, drawn_up_through=caller.client,
        price_limit_percent=new.price_limit.most_percent if new.price_limit else None,
        price_limit_days=new.price_limit.within_days if new.price_limit else None,
        audience=audience_of(new.commissioner, provider, text),
        **new.model_dump(include={"instrument", "direction", "commissioner", "provider", "starts_on", "ends_on"}),
    )  # fmt: skip
    session.add(row)
    await session.flush()
    session.add_all(parts)
    laying.lay_down_options(session, agreement_id, new.extension_options)
    await session.flush()
    await refuse_others(session, caller, row, drafting=True)
    concerning(session, str(agreement_id))
    return await queries.agreement_view(session, row)


def provider_of(new: NewAgreement) -> Provider | None:
    """The provider of the reference lists, judged with its commissioner; none where NOMS itself provides."""
    if new.direction is AgreementDirection.INBOUND:
        if new.provider != rules.INBOUND_PROVIDER:
            not_noms = FieldError(pointer="/provider", code="not_noms", message="Where somebody else buys, NOMS is the provider.")
            raise Invalid(errors=[not_noms])
        places = [line.place or new.provider for line in new.lines]
        bought = bought_from_noms(load_further_responsibilities(), new.commissioner, places, new.starts_on)
        refuse(rules.objection_to_selling(new.starts_on, new.ends_on, new.instrument, bought))
        return None
    provider = known_provider(new.provider, new.starts_on)
    answer = answer_for(provider, new.starts_on)
    refuse(
        rules.objection_to_drawing_up(
            starts_on=new.starts_on, ends_on=new.ends_on, commissioner=new.commissioner, instrument=new.instrument,
            standing=answer.standing, responsible_office=answer.office,
            responsible_instrument=answer.row.instrument.value if answer.row else None,
        )
    )  # fmt: skip
    return provider


async def original_text(session: AsyncSession, new: NewAgreement, provider: Provider | None) -> texts.Text:
    """The text that was offered for drawing up, with the clauses that its instrument brings."""
    lines = await laying.read_lines(session, new.lines, place=new.provider, from_day=new.starts_on, text_number=1)
    parties = [*the_two(new, provider), *read_parties(new.parties, from_day=new.starts_on, text_number=1)]
    of_texts.refuse(texts.objection_to_options(new.extension_options, ends_on=new.ends_on))
    template = clauses_of(new.instrument, (line.unit_of_output for line in lines))
    return texts.Text(
        lines=tuple(lines),
        parties=tuple(parties),
        measures=(),
        clauses=tuple(laying.read_clauses(template, from_day=new.starts_on, text_number=1)),
        fees=(FeeView(annual_fee_pence=new.annual_fee_pence, from_day=new.starts_on, to_day=None, text_number=1),),
    )


def the_two(new: NewAgreement, provider: Provider | None) -> list[PartyView]:
    """The commissioner and the provider, who sign, as parties of the text."""
    kept: dict[str, object] = {"share_percent": None, "delivers": [], "from_day": new.starts_on, "to_day": None, "text_number": 1}
    body = BODY_OF[provider.service_class] if provider else BodyKind.PUBLIC_BODY
    told = (
        (new.commissioner, new.commissioner, PartyRole.COMMISSIONER, BodyKind.PUBLIC_BODY),
        (new.provider, provider.name if provider else new.provider, PartyRole.PROVIDER, body),
    )
    return [
        PartyView.model_validate({"organisation": code, "name": name, "role": role, "body": kind, **kept})
        for code, name, role, kind in told
    ]


async def put_measure_in(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewAgreementMeasure) -> AgreementView:
    """Put a measure into a draft, with the definition in force now."""
    agreement = await queries.agreement(session, caller, agreement_id, for_change=True)
    await refuse_others(session, caller, agreement, drafting=True)
    present = [measure.measure_code for measure in (await whole_text(session, agreement_id)).measures]
    measure, in_order = laying.read_measure(new, from_day=agreement.starts_on, text_number=1)
    state = AgreementState(agreement.state)
    refuse(rules.objection_to_measure(state=state, measure_code=new.measure_code, present=present, thresholds_in_order=in_order))
    session.add_all(laying.rows_of(agreement_id, [measure]))
    await session.flush()
    return await queries.agreement_view(session, agreement)


async def sign_agreement(
    session: AsyncSession, caller: Caller, agreement_id: UUID, party: Party, signature: NewSignature
) -> AgreementView:
    """Sign for one party. The second signature settles the original text, and is published."""
    agreement = await queries.agreement(session, caller, agreement_id, for_change=True)
    refuse(rules.objection_to_signature(state=AgreementState(agreement.state), party=party))
    refuse(
        rules.objection_to_signing(
            party=party, may_sign=await queries.acts_for(session, caller, agreement, party), signed_on=signature.signed_on,
            signed_for_the_other=bool(await queries.has_signed(session, caller, agreement_id) - {party}), as_at=clock.today(),
        )
    )  # fmt: skip
    await move(session, caller, agreement, rules.SIGNS[party], effective_on=signature.signed_on)
    session.add(entered(caller, agreement_id, party, signature))
    if agreement.state == AgreementState.SIGNED:
        agreement.text_number = 1
        first, last = agreement.starts_on, agreement.ends_on
        laying.settle_text(session, agreement_id, 1, TextCause.ORIGINAL, from_day=first, ends_on=last)
        emit(session, settled_text(agreement, signature), audience=agreement.audience)
    await session.flush()
    return await queries.agreement_view(session, agreement)


async def move(
    session: AsyncSession,
    caller: Caller,
    agreement: AgreementRow,
    act: AgreementAct,
    *,
    effective_on: date,
    clause: str | None = None,
    reason: str | None = None,
) -> None:
    """Move an agreement along the table of moves, and keep who did it, when and why. Whoever calls holds it and has judged."""
    last, came_from = await queries.last_move(session, agreement.agreement_id), AgreementState(agreement.state)
    agreement.state = rules.leads_to(came_from, act, before=AgreementState(last.from_state) if last else came_from)
    if agreement.state == AgreementState.LIVE and agreement.went_live_at is None:
        agreement.went_live_at = clock.now()
    session.add(
        AgreementMoveRow(
            agreement_id=agreement.agreement_id, number=last.number + 1 if last else 1, act=act, from_state=came_from,
            to_state=agreement.state, effective_on=effective_on, clause=clause, reason=reason, moved_by=caller.in_full,
            moved_through=caller.client, moved_at=clock.now(),
        )
    )  # fmt: skip


async def hold_purchases(session: AsyncSession, agreement: AgreementRow) -> None:
    """Hold what an agreement in force buys against every other, as its text and its last day stand now."""
    for held in await queries.purchases_of(session, agreement.agreement_id):
        held.given_up = True
    await session.flush()
    text = await whole_text(session, agreement.agreement_id)
    session.add_all(
        PurchaseRow(
            purchase_id=uuid4(), agreement_id=agreement.agreement_id, given_up=False, from_day=line.from_day,
            to_day=min(line.to_day or agreement.ends_on, agreement.ends_on),
            bought=f"{agreement.direction} {line.specification} {line.place}",
        )
        for line in text.lines
        if line.from_day <= agreement.ends_on
    )  # fmt: skip
    await session.flush()


def settled_text(agreement: AgreementRow, last: NewSignature) -> AgreementSigned:
    """What is published when the second party has signed."""
    return AgreementSigned(
        agreement_id=agreement.agreement_id, commissioner=agreement.commissioner, provider=agreement.provider,
        signed_on=last.signed_on, detail_url=detail_url(agreement.agreement_id),
    )  # fmt: skip


def known_provider(code: str, day: date) -> Provider:
    """The prison or probation body that the request names."""
    try:
        return provider_on(code, day)
    except NotFound as unknown:
        message = "No prison or probation body has this code."
        raise Invalid(errors=[FieldError(pointer="/provider", code="unknown_provider", message=message)]) from unknown


def audience_of(commissioner: str, provider: Provider | None, text: texts.Text) -> list[str]:
    """Who may see the agreement: the office that purchases, the provider, and whoever provides jointly with it.

    No region sees what the agency buys centrally; what somebody else buys from NOMS is seen by the two alone.
    """
    jointly = [party.organisation for party in text.parties if party.role in _JOINTLY]
    if provider is None:
        return audience(organisations=[commissioner, NATIONAL_OFFICE, *jointly])
    prison, national = provider.service_class in _PRISONS, commissioner == NATIONAL_OFFICE
    return audience(
        organisations=[*jointly, *([] if prison else [provider.code]), *([NATIONAL_OFFICE] if national else [])],
        establishments=[provider.code] if prison else [],
        regions=[] if national else [commissioner],
    )


def entered(caller: Caller, agreement_id: UUID, party: Party, signature: NewSignature) -> SignatureRow:
    """A signature as it is kept, with who entered it."""
    return SignatureRow(
        signature_id=uuid4(), agreement_id=agreement_id, party=party, recorded_by=caller.in_full,
        recorded_through=caller.client, recorded_at=clock.now(), **signature.model_dump(),
    )  # fmt: skip


def detail_url(agreement_id: UUID) -> str:
    """Where an agreement is read."""
    return f"/v1/agreements/{agreement_id}"
