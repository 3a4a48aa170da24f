"""Published index values, and the figures that an agreement's money depends on."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.facts import FactList, FactView, IndexValueList, IndexValueView, NewFact, NewIndexValue
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.facts import queries, refusals, service
from services.commissioning.permissions import ReferenceReader, SettlementPoster, SettlementReader

router = room("payment facts")

IndexName = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$", examples=["RPI"])]


@router.post(
    "/v1/indices/{name}/publications",
    status_code=201,
    response_model=IndexValueView,
    responses=problems(
        Invalid,
        refusals.NotTheNationalOffice,
        refusals.TakenDownAlready,
        refusals.RevisionOutOfOrder,
        refusals.NotComeYet,
        refusals.BeforeItsMonth,
    ),
)
async def publish_index_value(name: IndexName, new: NewIndexValue, session: Session, caller: SettlementPoster) -> IndexValueView:
    """Take down a value of an index as it was published; the national office alone does, for every agreement.

    A month is published once; what comes later for it is a revision with the next number. A revision is kept, and moves money
    only under payment terms that say so.
    """
    return await service.publish_value(session, caller, name, new)


@router.get("/v1/indices/{name}/publications", response_model=IndexValueList)
async def list_index_values(name: IndexName, session: Session, _caller: ReferenceReader) -> IndexValueList:
    """List the published values of an index by month and revision. An index that nobody has published is an empty list."""
    return IndexValueList(data=[queries.value_view(row) for row in await queries.values_of(session, name)])


@router.post(
    "/v1/agreements/{agreement_id}/payment-facts",
    status_code=201,
    response_model=FactView,
    responses=problems(
        Invalid,
        NotFound,
        NotTheCommissioner,
        refusals.TakenDownAlready,
        refusals.RevisionOutOfOrder,
        refusals.NotComeYet,
        refusals.NoPaymentTerms,
    ),
)
async def take_down_payment_fact(agreement_id: UUID, new: NewFact, session: Session, caller: SettlementPoster) -> FactView:
    """Take down a figure that money depends on: weighted cases, how a cohort fared, the outturn of a measure by steps.

    A settlement made later goes by the latest revision; those made before stay as they are, and the next posts the difference.
    """
    return await service.take_down_fact(session, caller, agreement_id, new)


@router.get("/v1/agreements/{agreement_id}/payment-facts", response_model=FactList, responses=problems(NotFound))
async def list_payment_facts(agreement_id: UUID, session: Session, caller: SettlementReader) -> FactList:
    """List the figures that the money of an agreement depends on, every revision, with the events behind them."""
    agreement = await agreements.agreement(session, caller, agreement_id)
    return FactList(data=[queries.fact_view(row) for row in await queries.facts_of(session, agreement.agreement_id)])
