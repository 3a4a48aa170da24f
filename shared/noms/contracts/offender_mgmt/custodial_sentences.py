"""Custodial sentences as they are recorded and read."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.order_views import TermView
from noms.contracts.offender_mgmt.sentences import Court, Term
from noms.contracts.wire import Code, Day, Flag, View, Wire

MOST_AHEAD = 20


class CustodialSentenceKind(StrEnum):
    """What a custodial sentence is, for release."""

    DETERMINATE = "determinate"
    EXTENDED = "extended"
    """For public protection, with a longer licence. Source: Criminal Justice Act 2003 s.227."""
    IPP = "ipp"
    LIFE = "life"


SentencesAhead = Annotated[
    list[UUID],
    Field(max_length=MOST_AHEAD, description="The person's sentences that must end before this one begins; empty: none."),
]


class CustodialSentenceToRecord(Wire):
    """A sentence of imprisonment, as the court passed it."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "determinate",
                    "court": "crown_court",
                    "offence_code": "00801",
                    "offence_committed_on": "2009-12-12",
                    "sentenced_on": "2010-05-17",
                    "length": {"years": 3},
                    "provider": "LDN",
                }
            ]
        }
    )

    kind: CustodialSentenceKind
    court: Court
    offence_code: Code
    offence_committed_on: Day
    sentenced_on: Day
    length: Term | None = Field(default=None, description="Of a determinate sentence; of an extended one the custodial term.")
    minimum_term: Term | None = Field(default=None, description="The tariff of an IPP or life sentence; absent for a whole life.")
    provider: Code = Field(description="The trust or board of the home area.")
    extension: Term | None = Field(default=None, description="The longer licence of an extended sentence.")
    schedule_15: Flag = Field(default=False, description="The offence stands in Schedule 15 to the Criminal Justice Act 2003.")
    consecutive_to: SentencesAhead = Field(default_factory=list)
    appearance_id: UUID | None = Field(default=None, description="The appearance at which it was passed.")


class SentencesToFollow(Wire):
    """Which sentences have to end before this one begins."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"consecutive_to": []}]})

    consecutive_to: SentencesAhead


class CustodialSentenceView(View):
    """A custodial sentence on record."""

    sentence_id: UUID
    crn: Crn
    kind: CustodialSentenceKind
    court: Court
    offence_code: Code
    offence_committed_on: Day
    sentenced_on: Day
    length: TermView | None
    minimum_term: TermView | None
    provider: Code
    extension: TermView | None
    schedule_15: Flag
    consecutive_to: list[UUID]
    appearance_id: UUID | None
    under_twelve_months: Flag = Field(description="A determinate sentence of less than twelve months: release without licence.")


class CustodialSentenceList(View):
    """Every custodial sentence of a person, newest first."""

    data: list[CustodialSentenceView]
