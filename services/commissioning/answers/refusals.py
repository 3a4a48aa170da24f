"""What a party is told when a notice cannot be answered or a plan not be decided on, with the field that is at fault."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from noms.contracts.problems import FieldError
from services.commissioning.answers.rules import AnswerObjection


class NotForTheProvider(Refusal):
    """Somebody who is not the provider speaks for it."""

    code = "not_for_the_provider"
    title = "Only the provider states its side and submits its plan."


class PlanNotForTheCommissioner(Refusal):
    """Somebody who does not reach the commissioning office decides on a plan."""

    code = "plan_not_for_the_commissioner"
    title = "Only the commissioning office decides on a plan."


class SpokeForTheOther(Refusal):
    """The same caller has acted for the other party in this notice."""

    code = "spoke_for_the_other"
    title = "Whoever has acted for one party in a notice cannot act for the other."


class AnsweredInTheFuture(Refusal):
    """The day has not come."""

    code = "answered_in_the_future"
    title = "Nobody answers a notice on a day that has not come."


class BeforeWhatItAnswers(Refusal):
    """The day lies before the notice, or before the plan that is decided on."""

    code = "before_what_it_answers"
    title = "The day lies before what it answers."


class StatedAlready(Refusal):
    """The provider has stated its side."""

    code = "stated_already"
    title = "The provider's side stands already: name the version that is amended."


class NotTheLatestVersion(Refusal):
    """Another version stands, or none yet."""

    code = "not_the_latest_version"
    title = "Only the latest version can be amended: read it again."


class NoPlanNow(Refusal):
    """The notice was put right or withdrawn, or a graver one has taken its place."""

    code = "no_plan_now"
    title = "The notice is no longer in force: it was put right or withdrawn, or a graver one has taken its place."


class NoPlanAskedFor(Refusal):
    """A default notice asks for no plan."""

    code = "no_plan_asked_for"
    title = "A default notice asks for no plan: its termination point counts for its months."


class PlanAwaitsDecision(Refusal):
    """The purchaser has not decided on the plan before."""

    code = "plan_awaits_decision"
    title = "The plan before waits for the purchaser's decision."


class PlanAcceptedAlready(Refusal):
    """The purchaser has accepted a plan."""

    code = "plan_accepted_already"
    title = "A plan has been accepted for this notice."


class RectifiedBeforeSubmitted(Refusal):
    """The failure would have been put right before the plan for it was submitted."""

    code = "rectified_before_submitted"
    title = "The plan must put the failure right on a day after it is submitted."


class RectifiedAfterTheAgreement(Refusal):
    """The failure would be put right when the agreement has ended."""

    code = "rectified_after_the_agreement"
    title = "The plan must put the failure right before the agreement ends."


class RectifiedTooLate(Refusal):
    """The plan names a day so far off that it plans nothing."""

    code = "rectified_too_late"
    title = "The plan must put the failure right within a year of the day on which it is submitted."


class NoPlanToDecide(Refusal):
    """There is no such plan, it is not the latest, or it has been decided on."""

    code = "no_plan_to_decide"
    title = "This version of the plan is not there, not the latest, or decided on already."


A = AnswerObjection
REFUSALS: Mapping[AnswerObjection, tuple[type[Refusal], str]] = MappingProxyType(
    {
        A.NOT_THE_PROVIDER: (NotForTheProvider, ""),
        A.NOT_THE_COMMISSIONER: (PlanNotForTheCommissioner, ""),
        A.SPOKE_FOR_THE_OTHER: (SpokeForTheOther, ""),
        A.IN_THE_FUTURE: (AnsweredInTheFuture, "{day}"),
        A.BEFORE_WHAT_IT_ANSWERS: (BeforeWhatItAnswers, "{day}"),
        A.STATED_ALREADY: (StatedAlready, "/amends_version"),
        A.NOT_THE_LATEST_VERSION: (NotTheLatestVersion, "/amends_version"),
        A.NOTICE_NOT_IN_FORCE: (NoPlanNow, ""),
        A.NO_PLAN_ASKED_FOR: (NoPlanAskedFor, ""),
        A.PLAN_AWAITS_DECISION: (PlanAwaitsDecision, ""),
        A.PLAN_ACCEPTED_ALREADY: (PlanAcceptedAlready, ""),
        A.RECTIFIED_BEFORE_SUBMITTED: (RectifiedBeforeSubmitted, "/rectified_by"),
        A.RECTIFIED_AFTER_THE_AGREEMENT: (RectifiedAfterTheAgreement, "/rectified_by"),
        A.RECTIFIED_TOO_LATE: (RectifiedTooLate, "/rectified_by"),
        A.NO_PLAN_TO_DECIDE: (NoPlanToDecide, "/plan_version"),
    }
)


def refuse(objection: AnswerObjection | None, *, day: str) -> None:
    """Refuse the answer when something stands against it; `day` is where its own day stands in what was sent."""
    if objection is not None:
        kind, pointer = REFUSALS[objection]
        place = pointer.format(day=day)
        raise kind(errors=[FieldError(pointer=place, code=kind.code, message=kind.title)] if place else [])
