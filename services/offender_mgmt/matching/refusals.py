"""What is refused when records are compared, and what the constraints of all rooms of identity refuse."""

from noms.chassis.refusals import Refusal
from services.offender_mgmt.merges.refusals import CONSTRAINTS as OF_MERGES


class ComparedMeanwhile(Refusal):
    """Somebody else put the same pair on the queue at the same moment."""

    code = "compared_meanwhile"
    title = "Somebody else compared these records at the same moment: read the queue."


CONSTRAINTS: dict[str, type[Refusal]] = {**OF_MERGES, "person_match_crn_other_crn_key": ComparedMeanwhile}
"""The constraints of the rooms of identity, and what they refuse."""
