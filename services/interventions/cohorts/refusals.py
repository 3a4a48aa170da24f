"""What the room refuses about a cohort, and the words for it."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from services.interventions.cohorts.rules import CohortObjection
from services.interventions.referrals.refusals import ProgrammeNotInTheCommunity, ProgrammeNotOffered
from services.interventions.refusing import Answer, at_field


class CohortFull(Refusal):
    """Every place of the cohort is held."""

    code = "cohort_full"
    title = "Every place of this cohort is taken."


class PlaceHeld(Refusal):
    """The referral holds a place already."""

    code = "place_held"
    title = "The referral holds a place in a cohort already."


class MoreSessionsThanPlanned(Refusal):
    """The cohort would have more sessions than it was planned with."""

    code = "more_sessions_than_planned"
    title = "The cohort would have more sessions than planned."


class AfterAnOrderEnds(Refusal):
    """A session would come after the end of the order of somebody who holds a place, who could not be made to come."""

    code = "after_an_order_ends"
    title = "A session would come after the end of the order of somebody who holds a place."


class SessionDayTaken(Refusal):
    """The cohort meets on one of those days already."""

    code = "session_day_taken"
    title = "The cohort has a session on one of those days already."


COHORT: Mapping[CohortObjection, Answer] = {
    CohortObjection.CAPACITY_OUTSIDE_RANGE: at_field(
        "/capacity", "capacity_outside_range", "a group of this programme has more, or fewer, places"
    ),
    CohortObjection.SESSIONS_NEEDED: at_field(
        "/sessions_planned", "sessions_needed", "the catalogue has no number of sessions for this programme"
    ),
    CohortObjection.SESSIONS_NOT_AS_ACCREDITED: at_field(
        "/sessions_planned", "sessions_not_as_accredited", "the programme is accredited with another number of sessions"
    ),
    CohortObjection.BEFORE_THE_COHORT_STARTS: at_field("/first_on", "before_the_cohort_starts", "the cohort starts later"),
    CohortObjection.BEFORE_THE_LAST_SESSION: at_field(
        "/first_on", "before_the_last_session", "a session that has a number already is held later"
    ),
    CohortObjection.AFTER_AN_ORDER_ENDS: AfterAnOrderEnds,
    CohortObjection.PROGRAMME_NOT_IN_THE_COMMUNITY: ProgrammeNotInTheCommunity,
    CohortObjection.PROGRAMME_NOT_OFFERED: ProgrammeNotOffered,
    CohortObjection.MORE_SESSIONS_THAN_PLANNED: MoreSessionsThanPlanned,
    CohortObjection.PROVIDER_UNKNOWN: at_field("/provider", "unknown_code", "no trust or board has this code"),
}
