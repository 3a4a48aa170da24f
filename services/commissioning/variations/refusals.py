"""What is told when a variation or an extension cannot be proposed, signed or withdrawn."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.agreements.refusals import AlreadySigned, NotTheCommissioner
from services.commissioning.term_versions.refusals import OF_NEW_TERMS
from services.commissioning.variations.rules import VariationObjection


class CannotBeVaried(Refusal):
    """Nobody has settled a text yet, the agreement is over, or it was said that nobody will extend it."""

    code = "cannot_be_varied"
    title = "An agreement in this state cannot be varied or extended so."


class NothingChanges(Refusal):
    """The variation neither puts anything into the text nor strikes anything out."""

    code = "nothing_changes"
    title = "The variation changes nothing."


class VariationOutsideItsDays(Refusal):
    """The day from which the variation is to be in force is none of the agreement."""

    code = "variation_outside_its_days"
    title = "A variation takes effect between the first and the last day of the agreement."


class NoClauseForNotice(Refusal):
    """The text in force on the day has no clause by which the commissioner changes it alone."""

    code = "no_clause_for_notice"
    title = "The agreement has no clause for mandatory changes on that day: both parties must sign."


class PriceNeedsBoth(Refusal):
    """A mandatory change may move measures, words and versions, never what is bought, what is paid for it or who is party."""

    code = "price_needs_both"
    title = "What is bought, its price, the fee and the parties are changed by both, not by notice."


class ProtectionNeedsBoth(Refusal):
    """A notice strikes nothing out, and leaves the clauses on termination, payment and variation and those that protect alone."""

    code = "protection_needs_both"
    title = "By notice nothing is struck out, and no clause reworded that lets something happen: both parties must sign."


class AboveThePriceLimit(Refusal):
    """The annual price would move further than the parties have agreed to let it within so many days."""

    code = "above_the_price_limit"
    title = "The annual price would move further within these days than the agreement allows."


class NoMeasureLeft(Refusal):
    """On some day of the agreement no measure would be left to judge it by."""

    code = "no_measure_left"
    title = "An agreement is judged by at least one measure on each of its days."


class NoSuchOption(Refusal):
    """The agreement gives no such option."""

    code = "no_such_option"
    title = "The agreement has no extension option of this number."


class OptionOutOfTurn(Refusal):
    """Options are used once each, and in their order."""

    code = "option_out_of_turn"
    title = "The option was used already, or one before it was not."


class ExtendsTooLittle(Refusal):
    """The new last day is no later than the present one."""

    code = "extends_too_little"
    title = "An extension must end later than the agreement does now."


class ExtendsTooFar(Refusal):
    """The new last day lies beyond what the option gives."""

    code = "extends_too_far"
    title = "The option does not reach so far, or working days are not known so far ahead."


class AfterItsDeadline(Refusal):
    """An option is used by both parties on or before its deadline, or is lost."""

    code = "extension_after_deadline"
    title = "The deadline of the option has passed: it is lost."


class HasRunOut(Refusal):
    """The agreement had ended when the extension was signed."""

    code = "extension_after_the_end"
    title = "An extension is signed no later than the last day of the agreement."


class SignedBeforeTheAgreement(Refusal):
    """The signature bears a day before the last signature on the agreement."""

    code = "signed_before_the_agreement"
    title = "A variation is signed no earlier than the agreement itself."


class NoticeTooLate(Refusal):
    """A notice of change never speaks of days before the one on which it is entered."""

    code = "notice_too_late"
    title = "A mandatory change takes effect on the day on which its notice is entered, or later."


class NeedsNoSignature(Refusal):
    """A mandatory change is made by notice: the provider does not sign it."""

    code = "needs_no_signature"
    title = "A mandatory change is made by notice of the commissioner alone."


class NoLongerOpen(Refusal):
    """The variation is settled or withdrawn."""

    code = "variation_no_longer_open"
    title = "The variation is settled or withdrawn."


class TextHasMovedOn(Refusal):
    """Since the variation was proposed, another has settled something that this one changes too, on some of the same days."""

    code = "text_has_moved_on"
    title = "Another variation has changed the same part since this one was proposed: withdraw it and propose it anew."


REFUSALS: Mapping[VariationObjection, type[Refusal]] = MappingProxyType(
    {
        VariationObjection.CANNOT_BE_VARIED: CannotBeVaried,
        VariationObjection.NOT_THE_COMMISSIONER: NotTheCommissioner,
        VariationObjection.NOTHING_CHANGES: NothingChanges,
        VariationObjection.OUTSIDE_ITS_DAYS: VariationOutsideItsDays,
        VariationObjection.NO_CLAUSE_FOR_NOTICE: NoClauseForNotice,
        VariationObjection.PRICE_NEEDS_BOTH: PriceNeedsBoth,
        VariationObjection.PROTECTION_NEEDS_BOTH: ProtectionNeedsBoth,
        VariationObjection.PRICE_LIMIT: AboveThePriceLimit,
        VariationObjection.NO_MEASURE_LEFT: NoMeasureLeft,
        VariationObjection.NO_SUCH_OPTION: NoSuchOption,
        VariationObjection.OPTION_OUT_OF_TURN: OptionOutOfTurn,
        VariationObjection.EXTENDS_TOO_LITTLE: ExtendsTooLittle,
        VariationObjection.EXTENDS_TOO_FAR: ExtendsTooFar,
        VariationObjection.AFTER_ITS_DEADLINE: AfterItsDeadline,
        VariationObjection.HAS_RUN_OUT: HasRunOut,
        VariationObjection.SIGNED_BEFORE_THE_AGREEMENT: SignedBeforeTheAgreement,
        VariationObjection.NOTICE_TOO_LATE: NoticeTooLate,
        VariationObjection.NEEDS_NO_SIGNATURE: NeedsNoSignature,
        VariationObjection.ALREADY_SIGNED: AlreadySigned,
        VariationObjection.NO_LONGER_OPEN: NoLongerOpen,
        VariationObjection.TEXT_HAS_MOVED_ON: TextHasMovedOn,
    }
)

OF_A_PROPOSAL = (
    CannotBeVaried, NotTheCommissioner, NothingChanges, VariationOutsideItsDays, NoClauseForNotice, NoticeTooLate,
    PriceNeedsBoth, ProtectionNeedsBoth, AboveThePriceLimit, NoMeasureLeft, *OF_NEW_TERMS,
)  # fmt: skip
OF_AN_EXTENSION = (
    CannotBeVaried, NotTheCommissioner, NoSuchOption, OptionOutOfTurn, ExtendsTooLittle, ExtendsTooFar, NoMeasureLeft,
    *OF_NEW_TERMS,
)  # fmt: skip
OF_A_SIGNATURE = (
    CannotBeVaried, AfterItsDeadline, HasRunOut, SignedBeforeTheAgreement, NoticeTooLate, NeedsNoSignature, NoLongerOpen,
    TextHasMovedOn, AboveThePriceLimit, NoClauseForNotice, PriceNeedsBoth, ProtectionNeedsBoth, NoMeasureLeft, OptionOutOfTurn,
    ExtendsTooLittle, ExtendsTooFar, NothingChanges, VariationOutsideItsDays, *OF_NEW_TERMS,
)  # fmt: skip


def refuse(objection: VariationObjection | None) -> None:
    """Refuse the act when something stands against it."""
    if objection is not None:
        raise REFUSALS[objection]
