"""Failures to comply, warnings, and return to court, for one whole order."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from noms.contracts.wire import Day, Flag, Line, Wire, Words


class EnforcementAction(StrEnum):
    """What the responsible officer must do next."""

    NONE = "none"
    WARN = "warn"
    BREACH = "breach"
    AWAIT_COURT = "await_court"


class GroundKind(StrEnum):
    """The kinds of fact that an enforcement step rests on."""

    FAILURE = "failure"
    WARNING = "warning"
    BREACH = "breach"


class WarningToGive(Wire):
    """A warning as it was given. It must say three things. Source: Criminal Justice Act 2003 Sch 8 para 5(2)."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "given_on": "2010-11-10",
                    "circumstances": "Did not attend the programme session of 8 November and gave no reason when asked.",
                    "says_unacceptable": True,
                    "says_court_follows": True,
                }
            ]
        }
    )

    given_on: Day
    circumstances: Words
    says_unacceptable: Flag = Field(description="The warning states that the failure is unacceptable.")
    says_court_follows: Flag = Field(description="The warning says that another failure within twelve months leads to court.")


class BreachToBegin(Wire):
    """Breach action as it was begun: the day on which the information was laid before the court."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"begun_on": "2010-12-01", "court_reference": "LDN/2010/4417"}]}
    )

    begun_on: Day
    court_reference: Line | None = None


class BreachOutcome(StrEnum):
    """What the court did with the breach. Source: Criminal Justice Act 2003 Sch 8 paras 9-10, Sch 12 para 8."""

    ORDER_CONTINUES = "order_continues"
    ORDER_AMENDED = "order_amended"
    ORDER_REVOKED = "order_revoked"
    CUSTODY_ACTIVATED = "custody_activated"
    NOT_PROVED = "not_proved"
    WITHDRAWN = "withdrawn"


class CourtDecision(Wire):
    """The court's outcome of one breach."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={"examples": [{"decided_on": "2011-01-12", "outcome": "order_amended"}]}
    )

    decided_on: Day
    outcome: BreachOutcome
