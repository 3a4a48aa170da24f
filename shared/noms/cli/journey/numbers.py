"""Numbers for people who do not exist: well formed, with the right check letter, new at every walk."""

import secrets

from noms.contracts.identifiers import check_letter

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SERIALS = 9_000_000


def a_pnc(year: int) -> str:
    """A PNC number in the short form that officers write: year, serial, check letter."""
    serial = 1_000_000 + secrets.randbelow(_SERIALS)
    two_digits = year % 100
    return f"{two_digits:02}/{serial}{check_letter(two_digits, str(serial))}"


def a_noms_number() -> str:
    """A prison number: a letter, four digits, two letters."""
    letter, *last = (secrets.choice(_LETTERS) for _ in range(3))
    return f"{letter}{secrets.randbelow(10_000):04}{''.join(last)}"
