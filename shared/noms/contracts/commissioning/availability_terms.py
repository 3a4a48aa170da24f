"""Terms of payment for places: what each type is, what makes one unavailable, and what repeats cost."""

from typing import Annotated

from pydantic import Field

from noms.contracts.commissioning.occurrences import MOST_PLACES, TermCode
from noms.contracts.commissioning.payment_bases import MOST_BANDS, MOST_ROWS, Exact, RateBasis
from noms.contracts.wire import Flag, Wire, Within


class PlaceType(Wire):
    """Places of one kind, and how much one of them weighs when it is not available."""

    code: TermCode
    places: Annotated[int, Within(1, MOST_PLACES)]
    weight: Exact = "1"


class Criterion(Wire):
    """A standard that places must meet to be available, and the whole days within which a failure may be put right."""

    code: TermCode
    place_type: TermCode
    rectification_days: Annotated[int, Within(0, 366)] = 0


class RepeatStep(Wire):
    """From which failure of the same criterion in a month the deduction is multiplied."""

    more_than: Annotated[int, Within(0, 1_000)]
    factor: Exact


class AvailabilityTerms(Wire):
    """Deductions for contracted places that were not available: places x days x weight x use x repeat x the day's price."""

    place_types: Annotated[list[PlaceType], Field(min_length=1, max_length=MOST_ROWS)]
    criteria: Annotated[list[Criterion], Field(min_length=1, max_length=MOST_ROWS)]
    rate_basis: RateBasis = RateBasis.PLACES
    unused_factor: Exact = "1"
    used_factor: Exact = Field(default="0.5", description="For places that were used although they were not available.")
    repeats: Annotated[list[RepeatStep], Field(max_length=MOST_BANDS)] = Field(default=[])


class PlaceRate(Wire):
    """What one place costs for one day or night: an additional place that is called off, or a cell doubled without leave."""

    code: TermCode
    pence: Exact
    indexed: Flag = False
