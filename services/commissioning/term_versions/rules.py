"""When payment terms may be written, and from which day new ones may hold."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, AgreementState
from noms.contracts.commissioning.payment_bases import VatTreatment
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.problems import FieldError
from services.commissioning.prices.rules import contract_year


class TermsObjection(StrEnum):
    """Why payment terms cannot be written."""

    TEXT_IS_SETTLED = "text_is_settled"
    STILL_A_DRAFT = "still_a_draft"
    OUTSIDE_THE_AGREEMENT = "outside_the_agreement"
    ANOTHER_COMMENCEMENT = "another_commencement"
    VARIATION_NOT_SIGNED = "variation_not_signed"
    NOT_IN_THE_VARIATION = "not_in_the_variation"
    OTHER_TERMS_WERE_SIGNED = "other_terms_were_signed"
    ANOTHER_EFFECTIVE_DAY = "another_effective_day"
    WITHIN_A_CONTRACT_YEAR = "within_a_contract_year"
    VERSIONS_OVERLAP = "versions_overlap"


@dataclass(frozen=True)
class Lasting:
    """The days of an agreement, both included, and where it stands."""

    state: AgreementState
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Variation:
    """What a variation of the agreement says of itself."""

    signed_by_both: bool
    effective_on: date
    brings: PaymentTerms | None
    """The payment terms that both have signed with it."""


@dataclass(frozen=True)
class Version:
    """A version that stands: the first day on which it holds, and the commencement that its contract years count from."""

    from_day: date
    commenced_on: date


def objection_to_draft(agreement: Lasting, terms: PaymentTerms) -> TermsObjection | None:
    """What stands against writing the terms of a draft: what was offered or signed is changed by a variation alone."""
    if agreement.state is not AgreementState.DRAFT:
        return TermsObjection.TEXT_IS_SETTLED
    return _outside(agreement, terms)


def objection_to_variation(
    agreement: Lasting, terms: PaymentTerms, *, from_day: date, variation: Variation, standing: Sequence[Version]
) -> TermsObjection | None:
    """What stands against new terms from a day on: both must have signed these very terms, with the variation of that day.

    A year's fee, baselines and cap are one, so that terms change only when a contract year begins; the day on which contract
    years begin never changes. House rule: 0167.
    """
    stands = {
        TermsObjection.STILL_A_DRAFT: agreement.state is AgreementState.DRAFT,
        TermsObjection.VARIATION_NOT_SIGNED: not variation.signed_by_both,
        TermsObjection.NOT_IN_THE_VARIATION: variation.brings is None,
        TermsObjection.OTHER_TERMS_WERE_SIGNED: variation.brings is not None and variation.brings != terms,
        TermsObjection.ANOTHER_EFFECTIVE_DAY: variation.effective_on != from_day,
    }
    found = next((objection for objection, holds in stands.items() if holds), None)
    return found or objection_to_days(agreement, terms, from_day=from_day, standing=standing)


def objection_to_days(
    agreement: Lasting, terms: PaymentTerms, *, from_day: date, standing: Sequence[Version]
) -> TermsObjection | None:
    """What stands against the days of new terms, whether both are to read and sign them or they are entered. House rule: 0167."""
    commenced_on = standing[0].commenced_on if standing else from_day
    stands = {
        TermsObjection.ANOTHER_COMMENCEMENT: terms.commenced_on != commenced_on,
        TermsObjection.WITHIN_A_CONTRACT_YEAR: not begins_a_year(commenced_on, from_day),
        TermsObjection.VERSIONS_OVERLAP: any(from_day <= version.from_day for version in standing),
    }
    return next((objection for objection, holds in stands.items() if holds), None) or _outside(agreement, terms, from_day)


def begins_a_year(commenced_on: date, day: date) -> bool:
    """Whether a contract year begins on the day."""
    return day >= commenced_on and contract_year(commenced_on, day).starts_on == day


def _outside(agreement: Lasting, terms: PaymentTerms, from_day: date | None = None) -> TermsObjection | None:
    first = from_day or terms.commenced_on
    inside = agreement.starts_on <= terms.commenced_on <= first <= terms.ends_on <= agreement.ends_on
    return None if inside else TermsObjection.OUTSIDE_THE_AGREEMENT


def vat_fault(instrument: AgreementInstrument, terms: PaymentTerms, at: str) -> list[FieldError]:
    """What is wrong with the VAT of the terms: an SLA is an internal charge of the Crown without it, a contract bears it."""
    owed = VatTreatment.CROWN_BODY if instrument is AgreementInstrument.SLA else VatTreatment.STANDARD
    fault = FieldError(pointer=f"{at}/vat", code="vat_of_the_instrument", message=f"Under this instrument it is {owed}.")
    return [] if terms.vat is owed else [fault]


def terms_hash(terms: PaymentTerms) -> str:
    """A fingerprint of the terms: same text, same hash."""
    told = json.dumps(terms.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
