"""What the record of recalls refuses, and which constraints stand for a refusal in the rooms about sentences."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.offender_mgmt.appearances.refusals import AppearanceOnRecord
from services.offender_mgmt.licences.refusals import LicenceActiveAlready
from services.offender_mgmt.terminations.refusals import TerminatedAlready


class RecallRefused(Refusal):
    """The recall is not possible like this: see `errors` for each reason and its field."""

    code = "recall_refused"
    title = "The person cannot be recalled like this: see errors."


class RecalledAlready(Refusal):
    """The person has been recalled and not been released again."""

    code = "recalled_already"
    title = "The person has been recalled already and was not released again."


class RecallStepNotPossible(Refusal):
    """The return or the release is on record already, or its day does not follow what went before."""

    code = "recall_step_not_possible"
    title = "This is on record already, or its day lies before what it follows or in the future."


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "appearance_crn_court_name_day_key": AppearanceOnRecord,
        "licence_crn_active_key": LicenceActiveAlready,
        "termination_order_id_key": TerminatedAlready,
        "termination_requirement_id_key": TerminatedAlready,
        "termination_sentence_id_key": TerminatedAlready,
        "recall_crn_in_force_key": RecalledAlready,
    }
)
"""The constraints of the database that stand for a refusal about sentences."""
