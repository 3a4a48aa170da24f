"""What the record of adjustments refuses."""

from noms.chassis.refusals import Refusal


class AdjustmentRefused(Refusal):
    """The adjustment contradicts itself or the record: see `errors` for each reason and its field."""

    code = "adjustment_refused"
    title = "The adjustment contradicts itself or the record: see errors."


class WithdrawnAlready(Refusal):
    """The adjustment counts no more."""

    code = "withdrawn_already"
    title = "This adjustment has been withdrawn already."


class RestoredFrom(Refusal):
    """Days have been restored that would not be there without this award."""

    code = "restored_from"
    title = "Days were restored from this award: withdraw the restoration first."
