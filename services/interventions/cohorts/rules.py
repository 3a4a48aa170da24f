"""How large a group may be, which place is free, and which sessions may be dated."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from noms.reference.programmes import Programme, ProgrammeCategory, ProgrammeSetting


class CohortObjection(StrEnum):
    """Why a cohort cannot be planned, or its sessions cannot be dated."""

    CAPACITY_OUTSIDE_RANGE = "capacity_outside_range"
    SESSIONS_NEEDED = "sessions_needed"
    SESSIONS_NOT_AS_ACCREDITED = "sessions_not_as_accredited"
    PROGRAMME_NOT_IN_THE_COMMUNITY = "programme_not_in_the_community"
    PROGRAMME_NOT_OFFERED = "programme_not_offered"
    BEFORE_THE_COHORT_STARTS = "before_the_cohort_starts"
    MORE_SESSIONS_THAN_PLANNED = "more_sessions_than_planned"
    PROVIDER_UNKNOWN = "provider_unknown"
    BEFORE_THE_LAST_SESSION = "before_the_last_session"
    AFTER_AN_ORDER_ENDS = "after_an_order_ends"


@dataclass(frozen=True, slots=True)
class GroupSize:
    """The places that a group may have, from a date on."""

    applies_to: str
    fewest: int
    most: int
    valid_from: date
    source: str


_FROM = date(2004, 6, 1)  # Source: NOMS begins on 1 June 2004

ONE_TO_ONE = tuple(
    GroupSize(code, 1, 1, _FROM, "Source: programmes list, One to One (Priestley) and the individual substance programme")
    for code in ("OTO", "PRISM")
)
GROUP_SIZES = (
    *ONE_TO_ONE,
    GroupSize("HSF", 1, 1, _FROM, "House rule: 0305, individual work"),
    GroupSize("IDAP", 4, 12, _FROM, "Source: IDAP leaflet, groups of 4 to 12 men"),
    GroupSize(ProgrammeCategory.SEX, 8, 10, _FROM, "Source: TV-SOGP and N-SOGP descriptions, groups of 8 to 10"),
)
DEFAULT_GROUP_SIZE = GroupSize("any other", 4, 12, _FROM, "House rule: 0306")


def group_size(programme: Programme) -> GroupSize:
    """The range of places for a group of the programme: its own row, else its category's, else the house's."""
    by_code = {row.applies_to: row for row in GROUP_SIZES}
    return by_code.get(programme.code) or by_code.get(programme.category) or DEFAULT_GROUP_SIZE


def sessions_planned(programme: Programme, asked_for: int | None) -> int | CohortObjection:
    """The number of sessions of a cohort: the accredited number, or the one asked for where no source gives one."""
    if programme.sessions is None:
        return asked_for if asked_for is not None else CohortObjection.SESSIONS_NEEDED
    return programme.sessions if asked_for in (None, programme.sessions) else CohortObjection.SESSIONS_NOT_AS_ACCREDITED


def objection_to_cohort(programme: Programme, *, capacity: int, starts_on: date) -> CohortObjection | None:
    """What stands against a cohort of so many places; None when nothing does."""
    size = group_size(programme)
    if not size.fewest <= capacity <= size.most:
        return CohortObjection.CAPACITY_OUTSIDE_RANGE
    if programme.setting is ProgrammeSetting.CUSTODY:
        return CohortObjection.PROGRAMME_NOT_IN_THE_COMMUNITY
    return None if programme.possibly_offered_on(starts_on) else CohortObjection.PROGRAMME_NOT_OFFERED


def objection_to_sessions(*, starts_on: date, first_on: date, planned: int, dated: int, asked_for: int) -> CohortObjection | None:
    """What stands against dating more sessions of a cohort; None when nothing does."""
    if first_on < starts_on:
        return CohortObjection.BEFORE_THE_COHORT_STARTS
    return CohortObjection.MORE_SESSIONS_THAN_PLANNED if asked_for < 1 or dated + asked_for > planned else None


def objection_to_days(
    *, first_on: date, last_on: date, last_dated_on: date | None, first_order_ends_on: date | None
) -> CohortObjection | None:
    """What stands against sessions on these days; None when nothing does.

    The numbers of sessions follow their days. No session comes after the end of the order of somebody who holds a place: it
    could not be asked of that person. House rule: 0310.
    """
    if last_dated_on and first_on < last_dated_on:
        return CohortObjection.BEFORE_THE_LAST_SESSION
    too_late = first_order_ends_on is not None and last_on > first_order_ends_on
    return CohortObjection.AFTER_AN_ORDER_ENDS if too_late else None


def lowest_free_place(capacity: int, taken: Collection[int]) -> int | None:
    """The number of the first place that nobody holds; None when the cohort is full."""
    return next((number for number in range(1, capacity + 1) if number not in taken), None)
