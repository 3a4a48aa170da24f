"""Constraints of the rooms that compute, rate, moderate and audit, each with the refusal that it stands for."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.comparators.refusals import ChangeOnRecord
from services.commissioning.moderation.refusals import ModeratedAlready
from services.commissioning.performance.refusals import OlderThanTheLast, OverlapsAnotherPeriod
from services.commissioning.result_disputes.refusals import ResultContestedAlready
from services.commissioning.samples.refusals import ExaminedAlready

CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "function_change_provider_from_day_key": ChangeOnRecord,
        "moderation_computation_id_rating_number_key": ModeratedAlready,
        "audit_finding_sample_id_event_id_key": ExaminedAlready,
        "result_dispute_contest_id_key": ResultContestedAlready,
        "computation_period_id_number_key": OlderThanTheLast,
        "settlement_period_id_run_number_key": OlderThanTheLast,
        "period_agreement_id_days_excl": OverlapsAnotherPeriod,
    }
)
