"""Variations and extensions of an agreement."""

from uuid import UUID

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreements import NewSignature
from noms.contracts.commissioning.variation_views import VariationList, VariationView
from noms.contracts.commissioning.variations import NewExtension, NewVariation
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements import refusals as of_agreements
from services.commissioning.permissions import AgreementReader, AgreementVarier, CommissionerSignatory, ProviderSignatory
from services.commissioning.texts.refusals import OF_A_TEXT, ThresholdsOutOfOrder, UnknownPart
from services.commissioning.variations import queries, refusals, service

router = room("variations")


@router.post(
    "/v1/agreements/{agreement_id}/variations",
    status_code=201,
    response_model=VariationView,
    responses=problems(Invalid, NotFound, UnknownPart, ThresholdsOutOfOrder, *refusals.OF_A_PROPOSAL, *OF_A_TEXT),
)
async def propose_variation(agreement_id: UUID, new: NewVariation, session: Session, caller: AgreementVarier) -> VariationView:
    """Propose to change the text from a day on, and see what it comes to in a year.

    A discretionary change is signed by both. A mandatory one is made by notice: the commissioner signs alone, under the
    clause for it, from the day of entry on, and may not touch what is bought and paid, who is party, or what protects a party.
    What was settled before stays as it was paid.
    """
    return await service.propose_variation(session, caller, agreement_id, new)


@router.post(
    "/v1/agreements/{agreement_id}/extensions",
    status_code=201,
    response_model=VariationView,
    responses=problems(Invalid, NotFound, *refusals.OF_AN_EXTENSION, *OF_A_TEXT),
)
async def propose_extension(agreement_id: UUID, new: NewExtension, session: Session, caller: AgreementVarier) -> VariationView:
    """Propose to use the next option to extend. Both sign it by its deadline and the agreement's last day, or it is lost."""
    return await service.propose_extension(session, caller, agreement_id, new)


@router.get("/v1/agreements/{agreement_id}/variations", response_model=VariationList, responses=problems(NotFound))
async def list_variations(agreement_id: UUID, session: Session, caller: AgreementReader) -> VariationList:
    """List the variations and extensions of an agreement, with their reasons, price effects and signatures."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return VariationList(data=await queries.variations_of(session, agreement))


@router.get("/v1/agreements/{agreement_id}/variations/{variation_id}", response_model=VariationView, responses=problems(NotFound))
async def read_variation(agreement_id: UUID, variation_id: UUID, session: Session, caller: AgreementReader) -> VariationView:
    """Read one variation: what it changes, what that comes to in a year, and who has signed it."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    row = await queries.variation(session, agreement.agreement_id, variation_id)
    return await queries.variation_view(session, agreement, row)


@router.post(
    "/v1/agreements/{agreement_id}/variations/{variation_id}/commissioner-signature",
    status_code=201,
    response_model=VariationView,
    responses=problems(
        Invalid, NotFound, UnknownPart, ThresholdsOutOfOrder, of_agreements.NotTheCommissioner, *of_agreements.OF_A_SIGNATURE,
        *refusals.OF_A_SIGNATURE, *OF_A_TEXT, of_agreements.AnotherAgreementIsLive,
    ),
)  # fmt: skip
async def sign_variation_as_commissioner(
    agreement_id: UUID, variation_id: UUID, signature: NewSignature, session: Session, caller: CommissionerSignatory
) -> VariationView:
    """Sign a variation for the commissioner. A mandatory change makes its new text by this signature alone."""
    return await service.sign_variation(
        session, caller, agreement_id, variation_id, party=Party.COMMISSIONER, signature=signature
    )


@router.post(
    "/v1/agreements/{agreement_id}/variations/{variation_id}/provider-signature",
    status_code=201,
    response_model=VariationView,
    responses=problems(
        Invalid, NotFound, UnknownPart, ThresholdsOutOfOrder, of_agreements.NotTheProvider, *of_agreements.OF_A_SIGNATURE,
        *refusals.OF_A_SIGNATURE, *OF_A_TEXT, of_agreements.AnotherAgreementIsLive,
    ),
)  # fmt: skip
async def sign_variation_as_provider(
    agreement_id: UUID, variation_id: UUID, signature: NewSignature, session: Session, caller: ProviderSignatory
) -> VariationView:
    """Sign a variation for the provider. When both have signed, it makes a new text of the agreement."""
    party = Party.PROVIDER
    return await service.sign_variation(session, caller, agreement_id, variation_id, party=party, signature=signature)


@router.post(
    "/v1/agreements/{agreement_id}/variations/{variation_id}/withdrawal",
    response_model=VariationView,
    responses=problems(NotFound, of_agreements.NotTheCommissioner, refusals.NoLongerOpen),
)
async def withdraw_variation(agreement_id: UUID, variation_id: UUID, session: Session, caller: AgreementVarier) -> VariationView:
    """Withdraw a variation that is not settled. It stays on record, with whoever had signed it."""
    return await service.withdraw_variation(session, caller, agreement_id, variation_id)
