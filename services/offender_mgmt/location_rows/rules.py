"""Reading one row of a location file, and saying what is wrong with it."""

import csv
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from noms.contracts.identifiers import IdentifierKind, check_identifier
from noms.contracts.offender_mgmt.location_files import LocationLine, first_fault
from noms.reference.establishments import OpenState, establishment
from noms.reference.faults import UnknownCode

_CRN = re.compile(rb"(?<![A-Za-z0-9])[A-Z][0-9]{6}(?![A-Za-z0-9])")
_NOMS_NUMBER = re.compile(rb"(?<![A-Za-z0-9])[A-Z][0-9]{4}[A-Z]{2}(?![A-Za-z0-9])")

Parse = Callable[[str], LocationLine]
Fault = tuple[str, str, str]
"""Field, code and message."""


class HeaderNotUnderstood(Exception):
    """The first line of a CSV file does not name the columns of a location file."""


def csv_parser(header: bytes) -> Parse:
    """What reads the rows under this header."""
    try:
        columns = [name.strip() for name in next(csv.reader([header.decode(errors="replace")]))]
    except csv.Error:
        raise HeaderNotUnderstood from None
    if len(set(columns)) < len(columns) or not set(columns) <= set(LocationLine.model_fields):
        raise HeaderNotUnderstood

    def parse(line: str) -> LocationLine:
        return LocationLine.model_validate(_cells(columns, line))

    return parse


def _cells(columns: Sequence[str], line: str) -> dict[str, str]:
    bare = line.rstrip("\r")
    try:
        cells = next(csv.reader([bare], strict=True)) if '"' in bare else bare.split(",")
    except csv.Error as broken:  # no ValueError, and only its own line is lost
        raise ValueError("The quotes of the line do not go together.") from broken
    if len(cells) != len(columns):
        raise ValueError("The line has not as many cells as the header has columns.")
    return {name: cell for name, cell in zip(columns, cells, strict=True) if cell}


def canonical(number: str | None, as_at: date) -> str | None:
    """The NOMS number as it is kept; None when nobody has such a number."""
    return None if number is None else check_identifier(IdentifierKind.NOMS_NUMBER, number, as_at=as_at).canonical


@lru_cache(maxsize=1_000)  # House rule: 0091 (prisons and nights remembered)
def closed(place: str, on: date) -> Fault | None:
    """Why nobody can be in that prison on the day; None when somebody can."""
    try:
        state = establishment(place).state_on(on)
    except UnknownCode:
        return "establishment_code", "unknown_establishment", "There is no such establishment."
    return ("establishment_code", "establishment_closed", "It was not open on that day.") if state is OpenState.CLOSED else None


def fault_of(error: ValueError) -> Fault:
    """Where the line is wrong, by its first fault, without a word of what it says."""
    fault = first_fault(error)
    if fault is None:
        return "line", "not_readable", "The line cannot be read as one record of this format."
    if fault[0] not in LocationLine.model_fields:
        return "line", "unknown_field", "The line has a field that a location file does not have."
    return fault


def names_in(line: bytes) -> tuple[str | None, str | None]:
    """The CRN and NOMS number that stand somewhere in a line that cannot be read."""
    crn, number = _CRN.search(line), _NOMS_NUMBER.search(line)
    return crn and crn.group().decode(), number and number.group().decode()
