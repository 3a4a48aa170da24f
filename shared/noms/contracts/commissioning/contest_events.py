"""What is published of contests."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.commissioning.contests import ContestedKind, ContestState
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Line


class ContestRaised(Event):
    """The provider contests something: the clock of the decision runs."""

    type: ClassVar[str] = "commissioning.contest.raised"

    agreement_id: UUID
    contest_id: UUID
    provider: Code
    about_kind: ContestedKind
    about_id: UUID
    decision_due_on: Day
    detail_url: Line

    def subject(self) -> str:
        return str(self.contest_id)


class ContestDecided(Event):
    """A contest has ended: by a decision, or because the provider took it back."""

    type: ClassVar[str] = "commissioning.contest.decided"

    agreement_id: UUID
    contest_id: UUID
    provider: Code
    about_kind: ContestedKind
    about_id: UUID
    state: ContestState
    detail_url: Line

    def subject(self) -> str:
        return str(self.contest_id)
