"""What the Secretary of State's office is told when a step-in cannot begin, be extended, or end."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.commissioning.step_ins.rules import StepInObjection


class NotAContractedPrison(Refusal):
    """The provider is a public prison or a probation body. The section of the Act is about contracted prisons alone."""

    code = "not_a_contracted_prison"
    title = "Section 88 of the Criminal Justice Act 1991 is about contracted prisons: this provider was none on that day."


class NothingToStepInto(Refusal):
    """The agreement has not begun, or has ended: no contractor runs the prison under it."""

    code = "nothing_to_step_into"
    title = "No contractor runs the prison under this agreement: it is not in force."


class StepInInTheFuture(Refusal):
    """The day has not come."""

    code = "step_in_in_the_future"
    title = "A step-in is recorded when its day has come, and the contractor told."


class StepInOutsideTheAgreement(Refusal):
    """The first day lies before or after the agreement."""

    code = "step_in_outside_the_agreement"
    title = "The first day lies before the agreement began, or after it ends."


class BeginsBeforeAppointed(Refusal):
    """The governor would act before being appointed."""

    code = "begins_before_appointed"
    title = "The functions cannot move before the governor is appointed."


class ToldBeforeDecided(Refusal):
    """The contractor is told after the decision, as soon as practicable."""

    code = "told_before_decided"
    title = "The contractor cannot have been told before the decision."


class ToldTooLate(Refusal):
    """The contractor is told as soon as practicable: days, and not months, after the appointment."""

    code = "told_too_late"
    title = "The contractor is told within five working days of the appointment."


class StepInEndsBeforeItBegins(Refusal):
    """The day lies before the first day of the step-in."""

    code = "step_in_ends_before_it_begins"
    title = "The day lies before the first day of the step-in."


class StepInEndsAfterTheAgreement(Refusal):
    """The intended last day lies after the last day of the agreement."""

    code = "step_in_ends_after_the_agreement"
    title = "The intended last day lies after the last day of the agreement."


class StepInInForce(Refusal):
    """A governor has the functions already, perhaps since a moment ago."""

    code = "step_in_in_force"
    title = "A step-in is in force under this agreement already."


class BeforeTheLastStepIn(Refusal):
    """An earlier step-in ended later than this one would begin."""

    code = "before_the_last_step_in"
    title = "An earlier step-in had not ended on that day."


class StepInHasEnded(Refusal):
    """The appointment has ended."""

    code = "step_in_has_ended"
    title = "The step-in has ended already."


class NotLater(Refusal):
    """The new last day is no later than the one before."""

    code = "not_later"
    title = "The intended last day can only be put off."


S = StepInObjection
REFUSALS: Mapping[StepInObjection, tuple[type[Refusal], str]] = MappingProxyType(
    {
        S.NOT_A_CONTRACTED_PRISON: (NotAContractedPrison, ""),
        S.AGREEMENT_NOT_IN_FORCE: (NothingToStepInto, ""),
        S.IN_THE_FUTURE: (StepInInTheFuture, "{day}"),
        S.TOLD_IN_THE_FUTURE: (StepInInTheFuture, "/contractor_told_on"),
        S.OUTSIDE_THE_AGREEMENT: (StepInOutsideTheAgreement, "{day}"),
        S.BEGINS_BEFORE_APPOINTED: (BeginsBeforeAppointed, "{day}"),
        S.TOLD_BEFORE_DECIDED: (ToldBeforeDecided, "/contractor_told_on"),
        S.TOLD_TOO_LATE: (ToldTooLate, "/contractor_told_on"),
        S.ENDS_BEFORE_IT_BEGINS: (StepInEndsBeforeItBegins, "{last_day}"),
        S.ENDS_AFTER_THE_AGREEMENT: (StepInEndsAfterTheAgreement, "/until_day"),
        S.STEP_IN_IN_FORCE: (StepInInForce, ""),
        S.BEFORE_THE_LAST: (BeforeTheLastStepIn, "{day}"),
        S.NOT_IN_FORCE: (StepInHasEnded, ""),
        S.NOT_LATER: (NotLater, "{last_day}"),
    }
)


def refuse(objection: StepInObjection | None, *, day: str, last_day: str) -> None:
    """Refuse the act when something stands against it, naming the field at fault."""
    if objection is not None:
        kind, pointer = REFUSALS[objection]
        place = pointer.format(day=day, last_day=last_day)
        raise kind(errors=[FieldError(pointer=place, code=kind.code, message=kind.title)] if place else [])
