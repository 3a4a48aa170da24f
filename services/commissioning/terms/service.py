"""Writing the payment terms of a draft, and entering those that a signed variation brings into force."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.requests.headers import meant_for
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import TermsByVariation, TermsVersionView
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.term_versions import rules
from services.commissioning.term_versions.queries import standing, standing_days, versions_of
from services.commissioning.term_versions.refusals import refuse
from services.commissioning.term_versions.service import new_version, refuse_faults
from services.commissioning.terms import queries


async def write_terms(
    session: AsyncSession, caller: Caller, agreement_id: UUID, terms: PaymentTerms, expected: int
) -> TermsVersionView:
    """Write the payment terms of a draft in place of those before, which stay on record."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreed)
    versions = await versions_of(session, agreement_id)
    meant_for(expected, versions[0].version if versions else 0)
    refuse_faults(agreed.instrument, terms, "/terms")
    refuse(rules.objection_to_draft(lasting(agreed), terms))
    for replaced in standing(versions):
        replaced.replaced_at = clock.now()
    await session.flush()
    row = new_version(caller, agreement_id, terms, number=expected + 1, from_day=terms.commenced_on, variation_id=None)
    session.add(row)
    await session.flush()
    return queries.views([row])[0]


async def vary_terms(session: AsyncSession, caller: Caller, agreement_id: UUID, offered: TermsByVariation) -> TermsVersionView:
    """Enter the payment terms that a variation, signed by both, brings into force on a day."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    await agreements.refuse_others(session, caller, agreed)
    versions = await versions_of(session, agreement_id)
    stand = await standing_days(session, agreement_id)
    variation = await queries.variation_of(session, agreement_id, offered.variation_id)
    refuse_faults(agreed.instrument, offered.terms, "/terms")
    refuse(
        rules.objection_to_variation(
            lasting(agreed), offered.terms, from_day=offered.from_day, variation=variation, standing=stand
        )
    )
    number = versions[0].version + 1 if versions else 1
    row = new_version(
        caller, agreement_id, offered.terms, number=number, from_day=offered.from_day, variation_id=offered.variation_id
    )
    session.add(row)
    await session.flush()
    return queries.views([row])[0]


def lasting(agreed: Agreed) -> rules.Lasting:
    """The days of the agreement, and where it stands."""
    return rules.Lasting(agreed.state, agreed.starts_on, agreed.ends_on)
