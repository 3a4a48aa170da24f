"""Taking down what the purchaser's own events show was in place."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.provisions import NewProvision, ProvisionView
from services.commissioning.agreements import queries as agreements
from services.commissioning.provisions import queries, rules
from services.commissioning.provisions.refusals import refuse_fault, refuse_unknown
from services.commissioning.provisions.tables import ProvisionRow


async def take_down_provision(session: AsyncSession, caller: Caller, agreement_id: UUID, new: NewProvision) -> ProvisionView:
    """Take down what is known of an order now; what was known before stays on record, and matches made by it stand."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreed)
    refuse_fault(rules.fault_of(new.spells, clock.today()))
    refuse_unknown(new.service, (line.specification for line in agreed.lines))
    revision = await queries.latest_revision(session, agreed.agreement_id, new.service, new.order_reference) + 1
    row = ProvisionRow(
        provision_id=uuid4(),
        agreement_id=agreement_id,
        revision=revision,
        service=new.service,
        order_reference=new.order_reference,
        person_reference=new.person_reference,
        spells=[spell.model_dump(mode="json") for spell in new.spells],
        event_ids=new.event_ids,
        source=new.source,
        recorded_by=caller.in_full,
        recorded_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return queries.provision_view(row)
