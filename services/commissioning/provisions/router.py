"""What the purchaser's own events show was in place for persons."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.provisions import NewProvision, ProvisionList, ProvisionView, Pseudonym
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.permissions import InvoiceMatcher, InvoiceReader
from services.commissioning.provisions import queries, refusals, service

router = room("provisions")


@router.post(
    "/v1/agreements/{agreement_id}/provisions",
    status_code=201,
    response_model=ProvisionView,
    responses=problems(Invalid, NotFound, NotTheCommissioner, refusals.ProvisionTakenDown),
)
async def take_down_provision(agreement_id: UUID, new: NewProvision, session: Session, caller: InvoiceMatcher) -> ProvisionView:
    """Take down what the purchaser's own events show of one order: when it started and ended, or that it never started.

    It is everything that is known of the order now, and takes the place of what was known before; that stays on record.
    Persons and orders go by pseudonyms. Invoices are matched by it from now on; those matched before can be matched again.
    """
    return await service.take_down_provision(session, caller, agreement_id, new)


@router.get("/v1/agreements/{agreement_id}/provisions", response_model=ProvisionList, responses=problems(NotFound))
async def list_provisions(
    agreement_id: UUID,
    session: Session,
    caller: InvoiceReader,
    after: Annotated[Pseudonym | None, Query(description="The `next_after` of the page before.")] = None,
) -> ProvisionList:
    """List what is known now of the orders of an agreement, by order, five hundred at a time."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return await queries.provision_page(session, agreement.agreement_id, after)
