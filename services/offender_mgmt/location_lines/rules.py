"""Reading the lines of a location file as they come; only the form is judged here, line by line."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from noms.contracts.offender_mgmt.location_files import LocationLine, RejectedLine
from services.offender_mgmt.location_rows.rules import Fault, Parse, canonical, closed, csv_parser, fault_of, names_in

LONGEST_LINE = 4_000  # House rule: 0091 (bytes; no line of a roll needs more)
MOST_LINES = 500_000  # House rule: 0091 (several times the people in all prisons)


class TooManyLines(Exception):
    """No file of all prisons has so many lines."""


class Placed(NamedTuple):
    """A line that says who is where, and since when."""

    line: int
    crn: str | None
    noms_number: str | None
    establishment_code: str
    received_on: date
    reason_code: str | None


@dataclass(slots=True)
class Reader:
    """Takes a file piece by piece. `home` is the prison of a file of one prison; `told_by` are the prisons of the sender.

    Without `told_by` the sender may tell of every prison.
    """

    csv: bool
    on: date
    home: str | None
    told_by: Collection[str] | None = None
    placed: list[Placed] = field(default_factory=list)
    rejected: list[RejectedLine] = field(default_factory=list)
    named: list[tuple[str | None, str | None]] = field(default_factory=list)
    """The people whom rejected lines name, by CRN and NOMS number: they are there, whatever is wrong with the line."""
    unnamed: int = 0
    lines: int = 0
    _number: int = field(default=0, init=False)
    _rest: bytes = field(default=b"", init=False)
    _parse: Parse | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._parse = None if self.csv else LocationLine.model_validate_json

    def feed(self, piece: bytes) -> None:
        """Read the lines that are whole by now."""
        *whole, rest = (self._rest + piece).split(b"\n")
        for line in whole:
            self._read(line)
        self._rest = rest[: LONGEST_LINE + 1]

    def finish(self) -> None:
        """Read what follows the last line break."""
        rest, self._rest = self._rest, b""
        self._read(rest)

    def _read(self, raw: bytes) -> None:
        self._number += 1
        line = raw.removeprefix(b"\xef\xbb\xbf") if self._number == 1 else raw
        if not line.strip():
            return
        if self._parse is None:
            self._parse = csv_parser(line)
            return
        self.lines += 1
        if self.lines > MOST_LINES:
            raise TooManyLines
        if len(line) > LONGEST_LINE:
            self._reject(("line", "too_long", "The line is longer than any needs to be."), *names_in(line))
            return
        try:
            read = self._parse(line.decode())
        except ValueError as error:
            self._reject(fault_of(error), *names_in(line))
            return
        self._take(read)

    def _take(self, read: LocationLine) -> None:
        number = canonical(read.noms_number, self.on)
        faults = list(self._faults(read, number))
        if faults:
            self._reject(faults[0], read.crn, number)
            return
        place = read.establishment_code or self.home or ""
        received_on = read.received_on or self.on
        self.placed.append(Placed(self._number, read.crn, number, place, received_on, read.reason_code))

    def _faults(self, read: LocationLine, number: str | None) -> Iterator[Fault]:
        if read.noms_number is not None and number is None:
            yield "noms_number", "not_a_number", "No NOMS number is written like this."
        if read.crn is None and read.noms_number is None:
            yield "crn", "missing", "A line names its person by the CRN or the NOMS number."
        place, received_on = read.establishment_code or self.home, read.received_on or self.on
        if place is None:
            yield "establishment_code", "missing", "A line says in which prison the person is."
        elif self.home is not None and place != self.home:
            yield "establishment_code", "another_establishment", "The file was sent as that of one prison, and this is another."
        elif self.told_by is not None and place not in self.told_by:
            yield "establishment_code", "not_your_establishment", "Only who answers for a prison tells who is there."
        elif (shut := closed(place, self.on)) is not None:
            yield shut
        if received_on > self.on:
            yield "received_on", "after_the_file", "Nobody is on a roll before they come."

    def _reject(self, fault: Fault, crn: str | None, number: str | None) -> None:
        at, code, message = fault
        self.rejected.append(RejectedLine(line=self._number, field=at, code=code, message=message))
        if crn is None and number is None:
            self.unnamed += 1
        else:
            self.named.append((crn, number))
