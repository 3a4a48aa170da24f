"""How an agreement moves: offered, suspended, resumed, let expire, ended, terminated; who moved it, when and why."""

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.agreement_kinds import AgreementState
from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words

AGREED_IN = (
    "The variation of the same day that both have signed for it: needed where a day that this takes away was settled or computed."
)


class AgreementAct(StrEnum):
    """What moves an agreement from one state to another."""

    OFFER = "offer"
    WITHDRAW_OFFER = "withdraw_offer"
    SIGN_AS_COMMISSIONER = "sign_as_commissioner"
    SIGN_AS_PROVIDER = "sign_as_provider"
    COMMENCE = "commence"
    SUSPEND = "suspend"
    RESUME = "resume"
    LET_EXPIRE = "let_expire"
    END = "end"
    TERMINATE = "terminate"


class Suspension(Wire):
    """The day from which an agreement is suspended, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"effective_on": "2010-11-01", "reason": "The premises are closed after a fire"}]}
    )

    effective_on: Day
    reason: Words
    agreed_in: UUID | None = Field(default=None, description=AGREED_IN)


class Resumption(Wire):
    """The day from which a suspended agreement runs again, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"effective_on": "2010-12-01", "reason": "The premises are open again"}]}
    )

    effective_on: Day
    reason: Words


class ExpiryNotice(Wire):
    """The day on which it is settled that nobody will extend the agreement, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"effective_on": "2012-01-04", "reason": "The service is to be competed for"}]}
    )

    effective_on: Day
    reason: Words


class Termination(Wire):
    """The last day of an agreement that is ended early, under which of its clauses, and why."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [{"effective_on": "2011-02-28", "clause": "VOLUNTARY-TERMINATION", "reason": "No longer needed"}]
        }
    )

    effective_on: Day = Field(description="The last day on which the agreement is in force.")
    clause: Code = Field(description="A clause of the text in force that lets it be terminated.")
    reason: Words
    agreed_in: UUID | None = Field(default=None, description=AGREED_IN)


class AgreementMoveView(View):
    """One move of an agreement: from where to where, from which day, by whom, when and why."""

    number: int = Field(ge=1)
    act: AgreementAct
    from_state: AgreementState
    to_state: AgreementState
    effective_on: Day
    clause: Code | None
    reason: Words | None
    moved_by: Line
    moved_at: Instant


class MoveList(View):
    """Every move of an agreement, the first first."""

    data: list[AgreementMoveView]
