"""Provider returns: filed one by one or together, amended only by a new version with its reason."""

from decimal import Decimal
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.commissioning.measures import EvidenceMark, MeasureUnit
from noms.contracts.events import Event
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Code, Count, Day, Instant, Line, View, Wire, Words

MOST_IN_A_FILE = 1_000

OfferedQuantity = Annotated[
    str, StringConstraints(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,3})?$"), OrWhole(-999_999_999_999, 999_999_999_999)
]
"""A count, hours or money as text, with up to three decimals, so that no reader rounds it."""

Quantity = Annotated[Decimal, Field(max_digits=15, decimal_places=3, allow_inf_nan=False)]
"""A quantity as it stands on record; text on the wire."""

ReturnPeriod = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-([0-9]{2}|[0-9]{2}-Q[1-4])$")]
"""A month such as 2010-05, or a quarter of the financial year such as 2010-11-Q1 for April to June 2010."""


class NewReturn(Wire):
    """What the provider says of one measure in one period."""

    model_config = Wire.model_config | ConfigDict(json_schema_extra={"examples": [{"numerator": "412", "denominator": "480"}]})

    numerator: OfferedQuantity
    denominator: OfferedQuantity | None = Field(default=None, description="Absent for a count.")
    reason: Words | None = Field(default=None, description="Why what was filed before is amended; absent the first time.")


class ReturnRow(NewReturn):
    """One return of several."""

    measure_code: MeasureCode
    period: ReturnPeriod


class FiledReturns(Wire):
    """Returns filed together: all of them are taken, or none. The same rows may be sent as a file, as text/csv."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "returns": [
                        {
                            "measure_code": "arrival_at_court_on_time",
                            "period": "2010-06",
                            "numerator": "412",
                            "denominator": "480",
                        }
                    ]
                }
            ]
        }
    )

    returns: list[ReturnRow] = Field(min_length=1, max_length=MOST_IN_A_FILE)


class ReturnView(View):
    """One version of a return. Amending makes the next version and leaves this one as it is."""

    id: UUID
    agreement_id: UUID
    measure_code: MeasureCode
    definition_version: int = Field(ge=1)
    period: ReturnPeriod
    first_day: Day
    last_day: Day
    version: int = Field(ge=1)
    numerator: Quantity
    denominator: Quantity | None
    unit: MeasureUnit
    value: Annotated[float, Field(allow_inf_nan=False)] | None = Field(
        description="The outturn in its unit, to three decimals; absent when there was nothing to measure."
    )
    evidence: EvidenceMark = Field(description="`attested`: the provider's word.")
    due_on: Day
    filed_at: Instant
    days_late: Count
    reason: Words | None


class ReturnVersions(View):
    """Every version of one return, the latest first."""

    data: list[ReturnView]


class ReturnsTaken(View):
    """The returns of one filing, in the order in which they came."""

    data: list[ReturnView]


class ReturnFiled(Event):
    """A return was filed or amended."""

    type: ClassVar[str] = "commissioning.return.filed"

    agreement_id: UUID
    return_id: UUID
    provider: Code
    measure_code: MeasureCode
    period: ReturnPeriod
    return_version: int
    days_late: int
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)
