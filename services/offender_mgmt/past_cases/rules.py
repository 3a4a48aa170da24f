"""Whose case it was by what was known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Spell:
    """One officer's time on a case as it is on record: it ends when the next one begins."""

    starts_on: date
    ends_on: date | None
    recorded_at: datetime


def spell_on(spells: Iterable[Spell], day: date, *, known_before: datetime) -> Spell | None:
    """Whose case it was on the day, by what was recorded before an instant; None when it was nobody's.

    The end of a spell is written when the next one is recorded. So an end by then counts only where the next one was known;
    one after which nobody came counts from its own day.
    """
    every = sorted(spells, key=lambda spell: spell.starts_on)
    known = [spell for spell in every if spell.recorded_at < known_before and spell.starts_on <= day]
    if not known:
        return None
    last = known[-1]
    followed = any(spell.starts_on == last.ends_on for spell in every)
    ended = last.ends_on is not None and last.ends_on <= day and not followed
    return None if ended else last
