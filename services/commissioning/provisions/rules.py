"""Which spells can be true, and what a person's day costs by the lines of the agreement."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from noms.calendar import FIRST_YEAR
from noms.contracts.commissioning.provisions import Spell
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.text_views import LineView
from services.commissioning.charges.rules import STILL_IN_PLACE, Days, Tariff

BY_THE_DAY = frozenset({UnitOfOutput.MONITORED_DAY, UnitOfOutput.PRISONER_DAY, UnitOfOutput.BED_NIGHT})
"""Units of which one person makes one a day, however many orders ask for it."""


class SpellFault(StrEnum):
    """What cannot be true of the spells of an order."""

    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    SPELLS_OVERLAP = "spells_overlap"
    NOT_COME_YET = "not_come_yet"
    BEYOND_THE_CALENDAR = "beyond_the_calendar"


def fault_of(spells: Sequence[Spell], as_at: date) -> tuple[int, SpellFault] | None:
    """The first spell that cannot be true, and why; they are given in their order and share no day."""
    for place, spell in enumerate(spells):
        before = spells[place - 1].ended_on if place else date.min
        if spell.started_on.year < FIRST_YEAR:
            return place, SpellFault.BEYOND_THE_CALENDAR
        if max(spell.started_on, spell.ended_on or spell.started_on) > as_at:
            return place, SpellFault.NOT_COME_YET
        if spell.ended_on is not None and spell.ended_on < spell.started_on:
            return place, SpellFault.ENDS_BEFORE_IT_STARTS
        if before is None or spell.started_on <= before:
            return place, SpellFault.SPELLS_OVERLAP
    return None


def days_of(spell: Spell) -> Days:
    """The days of a spell; one that has not ended has no last day."""
    return Days(spell.started_on, spell.ended_on or STILL_IN_PLACE)


def tariffs_of(lines: Iterable[LineView], ends_on: date) -> list[Tariff]:
    """The agreed prices of one person's day, by specification and in the order of their days."""
    priced = [line for line in lines if line.unit_of_output in BY_THE_DAY]
    return [
        Tariff(line.specification, line.unit_price_pence, Days(line.from_day, min(line.to_day or ends_on, ends_on)))
        for line in sorted(priced, key=lambda line: (line.specification, line.from_day))
    ]
