"""Notices of an agreement with everything that followed each, as known at an instant; and what of it decides where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller, persons_named
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.answers import PlanOutcome
from noms.contracts.commissioning.notices import ClosingView, NoticeKind, NoticeState, NoticeView
from noms.contracts.commissioning.triggers import Evidence, EvidenceKind
from noms.contracts.problems import FieldError
from services.commissioning.agreements import queries as agreements
from services.commissioning.agreements.rules import Agreed
from services.commissioning.answers.queries import Answers, answers_of
from services.commissioning.answers.rules import Answered
from services.commissioning.escalation.rules import Notice, state_of_notice
from services.commissioning.notices.tables import Cited, ClosingRow, NoticeRow
from services.commissioning.shortfalls.queries import evidence_standing


@dataclass(frozen=True)
class Record:
    """One notice with what it was answered by and how it ended."""

    row: NoticeRow
    answers: Answers
    closings: tuple[ClosingRow, ...]

    def closed_on(self, state: NoticeState) -> date | None:
        """The day on which it was put right, or withdrawn."""
        return next((row.closed_on for row in self.closings if row.state == state), None)

    def rectify_by(self, day: date) -> date | None:
        """By when the failure is to be put right, as it stood on the day: an accepted plan sets the day anew."""
        return self.answers.next_due(PlanOutcome.ACCEPTED, day) or self.row.rectify_by

    def plan_due_on(self, day: date) -> date | None:
        """By when a plan was due, as it stood on the day: after a rejection a new one is."""
        return self.answers.next_due(PlanOutcome.REJECTED, day) or self.row.plan_due_on

    def as_fact(self, day: date) -> Notice:
        """As much of it as decides where the agreement stands."""
        row = self.row
        return Notice(
            notice_id=row.notice_id,
            kind=NoticeKind(row.kind),
            matter=row.matter,
            given_on=row.given_on,
            quarter=row.quarter,
            months=tuple(row.months),
            rests_on=frozenset(cited.id for cited in evidence_of(row.evidence) if cited.kind is EvidenceKind.NOTICE),
            follows=row.follows,
            rectify_by=self.rectify_by(day),
            scored_on=row.scored_on,
            falls_out_on=row.falls_out_on,
            rectified_on=self.closed_on(NoticeState.RECTIFIED),
            withdrawn_on=self.closed_on(NoticeState.WITHDRAWN),
        )


@dataclass(frozen=True)
class Case:
    """What is on the table: the agreement, the sides for which the caller may act, and every notice under it."""

    caller: Caller
    agreed: Agreed
    sides: frozenset[Party]
    records: Sequence[Record]
    today: date

    @property
    def for_the_commissioner(self) -> bool:
        return Party.COMMISSIONER in self.sides

    @property
    def for_the_provider(self) -> bool:
        return Party.PROVIDER in self.sides


@dataclass(frozen=True)
class NoticeCase(Case):
    """One notice on the table."""

    record: Record

    @property
    def row(self) -> NoticeRow:
        return self.record.row

    @property
    def state(self) -> NoticeState | None:
        """Where the notice stands today."""
        known = facts_of(self.records, self.today)
        return state_of_notice(self.record.as_fact(self.today), known, self.today)

    @property
    def answered(self) -> Answered:
        """As much of it as its answers are judged by."""
        return Answered(
            notice_id=self.row.notice_id,
            agreement_id=self.row.agreement_id,
            agreement_ends_on=self.agreed.ends_on,
            given_on=self.row.given_on,
            state=self.state,
            plan_due_on=self.record.plan_due_on(self.today),
            given_by_caller=bool(self.caller.persons & persons_named(self.row.given_by)),
            for_the_provider=self.for_the_provider,
            for_the_commissioner=self.for_the_commissioner,
        )


async def open_case(session: AsyncSession, caller: Caller, agreement_id: UUID, *, today: date) -> Case:
    """The agreement with its notices, held until the transaction ends: of two acts at once, one waits and is judged anew.

    Raises:
        NotFound: there is no such agreement, or it lies out of reach.

    """
    row = await agreements.agreement(session, caller, agreement_id, for_change=True)
    return Case(
        caller=caller,
        agreed=await agreements.agreed(session, caller, agreement_id),
        sides=frozenset([party for party in Party if await agreements.acts_for(session, caller, row, party)]),
        records=await on_record(session, agreement_id, as_at=today),
        today=today,
    )


async def open_notice(session: AsyncSession, caller: Caller, notice_id: UUID, *, today: date) -> NoticeCase:
    """The notice with its agreement, held until the transaction ends.

    Raises:
        NotFound: there is no such notice, or its agreement lies out of reach.

    """
    found = await session.scalar(select(NoticeRow).where(NoticeRow.notice_id == notice_id))
    if found is None:
        raise NotFound
    case = await open_case(session, caller, found.agreement_id, today=today)
    record = next(record for record in case.records if record.row.notice_id == notice_id)
    return NoticeCase(case.caller, case.agreed, case.sides, case.records, case.today, record)


async def on_record(session: AsyncSession, agreement_id: UUID, *, as_at: date, known_at: datetime | None = None) -> list[Record]:
    """The notices of an agreement in their order, with what followed each, as it stood on a day and was known at an instant."""
    notices = select(NoticeRow).where(NoticeRow.agreement_id == agreement_id, NoticeRow.given_on <= as_at)
    closings = select(ClosingRow).where(ClosingRow.agreement_id == agreement_id, ClosingRow.closed_on <= as_at)
    if known_at is not None:
        notices = notices.where(NoticeRow.recorded_at <= known_at)
        closings = closings.where(ClosingRow.recorded_at <= known_at)
    ended = (await session.scalars(closings.order_by(ClosingRow.recorded_at))).all()
    answers = await answers_of(session, agreement_id, as_at=as_at, known_at=known_at)
    return [
        Record(row, answers.get(row.notice_id, Answers()), tuple(end for end in ended if end.notice_id == row.notice_id))
        for row in await session.scalars(notices.order_by(NoticeRow.number))
    ]


def evidence_of(kept: Cited) -> list[Evidence]:
    """Evidence as it goes over the wire."""
    return [Evidence.model_validate(item) for item in kept]


async def faults_of(session: AsyncSession, agreement_id: UUID, cited: Sequence[Evidence]) -> list[FieldError]:
    """The pieces of evidence that do not stand under the agreement: what lies under another is as if it were nowhere."""
    notices = {item.id for item in cited if item.kind is EvidenceKind.NOTICE}
    found = await session.scalars(
        select(NoticeRow.notice_id).where(NoticeRow.agreement_id == agreement_id, NoticeRow.notice_id.in_(notices))
    )
    standing = {Evidence(kind=EvidenceKind.NOTICE, id=notice_id) for notice_id in found}
    standing |= await evidence_standing(session, agreement_id, [item for item in cited if item.kind is not EvidenceKind.NOTICE])
    return [
        FieldError(pointer=f"/evidence/{place}/id", code="no_such_evidence", message="Nothing of this kind and id stands here.")
        for place, item in enumerate(cited)
        if item not in standing
    ]


def facts_of(records: Iterable[Record], day: date) -> tuple[Notice, ...]:
    """As much of the notices as decides where the agreement stands."""
    return tuple(record.as_fact(day) for record in records)


def notice_views(records: Sequence[Record], day: date) -> list[NoticeView]:
    """The notices as both parties see them, as they stood on the day."""
    known = facts_of(records, day)
    return [notice_view(record, known, day) for record in records]


def notice_view(record: Record, known: Sequence[Notice], day: date) -> NoticeView:
    """One notice as both parties see it, as it stood on the day."""
    row = record.row
    return NoticeView.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME_IN_BOTH},
            "id": row.notice_id,
            "state": state_of_notice(record.as_fact(day), known, day),
            "evidence": evidence_of(row.evidence),
            "plan_due_on": record.plan_due_on(day),
            "rectify_by": record.rectify_by(day),
            "statements": record.answers.statement_views(),
            "plans": record.answers.plan_views(),
            "closings": [ClosingView.model_validate(closing) for closing in record.closings],
        }
    )


_SAME_IN_BOTH = (
    "agreement_id", "number", "kind", "trigger", "matter", "given_on", "clause", "grounds", "follows",
    "scored_on", "falls_out_on", "given_by", "recorded_at",
)  # fmt: skip
