"""What the victim contact scheme refuses."""

from noms.chassis.refusals import Refusal


class SchemeDoesNotApply(Refusal):
    """No sentence on record brings the scheme in, and no reason was given to contact somebody all the same."""

    code = "scheme_does_not_apply"
    title = "The scheme does not apply to any sentence on record: give a reason for contact all the same."


class VictimRecordRefused(Refusal):
    """The entry does not fit what is on record: see `errors` for each reason and its field."""

    code = "victim_record_refused"
    title = "The entry does not fit what is on record: see errors."


class ContactNotWished(Refusal):
    """They have not opted in, or not to make representations: nothing is recorded in their name."""

    code = "contact_not_wished"
    title = "They have not told that they wish to make representations."
