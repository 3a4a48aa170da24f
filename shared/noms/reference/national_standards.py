"""The time limits of the National Standards 2007, by item, tier and setting, with the few that come from elsewhere."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from noms.reference.reading import Row, Sourced, read_list

EVERY_TIER = "ALL"


class StandardSetting(StrEnum):
    """Where the standard applies."""

    COMMUNITY = "community"
    CUSTODY = "custody"
    LICENCE = "licence"
    COURT = "court"


class StandardUnit(StrEnum):
    """What the value of a standard counts."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    DAYS_BETWEEN = "days_between"
    """The longest gap between two contacts."""
    HOURS_PER_WEEK = "hours_per_week"
    COUNT = "count"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalStandard(Sourced):
    """One limit: what is due, for whom, how much, and from what it is counted."""

    item: str
    tiers: tuple[str, ...]
    """`1` to `4`, or a group such as `PPO` or `HIGH_ROSH`, or `ALL`."""
    setting: StandardSetting
    value: int
    unit: StandardUnit
    counted_from: str | None

    def applies_to(self, tier: str) -> bool:
        """Whether the standard is for the tier or group."""
        return tier in self.tiers or EVERY_TIER in self.tiers


@cache
def load_national_standards_2007() -> tuple[NationalStandard, ...]:
    """Every limit of the list."""
    return read_list("national_standards_2007.csv", _standard, lambda row: (row.item, row.tiers))


def national_standard(item: str, tier: str) -> NationalStandard | None:
    """The limit for an item and a tier or group; absent where the standards set none."""
    for row in load_national_standards_2007():
        if row.item == item and row.applies_to(tier):
            return row
    return None


def _standard(row: Row) -> NationalStandard:
    return NationalStandard(
        item=row.text("item"),
        tiers=row.texts("tier"),
        setting=row.choice("setting", StandardSetting),
        value=row.whole("value"),
        unit=row.choice("unit", StandardUnit),
        counted_from=row.optional_text("counted_from"),
        source=row.text("source"),
    )
