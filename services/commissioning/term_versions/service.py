"""Judging new payment terms as both are to read and sign them, so that what is signed can be entered; a version as it is kept."""

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, AgreementState
from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.agreements.queries import Agreement
from services.commissioning.clauses.rules import faults_in_terms
from services.commissioning.term_versions import queries, rules
from services.commissioning.term_versions.refusals import refuse
from services.commissioning.term_versions.tables import PaymentTermsRow


async def judge_terms(
    session: AsyncSession, agreement: Agreement, terms: PaymentTerms | None, from_day: date, ends_on: date, *, at: str
) -> None:
    """Refuse payment terms from a day that could never be entered, of an agreement that then ends by another; none are none.

    `at` is where they lie in what was sent: every field that contradicts itself is named.
    """
    if terms is None:
        return
    refuse_faults(AgreementInstrument(agreement.instrument), terms, at)
    lasting = rules.Lasting(AgreementState(agreement.state), agreement.starts_on, ends_on)
    standing = await queries.standing_days(session, agreement.agreement_id)
    refuse(rules.objection_to_days(lasting, terms, from_day=from_day, standing=standing))


def refuse_faults(instrument: AgreementInstrument, terms: PaymentTerms, pointer: str) -> None:
    """Refuse terms that contradict themselves, with every field that does."""
    faults = faults_in_terms(terms, pointer) + rules.vat_fault(instrument, terms, pointer)
    if faults:
        raise Invalid(errors=faults)


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
        recorded_by=caller.in_full,
        recorded_at=clock.now(),
        replaced_at=None,
    )
