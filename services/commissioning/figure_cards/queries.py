"""The figures of a version of a period as readers are shown them, each with its target, score, interval and contest.

These are parts of one statement: the rooms above join them into what they answer.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression, case, cast, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, JSONB, TEXT

from noms.chassis.database.shaping import json_of, word
from noms.contracts.commissioning.results import DisputeState
from noms.contracts.commissioning.scorecards import ScorecardMeasure
from services.commissioning.period_cards.queries import said, whole_number
from services.commissioning.result_disputes.tables import ResultDecisionRow, ResultDisputeRow
from services.commissioning.results.tables import ResultRow

Json = ColumnElement[Any]
_NO = literal_column("'false'::jsonb", JSONB)


def _text(document: SQLColumnExpression[Any], name: str) -> Json:
    return document.op("->>", return_type=TEXT())(word(name))


def _real(column: SQLColumnExpression[Any]) -> Json:
    return cast(column, DOUBLE_PRECISION)


def _dispute(period_id: SQLColumnExpression[Any]) -> Json:
    """Where the last contest of the figure stands."""
    state = case(
        (ResultDecisionRow.upheld.is_(None), word(DisputeState.OPEN)),
        (ResultDecisionRow.upheld, word(DisputeState.UPHELD)),
        else_=word(DisputeState.REJECTED),
    )
    return (
        select(state)
        .select_from(ResultDisputeRow)
        .outerjoin(ResultDecisionRow, ResultDecisionRow.dispute_id == ResultDisputeRow.dispute_id)
        .where(
            ResultDisputeRow.period_id == period_id,
            ResultDisputeRow.measure_code == ResultRow.measure_code,
            ResultDisputeRow.from_day == ResultRow.from_day,
        )
        .order_by(ResultDisputeRow.marked_at.desc())
        .limit(whole_number(1))
        .correlate_except(ResultDisputeRow, ResultDecisionRow)
        .scalar_subquery()
    )


def figure_cards(newest: FromClause, of: SQLColumnExpression[str] | None = None) -> Select[Any, str]:
    """The figures that one computation was rated by, all of them or those of one measure."""
    score = _score(newest)
    return (
        select(_card(newest, score.c.told).label("card"), ResultRow.measure_code)
        .select_from(ResultRow)
        .outerjoin(score, true())
        .where(
            ResultRow.computation_id == newest.c.computation_id,
            ResultRow.weight.is_not(None),
            true() if of is None else ResultRow.measure_code == of,
        )
        .correlate_except(ResultRow, score)
    )


def _score(newest: FromClause) -> FromClause:
    """What the rating says of the figure's measure."""
    scores = func.jsonb_array_elements(said(newest.c.rating, "measures")).table_valued("said").render_derived(name="scores")
    told = cast(scores.c.said, JSONB)
    score = select(told.label("told")).where(_text(told, "measure_code") == ResultRow.measure_code)
    return score.limit(whole_number(1)).correlate(newest, ResultRow).lateral("score")


def _card(newest: FromClause, told: SQLColumnExpression[Any]) -> Json:
    return json_of(
        ScorecardMeasure,
        measure_code=ResultRow.measure_code,
        from_day=ResultRow.from_day,
        to_day=ResultRow.to_day,
        unit=ResultRow.unit,
        value=_real(ResultRow.value),
        lowest_value=_real(ResultRow.lowest_value),
        highest_value=_real(ResultRow.highest_value),
        interval_method=ResultRow.interval_method,
        floor=cast(ResultRow.floor, TEXT),
        target=cast(ResultRow.target, TEXT),
        stretch=cast(ResultRow.stretch, TEXT),
        score=said(told, "score"),
        band=said(told, "band"),
        small_number=func.coalesce(said(told, "small_number"), _NO),
        evidence=ResultRow.evidence,
        coverage_percent=_real(ResultRow.coverage_percent),
        missing=func.coalesce(_text(told, "missing"), ResultRow.missing),
        dispute=_dispute(newest.c.period_id),
    )
