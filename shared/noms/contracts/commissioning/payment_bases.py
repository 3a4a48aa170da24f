"""What payment terms are built of: exact numbers, bases of rates, ways of assessment and of VAT."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from noms.contracts.commissioning.agreements import MOST_PENCE_A_YEAR
from noms.contracts.exact import OrWhole
from noms.contracts.wire import Within

MOST_YEARS = 50
MOST_ROWS = 200
MOST_BANDS = 20

Exact = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$"), OrWhole(0, 999_999_999)]
"""A number of zero or more as text, so that no reader rounds it: `0.5`, `229.9`."""

Percent = Annotated[str, StringConstraints(pattern=r"^(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)$"), OrWhole(0, 100)]
"""A percentage from 0 to 100 as text: `60`, `0.25`."""

Points = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,6}(\.[0-9])?$"), OrWhole(0, 999_999)]
"""Performance points as text with at most one decimal: half points are real."""

Month = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
"""A calendar month, such as `2011-01`."""

PenceSum = Annotated[int, Within(0, MOST_PENCE_A_YEAR)]
YearNumber = Annotated[int, Within(1, MOST_YEARS)]
QuarterNumber = Annotated[int, Within(1, 4)]


class RateBasis(StrEnum):
    """What the fee is divided by to price one place for one day that it was not available."""

    PLACES = "places"
    """Places times days of the contract year."""
    WEIGHTED_PLACES = "weighted_places"
    """Places times their weight times days, as the standard PFI terms do."""


class Assessment(StrEnum):
    """When the points of a measure are added up and held against a baseline."""

    QUARTER = "quarter"
    YEAR = "year"


class VatTreatment(StrEnum):
    """Whether invoices bear VAT."""

    STANDARD = "standard"
    CROWN_BODY = "crown_body"
    """An SLA with a body of the Crown: an internal charge without VAT."""
