"""The numbers that a person is known by: what each must look like, its one canonical form, and why one is refused.

PNC and CRO numbers end in a check letter. Two numbers that are the same person's are equal in their canonical form.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from noms.contracts.wire import Flag, Line, View, Wire

CHECK_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The letter of a number is the one at its remainder after division by 23. I, O and S are never used."""

NomsNumber = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{4}[A-Z]{2}$")]
"""A prison number, such as A1234AA: kept for life, through every sentence."""

Crn = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{6}$")]
"""A case reference number of the probation service, such as X320741."""

BookingNumber = Annotated[str, StringConstraints(pattern=r"^([A-Z][0-9]{5}|[A-Z]{2}[0-9]{4})$")]
"""The number of one reception into prison, such as V74111."""


class IdentifierKind(StrEnum):
    """Whose number it is."""

    PNC = "pnc"
    CRO = "cro"
    NOMS_NUMBER = "noms_number"
    CRN = "crn"
    BOOKING_NUMBER = "booking_number"
    PREVIOUS_CRN = "previous_crn"
    NINO = "nino"
    PAROLE_NUMBER = "parole_number"
    VISOR_ID = "visor_id"
    ARREST_SUMMONS_NUMBER = "arrest_summons_number"
    IMMIGRATION_NUMBER = "immigration_number"


class IdentifierReason(StrEnum):
    """Why a number is refused."""

    WRONG_FORM = "wrong_form"
    LETTER_NEVER_USED = "letter_never_used"
    WRONG_CHECK_LETTER = "wrong_check_letter"
    PLACEHOLDER_SERIAL = "placeholder_serial"

    @property
    def sentence(self) -> str:
        """The reason in words, for the person who typed the number."""
        return _SENTENCES[self]


_SENTENCES = {
    IdentifierReason.WRONG_FORM: "This does not have the form of such a number.",
    IdentifierReason.LETTER_NEVER_USED: "The letters I, O and S are never used as a check letter.",
    IdentifierReason.WRONG_CHECK_LETTER: "The check letter does not fit the digits, so the number has been mistyped.",
    IdentifierReason.PLACEHOLDER_SERIAL: "A serial of zeros only is a placeholder and is nobody's number.",
}


@dataclass(frozen=True, slots=True)
class PncNumber:
    """A number of the Police National Computer: the year it was given and a serial."""

    year: int
    serial: int

    @property
    def letter(self) -> str:
        """The check letter."""
        return check_letter(self.year % 100, f"{self.serial:07d}")

    @property
    def short(self) -> str:
        """The number as it is written by hand: 02/73319Z."""
        return f"{self.year % 100:02d}/{self.serial}{self.letter}"

    def __str__(self) -> str:
        """The canonical long form: 2002/0073319Z."""
        return f"{self.year:04d}/{self.serial:07d}{self.letter}"


@dataclass(frozen=True, slots=True)
class CroNumber:
    """A number of the Criminal Records Office: two digits of the year and a serial."""

    year: int
    serial: int
    fingerprints_held: bool
    """Without fingerprints the number is written as a short file, SF, and its serial is never padded."""

    @property
    def letter(self) -> str:
        """The check letter."""
        return check_letter(self.year, f"{self.serial:06d}" if self.fingerprints_held else str(self.serial))

    def __str__(self) -> str:
        """The canonical form: 065656/91H, or SF83/50058Z without fingerprints."""
        if self.fingerprints_held:
            return f"{self.serial:06d}/{self.year:02d}{self.letter}"
        return f"SF{self.year:02d}/{self.serial}{self.letter}"


@dataclass(frozen=True, slots=True)
class IdentifierCheck:
    """What was found about a number: its canonical form if it is valid, otherwise the reason."""

    valid: bool
    canonical: str | None
    reason: IdentifierReason | None


class IdentifierCheckRequest(Wire):
    """A number to be checked before anybody is looked up by it."""

    kind: Literal["pnc", "cro", "noms_number", "crn"] = Field(description="Whose number it is.")
    value: Line = Field(description="The number as written or typed.", examples=["02/73319Z"])


class IdentifierCheckView(View):
    """Whether the number can be anybody's, and the form to store."""

    valid: Flag
    canonical: str | None = Field(description="The one form in which the number is stored; absent when it is not valid.")
    reason: IdentifierReason | None = Field(description="Why it is refused; absent when it is valid.")


