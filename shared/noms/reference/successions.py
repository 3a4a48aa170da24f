"""What organisations hung on, and who followed whom, where no other list implies it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list


class Relation(StrEnum):
    """How an organisation hangs on another."""

    PART_OF = "part_of"
    RUN_BY = "run_by"
    """A prison, by the company that has the contract."""

    OPERATED_BY = "operated_by"
    """A company founded for one contract, by the operator that works for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Sourced):
    """One organisation as a part of another, or run or operated by it; days that were not found are absent."""

    child: str
    relation: Relation
    parent: str
    valid_from: date | None
    valid_to: date | None

    def in_force_on(self, day: date) -> bool:
        """Whether the link held on the day, as far as its days are known."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession(Sourced):
    """One organisation in the place of another, from a day, month or year, where one was found."""

    predecessor: str
    successor: str
    happened: Period | None


@cache
def load_listed_links() -> tuple[Link, ...]:
    """Links that no other list implies."""
    return read_list("organisation_links.csv", _link, lambda row: (row.child, row.parent, row.valid_from))


@cache
def load_listed_successions() -> tuple[Succession, ...]:
    """Successions that no other list implies."""
    return read_list("organisation_successions.csv", _succession, lambda row: (row.predecessor, row.successor))


def _link(row: Row) -> Link:
    return Link(
        child=row.text("child"),
        relation=row.choice("relation", Relation),
        parent=row.text("parent"),
        valid_from=row.optional_day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )


def _succession(row: Row) -> Succession:
    return Succession(
        predecessor=row.text("predecessor"),
        successor=row.text("successor"),
        happened=row.optional_period("happened"),
        source=row.text("source"),
    )
