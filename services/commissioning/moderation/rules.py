"""Who may moderate a rating, and how far."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class ModerationObjection(StrEnum):
    """Why a rating cannot be moderated."""

    NOT_INDEPENDENT = "not_independent"
    NOT_THE_LATEST = "not_the_latest"
    NOT_BANDED = "not_banded"
    MODERATED_ALREADY = "moderated_already"
    TOO_FAR = "too_far"
    ABOVE_THE_GATEWAY = "above_the_gateway"


@dataclass(frozen=True)
class Hand:
    """Somebody who acts, and the client that they use."""

    subject: str
    client: str | None


@dataclass(frozen=True)
class Standing:
    """The rating that is to be moderated."""

    version: int
    rating: int
    band: int | None
    cap: int | None
    """The band that a gateway event holds it at."""
    moderated: bool


def is_independent(
    moderators: Collection[str], hands: Collection[Hand], *, scopes: Collection[str], buying: Collection[str]
) -> bool:
    """Whether who moderates, and for whom, had no hand in the agreement and holds no role that may, through whatever client.

    House rule: 0149.
    """
    return set(moderators).isdisjoint(hand.subject for hand in hands) and not set(scopes) & set(buying)


def objection_to_moderation(
    *,
    independent: bool,
    read: tuple[int, int],
    standing: Standing,
    band: int,
    most_bands: int,
) -> ModerationObjection | None:
    """What stands against this moderation. `read` is the version and the rating that the moderator has read.

    A band may be confirmed. What a gateway event caps is not lifted. House rule: 0149.
    """
    if not independent:
        return ModerationObjection.NOT_INDEPENDENT
    if read != (standing.version, standing.rating):
        return ModerationObjection.NOT_THE_LATEST
    if standing.band is None:
        return ModerationObjection.NOT_BANDED
    stands = {
        ModerationObjection.MODERATED_ALREADY: standing.moderated,
        ModerationObjection.TOO_FAR: abs(band - standing.band) > most_bands,
        ModerationObjection.ABOVE_THE_GATEWAY: standing.cap is not None and band > standing.cap,
    }
    return next((objection for objection, holds in stands.items() if holds), None)
