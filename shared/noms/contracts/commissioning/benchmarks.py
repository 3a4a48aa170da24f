"""What a unit of a service has cost or should cost: by year, kind of prison and provider, each with its source."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.commissioning.specifications import UnitOfOutput, UnitPence
from noms.contracts.wire import Code, Line, Pence, View, Wire, Words


class BenchmarkBasis(StrEnum):
    """How far a unit cost can be relied on."""

    PUBLISHED = "published"
    """Printed by its source."""
    DERIVED = "derived"
    """Arithmetic of this service on published figures."""
    ESTIMATE = "estimate"
    """An assumption, never to be shown as a historical fact."""


class NewBenchmark(Wire):
    """What a unit of a service has cost or should cost, for one year."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "year": "2010-11",
                    "unit": "report",
                    "provider": "LDN",
                    "central_pence": 21_000,
                    "low_pence": 18_000,
                    "high_pence": 25_000,
                    "basis": "estimate",
                    "source": "Working assumption of the London office",
                }
            ]
        }
    )

    year: Annotated[str, Field(pattern=r"^20[0-9]{2}-[0-9]{2}$")] = Field(description="A financial year, such as 2010-11.")
    unit: UnitOfOutput
    establishment_function: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")] | None = Field(
        default=None, description="The kind of prison, such as trainer or open."
    )
    provider: Code | None = Field(
        default=None, description="One prison or trust; absent where the figure is of a kind or of all."
    )
    low_pence: UnitPence
    central_pence: UnitPence
    high_pence: UnitPence
    basis: BenchmarkBasis
    source: Words


class BenchmarkView(View):
    """A unit cost, with what it rests on. Figures of different units or bases are never mixed."""

    specification: Code
    year: Line
    unit: UnitOfOutput
    establishment_function: Line | None
    provider: Code | None
    low_pence: Pence
    central_pence: Pence
    high_pence: Pence
    basis: BenchmarkBasis
    source: Words


class BenchmarkList(View):
    """Unit costs of one specification, the latest year first."""

    data: list[BenchmarkView]
