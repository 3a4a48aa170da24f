"""What is refused about responsibility, and which constraints of this piece of the record stand for which refusal."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.offender_mgmt.allocations.refusals import CONSTRAINTS as OF_ALLOCATIONS
from services.offender_mgmt.transfers.refusals import CONSTRAINTS as OF_TRANSFERS
from services.offender_mgmt.workloads.refusals import CONSTRAINTS as OF_WORKLOADS


class DecisionRefused(Refusal):
    """The decision cannot stand: see `errors` for each reason and its field."""

    code = "decision_refused"
    title = "The decision on responsibility cannot stand like this: see errors."


class DecidedMeanwhile(Refusal):
    """Two decisions for one day would make two responsible."""

    code = "decided_meanwhile"
    title = "Somebody decided on these days at the same moment: read who is responsible and try again."


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {"responsibility_decision_crn_period_excl": DecidedMeanwhile, **OF_ALLOCATIONS, **OF_TRANSFERS, **OF_WORKLOADS}
)
