"""Requests of people for their own data: the clock, what is exempt, and the pack that is sent."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.paging import Pagination
from noms.contracts.subject_data import SubjectData
from noms.contracts.wire import Day, Flag, Instant, Line, View, Wire, Within, Words

LARGEST_FEE_PENCE = 1_000  # Source: SI 2000/191 reg. 3: ten pounds

FeePence = Annotated[int, Within(0, LARGEST_FEE_PENCE)]


class ExemptionGround(StrEnum):
    """Why data that is the person's own need not be given to them."""

    CRIME_AND_TAXATION = "crime_and_taxation"
    """Source: Data Protection Act 1998 s.29."""
    HEALTH = "health"
    """Source: SI 2000/413."""
    EDUCATION = "education"
    """Source: SI 2000/414."""
    SOCIAL_WORK = "social_work"
    """Source: SI 2000/415."""
    LEGAL_PRIVILEGE = "legal_privilege"
    """Source: Data Protection Act 1998 Sch. 7 para. 10."""


class SourceState(StrEnum):
    """What a service told when it was asked."""

    TOLD = "told"
    HOLDS_NOTHING_BY_PERSON = "holds_nothing_by_person"
    NOT_CONFIGURED = "not_configured"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"


class RequestToRecord(Wire):
    """A request in writing by a person for their own data."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"crn": "A000001", "received_on": "2010-11-01", "made_by": "The person, by letter."}]}
    )

    crn: Crn
    received_on: Day
    made_by: Line = Field(description="Who wrote, and how: the person, or somebody for them.")


class FeeReceived(Wire):
    """The fee, or that none is asked for: then 0 pence, on the day of that decision."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"received_on": "2010-11-03", "value_pence": 1000}]}
    )

    received_on: Day
    value_pence: FeePence


class IdentityChecked(Wire):
    """How the identity of whoever asked was made sure of."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"checked_on": "2010-11-05", "evidence": "Passport and a letter from the prison."}]}
    )

    checked_on: Day
    evidence: Line


class ExemptionToRecord(Wire):
    """That one kind of record is left out of the answer, on which ground, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "service": "offender_mgmt",
                    "kind": "public_protection_record",
                    "ground": "crime_and_taxation",
                    "reason": "It would show how the person is watched.",
                }
            ]
        }
    )

    service: Line
    kind: Line = Field(description="The kind of record, as the pack names it.")
    ground: ExemptionGround
    reason: Words


class AnswerToSend(Wire):
    """Which pack is sent, and which services it is without."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"pack_id": "0b5e6f7a-6a3c-5d8e-9c7f-2f1f4f1f7e21", "without": ["interventions"]}]}
    )

    pack_id: UUID
    without: list[Line] = Field(default=[], max_length=3, description="Services that did not answer, each named by its name.")


class ExemptionView(View):
    """An exemption on record."""

    exemption_id: UUID
    service: Line
    kind: Line
    ground: ExemptionGround
    reason: Words
    recorded_by: Line
    recorded_at: Instant


class SourceAsked(View):
    """One service, and what it told."""

    service: Line
    state: SourceState
    asked_at: Instant


class PackSummary(View):
    """A pack that was gathered: its content is read by its own address."""

    pack_id: UUID
    gathered_at: Instant
    gathered_by: Line
    complete: Flag = Field(description="Whether every service told what it holds.")
    content_hash: Line = Field(description="SHA-256 of the content as it was gathered.")
    sources: list[SourceAsked]


class SubjectRequestView(View):
    """A request as it stands, with its clock."""

    request_id: UUID
    crn: Crn
    received_on: Day
    made_by: Line
    fee_received_on: Day | None
    fee_pence: FeePence | None
    identity_checked_on: Day | None
    identity_evidence: Line | None
    due_by: Day | None = Field(description="The last of forty days; absent until the fee and the identity are there.")
    overdue: Flag
    answered_on: Day | None
    answered_pack_id: UUID | None
    exemptions: list[ExemptionView]
    packs: list[PackSummary]


class SubjectRequestList(View):
    """A page of the requests not answered yet, the one due first standing first; those whose clock has not begun stand last."""

    data: list[SubjectRequestView]
    pagination: Pagination


class SubjectPackView(PackSummary):
    """A pack with its content: what each service holds, without what is withheld or exempt."""

    crn: Crn
    data: list[SubjectData]
