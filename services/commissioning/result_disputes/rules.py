"""What follows for a figure that is contested: it counts until the contest is decided, and falls when it is upheld."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from noms.contracts.commissioning.results import DisputeState


@dataclass(frozen=True)
class Figure:
    """The figure of a measure in a period, in whatever version."""

    measure_code: str
    from_day: date


@dataclass(frozen=True)
class Contest:
    """The contest of a figure, and how far it has come."""

    contest_id: UUID
    figure: Figure
    state: DisputeState
    through_version: int | None = None
    """The last version in which an upheld contest fells the figure: the next one is computed anew. House rule: 0142."""

    def fells(self, version: int) -> bool:
        """Whether the figure no longer counts in this version."""
        return self.state is DisputeState.UPHELD and self.through_version is not None and version <= self.through_version


class DisputeObjection(StrEnum):
    """Why a figure cannot be marked as contested."""

    SUPERSEDED = "superseded"
    CONTESTED_ALREADY = "contested_already"


def objection_to_dispute(figure: Figure, contests: Sequence[Contest], *, of_latest_version: bool) -> DisputeObjection | None:
    """What stands against contesting a figure: it must be the one that counts, and be contested once at a time."""
    if not of_latest_version:
        return DisputeObjection.SUPERSEDED
    is_open = any(contest.figure == figure and contest.state is DisputeState.OPEN for contest in contests)
    return DisputeObjection.CONTESTED_ALREADY if is_open else None


def waits(figure: Figure, contests: Sequence[Contest]) -> bool:
    """Whether the figure is contested and not decided: it counts, and what the rating comes to without it is shown."""
    return any(contest.figure == figure and contest.state is DisputeState.OPEN for contest in contests)


def has_fallen(figure: Figure, contests: Sequence[Contest], version: int) -> bool:
    """Whether a contest of the figure was upheld and it has not been computed since."""
    return any(contest.figure == figure and contest.fells(version) for contest in contests)
