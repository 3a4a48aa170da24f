"""Key dates over HTTP."""

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.key_date_views import KeyDatesView
from noms.contracts.offender_mgmt.key_dates import KeyDatesToCalculate
from services.offender_mgmt.key_dates import rules
from services.offender_mgmt.key_dates.refusals import NotComputed
from services.offender_mgmt.permissions import KeyDateCalculator
from services.offender_mgmt.warrants.rules import adjustments_of, chains_of, contradictions, not_computed

router = room("key_dates")


@router.post("/v1/key-dates/calculate", response_model=KeyDatesView, responses=problems(NotComputed))
async def calculate_key_dates(asked: KeyDatesToCalculate, _caller: KeyDateCalculator) -> KeyDatesView:
    """Calculate the key dates of somebody's determinate sentences. Nothing is kept and nobody is looked up.

    Only the dates that apply are answered, each with the day before adjustment, the rule and its source. Papers that contradict
    themselves are refused by 422, and what is not computed by 409; both name the fields.
    """
    if faults := contradictions(asked):
        raise Invalid(errors=faults)
    if left_out := not_computed(asked):
        raise NotComputed(errors=left_out)
    found = rules.key_dates(chains_of(asked), adjustments_of(asked), sex_offender_register=asked.sex_offender_register)
    return rules.shown(found, adjustments_of(asked))
