"""Whether a programme fits a person: the gates, what excludes, and what was decided."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.wire import Count, Day, Flag, Line, View, Wire, Within


class Gate(StrEnum):
    """The three stages of suitability, in their order. Source: targeting manual for accredited programmes, June 2010."""

    RISK = "risk"
    NEED = "need"
    RESPONSIVITY = "responsivity"


class Exclusion(StrEnum):
    """What an assessor may find against a programme. Source: domain notes, interventions 3.1 (always-on exclusions)."""

    WRONG_OFFENCE_TYPE = "wrong_offence_type"
    NOT_FOR_THIS_POPULATION = "not_for_this_population"
    DENIES_OFFENCE = "denies_offence"
    INSTRUMENTAL_VIOLENCE = "instrumental_violence"
    DOMESTIC_VIOLENCE_ONLY = "domestic_violence_only"
    SEXUAL_OFFENCE_ONLY = "sexual_offence_only"
    SAME_PROGRAMME_WITHIN_TWO_YEARS = "same_programme_within_two_years"
    DRUG_DEPENDENCY_UNSTABLE = "drug_dependency_unstable"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness"
    LITERACY_OR_LANGUAGE = "literacy_or_language"


class UnsuitableReason(StrEnum):
    """Why a referral did not pass: an exclusion that was found, or a gate that the facts did not open."""

    RISK_BELOW_RANGE = "risk_below_range"
    RISK_ABOVE_RANGE = "risk_above_range"
    NEED_NOT_EVIDENCED = "need_not_evidenced"
    WRONG_OFFENCE_TYPE = "wrong_offence_type"
    NOT_FOR_THIS_POPULATION = "not_for_this_population"
    DENIES_OFFENCE = "denies_offence"
    INSTRUMENTAL_VIOLENCE = "instrumental_violence"
    DOMESTIC_VIOLENCE_ONLY = "domestic_violence_only"
    SEXUAL_OFFENCE_ONLY = "sexual_offence_only"
    SAME_PROGRAMME_WITHIN_TWO_YEARS = "same_programme_within_two_years"
    DRUG_DEPENDENCY_UNSTABLE = "drug_dependency_unstable"
    SEVERE_MENTAL_ILLNESS = "severe_mental_illness"
    LITERACY_OR_LANGUAGE = "literacy_or_language"


class SuitabilityRequest(Wire):
    """What the assessor found. The service draws the outcome from it, by the gates."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "ogrs_percent": 58,
                    "need_evidenced": True,
                    "exclusions": [],
                    "decided_by": "N. Osei, programme team",
                    "decided_on": "2010-07-26",
                }
            ]
        }
    )

    ogrs_percent: Annotated[int, Within(0, 100)] | None = Field(
        default=None, description="Likelihood of reconviction within two years; needed where the programme has a range."
    )
    need_evidenced: Flag = Field(description="Whether the assessment shows the need that the programme serves.")
    exclusions: Annotated[list[Exclusion], Field(max_length=10)]
    decided_by: Line
    decided_on: Day


class GateView(View):
    """One gate and what closed it."""

    gate: Gate
    passed: Flag
    reasons: list[UnsuitableReason]


class SuitabilityView(View):
    """The decision on suitability, with the gates that it follows from."""

    suitable: Flag
    gates: list[GateView]
    ogrs_percent: Count | None = None
    decided_by: Line
    decided_on: Day
