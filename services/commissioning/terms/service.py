"""Writing the payment terms of a draft, and entering those that a signed variation brings into force."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.chassis.requests.headers import meant_for
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import TermsByVariation, TermsVersionView
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.clauses.rules import faults_in_terms
from services.commissioning.terms import queries, rules
from services.commissioning.terms.refusals import refuse
from services.commissioning.terms.tables import PaymentTermsRow


async def write_terms(
    session: AsyncSession, caller: Caller, agreement_id: UUID, terms: PaymentTerms, expected: int
) -> TermsVersionView:
    """Write the payment terms of a draft in place of those before, which stay on record."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    agreements.refuse_others(caller, agreed)
    versions = await queries.versions_of(session, agreement_id)
    meant_for(expected, versions[0].version if versions else 0)
    refuse_faults(agreed, terms)
    refuse(rules.objection_to_draft(lasting(agreed), terms))
    for replaced in queries.standing(versions):
        replaced.replaced_at = clock.now()
    await session.flush()
    row = new_version(caller, agreement_id, terms, number=expected + 1, from_day=terms.commenced_on, variation_id=None)
    session.add(row)
    await session.flush()
    return queries.views([row])[0]


async def vary_terms(session: AsyncSession, caller: Caller, agreement_id: UUID, offered: TermsByVariation) -> TermsVersionView:
    """Enter the payment terms that a variation, signed by both, brings into force on a day."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    agreements.refuse_others(caller, agreed)
    versions = await queries.versions_of(session, agreement_id)
    standing = [
        rules.Version(row.from_day, PaymentTerms.model_validate(row.terms).commenced_on) for row in queries.standing(versions)
    ]
    variation = await queries.variation_of(session, agreement_id, offered.variation_id)
    refuse_faults(agreed, offered.terms)
    refuse(
        rules.objection_to_variation(
            lasting(agreed), offered.terms, from_day=offered.from_day, variation=variation, standing=standing
        )
    )
    number = versions[0].version + 1 if versions else 1
    row = new_version(
        caller, agreement_id, offered.terms, number=number, from_day=offered.from_day, variation_id=offered.variation_id
    )
    session.add(row)
    await session.flush()
    return queries.views([row])[0]


def refuse_faults(agreed: Agreed, terms: PaymentTerms) -> None:
    """Refuse terms that contradict themselves, with every field that does."""
    faults = faults_in_terms(terms, "/terms") + rules.vat_fault(agreed.instrument, terms, "/terms")
    if faults:
        raise Invalid(errors=faults)


def lasting(agreed: Agreed) -> rules.Lasting:
    """The days of the agreement, and where it stands."""
    return rules.Lasting(agreed.state, agreed.starts_on, agreed.ends_on)


def new_version(
    caller: Caller, agreement_id: UUID, terms: PaymentTerms, *, number: int, from_day: date, variation_id: UUID | None
) -> PaymentTermsRow:
    """A version as it is kept, with who entered it and when."""
    return PaymentTermsRow(
        agreement_id=agreement_id,
        version=number,
        from_day=from_day,
        variation_id=variation_id,
        terms=terms.model_dump(mode="json"),
        terms_hash=rules.terms_hash(terms),
        recorded_by=caller.subject,
        recorded_at=clock.now(),
        replaced_at=None,
    )
