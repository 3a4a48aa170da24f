"""What stands in the way of a place, and the words for it."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from services.interventions.placement.rules import PlaceObjection
from services.interventions.refusing import Answer, at_field


class ReferralNotSuitable(Refusal):
    """Only a referral that was found suitable, and holds no place yet, takes one."""

    code = "referral_not_suitable"
    title = "Only a referral that stands as suitable can take a place."


class AnotherProgramme(Refusal):
    """The cohort runs another programme than the one referred to."""

    code = "another_programme"
    title = "The cohort runs another programme."


class AnotherProvider(Refusal):
    """Another trust or board runs the cohort."""

    code = "another_provider"
    title = "Another provider runs the cohort."


class CohortHasStarted(Refusal):
    """The group is closed: it is joined no later than the day it starts."""

    code = "cohort_has_started"
    title = "The cohort has started: it is joined no later than its first day."


class DoseDoesNotFit(Refusal):
    """The last session comes after the order ends, so the programme could never be completed."""

    code = "dose_does_not_fit"
    title = "The last session of the cohort comes after the end of the order."


PLACING: Mapping[PlaceObjection, Answer] = {
    PlaceObjection.REFERRAL_NOT_SUITABLE: ReferralNotSuitable,
    PlaceObjection.ANOTHER_PROGRAMME: AnotherProgramme,
    PlaceObjection.ANOTHER_PROVIDER: AnotherProvider,
    PlaceObjection.COHORT_HAS_STARTED: CohortHasStarted,
    PlaceObjection.DOSE_DOES_NOT_FIT: DoseDoesNotFit,
    PlaceObjection.IN_THE_FUTURE: at_field("/taken_on", "in_the_future", "the day is still to come"),
    PlaceObjection.BEFORE_SUITABILITY: at_field("/taken_on", "before_suitability", "suitability was decided later"),
}
