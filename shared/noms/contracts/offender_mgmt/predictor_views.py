"""Predictions as they are read: every term, the chances, the band, and the groups of offences."""

from typing import Annotated

from pydantic import Field

from noms.contracts.offender_mgmt.predictors import Band, OffenceCodeText
from noms.contracts.wire import Code, Count, Flag, Line, View


class PredictionTermView(View):
    """One term of a score."""

    name: Line
    value: float = Field(allow_inf_nan=False)
    because: Line


class PredictionView(View):
    """How likely reoffending is within one and two years, and how the figure came about."""

    one_year_percent: Annotated[int, Field(ge=1, le=99)]
    two_year_percent: Annotated[int, Field(ge=1, le=99)]
    band: Band = Field(description="By the chance within two years.")
    score: float = Field(allow_inf_nan=False, description="The sum of the terms.")
    terms: list[PredictionTermView]
    warnings: list[Line] = Field(description="What a reader must know before using the figure.")
    formula_version: Count


class OffenceGroupView(View):
    """The group of an offence, with its weight in OGRS 3."""

    offence_code: OffenceCodeText
    offence_group: Code
    letters: Line = Field(description="The group in the letters of the published code list.")
    name: Line
    ogrs3_weight: float
    violent: Flag
    sexual: Flag
    source: Line
