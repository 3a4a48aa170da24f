"""The nightly location file: a line for each person on the roll, and what became of it."""

from uuid import UUID

from pydantic import Field, ValidationError

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.custody import ReceptionReason
from noms.contracts.wire import Code, Count, Day, Flag, Line, View, Wire

MOST_BYTES = 67_108_864
"""How large a file may be: 64 MB, some half a million lines."""


class LocationLine(Wire):
    """One person on the roll of a prison at the end of the day, named by the CRN or the NOMS number."""

    crn: Crn | None = None
    noms_number: Line | None = None
    establishment_code: Code | None = Field(default=None, description="Where; may be left out in the file of one prison.")
    received_on: Day | None = Field(default=None, description="When they came; the day of the file when absent.")
    reason_code: ReceptionReason | None = Field(default=None, description="Why they came; counts only if they are new there.")


class RejectedLine(View):
    """A line that was not taken in, and why. What it said is not repeated."""

    line: Count = Field(description="Its number in the file, from 1; the header of a CSV file is line 1.")
    field: Line
    code: Line
    message: Line


class PrisonHeldBack(View):
    """A prison of which the file may be cut short: nobody missing from it was taken off the roll."""

    establishment_code: Code
    on_roll: Count
    missing: Count


class LocationFileReport(View):
    """What a location file changed, or would change."""

    location_file_id: UUID | None = Field(description="Absent after a dry run: nothing is kept of it.")
    on: Day
    dry_run: Flag
    taken_in_before: Flag = Field(description="Whether this very file was taken in before; then nothing was done now.")
    establishment_codes: list[Code] = Field(description="The prisons whose roll the file tells.")
    lines: Count
    unchanged: Count
    received: Count
    transferred: Count
    released: Count
    departures_held_back: list[PrisonHeldBack]
    unnamed_lines: Count = Field(description="Lines that do not say whom they concern; while there are any, nobody is released.")
    rejected: list[RejectedLine]


def first_fault(error: ValueError) -> tuple[str, str, str] | None:
    """The field, the kind and the words of the first fault of a line; None where the line is no record at all."""
    if not isinstance(error, ValidationError):
        return None
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] in {"json_invalid", "model_type"}:
        return None
    at, kind = str(first["loc"][0]) if first["loc"] else "line", str(first["type"])
    return at, kind, _SAYS.get(kind) or str(first["msg"]).removeprefix("Value error, ")


_SAYS = {"string_pattern_mismatch": "This field is not written like that.", "enum": "There is no such code."}
"""What is said where pydantic would print a whole pattern, or every code that there is."""
