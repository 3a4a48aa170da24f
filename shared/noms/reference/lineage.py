"""Who came before and after whom in the register, through mergers and directly."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from noms.reference.establishments import load_establishments
from noms.reference.existence import ONE_DAY
from noms.reference.organisations import Scheme
from noms.reference.probation_areas import ProbationArea, load_probation_areas
from noms.reference.regions import load_regional_posts
from noms.reference.register import body_id, office_id, prison_id, whole_day
from noms.reference.successions import Succession, load_listed_successions

_SERVICE_AFTER_TRUSTS = f"{Scheme.NOMS}-NPS-2014"
_AFTER_TRUSTS = date(2014, 6, 1)
_AFTER_TRUSTS_SOURCE = "NPS SLA 2014-15; SI 2014/2704 (the other successors, 21 companies, are on no list here)"


@dataclass(frozen=True, slots=True)
class Step:
    """An organisation before or after another: how many successions lie between, and the nearest of them."""

    organisation_id: str
    distance: int
    by: Succession


@cache
def load_successions() -> tuple[Succession, ...]:
    """Every succession of the register."""
    return (*load_listed_successions(), *_after_boards(), *_after_prisons(), *_after_offices())


def predecessors(organisation_id: str) -> tuple[Step, ...]:
    """Everybody whose place it took, directly or through others, the nearest first."""
    return _walked(organisation_id, back=True)


def successors(organisation_id: str) -> tuple[Step, ...]:
    """Everybody who took its place, directly or through others, the nearest first."""
    return _walked(organisation_id, back=False)


def _walked(start: str, *, back: bool) -> tuple[Step, ...]:
    found: dict[str, Step] = {}
    edge = [start]
    while edge:
        here = edge.pop(0)
        distance = found[here].distance + 1 if here in found else 1
        for step in load_successions():
            near, far = (step.successor, step.predecessor) if back else (step.predecessor, step.successor)
            if near == here and far not in found and far != start:
                found[far] = Step(far, distance, step)
                edge.append(far)
    return tuple(found.values())


def _after_boards() -> Iterator[Succession]:
    for body in load_probation_areas():
        if following := _following(body):
            yield Succession(
                predecessor=body_id(body), successor=body_id(following), happened=whole_day(following.valid_from),
                source=following.source,
            )  # fmt: skip
        elif body.valid_to == _AFTER_TRUSTS - ONE_DAY:
            yield Succession(
                predecessor=body_id(body), successor=_SERVICE_AFTER_TRUSTS, happened=whole_day(_AFTER_TRUSTS),
                source=_AFTER_TRUSTS_SOURCE,
            )  # fmt: skip


def _following(body: ProbationArea) -> ProbationArea | None:
    """The body that took over on the next day, through a merger or in the same area."""
    starts = body.valid_to + ONE_DAY if body.valid_to else None
    return next((b for b in load_probation_areas() if b.code == body.successor_code and b.valid_from == starts), None)


def _after_prisons() -> Iterator[Succession]:
    for prison in load_establishments():
        if prison.successor_code is not None:
            yield Succession(
                predecessor=prison_id(prison.code), successor=prison_id(prison.successor_code), happened=prison.closed,
                source=prison.source,
            )  # fmt: skip


def _after_offices() -> Iterator[Succession]:
    posts = load_regional_posts()
    for rom in (post for post in posts if post.post_code == "ROM"):
        for dom in (post for post in posts if (post.post_code, post.region_code) == ("DOM", rom.region_code)):
            yield Succession(
                predecessor=office_id(rom), successor=office_id(dom), happened=whole_day(dom.valid_from), source=dom.source
            )
