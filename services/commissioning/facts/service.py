"""Taking down what money depends on: index values as they are published, figures as they are computed."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.facts import FactView, IndexValueView, NewFact, NewIndexValue
from services.commissioning.agreements import queries as agreements
from services.commissioning.facts import queries, rules
from services.commissioning.facts.refusals import (
    NoPaymentTerms,
    NotComeYet,
    NotTheNationalOffice,
    refuse,
    refuse_fault,
    refuse_value,
)
from services.commissioning.facts.tables import FactRow, IndexValueRow
from services.commissioning.responsibilities.queries import acts_for_office
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE
from services.commissioning.terms.queries import terms_in_force


async def publish_value(session: AsyncSession, caller: Caller, index: str, new: NewIndexValue) -> IndexValueView:
    """Take down a value as it was published; a revision stands beside the value that it revises."""
    if not acts_for_office(caller, NATIONAL_OFFICE):
        raise NotTheNationalOffice
    refuse_value(new.value)
    month = date.fromisoformat(f"{new.month}-01")
    known = [row for row in await queries.values_of(session, index) if row.month == month]
    refuse(
        rules.objection_to_value(
            month=month,
            revision=new.revision,
            published_on=new.published_on,
            known=[rules.Published(row.revision, row.published_on) for row in known],
            as_at=clock.today(),
        )
    )
    row = IndexValueRow(
        index_name=index,
        month=month,
        revision=new.revision,
        value=new.value,
        published_on=new.published_on,
        recorded_by=caller.in_full,
        recorded_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return queries.value_view(row)


async def take_down_fact(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewFact) -> FactView:
    """Take down a computed figure with its events; a settlement made later goes by the latest revision."""
    agreement = await agreements.agreement(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreement, nationally=True)
    if new.on > clock.today():
        raise NotComeYet
    terms = await terms_in_force(session, agreement.agreement_id, max(new.on, agreement.starts_on))
    if terms is None:
        raise NoPaymentTerms
    beside = await queries.cases_beside(session, agreement_id, terms.terms, new.on)
    lasting = terms.ending(agreement.ends_on).terms
    refuse_fault(rules.fault_of(new.kind, new.code, new.value, new.on, lasting, beside=beside))
    known = await queries.revisions_of(
        session, agreement_id, new.kind, new.code or "", rules.days_of_figure(new.kind, new.code or "", new.on, terms.terms)
    )
    refuse(rules.objection_to_revision(new.revision, known))
    row = FactRow(
        fact_id=uuid4(), agreement_id=agreement_id, kind=new.kind, code=new.code or "", figure_on=new.on, value=new.value,
        revision=new.revision, source=new.source, event_ids=new.event_ids, recorded_by=caller.in_full, recorded_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    await session.flush()
    return queries.fact_view(row)
