"""Ends of orders, requirements and custodial sentences, each on its own day and for its own reason."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.wire import Day, Instant, Line, View, Wire, Words


class TerminationReason(StrEnum):
    """Why something ended. Source: Criminal Justice Act 2003 Sch. 8 paras 9, 13, 17, 21 and 23, Sch. 12 para. 8."""

    COMPLETED = "completed"
    EXPIRED = "expired"
    REVOKED_FOR_GOOD_PROGRESS = "revoked_for_good_progress"
    REVOKED_IN_THE_INTERESTS_OF_JUSTICE = "revoked_in_the_interests_of_justice"
    REVOKED_FOR_BREACH = "revoked_for_breach"
    REVOKED_FOR_FURTHER_OFFENCE = "revoked_for_further_offence"
    CUSTODY_ACTIVATED = "custody_activated"
    REMOVED_BY_THE_COURT = "removed_by_the_court"
    REPLACED_BY_THE_COURT = "replaced_by_the_court"
    CONVICTION_QUASHED = "conviction_quashed"
    SENTENCE_QUASHED = "sentence_quashed"
    TRANSFERRED_OUT = "transferred_out"
    """To Scotland, Northern Ireland or another country."""
    DIED = "died"


class TerminationToRecord(Wire):
    """The end of an order, a requirement or a custodial sentence."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "revoked_for_good_progress", "ended_on": "2011-11-14"}]}
    )

    reason: TerminationReason
    ended_on: Day = Field(description="The last day on which it asked anything.")
    note: Words | None = None


class RequirementToEnd(TerminationToRecord):
    """The end of one requirement while its order goes on."""

    model_config = TerminationToRecord.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "completed", "ended_on": "2011-06-30"}]}
    )


class SentenceToEnd(TerminationToRecord):
    """The end of a custodial sentence by a court."""

    model_config = TerminationToRecord.model_config | ConfigDict(
        json_schema_extra={"examples": [{"reason": "conviction_quashed", "ended_on": "2011-03-01"}]}
    )


class TerminationView(View):
    """An end on record."""

    termination_id: UUID
    crn: Crn
    order_id: UUID | None
    requirement_id: UUID | None
    sentence_id: UUID | None
    reason: TerminationReason
    ended_on: Day
    note: Words | None
    breach_id: UUID | None = Field(description="The breach upon which the court ended it.")
    recorded_at: Instant
    recorded_by: Line


class TerminationList(View):
    """Every end on record for a person, newest first."""

    data: list[TerminationView]


class RequirementEnded(Event):
    """A requirement asks nothing more, by itself or with its order: its delivery ends."""

    type: ClassVar[str] = "offender_mgmt.requirement.ended"

    crn: Line
    order_id: UUID
    requirement_id: UUID
    reason: TerminationReason
    ended_on: Day
    detail_url: Line

    def subject(self) -> str:
        return self.crn
