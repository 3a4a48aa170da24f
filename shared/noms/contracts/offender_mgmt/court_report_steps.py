"""The steps of a court report: allocation, completion with a proposal, delivery, withdrawal."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.offender_mgmt.days import CaseDay
from noms.contracts.offender_mgmt.sentences import RequirementToImpose
from noms.contracts.wire import Code, Line, Wire, Within, Words

_WIRE = Wire.model_config


class SentencingPurpose(StrEnum):
    """What a sentence is for. Source: Criminal Justice Act 2003 s.142(1)."""

    PUNISHMENT = "punishment"
    REDUCTION_OF_CRIME = "reduction_of_crime"
    REFORM_AND_REHABILITATION = "reform_and_rehabilitation"
    PROTECTION_OF_THE_PUBLIC = "protection_of_the_public"
    REPARATION = "reparation"


class Seriousness(StrEnum):
    """The range of seriousness. Source: Sentencing Guidelines Council, New Sentences: Criminal Justice Act 2003 (2004)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ProposedSentence(StrEnum):
    """What a report proposes."""

    COMMUNITY_ORDER = "community_order"
    SUSPENDED_SENTENCE_ORDER = "suspended_sentence_order"
    CUSTODY = "custody"
    FINE = "fine"
    DISCHARGE = "discharge"


class DeliveryMethod(StrEnum):
    """How a report reached the court."""

    IN_WRITING = "in_writing"
    ORALLY = "orally"
    BY_VIDEO_LINK = "by_video_link"


class ReportAllocation(Wire):
    """A report is given to an officer to write, or to another."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={"examples": [{"officer_code": "LDN0142", "officer_name": "Olive Wren", "allocated_on": "2010-09-02"}]}
    )

    officer_code: Code
    officer_name: Line
    allocated_on: CaseDay


class Proposal(Wire):
    """What the report proposes to the court. For an order, its requirements are checked against the Act."""

    sentence: ProposedSentence
    purposes: list[SentencingPurpose] = Field(min_length=1, max_length=len(SentencingPurpose))
    seriousness: Seriousness
    length_months: Annotated[int, Within(1, 36)] | None = Field(default=None, description="Of an order, or its supervision.")
    requirements: list[RequirementToImpose] = Field(default=[], max_length=20)
    reasons: Words


class ReportCompletion(Wire):
    """A report is written and signed, with what it proposes."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "completed_on": "2010-09-17",
                    "proposal": {
                        "sentence": "community_order",
                        "purposes": ["punishment", "reform_and_rehabilitation"],
                        "seriousness": "medium",
                        "length_months": 24,
                        "requirements": [
                            {"code": "PROG", "programme_code": "TSP", "quantity": 30},
                            {"code": "UPW", "quantity": 120},
                        ],
                        "reasons": "Thinking skills lie behind the offence; work in the community answers its seriousness.",
                    },
                }
            ]
        }
    )

    completed_on: CaseDay
    proposal: Proposal


class ReportDelivery(Wire):
    """A report has reached the court."""

    model_config = _WIRE | ConfigDict(json_schema_extra={"examples": [{"delivered_on": "2010-09-20", "method": "in_writing"}]})

    delivered_on: CaseDay
    method: DeliveryMethod


class ReportWithdrawal(Wire):
    """A report is not wanted any more."""

    model_config = _WIRE | ConfigDict(
        json_schema_extra={"examples": [{"withdrawn_on": "2010-09-10", "reason": "Sentenced on another indictment."}]}
    )

    withdrawn_on: CaseDay
    reason: Words
