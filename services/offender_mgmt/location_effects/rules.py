"""What is told of a change, and when a file is too short to be believed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from noms.contracts.events import Event
from noms.contracts.offender_mgmt.custody import ReceptionReason
from noms.contracts.offender_mgmt.custody_events import PersonReceived, PersonReleased, PersonTransferredOut
from noms.contracts.offender_mgmt.whereabouts import LedgerReason
from noms.reference.further_responsibilities import FurtherService, load_further_responsibilities

FEW_MISSING = 10  # House rule: 0091 (so many may leave a prison of any size between two nights)
SHARE_MISSING = 4  # House rule: 0091 (more than one in four missing: the file is taken to be cut short)

SENTENCES = {
    "not_found": ("crn", "Nobody within your reach has this number."),
    "names_two_people": ("crn", "Its numbers belong to two people."),
    "named_twice": ("crn", "More than one line of the file names this person: none of them counts."),
    "after_death": ("crn", "The person's death is on record."),
    "before_birth": ("received_on", "The person was not born on that day."),
    "before_last_movement": ("received_on", "A later movement of the person is on record."),
    "not_at_large": ("reason_code", "The person was released lawfully, and was not at large."),
    "too_young": ("received_on", "People under 18 are placed by the Youth Justice Board."),  # House rule: 0067
    "moved_meanwhile": ("crn", "Somebody recorded a movement of the person at the same moment."),
}
"""Why a line that could be read was not taken in: the field at fault, and a sentence."""


class YoungPlaces(TypedDict):
    """Where and when the Youth Justice Board buys places: as many prisons as first and last days."""

    prisons: list[str]
    since: list[date]
    until: list[date | None]


def young_places() -> YoungPlaces:
    """Every prison in which the Youth Justice Board buys places, and when. House rule: 0067."""
    rows = [row for row in load_further_responsibilities() if row.service is FurtherService.JUVENILE_PLACES]
    bought = [(prison, row.valid_from, row.valid_to) for row in rows for prison in row.place]
    return YoungPlaces(
        prisons=[prison for prison, _, _ in bought],
        since=[since for _, since, _ in bought],
        until=[until for _, _, until in bought],
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A movement that a file implies."""

    crn: str
    movement_id: UUID
    out_of: str | None
    moved_into: str | None
    moved_on: date
    reason_code: str
    audience: list[str]
    """Who sees the record of the person before it."""


def cut_short(held: int, missing: int) -> bool:
    """Whether so many people of a prison are missing from a file, or all of them, that the file is not believed."""
    return (missing > FEW_MISSING and missing * SHARE_MISSING > held) or 0 < held <= missing


def told_of(change: Change) -> Iterator[tuple[Event, list[str]]]:
    """What is published of a change, and to whom: as of a movement that a person recorded."""
    trusts = [tag for tag in change.audience if not tag.startswith("establishment:")]
    link = f"/v1/persons/{change.crn}/custody"
    if change.moved_into is None and change.out_of is not None:
        released = PersonReleased(
            crn=change.crn, movement_id=change.movement_id, establishment_code=change.out_of, released_on=change.moved_on,
            reason_code=LedgerReason.BY_FILE, detail_url=link,
        )  # fmt: skip
        yield released, change.audience
        return
    if change.out_of is not None:
        left = PersonTransferredOut(
            crn=change.crn, movement_id=change.movement_id, establishment_code=change.out_of, transferred_on=change.moved_on,
            detail_url=link,
        )  # fmt: skip
        yield left, [*trusts, f"establishment:{change.out_of}"]
    by_file = change.reason_code == LedgerReason.BY_FILE
    received = PersonReceived(
        crn=change.crn, movement_id=change.movement_id, establishment_code=change.moved_into or "", received_on=change.moved_on,
        reason_code=LedgerReason.BY_FILE if by_file else ReceptionReason(change.reason_code), detail_url=link,
    )  # fmt: skip
    yield received, [*trusts, f"establishment:{change.moved_into}"]
