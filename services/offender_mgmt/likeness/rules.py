"""Cleaning before records are compared, and the likeness of names and of days."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from services.offender_mgmt.particulars.rules import NO_FIXED_ABODE, postcode
from services.offender_mgmt.persons.rules import PLACEHOLDER_BIRTHDAYS

PREFIX_AT_MOST = 4
"""Source: W. E. Winkler, String Comparator Metrics, 1990: up to four equal signs at the beginning count more."""

PREFIX_WEIGHT = 0.1
"""Source: W. E. Winkler, String Comparator Metrics, 1990."""


def cleaned(name: str | None) -> tuple[str, ...]:
    """The words of a name in capitals, without accents and signs: o'connor is OCONNOR.

    Source: hmpps-person-match, cleaning before matching.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name or "").upper())
    words = ("".join(sign for sign in word if sign.isalpha()) for word in plain.split())
    return tuple(word for word in words if word)


def true_birthday(born_on: date | None) -> date | None:
    """The date of birth, unless it stands for one that is not known."""
    return None if born_on in PLACEHOLDER_BIRTHDAYS else born_on


def true_postcodes(written: Iterable[str]) -> frozenset[str]:
    """The postcodes that are some, each once; the one that stands for no fixed abode is left out."""
    found = {postcode(text) for text in written}
    return frozenset(code for code in found if code is not None and code != NO_FIXED_ABODE)


def outcode(code: str) -> str:
    """The first half of a postcode, which names the district."""
    return code.partition(" ")[0]


def jaro_winkler(one: str, other: str) -> float:
    """How alike two names are: 1 the same, 0 nothing in common. Source: Jaro 1989; Winkler 1990."""
    jaro = _jaro(one, other)
    prefix = 0
    for mine, theirs in zip(one[:PREFIX_AT_MOST], other[:PREFIX_AT_MOST], strict=False):
        if mine != theirs:
            break
        prefix += 1
    return jaro + prefix * PREFIX_WEIGHT * (1 - jaro)


def _jaro(one: str, other: str) -> float:
    if one == other:
        return 1.0
    # Source: Jaro 1989, signs count as common within half the longer name, less one
    window = max(0, max(len(one), len(other)) // 2 - 1)
    mine, theirs = _common(one, other, window), _common(other, one, window)
    if not mine:
        return 0.0
    moved = sum(a != b for a, b in zip(mine, theirs, strict=True)) / 2  # Source: Jaro 1989, half the signs out of place
    return (len(mine) / len(one) + len(mine) / len(other) + (len(mine) - moved) / len(mine)) / 3  # Source: Jaro 1989, mean of 3


def _common(one: str, other: str, window: int) -> list[str]:
    """The signs of one name that the other has nearby, in their order, each used once."""
    free: list[str | None] = list(other)
    common = []
    for place, sign in enumerate(one):
        for there in range(max(0, place - window), min(len(other), place + window + 1)):
            if free[there] == sign:
                free[there] = None
                common.append(sign)
                break
    return common


def one_slip_apart(one: date, other: date) -> bool:
    """Whether a single digit written wrong, or two neighbours swapped, makes one day of the other."""
    mine, theirs = one.strftime("%d%m%Y"), other.strftime("%d%m%Y")
    wrong = [place for place in range(len(mine)) if mine[place] != theirs[place]]
    return len(wrong) == 1 or _swapped(mine, theirs, wrong)


def _swapped(mine: str, theirs: str, wrong: Sequence[int]) -> bool:
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:  # Source: Damerau 1964, two neighbours in each other's place are one slip
        return False
    return mine[wrong[0]] == theirs[wrong[1]] and mine[wrong[1]] == theirs[wrong[0]]
