"""Custodial sentences as they are recorded and read."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.order_views import TermView
from noms.contracts.offender_mgmt.sentences import Court, Term
from noms.contracts.wire import Code, Day, View, Wire


class CustodialSentenceKind(StrEnum):
    """What a custodial sentence is, for release."""

    DETERMINATE = "determinate"
    IPP = "ipp"
    LIFE = "life"


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
    length: Term | None = Field(default=None, description="For a determinate sentence.")
    minimum_term: Term | None = Field(default=None, description="The tariff of an IPP or life sentence; absent for a whole life.")
    provider: Code = Field(description="The trust or board of the home area.")


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
