"""The named constraints of the database that stand for refusals, room by room."""

from collections.abc import Mapping

from noms.chassis.refusals import Refusal, StaleVersion
from services.offender_mgmt.access.refusals import CONSTRAINTS as OF_ACCESS
from services.offender_mgmt.enforcement.service import BreachBegunAlready, WarningGivenAlready
from services.offender_mgmt.location_files.refusals import CONSTRAINTS as OF_CUSTODY
from services.offender_mgmt.matching.refusals import CONSTRAINTS as OF_IDENTITY
from services.offender_mgmt.recalls.refusals import CONSTRAINTS as OF_SENTENCES
from services.offender_mgmt.responsibility.refusals import CONSTRAINTS as OF_RESPONSIBILITY
from services.offender_mgmt.subject_access.refusals import CONSTRAINTS as OF_SUBJECT_ACCESS

CONSTRAINTS: Mapping[str, type[Refusal]] = {
    "warning_order_id_failed_on_key": WarningGivenAlready,
    "breach_order_id_undecided_key": BreachBegunAlready,
    "public_protection_record_crn_version_key": StaleVersion,
    **OF_ACCESS,
    **OF_CUSTODY,
    **OF_IDENTITY,
    **OF_RESPONSIBILITY,
    **OF_SENTENCES,
    **OF_SUBJECT_ACCESS,
}
