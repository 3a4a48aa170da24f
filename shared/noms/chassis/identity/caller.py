"""The caller of a request: who, from which organisation, on whose behalf, allowed what, reaching whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self
from urllib.parse import quote

from pydantic import Field, StringConstraints

from noms.contracts.wire import Flag, View

EVERYTHING = "*"
"""The tag that every audience carries; only a reach that says `everything` carries it too."""

USER = "user:"
"""What the tag of a user begins with. No claim of a token can spell one: it is made of the token's own subject."""

ON_BEHALF_OF = " on behalf of "
"""Between the two names of whoever acts for somebody, where both are kept as one."""

TagCode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9_&+-]{0,29}$")]


class CallerKind(StrEnum):
    """A member of staff at a keyboard, or an organisation's own system."""

    STAFF = "staff"
    SYSTEM = "system"


class ReachClaim(View):
    """The `reach` claim of a token. What is absent reaches nothing; everything must be said."""

    everything: Flag = False
    organisations: list[TagCode] = Field(default=[], max_length=200)
    regions: list[TagCode] = Field(default=[], max_length=50)
    establishments: list[TagCode] = Field(default=[], max_length=500)

    def tags(self) -> tuple[str, ...]:
        """The tags that a row's audience must overlap for this caller to see it."""
        tags = [f"organisation:{code}" for code in self.organisations]
        tags += [f"region:{code}" for code in self.regions]
        tags += [f"establishment:{code}" for code in self.establishments]
        return tuple(sorted({*tags, EVERYTHING} if self.everything else set(tags)))


def user_tag(name: str) -> str:
    """The tag of one user, to whom a record can be closed. Tags travel joined by commas, so signs are written as %XX."""
    return USER + quote(name, safe="")


def audience(*, organisations: Iterable[str] = (), regions: Iterable[str] = (), establishments: Iterable[str] = ()) -> list[str]:
    """Who may see a row: the tags to store with it. Everybody whose reach is everything may, always."""
    claim = ReachClaim(
        everything=True, organisations=list(organisations), regions=list(regions), establishments=list(establishments)
    )
    return list(claim.tags())


@dataclass(frozen=True, slots=True)
class Caller:
    """A verified caller. `reach` is what the token says and, whatever it says, the tags of the user.

    A reach of everything and no user is a service of the house itself: no record is closed to it.
    """

    subject: str
    client: str
    organisation: str
    kind: CallerKind
    roles: frozenset[str]
    scopes: frozenset[str]
    reach: tuple[str, ...]
    on_behalf_of: str | None = None

    @classmethod
    def service(cls, name: str) -> Self:
        """The service itself, when it applies an event or seals its own records."""
        return cls(name, name, "NOMS", CallerKind.SYSTEM, frozenset({"service"}), frozenset(), (EVERYTHING,))

    @property
    def persons(self) -> frozenset[str]:
        """Who acts, and for whom: what either does the other has done, whatever the client."""
        return persons_named(self.in_full)

    @property
    def in_full(self) -> str:
        """Who acts, and for whom, as it is kept beside what was done."""
        return f"{self.subject}{ON_BEHALF_OF}{self.on_behalf_of}" if self.on_behalf_of else self.subject

    def reaches(self, audience_of_row: Iterable[str]) -> bool:
        """Whether this caller may see a row with that audience."""
        return not set(self.reach).isdisjoint(audience_of_row)


def persons_named(*kept: str) -> frozenset[str]:
    """Everybody who had a hand in what was done, from the names that are kept beside it."""
    return frozenset(name for names in kept for name in names.split(ON_BEHALF_OF))
