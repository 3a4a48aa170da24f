"""Predictors of reoffending: what they are asked with, and every term of the answer."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from noms.contracts.wire import Code, Day, Flag, Wire, Within

OffenceCodeText = Annotated[str, Field(pattern=r"^[0-9]{5}$", examples=["02802"])]
"""A Home Office offence code: three digits of the main class, two of the sub-class."""

Scored = Annotated[int, Within(0, 2)]
"""An item of OASys: 0 no problems, 1 some, 2 significant."""

MOST_SANCTIONS = 1000


class PredictorSex(StrEnum):
    """The sex that the formula knows."""

    MALE = "male"
    FEMALE = "female"


class Band(StrEnum):
    """How likely reoffending is, in words."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Awareness(StrEnum):
    """Whether the person is aware of the consequences of what they do: question 11.7."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"


_OGRS3: JsonDict = {
    "sex": "male",
    "date_of_birth": "1988-03-01",
    "convicted_on": "2009-06-10",
    "first_sanction_age": 12,
    "total_sanctions": 15,
    "offence_group": "THEFT",
    "follow_up_starts_on": "2010-05-20",
    "as_at": "2010-06-01",
}


class Ogrs3Asked(Wire):
    """What OGRS 3 is computed from. Nobody is named and nothing is kept."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_OGRS3]})

    sex: PredictorSex
    date_of_birth: Day
    convicted_on: Day = Field(description="The day of the current conviction.")
    first_sanction_age: Annotated[int, Within(0, 120)] | None = Field(default=None, description="Or first_sanction_on.")
    first_sanction_on: Day | None = None
    total_sanctions: Annotated[int, Within(1, MOST_SANCTIONS)] = Field(description="All sanctions, the current one included.")
    offence_code: OffenceCodeText | None = Field(default=None, description="Or offence_group.")
    offence_group: Code | None = None
    follow_up_starts_on: Day = Field(description="The day of the community sentence, or of release from custody.")
    as_at: Day = Field(description="The day for which the question is asked; the formula never looks at the clock.")

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.first_sanction_age is None) == (self.first_sanction_on is None):
            raise ValueError("give first_sanction_age or first_sanction_on, and not both")
        if (self.offence_code is None) == (self.offence_group is None):
            raise ValueError("give offence_code or offence_group, and not both")
        return self


_OGP: JsonDict = {
    "ogrs3_two_year_percent": 81,
    "no_fixed_abode": False,
    "unemployed": True,
    "activities_encourage_offending": 1,
    "drug_misuse": 0,
    "motivation_to_tackle_drug_misuse": 0,
    "problem_solving": 1,
    "awareness_of_consequences": "sometimes",
    "understands_others_views": 0,
    "pro_criminal_attitudes": 1,
    "as_at": "2010-06-01",
}


class OgpAsked(Wire):
    """What the OASys general reoffending predictor is computed from: OGRS 3 and ten items of OASys."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_OGP]})

    ogrs3_two_year_percent: Annotated[int, Within(1, 99)]
    no_fixed_abode: Flag = Field(description="Question 3.3.")
    unemployed: Flag = Field(description="Question 4.2.")
    activities_encourage_offending: Scored = Field(description="Question 7.2.")
    drug_misuse: Scored = Field(description="Question 8.4.")
    motivation_to_tackle_drug_misuse: Scored = Field(description="Question 8.8; 0 is full motivation.")
    problem_solving: Scored = Field(description="Question 11.6.")
    awareness_of_consequences: Awareness = Field(description="Question 11.7.")
    understands_others_views: Scored = Field(description="Question 11.9; 0 is no problem.")
    pro_criminal_attitudes: Scored = Field(description="Question 12.1.")
    as_at: Day


_OVP: JsonDict = {
    "sex": "male",
    "date_of_birth": "1990-10-15",
    "follow_up_starts_on": "2009-12-12",
    "total_sanctions": 31,
    "violent_sanctions": 17,
    "recognises_impact": False,
    "no_fixed_abode": True,
    "unemployed": True,
    "alcohol_current_use": 1,
    "alcohol_binge": 0,
    "psychiatric_treatment": False,
    "temper_control": 2,
    "pro_criminal_attitudes": 1,
    "as_at": "2009-12-14",
}


class OvpAsked(Wire):
    """What the OASys violence predictor is computed from."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [_OVP]})

    sex: PredictorSex
    date_of_birth: Day
    follow_up_starts_on: Day
    total_sanctions: Annotated[int, Within(0, MOST_SANCTIONS)]
    violent_sanctions: Annotated[int, Within(0, MOST_SANCTIONS)]
    recognises_impact: Flag = Field(description="Question 2.6: on victims, and on others.")
    no_fixed_abode: Flag = Field(description="Question 3.3.")
    unemployed: Flag = Field(description="Question 4.2.")
    alcohol_current_use: Scored = Field(description="Question 9.1.")
    alcohol_binge: Scored = Field(description="Question 9.2.")
    psychiatric_treatment: Flag = Field(description="Question 10.7: at present, or waiting for it.")
    temper_control: Scored = Field(description="Question 11.4; 0 is no problem.")
    pro_criminal_attitudes: Scored = Field(description="Question 12.1.")
    as_at: Day
