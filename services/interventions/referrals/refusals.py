"""What the room refuses about a referral, and the words for it."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal
from services.interventions.referrals.rules import ReferralObjection
from services.interventions.refusing import Answer, at_field


class ReferralOpen(Refusal):
    """There is an open referral of the requirement to this programme already."""

    code = "referral_open"
    title = "There is an open referral of this requirement to this programme already."


class MoveNotAllowed(Refusal):
    """The referral stands in a state from which it cannot go there."""

    code = "move_not_allowed"
    title = "The referral cannot go to that state from the one in which it stands."


class NotAProgrammeRequirement(Refusal):
    """Only a programme requirement leads to a programme."""

    code = "not_a_programme_requirement"
    title = "Only a programme requirement can be referred to a programme."


class NotTheProgrammeOfTheOrder(Refusal):
    """The court named another programme, and only the court can change that."""

    code = "not_the_programme_of_the_order"
    title = "The court named another programme in the order."


class ProgrammeNotInTheCommunity(Refusal):
    """The programme runs in prisons only."""

    code = "programme_not_in_the_community"
    title = "This programme is delivered in custody only."


class ProgrammeNotOffered(Refusal):
    """No source says that the programme was offered on the day."""

    code = "programme_not_offered"
    title = "This programme was not offered on that day."


REFERRING: Mapping[ReferralObjection, Answer] = {
    ReferralObjection.NOT_A_PROGRAMME_REQUIREMENT: NotAProgrammeRequirement,
    ReferralObjection.NOT_THE_PROGRAMME_OF_THE_ORDER: NotTheProgrammeOfTheOrder,
    ReferralObjection.PROGRAMME_NOT_IN_THE_COMMUNITY: ProgrammeNotInTheCommunity,
    ReferralObjection.PROGRAMME_NOT_OFFERED: ProgrammeNotOffered,
    ReferralObjection.OUTSIDE_THE_ORDER: at_field("/referred_on", "outside_the_order", "the day lies outside the order"),
    ReferralObjection.IN_THE_FUTURE: at_field("/referred_on", "in_the_future", "the day is still to come"),
}
DECIDING: Mapping[ReferralObjection, Answer] = {
    ReferralObjection.IN_THE_FUTURE: at_field("/decided_on", "in_the_future", "the day is still to come"),
    ReferralObjection.BEFORE_THE_REFERRAL: at_field("/decided_on", "before_the_referral", "the referral was made later"),
    ReferralObjection.RISK_SCORE_NEEDED: at_field("/ogrs_percent", "risk_score_needed", "the programme has a range of scores"),
}
