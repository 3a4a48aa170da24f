"""What the room of allocations refuses, and which constraints of its tables stand for which refusal."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal


class AllocationRefused(Refusal):
    """The officer may not take the case: see `errors` for each reason and its field."""

    code = "allocation_refused"
    title = "The officer cannot take the case like this: see errors."


class CaseTakenMeanwhile(Refusal):
    """A case has one offender manager, one offender supervisor and one case administrator at a time."""

    code = "case_taken_meanwhile"
    title = "Another officer of this role took the case at the same moment: read the allocations and try again."


class CaseOfOthers(Refusal):
    """Whoever has a case names its offender manager; another trust or board takes it by a transfer that it accepts."""

    code = "case_of_others"
    title = "Only who has a case names its offender manager; to another trust or board it passes by a transfer that is accepted."


class DayWithoutOfficer(Refusal):
    """From the first offender manager on, no day of a case is without one: the database refuses the gap."""

    code = "day_without_officer"
    title = "This would leave days of the case without an offender manager."


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "allocation_one_offender_manager_excl": CaseTakenMeanwhile,
        "allocation_one_offender_supervisor_excl": CaseTakenMeanwhile,
        "allocation_one_case_administrator_excl": CaseTakenMeanwhile,
        "allocation_crn_key_worker_key": CaseTakenMeanwhile,
        "allocation_no_day_without_offender_manager_check": DayWithoutOfficer,
    }
)
