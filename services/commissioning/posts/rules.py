"""What can be recorded of a post, and which reports count posts that there were not."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from noms.contracts.commissioning.posts import NewHolding, PostConflict, PostState
from noms.reference.posts import Post, ReportedPosts


class HoldingObjection(StrEnum):
    """Why a holding cannot be recorded."""

    VACANT_WITH_A_HOLDER = "vacant_with_a_holder"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    OUTSIDE_THE_LIFE_OF_THE_POST = "outside_the_life_of_the_post"
    IN_THE_FUTURE = "in_the_future"

    @property
    def field(self) -> str:
        """The field at fault."""
        at_fault = {HoldingObjection.VACANT_WITH_A_HOLDER: "holder", HoldingObjection.ENDS_BEFORE_IT_BEGINS: "valid_to"}
        return at_fault.get(self, "valid_from")

    @property
    def sentence(self) -> str:
        """What is wrong, for whoever records it."""
        return {
            HoldingObjection.VACANT_WITH_A_HOLDER: "A vacant post has no holder.",
            HoldingObjection.ENDS_BEFORE_IT_BEGINS: "The last day lies before the first.",
            HoldingObjection.OUTSIDE_THE_LIFE_OF_THE_POST: "The post did not exist on all of these days.",
            HoldingObjection.IN_THE_FUTURE: "A holding is recorded when it has begun, not before.",
        }[self]


def objections_to_holding(new: NewHolding, to: Post, *, as_at: date) -> list[HoldingObjection]:
    """What stands against a holding: it names nobody for a vacant post, and lies within the life of the post and the past.

    A holding without an end lasts, as far as is known, as long as the post. House rule: 0111.
    """
    last = new.valid_to or new.valid_from
    outside = not to.in_force_on(new.valid_from) or (new.valid_from <= last and not to.in_force_on(last))
    against = {
        HoldingObjection.VACANT_WITH_A_HOLDER: new.state is PostState.VACANT and new.holder is not None,
        HoldingObjection.ENDS_BEFORE_IT_BEGINS: last < new.valid_from,
        HoldingObjection.OUTSIDE_THE_LIFE_OF_THE_POST: outside,
        HoldingObjection.IN_THE_FUTURE: new.valid_from > as_at,
    }
    return [objection for objection, holds in against.items() if holds]


def contradictions(reports: Sequence[ReportedPosts], posts: Sequence[Post], kind: str) -> list[PostConflict]:
    """The reports on posts of a kind that speak of more or fewer than there were: told, and never put right by us."""
    found = []
    for report in (report for report in reports if report.post_kind == kind):
        existing = sum(known.kind == kind and known.in_force_on(report.as_at) for known in posts)
        if report.counted != existing:
            found.append(
                PostConflict(
                    code=report.conflict,
                    as_at=report.as_at,
                    counted=report.counted,
                    existing=existing,
                    in_words=sentence(report, existing),
                    source=report.source,
                )
            )
    return found


def sentence(report: ReportedPosts, existing: int) -> str:
    """Such a contradiction in words."""
    return (
        f"For {report.as_at} a source counts {report.held} posts as held, {report.interim} as covered by an interim and"
        f" {report.vacant} as vacant, {report.counted} in all; {existing} existed."
    )
