"""Which purchases from NOMS the list knows on a day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from noms.reference.further_responsibilities import Direction, FurtherResponsibility

# The codes of those who buy from the agency, as the list of inbound purchases calls them.
# Source: further_responsibilities.csv, organisations.csv.
OUTSIDE_COMMISSIONERS = MappingProxyType(
    {
        "YJB": "Youth Justice Board",
        "IND": "Immigration and Nationality Directorate",
        "BIA": "Border and Immigration Agency",
        "UKBA": "Border Agency",
    }
)


def bought_from_noms(
    rows: Iterable[FurtherResponsibility], commissioner: str, places: Iterable[str], day: date
) -> Sequence[FurtherResponsibility | None]:
    """What the list says of this commissioner's purchase at each place on the day; nothing where it names none."""
    called = OUTSIDE_COMMISSIONERS.get(commissioner)
    inbound = [row for row in rows if row.direction is Direction.INBOUND and row.commissioner == called and row.in_force_on(day)]
    return [next((row for row in inbound if row.covers(place)), None) for place in places]


def turns_of_sales(rows: Iterable[FurtherResponsibility]) -> Iterator[date]:
    """The days on which it may change who buys from NOMS."""
    for row in rows:
        yield row.valid_from
        if row.valid_to:
            yield row.valid_to + timedelta(days=1)
