"""Agreements: drawn up, measured and signed by both; each party sees its own."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreement_views import AgreementList, AgreementView
from noms.contracts.commissioning.agreements import NewAgreement, NewAgreementMeasure, NewSignature
from services.commissioning.agreements import queries, refusals, service
from services.commissioning.permissions import AgreementDrafter, AgreementReader, CommissionerSignatory, ProviderSignatory
from services.commissioning.texts.refusals import OF_A_TEXT, ThresholdsOutOfOrder

router = room("agreements")


@router.post(
    "/v1/agreements",
    status_code=201,
    response_model=AgreementView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.EndsBeforeItStarts,
        refusals.BeyondTheCalendar,
        refusals.NobodyMayPurchase,
        refusals.NotTheResponsibleCommissioner,
        refusals.WrongInstrument,
        refusals.NotTheCommissioner,
        *OF_A_TEXT,
    ),
)
async def draw_up_agreement(new: NewAgreement, session: Session, caller: AgreementDrafter) -> AgreementView:
    """Draw up an agreement: lines, parties, term and options; the clauses come with the instrument.

    Only the office that is responsible for the provider on every day of the term may be its commissioner. Assistance to courts
    is awarded to probation trusts and other public bodies alone (Offender Management Act 2007 s.4), and the register says what
    a party is: whom no list knows is a company or a voluntary body.
    """
    return await service.draw_up_agreement(session, caller, new)


@router.get("/v1/agreements", response_model=AgreementList)
async def list_agreements(
    request: Request,
    caller: AgreementReader,
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
) -> Response:
    """List the agreements within your reach, fifty at a time, the latest to start first."""
    body = await queries.AGREEMENT_LIST.fetch(request.app.state.database, caller, queries.EVERYONES, after=after)
    assert body is not None, "a list always answers, be it empty"
    return personal_json(request, body.encode())


@router.get("/v1/agreements/{agreement_id}", response_model=AgreementView, responses=problems(NotFound))
async def read_agreement(agreement_id: UUID, session: Session, caller: AgreementReader) -> AgreementView:
    """Read one agreement: every part of its text by its days, drafts included, and its signatures."""
    return await queries.agreement_view(session, await queries.agreement(session, caller, agreement_id))


@router.post(
    "/v1/agreements/{agreement_id}/measures",
    status_code=201,
    response_model=AgreementView,
    responses=problems(
        Invalid,
        NotFound,
        refusals.NotTheCommissioner,
        refusals.TextIsSettled,
        refusals.MeasureInTwice,
        ThresholdsOutOfOrder,
    ),
)
async def put_measure_in(
    agreement_id: UUID, new: NewAgreementMeasure, session: Session, caller: AgreementDrafter
) -> AgreementView:
    """Put a measure into a draft, with its floor, target, stretch and weight. Its direction comes from the catalogue."""
    return await service.put_measure_in(session, caller, agreement_id, new)


@router.post(
    "/v1/agreements/{agreement_id}/commissioner-signature",
    status_code=201,
    response_model=AgreementView,
    responses=problems(NotFound, refusals.NotOffered, refusals.NotTheCommissioner, *refusals.OF_A_SIGNATURE),
)
async def sign_as_commissioner(
    agreement_id: UUID, signature: NewSignature, session: Session, caller: CommissionerSignatory
) -> AgreementView:
    """Sign an agreement on offer for the commissioner."""
    return await service.sign_agreement(session, caller, agreement_id, Party.COMMISSIONER, signature)


@router.post(
    "/v1/agreements/{agreement_id}/provider-signature",
    status_code=201,
    response_model=AgreementView,
    responses=problems(NotFound, refusals.NotOffered, refusals.NotTheProvider, *refusals.OF_A_SIGNATURE),
)
async def sign_as_provider(
    agreement_id: UUID, signature: NewSignature, session: Session, caller: ProviderSignatory
) -> AgreementView:
    """Sign an agreement on offer for the provider. When both have signed, its first text is settled."""
    return await service.sign_agreement(session, caller, agreement_id, Party.PROVIDER, signature)