_SHORT_YEAR_DIGITS = 2
_PNC_WITH_SLASH = re.compile(r"([0-9]{2}|[0-9]{4})/([0-9]{1,7})([A-Za-z])")
_PNC_LONG = re.compile(r"([0-9]{4})([0-9]{7})([A-Za-z])")
_PNC_SHORT = re.compile(r"([0-9]{2})([0-9]{1,7})([A-Za-z])")
_CRO = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Za-z])")
_CRO_SHORT_FILE = re.compile(r"[Ss][Ff]([0-9]{2})/([0-9]{1,6})([A-Za-z])")
_AS_WRITTEN = re.compile(r"\S(.{0,48}\S)?")  # House rule: 0076, no form of these numbers was found
_PLAIN = {
    IdentifierKind.NOMS_NUMBER: re.compile(r"[A-Za-z][0-9]{4}[A-Za-z]{2}"),
    IdentifierKind.CRN: re.compile(r"[A-Za-z][0-9]{6}"),
    IdentifierKind.BOOKING_NUMBER: re.compile(r"[A-Za-z][0-9]{5}|[A-Za-z]{2}[0-9]{4}"),
    IdentifierKind.PREVIOUS_CRN: re.compile(r"[A-Za-z][0-9]{6}"),
    IdentifierKind.NINO: re.compile(r"[A-Za-z]{2}[0-9]{6}[A-Da-d]"),
    IdentifierKind.PAROLE_NUMBER: _AS_WRITTEN,
    IdentifierKind.VISOR_ID: _AS_WRITTEN,
    IdentifierKind.ARREST_SUMMONS_NUMBER: _AS_WRITTEN,
    IdentifierKind.IMMIGRATION_NUMBER: _AS_WRITTEN,
}


def check_letter(two_digit_year: int, serial: str) -> str:
    """The letter that the year and serial must end in. The serial counts as written, so padding matters."""
    return CHECK_LETTERS[int(f"{two_digit_year:02d}{serial}") % len(CHECK_LETTERS)]


def check_identifier(kind: IdentifierKind, offered: str, *, as_at: date) -> IdentifierCheck:
    """Whether the text is a number of this kind, and its canonical form or the reason why not."""
    found = _read(kind, offered, as_at)
    if isinstance(found, IdentifierReason):
        return IdentifierCheck(valid=False, canonical=None, reason=found)
    return IdentifierCheck(valid=True, canonical=str(found), reason=None)


def parse_pnc(offered: str, *, as_at: date) -> PncNumber | IdentifierReason:
    """The PNC number that the text means, or why it means none.

    A two-digit year is the latest such year that is not after `as_at`. Without a slash only twelve characters hold a year of
    four digits, so 198134U is read as the year 19, never as 1981.
    """
    text = offered.strip()
    written = _PNC_WITH_SLASH.fullmatch(text) or _PNC_LONG.fullmatch(text) or _PNC_SHORT.fullmatch(text)
    if written is None:
        return IdentifierReason.WRONG_FORM
    year, serial, letter = written.groups()
    pnc = PncNumber(_full_year(int(year), as_at) if len(year) == _SHORT_YEAR_DIGITS else int(year), int(serial))
    return _refusal(pnc.serial, letter.upper(), pnc.letter) or pnc


def parse_cro(offered: str) -> CroNumber | IdentifierReason:
    """The CRO number that the text means, standard or short file, or why it means none."""
    text = offered.strip()
    if standard := _CRO.fullmatch(text):
        cro = CroNumber(int(standard[2]), int(standard[1]), fingerprints_held=True)
        return _refusal(cro.serial, standard[3].upper(), cro.letter) or cro
    if short_file := _CRO_SHORT_FILE.fullmatch(text):
        cro = CroNumber(int(short_file[1]), int(short_file[2]), fingerprints_held=False)
        return _refusal(cro.serial, short_file[3].upper(), cro.letter) or cro
    return IdentifierReason.WRONG_FORM


def _read(kind: IdentifierKind, offered: str, as_at: date) -> PncNumber | CroNumber | str | IdentifierReason:
    if kind is IdentifierKind.PNC:
        return parse_pnc(offered, as_at=as_at)
    if kind is IdentifierKind.CRO:
        return parse_cro(offered)
    text = offered.strip()
    return text.upper() if _PLAIN[kind].fullmatch(text) else IdentifierReason.WRONG_FORM


def _full_year(two_digits: int, as_at: date) -> int:
    century = as_at.year - as_at.year % 100
    return century + two_digits if two_digits <= as_at.year % 100 else century - 100 + two_digits


def _refusal(serial: int, letter: str, expected: str) -> IdentifierReason | None:
    if serial == 0:
        return IdentifierReason.PLACEHOLDER_SERIAL
    if letter not in CHECK_LETTERS:
        return IdentifierReason.LETTER_NEVER_USED
    return None if letter == expected else IdentifierReason.WRONG_CHECK_LETTER
