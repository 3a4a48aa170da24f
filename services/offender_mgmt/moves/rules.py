"""How the rows of two records are put together: what stays where it is, what is one fact, and what is numbered anew."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from noms.contracts.offender_mgmt.merges import Facts

STAYS: Mapping[tuple[str, str], str] = {
    ("case_place", "crn"): "kept by PostgreSQL beside each person",
    ("person_match", "crn"): "a pair is about two records, also when they are one person's",
    ("person_match", "other_crn"): "a pair is about two records, also when they are one person's",
    ("person_merge", "merged_crn"): "which record was merged away",
}
"""Columns that name a person and are not carried along, and why."""

ONE_FACT: Mapping[str, tuple[str, ...]] = {"person_identifier": ("kind", "value")}
"""Tables in which both records may say the same: then the row of the merged one stays where it is, unseen, until they part."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A table whose rows are counted for each person: by which column, and in the order of which day or instant."""

    number: str
    by: str


NUMBERED: Mapping[str, Numbered] = {
    "movement": Numbered("place", "moved_on"),
    "public_protection_record": Numbered("version", "recorded_at"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A row that a merge changed, by its key; without a state before it was made by the merge."""

    table: str
    key: Facts
    before: Facts | None
    after: Facts

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that were changed."""
        before = self.before or {}
        return tuple(name for name, value in self.after.items() if before.get(name) != value)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the rows of two records break together, or what keeps them from being parted."""

    table: str
    rule: str


def in_one_order(mine: Sequence[Facts], theirs: Sequence[Facts], numbered: Numbered) -> list[Facts]:
    """The rows of both records in the order of their days; the order of each record's own rows is kept.

    Where both have rows on one day, the record goes first that was inside already: somebody leaves before they come in.
    """
    placed = [*_placed(mine, numbered, owner=0), *_placed(theirs, numbered, owner=1)]
    return [row for _, row in sorted(placed, key=lambda place: place[0])]


def _placed(rows: Sequence[Facts], numbered: Numbered, *, owner: int) -> Iterable[tuple[tuple[str, bool, int, int], Facts]]:
    latest, arrives = "", False
    for place, row in enumerate(sorted(rows, key=lambda row: int(str(row[numbered.number])))):
        if str(row[numbered.by]) > latest:
            latest, arrives = str(row[numbered.by]), row.get("out_of") is None
        yield (latest, arrives, owner, place), row


def same_facts(table: str, mine: Sequence[Facts], theirs: Sequence[Facts]) -> list[Facts]:
    """The rows of the merged record that say what the survivor's say already."""
    columns = ONE_FACT.get(table, ())
    said = {tuple(row[column] for column in columns) for row in mine}
    return [row for row in theirs if columns and tuple(row[column] for column in columns) in said]


def parted_audience(now: Sequence[str], change: Change, taken_since: Collection[str] = ()) -> list[str]:
    """Who may see a record once it is parted: as before, and of what has changed since, all but what the merge had opened.

    Whoever took a part in it since, such as the officer to whom it was handed, sees it also where the merge had opened it.
    """
    before, after = _tags(change.before or {}), _tags(change.after)
    return sorted(set(now) - (after - before - set(taken_since)) | (before - after))


def _tags(row: Facts) -> set[str]:
    tags = row["audience"]
    return {str(tag) for tag in tags} if isinstance(tags, list) else set()
