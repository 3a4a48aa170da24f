"""Drawing up, measuring, signing and bringing into force of agreements."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.audit.record import concerning
from noms.chassis.feed.outbox import emit
from noms.chassis.identity.caller import EVERYTHING, Caller, audience
from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.agreements import (
    AgreementCommenced,
    AgreementSigned,
    AgreementState,
    AgreementView,
    NewAgreement,
    NewAgreementMeasure,
    NewSignature,
    Party,
)
from noms.contracts.problems import FieldError
from noms.reference.regions import ServiceClass
from services.commissioning.agreements import queries, rules
from services.commissioning.agreements.refusals import refuse
from services.commissioning.agreements.tables import AgreementMeasureRow, AgreementRow, SignatureRow
from services.commissioning.measures.rules import MeasureDefinition, definition_of
from services.commissioning.ratings.rules import Scale
from services.commissioning.responsibilities.queries import answer_for, provider_on
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE, Provider

_PRISONS = {ServiceClass.PUBLIC_PRISON, ServiceClass.PRIVATE_PRISON}


async def draw_up_agreement(session: AsyncSession, new: NewAgreement) -> AgreementView:
    """Draw up an agreement between the responsible commissioner and a provider."""
    provider = known_provider(new.provider, new.starts_on)
    answer = answer_for(provider, new.starts_on)
    refuse(
        rules.objection_to_drawing_up(
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            commissioner=new.commissioner,
            instrument=new.instrument,
            standing=answer.standing,
            responsible_office=answer.office,
            responsible_instrument=answer.row.instrument.value if answer.row else None,
        )
    )
    row = AgreementRow(
        agreement_id=uuid4(),
        service_line=new.service_line.name,
        annual_volume=new.service_line.annual_volume,
        unit_price_pence=new.service_line.unit_price_pence,
        state=AgreementState.DRAFT,
        drawn_up_at=clock.now(),
        audience=audience_of(provider, new.commissioner),
        **new.model_dump(exclude={"service_line"}),
    )
    session.add(row)
    await session.flush()
    concerning(session, str(row.agreement_id))
    return await queries.agreement_view(session, row)


async def put_measure_in(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewAgreementMeasure) -> AgreementView:
    """Put a measure into a draft, with the definition in force now."""
    agreement = await queries.agreement(session, caller, agreement_id, for_change=True)
    measure = known_measure(new.measure_code)
    scale = Scale(Fraction(new.floor), Fraction(new.target), Fraction(new.stretch), measure.direction)
    present = [row.measure_code for row in await queries.measures_of(session, agreement_id)]
    state = AgreementState(agreement.state)
    refuse(
        rules.objection_to_measure(
            state=state, measure_code=new.measure_code, present=present, thresholds_in_order=scale.in_order()
        )
    )
    session.add(
        AgreementMeasureRow(
            agreement_measure_id=uuid4(),
            agreement_id=agreement_id,
            definition_version=measure.version,
            domain=measure.domain,
            direction=measure.direction,
            measure_code=new.measure_code,
            floor=Decimal(new.floor),
            target=Decimal(new.target),
            stretch=Decimal(new.stretch),
            weight=new.weight,
        )
    )
    await session.flush()
    return await queries.agreement_view(session, agreement)


async def sign_agreement(
    session: AsyncSession, caller: Caller, agreement_id: UUID, party: Party, signature: NewSignature
) -> AgreementView:
    """Sign for one party. The second signature settles the agreement and is published."""
    agreement = await queries.agreement(session, caller, agreement_id, for_change=True)
    state = AgreementState(agreement.state)
    refuse(
        rules.objection_to_signature(
            state=state,
            party=party,
            may_sign=caller.reaches(tags_of(party, agreement)),
            signed_for_the_other=bool(await queries.has_signed(session, caller, agreement_id) - {party}),
            measure_count=len(await queries.measures_of(session, agreement_id)),
            signed_on=signature.signed_on,
            as_at=clock.today(),
        )
    )
    agreement.state = rules.SIGNING[state, party]
    session.add(entered(caller, agreement_id, party, signature))
    if agreement.state == AgreementState.SIGNED:
        emit(session, settled_text(agreement, signature), audience=agreement.audience)
    await session.flush()
    return await queries.agreement_view(session, agreement)


async def bring_into_force(session: AsyncSession, caller: Caller, agreement_id: UUID) -> AgreementView:
    """Let an agreement that both have signed begin."""
    agreement = await queries.agreement(session, caller, agreement_id, for_change=True)
    state = AgreementState(agreement.state)
    refuse(rules.objection_to_commencement(state=state, starts_on=agreement.starts_on, as_at=clock.today()))
    agreement.state, agreement.went_live_at = AgreementState.LIVE, clock.now()
    commenced = AgreementCommenced(
        agreement_id=agreement_id,
        commissioner=agreement.commissioner,
        provider=agreement.provider,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        detail_url=detail_url(agreement_id),
    )
    emit(session, commenced, audience=agreement.audience)
    await session.flush()
    return await queries.agreement_view(session, agreement)


def settled_text(agreement: AgreementRow, last: NewSignature) -> AgreementSigned:
    """What is published when the second party has signed."""
    return AgreementSigned(
        agreement_id=agreement.agreement_id,
        commissioner=agreement.commissioner,
        provider=agreement.provider,
        signed_on=last.signed_on,
        detail_url=detail_url(agreement.agreement_id),
    )


def known_measure(code: str) -> MeasureDefinition:
    """The measure that the request names, by its definition in force."""
    measure = definition_of(code)
    if measure is None:
        fault = FieldError(pointer="/measure_code", code="unknown_measure", message="See /v1/measures for the catalogue.")
        raise Invalid(errors=[fault])
    return measure


def known_provider(code: str, day: date) -> Provider:
    """The prison or probation body that the request names."""
    try:
        return provider_on(code, day)
    except NotFound as unknown:
        fault = FieldError(pointer="/provider", code="unknown_provider", message="No prison or probation body has this code.")
        raise Invalid(errors=[fault]) from unknown


def audience_of(provider: Provider, commissioner: str) -> list[str]:
    """Who may see the agreement: the provider, and the office that purchases; no region sees what the agency buys centrally."""
    prison = provider.service_class in _PRISONS
    national = commissioner == NATIONAL_OFFICE
    return audience(
        organisations=[*([] if prison else [provider.code]), *([NATIONAL_OFFICE] if national else [])],
        establishments=[provider.code] if prison else [],
        regions=[] if national else [commissioner],
    )


def entered(caller: Caller, agreement_id: UUID, party: Party, signature: NewSignature) -> SignatureRow:
    """A signature as it is kept, with who entered it."""
    return SignatureRow(
        signature_id=uuid4(),
        agreement_id=agreement_id,
        party=party,
        recorded_by=caller.subject,
        recorded_through=caller.client,
        recorded_at=clock.now(),
        **signature.model_dump(),
    )


def tags_of(party: Party, agreement: AgreementRow) -> set[str]:
    """What only the party itself reaches: whoever sees an agreement from the other side cannot sign it for this one."""
    if party is Party.PROVIDER:
        own = audience(organisations=[agreement.provider], establishments=[agreement.provider])
    else:
        national = agreement.commissioner == NATIONAL_OFFICE
        own = audience(**{"organisations" if national else "regions": [agreement.commissioner]})
    return set(own) - {EVERYTHING}


def detail_url(agreement_id: UUID) -> str:
    """Where an agreement is read."""
    return f"/v1/agreements/{agreement_id}"
