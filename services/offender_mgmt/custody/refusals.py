"""What the ledger of movements refuses."""

from noms.chassis.refusals import Refusal


class MovementRefused(Refusal):
    """The ledger cannot say this: see `errors` for each reason and its field."""

    code = "movement_refused"
    title = "The movement does not fit the person's movements on record: see errors."


class MovementsCrossed(Refusal):
    """Another movement of the same person was recorded at the same moment."""

    code = "movements_crossed"
    title = "Another movement of this person was recorded at the same moment: read where the person is and try again."


CONSTRAINTS = {"movement_crn_place_key": MovementsCrossed, "movement_supersedes_movement_id_key": MovementsCrossed}
"""What the database refuses of the ledger."""
