"""Posts that lead offices, with the days they existed, and what was reported of how many were held."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.reading import Dated, Row, Sourced, read_list
from noms.reference.regions import load_regional_posts, region
from noms.reference.register import office_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Dated):
    """One post, which one person at a time can hold; posts of one kind lead one region each."""

    code: str
    name: str
    kind: str
    organisation_id: str
    """The id, in the register of organisations, of the office that the post leads."""
    region_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPosts(Sourced):
    """How many posts of one kind a source counts as held, held by an interim, and vacant on a day."""

    as_at: date
    post_kind: str
    held: int
    interim: int
    vacant: int
    conflict: str | None
    """Its number among the known conflicts, where it contradicts another source."""

    @property
    def counted(self) -> int:
        """How many posts the source speaks of in all."""
        return self.held + self.interim + self.vacant


@cache
def load_posts() -> tuple[Post, ...]:
    """Every post: national ones, and one Regional Offender Manager and one Director of Offender Management for each region."""
    listed = read_list("posts.csv", _post, lambda post: post.code)
    regional = (
        Post(
            code=f"{row.post_code}-{row.region_code}",
            name=f"{row.post_name}, {region(row.region_code).name}",
            kind=row.post_code,
            organisation_id=office_id(row),
            region_code=row.region_code,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            source=row.source,
        )
        for row in load_regional_posts()
    )
    return (*listed, *regional)


@cache
def load_reported_posts() -> tuple[ReportedPosts, ...]:
    """What was reported of how many posts were held."""
    return read_list("reported_posts.csv", _reported, lambda row: (row.as_at, row.post_kind))


def post(code: str) -> Post:
    """The post with the code, such as DOM-LON; or UnknownCode."""
    for known in load_posts():
        if known.code == code:
            return known
    raise UnknownCode("posts", code)


def _post(row: Row) -> Post:
    return Post(
        code=row.text("code"),
        name=row.text("name"),
        kind=row.text("kind"),
        organisation_id=row.text("organisation_id"),
        region_code=row.optional_text("region_code"),
        valid_from=row.day("valid_from"),
        valid_to=row.optional_day("valid_to"),
        source=row.text("source"),
    )


def _reported(row: Row) -> ReportedPosts:
    return ReportedPosts(
        as_at=row.day("as_at"),
        post_kind=row.text("post_kind"),
        held=row.whole("held"),
        interim=row.whole("interim"),
        vacant=row.whole("vacant"),
        conflict=row.optional_text("conflict"),
        source=row.text("source"),
    )
