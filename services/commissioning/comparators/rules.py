"""Groups of providers by what they are for, and from when to when a provider is new, changed or closing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noms.contracts.commissioning.comparators import GroupCode, ProviderFunction, ProviderStanding

F = ProviderFunction
G = GroupCode

MONTHS_OF_A_QUARTER = 3
"""House rule: 0146 (calendar quarters, so that everybody compared is compared over the same days)."""

FULL_QUARTERS_NEW = 2  # House rule: 0146
FIRST_DAY, LAST_DAY = date(2004, 6, 1), date(2017, 3, 31)
"""Source: NOMS, created 1 June 2004 and replaced 1 April 2017."""


LISTED_FROM = date(2010, 1, 1)
"""Source: establishments.csv, which says what each prison was for in 2010; a change of an earlier day leads to that."""


@dataclass(frozen=True)
class Group:
    """Providers that are compared with one another, from the first day to the last."""

    code: GroupCode
    title: str
    functions: frozenset[ProviderFunction]
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY


# House rule: 0145, which functions are compared with one another.
GROUPS = (
    Group(G.HIGH_SECURITY, "High security prisons", frozenset({F.DISPERSAL, F.HIGH_SECURITY_LOCAL})),
    Group(G.LOCAL, "Local prisons", frozenset({F.LOCAL})),
    Group(G.TRAINER, "Training prisons", frozenset({F.TRAINER})),
    Group(G.OPEN, "Open and semi-open prisons", frozenset({F.OPEN, F.SEMI_OPEN})),
    Group(G.FEMALE, "Women's prisons", frozenset({F.FEMALE_LOCAL, F.FEMALE_TRAINER, F.FEMALE_OPEN})),
    Group(G.YOUNG_OFFENDER, "Young offender institutions", frozenset({F.YOI_CLOSED, F.YOI_OPEN})),
    Group(G.JUVENILE, "Establishments for juveniles", frozenset({F.JUVENILE})),
    Group(G.REMOVAL_CENTRE, "Immigration removal centres", frozenset({F.IRC})),
    Group(G.PROBATION_BOARD, "Probation boards", frozenset({F.PROBATION_BOARD}), valid_to=date(2010, 3, 31)),
    Group(G.PROBATION_TRUST, "Probation trusts", frozenset({F.PROBATION_TRUST}), date(2008, 4, 1), date(2014, 10, 31)),
)


@dataclass(frozen=True)
class Change:
    """The day from which a provider was for something else."""

    from_day: date
    was: ProviderFunction
    function: ProviderFunction


@dataclass(frozen=True)
class Life:
    """What a provider was for, and the days on which it opened, changed and closed."""

    listed: ProviderFunction
    """What the list says of it; true of every day that no recorded change speaks of."""
    opened_by: date | None
    """It had certainly opened by this day; absent where the sources begin later."""
    closed_from: date | None
    """From this day on it may have been closed."""
    changes: tuple[Change, ...] = ()

    def function_on(self, day: date) -> ProviderFunction:
        """What the provider was for on the day."""
        earlier = [change for change in self.changes if change.from_day <= day]
        if earlier:
            return max(earlier, key=lambda change: change.from_day).function
        later = min(self.changes, key=lambda change: change.from_day, default=None)
        return later.was if later else self.listed


def group_on(function: ProviderFunction, day: date, groups: Sequence[Group] = GROUPS) -> Group | None:
    """The group that providers of a function belong to on the day; none outside the days of the service."""
    return next((g for g in groups if function in g.functions and g.valid_from <= day <= g.valid_to), None)


def groups_on(day: date, groups: Sequence[Group] = GROUPS) -> list[Group]:
    """The groups in force on the day."""
    return [group for group in groups if group.valid_from <= day <= group.valid_to]


def next_quarter(day: date) -> date:
    """The first day of the first quarter that begins on the day or after it. House rule: 0146 (calendar quarters)."""
    if day.day == 1 and (day.month - 1) % MONTHS_OF_A_QUARTER == 0:
        return day
    begun = (day.month - 1) // MONTHS_OF_A_QUARTER * MONTHS_OF_A_QUARTER + 1
    return months_on(date(day.year, begun, 1), MONTHS_OF_A_QUARTER)


def months_on(first: date, months: int) -> date:
    """The first of the month so many months after another. Source: the calendar, twelve months."""
    place = first.year * 12 + first.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)


def new_until(began_on: date) -> date:
    """The last day of the second full quarter after an opening or a change. House rule: 0146."""
    return months_on(next_quarter(began_on), FULL_QUARTERS_NEW * MONTHS_OF_A_QUARTER) - timedelta(days=1)


def standing_over(life: Life, from_day: date, to_day: date) -> ProviderStanding:
    """Whether the provider can be put into a band for these days: nobody is who closed, opened or changed so lately."""
    if life.closed_from is not None and to_day >= life.closed_from:
        return ProviderStanding.CLOSING
    begun = [change.from_day for change in life.changes]
    begun += [life.opened_by] if life.opened_by else []
    lately = any(day <= to_day and from_day <= new_until(day) for day in begun)
    return ProviderStanding.NEW if lately else ProviderStanding.ESTABLISHED


def change_within(life: Life, from_day: date, to_day: date) -> date | None:
    """The day on which the function changed while the days ran: what lies before and after is scored apart."""
    return next((change.from_day for change in life.changes if from_day < change.from_day <= to_day), None)


class ChangeObjection(StrEnum):
    """Why a change of function cannot be recorded."""

    NOT_A_PRISON = "not_a_prison"
    SAME_FUNCTION = "same_function"
    CONTRADICTS_THE_RECORD = "contradicts_the_record"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_NOMS = "before_noms"
    ANOTHER_OFFICES_PRISON = "another_offices_prison"


_OF_PROBATION = frozenset({F.PROBATION_TRUST, F.PROBATION_BOARD})


def objection_to_change(change: Change, life: Life, *, for_the_prison: bool, as_at: date) -> ChangeObjection | None:
    """What stands against the record: it must fit what the list says of 2010, and those recorded before and after it.

    Whoever purchases from the prison on that day says so, or the agency. House rule: 0145.
    """
    earlier = [known for known in life.changes if known.from_day < change.from_day]
    later = [known for known in life.changes if known.from_day > change.from_day]
    before = max(earlier, key=lambda known: known.from_day, default=None)
    after = min(later, key=lambda known: known.from_day, default=None)
    held = life.function_on(change.from_day)
    leads_to_the_list = before is None and change.from_day < LISTED_FROM and change.function is held
    stands = {
        ChangeObjection.NOT_A_PRISON: bool({change.was, change.function, life.listed} & _OF_PROBATION),
        ChangeObjection.SAME_FUNCTION: change.was is change.function,
        ChangeObjection.ANOTHER_OFFICES_PRISON: not for_the_prison,
        ChangeObjection.BEFORE_NOMS: change.from_day < FIRST_DAY,
        ChangeObjection.IN_THE_FUTURE: change.from_day > as_at,
        ChangeObjection.CONTRADICTS_THE_RECORD: not (change.was is held or leads_to_the_list)
        or (after is not None and after.was is not change.function),
    }
    return next((objection for objection, holds in stands.items() if holds), None)
