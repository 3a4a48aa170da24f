"""What a party is told when an agreement cannot be drawn up, measured or signed."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.agreements.rules import AgreementObjection
from services.commissioning.texts.refusals import ThresholdsOutOfOrder


class EndsBeforeItStarts(Refusal):
    """The last day lies before the first."""

    code = "agreement_ends_before_it_starts"
    title = "The agreement ends before it starts."


class BeyondTheCalendar(Refusal):
    """The agreement ends after the last year for which working days are known."""

    code = "agreement_beyond_the_calendar"
    title = "The agreement ends later than working days are known."


class NobodyMayPurchase(Refusal):
    """On the first day of the agreement no commissioner was responsible for the provider, or it is undetermined who was."""

    code = "nobody_may_purchase"
    title = "On that day nobody is known to purchase from this provider: see /v1/responsible-commissioners."


class NotTheResponsibleCommissioner(Refusal):
    """Another office purchased from the provider on the first day of the agreement."""

    code = "not_the_responsible_commissioner"
    title = "Another office purchases from this provider on that day: see /v1/responsible-commissioners."


class WrongInstrument(Refusal):
    """The provider is bound by the other instrument: an SLA for public bodies, a contract for trusts and private prisons."""

    code = "wrong_instrument"
    title = "This provider is bound by the other instrument on that day: see /v1/responsible-commissioners."


class TextIsSettled(Refusal):
    """The agreement was offered: what it says is changed by a variation, or after the offer is withdrawn."""

    code = "text_is_settled"
    title = "The agreement has been offered or signed, so its text is settled."


class NotOffered(Refusal):
    """A draft can still be changed, so nobody signs it."""

    code = "not_offered"
    title = "The agreement is a draft: it is offered before anybody signs."


class MeasureInTwice(Refusal):
    """The measure is in the agreement already."""

    code = "measure_in_twice"
    title = "The agreement has this measure already."


class NotTheProvider(Refusal):
    """Somebody who sees the agreement without being its provider signs for the provider."""

    code = "not_the_provider"
    title = "Only the provider signs for the provider."


class NotTheCommissioner(Refusal):
    """Somebody who sees the agreement without reaching its commissioning office acts for it."""

    code = "not_the_commissioner"
    title = "Only the commissioning office acts for the commissioner."


class SignedForTheOther(Refusal):
    """The same caller has signed for the other party: an agreement has two sides."""

    code = "signed_for_the_other"
    title = "Whoever has signed for one party cannot sign for the other."


class AlreadySigned(Refusal):
    """The party has signed already."""

    code = "already_signed"
    title = "This party has signed the agreement already."


class SignedInTheFuture(Refusal):
    """A signature bears a day that has not come."""

    code = "signed_in_the_future"
    title = "Nobody can sign on a day that has not come."


class SignedBeforeNoms(Refusal):
    """A signature bears a day before there was a National Offender Management Service."""

    code = "signed_before_noms"
    title = "Nobody can have signed before 1 June 2004, when NOMS began."


class AnotherAgreementIsLive(Refusal):
    """Another agreement in force buys the same specification for the same place on some of these days, whoever made it.

    What is delivered on those days would be paid for twice. What others buy from NOMS is held apart from what NOMS buys.
    """

    code = "another_agreement_is_live"
    title = "Another agreement in force buys the same for the same place on some of these days."


REFUSALS: Mapping[AgreementObjection, type[Refusal]] = MappingProxyType(
    {
        AgreementObjection.ENDS_BEFORE_IT_STARTS: EndsBeforeItStarts,
        AgreementObjection.BEYOND_THE_CALENDAR: BeyondTheCalendar,
        AgreementObjection.NOBODY_MAY_PURCHASE: NobodyMayPurchase,
        AgreementObjection.NOT_THE_RESPONSIBLE_COMMISSIONER: NotTheResponsibleCommissioner,
        AgreementObjection.WRONG_INSTRUMENT: WrongInstrument,
        AgreementObjection.TEXT_IS_SETTLED: TextIsSettled,
        AgreementObjection.MEASURE_IN_TWICE: MeasureInTwice,
        AgreementObjection.THRESHOLDS_OUT_OF_ORDER: ThresholdsOutOfOrder,
        AgreementObjection.NOT_THE_PROVIDER: NotTheProvider,
        AgreementObjection.NOT_THE_COMMISSIONER: NotTheCommissioner,
        AgreementObjection.SIGNED_FOR_THE_OTHER: SignedForTheOther,
        AgreementObjection.ALREADY_SIGNED: AlreadySigned,
        AgreementObjection.NOT_OFFERED: NotOffered,
        AgreementObjection.SIGNED_BEFORE_NOMS: SignedBeforeNoms,
        AgreementObjection.SIGNED_IN_THE_FUTURE: SignedInTheFuture,
    }
)


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "agreement_measure_agreement_id_text_number_measure_code_key": MeasureInTwice,
        "purchase_bought_days_excl": AnotherAgreementIsLive,
        "signature_agreement_id_party_key": AlreadySigned,
    }
)
"""Named constraints of the database that stand for refusals of this room."""

OF_A_SIGNATURE = (SignedForTheOther, AlreadySigned, SignedBeforeNoms, SignedInTheFuture)
"""What a signature may be refused for, whoever gives it."""


def refuse(objection: AgreementObjection | None) -> None:
    """Refuse the act when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
