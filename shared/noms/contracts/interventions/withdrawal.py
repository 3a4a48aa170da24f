"""Withdrawal of a referral, with its coded reason."""

from enum import StrEnum

from pydantic import ConfigDict

from noms.contracts.wire import Day, Wire


class WithdrawalReason(StrEnum):
    """Why a referral ends before its programme.

    Source: withdrawal reasons in public Ministry of Justice code (refer and monitor; no_time from accredited programmes).
    """

    INELIGIBLE = "ineligible"
    MISTAKEN_OR_DUPLICATE = "mistaken_or_duplicate"
    NOT_ENGAGED = "not_engaged"
    NEEDS_MET_ELSEWHERE = "needs_met_elsewhere"
    MOVED = "moved"
    WORK_CARING_OR_SICKNESS = "work_caring_or_sickness"
    DIED = "died"
    ACQUITTED_ON_APPEAL = "acquitted_on_appeal"
    RETURNED_TO_CUSTODY = "returned_to_custody"
    SENTENCE_REVOKED = "sentence_revoked"
    SENTENCE_EXPIRED = "sentence_expired"
    NO_TIME = "no_time"
    OTHER = "other"


class WithdrawalRequest(Wire):
    """The end of a referral before its programme is complete. A place that it holds is set free."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "moved", "withdrawn_on": "2010-10-04"}]})

    reason: WithdrawalReason
    withdrawn_on: Day
