"""What is published of notices."""

from typing import ClassVar
from uuid import UUID

from noms.contracts.commissioning.answers import PlanOutcome
from noms.contracts.commissioning.notices import Answer, NoticeKind, NoticeState
from noms.contracts.events import Event
from noms.contracts.wire import Code, Day, Flag, Line, View


class _OfNotice(View):
    agreement_id: UUID
    notice_id: UUID
    provider: Code
    kind: NoticeKind
    detail_url: Line

    def subject(self) -> str:
        return str(self.agreement_id)


class NoticeGiven(_OfNotice, Event):
    """The purchaser has given a notice; its clocks run."""

    type: ClassVar[str] = "commissioning.notice.given"

    given_on: Day
    plan_due_on: Day | None


class NoticeAnswered(_OfNotice, Event):
    """The provider has stated its side or submitted a plan."""

    type: ClassVar[str] = "commissioning.notice.answered"

    answer: Answer
    answer_version: int
    late: Flag


class NoticeClosed(_OfNotice, Event):
    """The failure was put right, or the notice was withdrawn."""

    type: ClassVar[str] = "commissioning.notice.closed"

    state: NoticeState
    closed_on: Day


class PlanDecided(_OfNotice, Event):
    """The purchaser has accepted or rejected the plan: a clock runs anew."""

    type: ClassVar[str] = "commissioning.plan.decided"

    plan_version: int
    outcome: PlanOutcome
    due_on: Day
