"""What a party is told when payment terms cannot be written."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.term_versions.rules import TermsObjection


class TermsAreSettled(Refusal):
    """The agreement is on offer, or signed: its payment terms change only by a variation that both sign."""

    code = "terms_are_settled"
    title = "The agreement is no longer a draft: payment terms change only by a signed variation."


class StillADraft(Refusal):
    """Nobody has signed the agreement: its payment terms are written in the draft itself."""

    code = "still_a_draft"
    title = "The agreement is a draft: write its payment terms there, without a variation."


class TermsOutsideTheAgreement(Refusal):
    """The terms begin before the agreement does, or last longer."""

    code = "terms_outside_the_agreement"
    title = "The days of the payment terms do not lie inside the agreement."


class AnotherCommencement(Refusal):
    """Contract years count from the commencement of the service, which never changes; the first terms name it."""

    code = "another_commencement"
    title = "The commencement of the service is not the one that contract years count from."


class VariationNotSigned(Refusal):
    """Not both parties have signed the variation."""

    code = "variation_not_signed"
    title = "Both parties must sign the variation before its payment terms are entered."


class NotInTheVariation(Refusal):
    """The variation was signed without any payment terms in it."""

    code = "terms_not_in_the_variation"
    title = "The variation carries no payment terms."


class OtherTermsWereSigned(Refusal):
    """What is entered differs from what both parties have signed."""

    code = "other_terms_were_signed"
    title = "The payment terms differ from those that the variation carries and both parties have signed."


class AnotherEffectiveDay(Refusal):
    """The variation takes effect on another day."""

    code = "another_effective_day"
    title = "The variation takes effect on another day."


class WithinAContractYear(Refusal):
    """A contract year has one fee, one set of baselines and one cap."""

    code = "within_a_contract_year"
    title = "Payment terms change only on the first day of a contract year."


class VersionsOverlap(Refusal):
    """Another version begins on that day or later: two versions would be in force on one day."""

    code = "payment_terms_overlap"
    title = "Another version of the payment terms begins on that day or later: two would be in force on one day."


REFUSALS: Mapping[TermsObjection, type[Refusal]] = MappingProxyType(
    {
        TermsObjection.TEXT_IS_SETTLED: TermsAreSettled,
        TermsObjection.STILL_A_DRAFT: StillADraft,
        TermsObjection.OUTSIDE_THE_AGREEMENT: TermsOutsideTheAgreement,
        TermsObjection.ANOTHER_COMMENCEMENT: AnotherCommencement,
        TermsObjection.VARIATION_NOT_SIGNED: VariationNotSigned,
        TermsObjection.NOT_IN_THE_VARIATION: NotInTheVariation,
        TermsObjection.OTHER_TERMS_WERE_SIGNED: OtherTermsWereSigned,
        TermsObjection.ANOTHER_EFFECTIVE_DAY: AnotherEffectiveDay,
        TermsObjection.WITHIN_A_CONTRACT_YEAR: WithinAContractYear,
        TermsObjection.VERSIONS_OVERLAP: VersionsOverlap,
    }
)


OF_NEW_TERMS = (AnotherCommencement, WithinAContractYear, VersionsOverlap, TermsOutsideTheAgreement)
"""What stands against the days of new terms."""


def refuse(objection: TermsObjection | None) -> None:
    """Refuse the terms when something stands against them."""
    if objection is not None:
        raise REFUSALS[objection]
