"""Invoices of an agreement: submitted by the provider, matched on receipt, read by both with everything that was found."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.headers import personal_json
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.invoices import InvoiceList, InvoiceView, NewInvoice
from noms.contracts.wire import MAX_INT32
from services.commissioning.accounts.router import router as accounts
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.facts.router import router as facts
from services.commissioning.invoices import queries, refusals, service
from services.commissioning.payments.router import router as payments
from services.commissioning.permissions import InvoiceMatcher, InvoiceReader, InvoiceSubmitter
from services.commissioning.provisions.router import router as provisions
from services.commissioning.runs.refusals import NeverInForce
from services.commissioning.terms.router import router as terms

router = room("invoices")

ROUTERS = (terms, facts, payments, accounts, provisions, router)
"""The rooms of money, in the order in which they are read."""

_PATH = "/v1/agreements/{agreement_id}/invoices"


@router.post(
    _PATH,
    status_code=201,
    response_model=InvoiceView,
    responses={
        200: {
            "model": InvoiceView,
            "description": "The invoice had come before: it is answered as it stands, and nothing is taken.",
        },
        **problems(
            Invalid,
            NotFound,
            NeverInForce,
            refusals.NotTheProvider,
            refusals.InvoicedInTheFuture,
            refusals.PeriodClosed,
            refusals.NumberUsed,
            refusals.DayPaidTwice,
        ),
    },
)
async def submit_invoice(
    agreement_id: UUID, new: NewInvoice, session: Session, response: Response, caller: InvoiceSubmitter
) -> InvoiceView:
    """Submit an invoice. It is matched at once: what is payable and until when, what is withheld, and why.

    Lines are held against the settlements, charges for persons against the agreed rates and what the purchaser's own events
    show. Deductions that are due and left out are set off. The same invoice again is answered as it stands (200), and nothing is
    taken twice; its number with other contents is refused.
    """
    view, is_new = await service.submit_invoice(session, caller, agreement_id, new)
    if not is_new:
        response.status_code = 200
    return view


@router.get(_PATH, response_model=InvoiceList, responses=problems(NotFound))
async def list_invoices(
    request: Request,
    agreement_id: UUID,
    caller: InvoiceReader,
    after: Annotated[UUID | None, Query(description="The `next_after` of the page before.")] = None,
) -> Response:
    """List the invoices of an agreement by their latest match, fifty at a time, the latest received first."""
    body = await queries.INVOICE_LIST.fetch(request.app.state.database, caller, str(agreement_id), after=after)
    if body is None:
        raise NotFound
    return personal_json(request, body.encode())


@router.get(f"{_PATH}/{{invoice_id}}", response_model=InvoiceView, responses=problems(NotFound))
async def read_invoice(
    agreement_id: UUID,
    invoice_id: UUID,
    session: Session,
    caller: InvoiceReader,
    *,
    match: Annotated[int | None, Query(ge=1, le=MAX_INT32, description="Without it, the latest match.")] = None,
) -> InvoiceView:
    """Read one invoice with a match: every finding with its place, its days, and how much is not paid for it."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await queries.invoice_view(session, await queries.invoice(session, agreement.agreement_id, invoice_id), match)


@router.post(
    f"{_PATH}/{{invoice_id}}/matches",
    status_code=201,
    response_model=InvoiceView,
    responses={
        200: {"model": InvoiceView, "description": "Nothing has changed since the latest match, which stands."},
        **problems(NotFound, NotTheCommissioner, refusals.DayPaidTwice),
    },
)
async def match_invoice_again(
    agreement_id: UUID, invoice_id: UUID, session: Session, response: Response, caller: InvoiceMatcher
) -> InvoiceView:
    """Match an invoice again by what is settled and known now. The earlier matches stay as they are."""
    await agreements.refuse_others(session, caller, await agreements.agreement(session, caller, agreement_id), nationally=True)
    view, is_new = await service.match_again(session, caller, agreement_id, invoice_id)
    if not is_new:
        response.status_code = 200
    return view
