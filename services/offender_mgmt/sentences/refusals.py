"""What the record of orders and sentences refuses."""

from noms.chassis.refusals import Refusal


class OrderOutsideTheAct(Refusal):
    """The Criminal Justice Act 2003 does not allow this order: errors names each requirement and field."""

    code = "order_outside_the_act"
    title = "The Act does not allow this order as it stands: see errors."


class SentenceOutsideTheAct(Refusal):
    """No court could have passed this sentence: errors names each field."""

    code = "sentence_outside_the_act"
    title = "The Act does not allow this sentence as it stands: see errors."


class OrderOnRecord(Refusal):
    """The same order of the same court is on record: a repeated entry would have every requirement served twice."""

    code = "order_on_record"
    title = "This order of the court is on record already."


class AppearanceDoesNotFit(Refusal):
    """The appearance named is not the person's, or not of that court and day."""

    code = "appearance_does_not_fit"
    title = "The appearance named is not this person's before that court on that day: see errors."


class SentencesDoNotFollow(Refusal):
    """A sentence follows others of the same person, never itself and never in a circle: errors names each."""

    code = "sentences_do_not_follow"
    title = "The sentence cannot follow those named: see errors."
