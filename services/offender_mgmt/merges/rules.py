"""What becomes of the two people themselves, who may see what, and what keeps two records from being merged or parted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypedDict
from uuid import UUID

from noms.contracts.offender_mgmt.merges import Facts
from noms.contracts.problems import FieldError
from services.offender_mgmt.moves.rules import Change, Contradiction

MERGED = "merged"
"""The only tag of a record that was merged away: no token carries it, so that it is nobody's to see."""


class Merged(Protocol):
    """What an event tells of a merge."""

    @property
    def person_merge_id(self) -> UUID:
        """Which merge."""

    @property
    def crn(self) -> str:
        """Which record answers."""

    @property
    def merged_crn(self) -> str:
        """Which record was merged into it."""


class Told(TypedDict):
    """The fields of the two events."""

    crn: str
    merged_crn: str
    merge_id: UUID
    requirement_ids: list[UUID]
    closure_ids: list[UUID]
    merged_before: list[str]
    detail_url: str


def seeing_merged(reach: Iterable[str]) -> tuple[str, ...]:
    """The reach of a caller who was found to reach both records, while the merged one is written."""
    return (*reach, MERGED)


def contradictions_of(died_on: date | None, merged_died_on: date | None) -> list[Contradiction]:
    """What the two people themselves contradict each other in: nobody dies on two days."""
    apart = None not in (died_on, merged_died_on) and died_on != merged_died_on
    return [Contradiction("person", "died_on_two_days")] if apart else []


def people_merged(survivor: Facts, merged: Facts) -> tuple[Change, Change]:
    """The survivor is open to everybody to whom either was open, but for whom a closure bars; the merged one to nobody.

    A death on either record is the survivor's.
    """
    audience = sorted({*_tags(survivor), *_tags(merged)})
    answers: Facts = {**survivor, "audience": [*audience], "died_on": survivor["died_on"] or merged["died_on"]}
    return (
        Change("person", {"crn": survivor["crn"]}, survivor, answers),
        Change("person", {"crn": merged["crn"]}, merged, {**merged, "audience": [MERGED]}),
    )


def audiences_before(changes: Sequence[Change]) -> Mapping[str, list[str]]:
    """Who might see each of the two records before they were merged."""
    return {str(change.key["crn"]): _tags(change.before) for change in changes if change.table == "person" and change.before}


def counted(changes: Iterable[Change]) -> list[tuple[str, int]]:
    """How many rows of each table a merge changes, by the name of the table."""
    return sorted(Counter(change.table for change in changes).items())


def told(contradictions: Iterable[Contradiction]) -> Iterable[FieldError]:
    """The contradictions as a caller meets them: the table, and the rule that was broken."""
    for found in contradictions:
        yield FieldError(pointer=f"/{found.table}", code=found.rule, message=_SENTENCES.get(found.rule, _BROKEN))


def stands_upon(crn: str, *, later: bool) -> FieldError:
    """Why a merge cannot be undone before another one is."""
    if later:
        return FieldError(pointer="/merge_id", code="merged_later", message=f"Another record was merged into {crn} since.")
    return FieldError(pointer="/merge_id", code="merged_further", message=f"The record was merged into {crn} since.")


def told_of(merge: Merged, changes: Sequence[Change]) -> Told:
    """What the events tell: the two records, those merged before, and the requirements and closures that change hands."""
    return Told(
        crn=merge.crn,
        merged_crn=merge.merged_crn,
        merge_id=merge.person_merge_id,
        requirement_ids=[UUID(str(change.key["requirement_id"])) for change in changes if change.table == "requirement"],
        closure_ids=[UUID(str(change.key["closure_id"])) for change in changes if change.table == "record_closure"],
        merged_before=_merged_before(changes),
        detail_url=f"/v1/persons/{merge.crn}/merges",
    )


def _merged_before(changes: Iterable[Change]) -> list[str]:
    merges = (change.after for change in changes if change.table == "person_merge")
    return sorted(str(row["merged_crn"]) for row in merges if row["parted_at"] is None)


def _tags(row: Facts) -> list[str]:
    tags = row["audience"]
    return [str(tag) for tag in tags] if isinstance(tags, list) else []


_BROKEN = "The rows of the two records break this rule together: put right one of them first."
_SENTENCES = {
    "died_on_two_days": "The two records name different days of death.",
    "changed_since_the_merge": "A row that the merge changed was given to somebody else or numbered anew since.",
    "written_since_the_merge": "A line was written into this ledger since the merge, and nothing tells whose it is.",
}
