"""Which constraints of the tables of remedies stand for which refusals: of two acts at once, the second hears the same."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal
from services.commissioning.answers.refusals import NoPlanToDecide, NotTheLatestVersion, PlanAwaitsDecision
from services.commissioning.notices.refusals import NoticeInForce, NoticeNotInForce
from services.commissioning.step_ins.refusals import NotLater, StepInHasEnded, StepInInForce
from services.commissioning.terminations.refusals import DecidedAlready

CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType(
    {
        "notice_agreement_id_number_key": NoticeInForce,
        "notice_closing_pkey": NoticeNotInForce,
        "notice_statement_pkey": NotTheLatestVersion,
        "rectification_plan_pkey": PlanAwaitsDecision,
        "rectification_plan_decision_pkey": NoPlanToDecide,
        "step_in_agreement_id_number_key": StepInInForce,
        "step_in_term_pkey": NotLater,
        "step_in_ending_pkey": StepInHasEnded,
        "termination_decision_pkey": DecidedAlready,
    }
)
