"""What the record of appearances refuses."""

from noms.chassis.refusals import Refusal


class AppearanceRefused(Refusal):
    """The appearance cannot have been like this: see `errors` for each reason and its field."""

    code = "appearance_refused"
    title = "The appearance contradicts itself or the person's record: see errors."


class AppearanceOnRecord(Refusal):
    """The person's appearance before this court on this day is on record."""

    code = "appearance_on_record"
    title = "An appearance before this court on this day is on record already."
