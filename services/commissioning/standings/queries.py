"""The hot list: where every agreement with a notice or a step-in stands, by the same table that the rules hold."""

from typing import Any

from sqlalchemy import DATE, BigInteger, ColumnElement, FromClause, Select, bindparam, case, cast, exists, func, or_, select
from sqlalchemy.dialects.postgresql import JSON, TEXT, aggregate_order_by
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, reachable, word
from noms.contracts.commissioning.notices import NoticeKind, NoticeState
from noms.contracts.commissioning.remedies import RemedyList, RemedySummary
from noms.contracts.commissioning.terminations import TerminationOutcome
from noms.contracts.commissioning.triggers import RemedyState
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.notices.tables import ClosingRow, NoticeRow
from services.commissioning.step_ins.tables import StepInEndingRow, StepInRow
from services.commissioning.terminations.tables import TerminationDecisionRow

PAGE = 50
EVERYONES = "remedies"
_AFTER = bindparam("after", None, type_=UUID_TYPE)
_STATE = bindparam("state", None, type_=TEXT)
_TODAY = bindparam("today", type_=DATE)
_NEEDED = bindparam("points_for_the_right", type_=BigInteger)
S = RemedyState


def _closed(notice: type[NoticeRow], *states: NoticeState) -> ColumnElement[bool]:
    """Whether the notice had been put right or withdrawn by today."""
    end = aliased(ClosingRow)
    return exists().where(end.notice_id == notice.notice_id, end.state.in_([word(s) for s in states]), end.closed_on <= _TODAY)


def _followed(notice: type[NoticeRow]) -> ColumnElement[bool]:
    """Whether a graver notice on the matter, not withdrawn, had taken its place."""
    graver = aliased(NoticeRow)
    return exists().where(graver.follows == notice.notice_id, graver.given_on <= _TODAY, ~_closed(graver, NoticeState.WITHDRAWN))


def _live(notice: type[NoticeRow]) -> ColumnElement[bool]:
    """Whether it is a termination point that counts today."""
    return (notice.falls_out_on > _TODAY) & ~_closed(notice, NoticeState.WITHDRAWN)


def _in_force(notice: type[NoticeRow], *kinds: NoticeKind) -> ColumnElement[bool]:
    """Whether it is in force today and of one of these kinds."""
    open_still = ~_closed(notice, NoticeState.RECTIFIED, NoticeState.WITHDRAWN) & ~_followed(notice)
    lapsed = (notice.kind == word(NoticeKind.DEFAULT)) & ~_live(notice)
    return notice.kind.in_([word(kind) for kind in kinds]) & open_still & ~lapsed


def _notices() -> FromClause:
    """The notices of an agreement, counted by what they decide."""
    given = NoticeRow
    return (
        select(
            func.max(given.given_on).label("latest_on"),
            func.count().filter(_in_force(given, *NoticeKind)).label("in_force"),
            func.count().filter(_in_force(given, NoticeKind.WARNING)).label("warnings"),
            func.count().filter(_in_force(given, NoticeKind.IMPROVEMENT)).label("improvement_notices"),
            func.count().filter(_live(given)).label("points"),
            func.array_agg(given.notice_id).filter(_live(given)).label("point_ids"),
        )
        .where(given.agreement_id == AgreementRow.agreement_id, given.given_on <= _TODAY)
        .correlate(AgreementRow)
        .lateral("counted")
    )


def _step_ins() -> FromClause:
    """The step-ins of an agreement: when the last began, and whether one is in force."""
    over = exists().where(StepInEndingRow.step_in_id == StepInRow.step_in_id, StepInEndingRow.ended_on < _TODAY)
    return (
        select(
            func.max(StepInRow.from_day).label("latest_on"),
            func.count().filter(~over & (StepInRow.from_day <= _TODAY)).label("in_force"),
        )
        .where(StepInRow.agreement_id == AgreementRow.agreement_id, StepInRow.appointed_on <= _TODAY)
        .correlate(AgreementRow)
        .lateral("stepped_in")
    )


def _state(counted: FromClause, stepped_in: FromClause) -> ColumnElement[str]:
    """Where the agreement stands, by the table."""
    declined = exists().where(
        TerminationDecisionRow.agreement_id == AgreementRow.agreement_id,
        TerminationDecisionRow.decided_on <= _TODAY,
        TerminationDecisionRow.outcome == word(TerminationOutcome.DO_NOT_TERMINATE),
        TerminationDecisionRow.points.contains(counted.c.point_ids),
    )
    return case(
        (stepped_in.c.in_force > 0, word(S.STEP_IN)),
        ((counted.c.points >= _NEEDED) & ~declined, word(S.RIGHT_TO_TERMINATE)),
        (counted.c.points > 0, word(S.DEFAULT)),
        (counted.c.improvement_notices > 0, word(S.IMPROVEMENT_NOTICE)),
        (counted.c.warnings > 0, word(S.WARNING)),
        else_=word(S.NONE),
    )


def _page(asked: FromClause) -> Select[Any]:
    """Everything within reach in its order, then the page behind the place that was seen; one row more tells of a next."""
    counted, stepped_in = _notices(), _step_ins()
    latest_on = func.greatest(counted.c.latest_on, stepped_in.c.latest_on, type_=DATE)
    summary = json_of(
        RemedySummary,
        agreement_id=AgreementRow.agreement_id,
        commissioner=AgreementRow.commissioner,
        provider=AgreementRow.provider,
        state=_state(counted, stepped_in),
        notices_in_force=counted.c.in_force,
        live_points=counted.c.points,
        latest_on=latest_on,
    )
    place = func.row_number().over(order_by=(latest_on.desc(), AgreementRow.agreement_id))
    rows = (
        select(summary.label("summary"), AgreementRow.agreement_id, place.label("place"))
        .select_from(AgreementRow)
        .join(counted, counted.c.in_force >= 0)
        .join(stepped_in, stepped_in.c.in_force >= 0)
        .where(asked.c.subject == word(EVERYONES), reachable(AgreementRow.audience), latest_on.is_not(None))
        .where(or_(_STATE.is_(None), _state(counted, stepped_in) == _STATE))
        .correlate(asked)
        .lateral("rows")
    )
    return _cut(rows)


def _cut(rows: FromClause) -> Select[Any]:
    seen = func.max(rows.c.place).filter(rows.c.agreement_id == _AFTER).over()
    placed = select(rows.c.summary, rows.c.agreement_id, rows.c.place, func.coalesce(seen, 0).label("seen")).subquery("placed")
    ahead = placed.c.place - placed.c.seen
    known = or_(_AFTER.is_(None), placed.c.seen > 0)
    listed = func.json_agg(aggregate_order_by(placed.c.summary, placed.c.place), type_=JSON).filter(
        known, ahead >= 1, ahead <= PAGE
    )
    last = func.max(cast(placed.c.agreement_id, TEXT)).filter(ahead == PAGE)
    more = func.count().filter(known, ahead == PAGE + 1) > 0
    return select(
        json_of(
            RemedyList,
            data=func.coalesce(listed, cast(word("[]"), JSON), type_=JSON),
            next_after=case((more, last)),
        )
    ).select_from(placed)


REMEDY_LIST = HotRead("list_remedies", _page)
