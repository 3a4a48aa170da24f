"""What is refused when records are merged or parted, and what the constraints of the rooms of identity refuse."""

from noms.chassis.refusals import Refusal
from services.offender_mgmt.particulars.refusals import CONSTRAINTS as OF_PARTICULARS
from services.offender_mgmt.persons.refusals import CONSTRAINTS as OF_PERSONS


class MergedIntoItself(Refusal):
    """A record cannot be merged into itself."""

    code = "merged_into_itself"
    title = "A record cannot be merged into itself: name the two records of the person."


class RecordsContradict(Refusal):
    """The two records cannot both be true of one person: errors names each table and rule."""

    code = "records_contradict"
    title = "The two records contradict each other: see errors."


class MergedMeanwhile(Refusal):
    """One of the two was merged while this was asked."""

    code = "merged_meanwhile"
    title = "One of the two records has been merged: read the person again."


class NotToBeParted(Refusal):
    """The records cannot be parted as they are: errors says what stands in the way."""

    code = "not_to_be_parted"
    title = "The records cannot be parted: see errors."


CONSTRAINTS: dict[str, type[Refusal]] = {
    **OF_PERSONS,
    **OF_PARTICULARS,
    "person_merge_merged_crn_standing_key": MergedMeanwhile,
}
"""The constraints of the rooms of identity up to this one, and what they refuse."""
