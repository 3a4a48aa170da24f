"""Scorecards, each in one statement that PostgreSQL shapes into its contract, within the caller's reach."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, INTEGER, JSON, JSONB, TEXT, aggregate_order_by
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, reachable, word
from noms.contracts.commissioning.results import DisputeState
from noms.contracts.commissioning.scorecards import (
    AgreementScorecard,
    MeasureOverTime,
    MeasurePoint,
    MeasureSeries,
    ProviderScorecard,
    RegionLine,
    RegionScorecard,
    ScorecardMeasure,
    ScorecardPeriod,
)
from services.commissioning.agreements.queries import specifications_bought
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.performance.tables import ComputationRow, PeriodRow
from services.commissioning.ratings.tables import ModerationRow, RatingRow
from services.commissioning.result_disputes.tables import ResultDecisionRow, ResultDisputeRow
from services.commissioning.results.tables import ResultRow

PAGE = 50
PERIODS_SHOWN = 12
Json = ColumnElement[Any]
_AFTER = bindparam("after", None, type_=UUID_TYPE)
_PROVIDER = bindparam("provider", None, type_=TEXT)
_NOTHING = literal_column("'[]'::json", JSON)
_NO = literal_column("'false'::jsonb", JSONB)


def _number(number: int) -> ColumnElement[int]:
    return literal_column(str(number), INTEGER)


def _in(document: SQLColumnExpression[Any], *path: str) -> Json:
    """What a rating's document says at a place; nothing where an older one does not say it."""
    first, *rest = path
    found: Json = document.op("->", return_type=JSONB())(word(first))
    return _in(found, *rest) if rest else found


def _text(document: SQLColumnExpression[Any], name: str) -> Json:
    return document.op("->>", return_type=TEXT())(word(name))


def _real(column: SQLColumnExpression[Any]) -> Json:
    return cast(column, DOUBLE_PRECISION)


def _latest_computation() -> FromClause:
    wanted = select(ComputationRow.computation_id, ComputationRow.number).where(ComputationRow.period_id == PeriodRow.period_id)
    return wanted.order_by(ComputationRow.number.desc()).limit(_number(1)).correlate(PeriodRow).lateral("computed")


def _latest_rating(computed: FromClause) -> FromClause:
    columns = (RatingRow.number, RatingRow.band, RatingRow.rating, RatingRow.standing, RatingRow.comparator_group)
    wanted = select(*columns).where(RatingRow.computation_id == computed.c.computation_id)
    return wanted.order_by(RatingRow.number.desc()).limit(_number(1)).correlate(computed).lateral("rated")


def _last_moderation() -> FromClause:
    columns = (ModerationRow.version, ModerationRow.rating_number, ModerationRow.moderated_band)
    newest = (ModerationRow.version.desc(), ModerationRow.rating_number.desc())
    wanted = select(*columns).where(ModerationRow.period_id == PeriodRow.period_id)
    return wanted.order_by(*newest).limit(_number(1)).correlate(PeriodRow).lateral("moderated")


def _card(computed: FromClause, rated: FromClause, moderated: FromClause) -> Json:
    """A period by its latest version and rating, with the band in force."""
    holds = and_(moderated.c.version == computed.c.number, moderated.c.rating_number == rated.c.number)
    moderated_band = case((holds, moderated.c.moderated_band))
    return json_of(
        ScorecardPeriod,
        period_id=PeriodRow.period_id,
        from_day=PeriodRow.from_day,
        to_day=PeriodRow.to_day,
        version=computed.c.number,
        restated=computed.c.number > _number(1),
        score=_in(rated.c.rating, "score"),
        band=rated.c.band,
        moderated_band=moderated_band,
        moderation_stale=and_(moderated.c.version.is_not(None), ~func.coalesce(holds, literal_column("false"))),
        band_in_force=func.coalesce(moderated_band, rated.c.band),
        standing=rated.c.standing,
        share_from_events_percent=_in(rated.c.rating, "share_from_events_percent"),
        gateway=_in(rated.c.rating, "gateway", "state"),
        comparator_group=rated.c.comparator_group,
        group_size=_in(rated.c.rating, "comparator", "group_size"),
        percentile=_in(rated.c.rating, "comparator", "percentile"),
    )


def _cards(at_most: int | None) -> Select[Any]:
    """The latest periods of an agreement with what they were computed and rated as."""
    computed = _latest_computation()
    rated, moderated = _latest_rating(computed), _last_moderation()
    return (
        select(
            _card(computed, rated, moderated).label("card"),
            PeriodRow.period_id,
            PeriodRow.from_day,
            PeriodRow.to_day,
            computed.c.computation_id,
            computed.c.number,
            rated.c.rating,
        )
        .select_from(PeriodRow)
        .join(computed, true())
        .join(rated, true())
        .outerjoin(moderated, true())
        .where(PeriodRow.agreement_id == AgreementRow.agreement_id)
        .order_by(PeriodRow.from_day.desc())
        .limit(None if at_most is None else _number(at_most))
        .correlate(AgreementRow)
    )


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
        .limit(_number(1))
        .correlate_except(ResultDisputeRow, ResultDecisionRow)
        .scalar_subquery()
    )


def _measures(newest: FromClause, of: SQLColumnExpression[str] | None = None) -> Select[Any]:
    """The figures that one computation was rated by, all of them or those of one measure."""
    scores = func.jsonb_array_elements(_in(newest.c.rating, "measures")).table_valued("said").render_derived(name="scores")
    said = cast(scores.c.said, JSONB)
    score = select(said.label("said")).where(_text(said, "measure_code") == ResultRow.measure_code)
    one = score.limit(_number(1)).correlate(newest, ResultRow).lateral("score")
    card = json_of(
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
        score=_in(one.c.said, "score"),
        band=_in(one.c.said, "band"),
        small_number=func.coalesce(_in(one.c.said, "small_number"), _NO),
        evidence=ResultRow.evidence,
        coverage_percent=_real(ResultRow.coverage_percent),
        missing=func.coalesce(_text(one.c.said, "missing"), ResultRow.missing),
        dispute=_dispute(newest.c.period_id),
    )
    return (
        select(card.label("card"), ResultRow.measure_code)
        .select_from(ResultRow)
        .outerjoin(one, true())
        .where(
            ResultRow.computation_id == newest.c.computation_id,
            ResultRow.weight.is_not(None),
            true() if of is None else ResultRow.measure_code == of,
        )
        .correlate_except(ResultRow, one)
    )


def _listed(value: SQLColumnExpression[Any], rows: FromClause, *order_by: SQLColumnExpression[Any]) -> Json:
    """A JSON array of one value per row; the empty array when there is none."""
    listed = select(func.json_agg(aggregate_order_by(value, *order_by), type_=JSON)).select_from(rows)
    return func.coalesce(listed.correlate_except(rows).scalar_subquery(), _NOTHING, type_=JSON)


def _shown(newest: FromClause) -> Json:
    """The figures that one computation was rated by, by measure."""
    measures = _measures(newest).lateral("measures")
    return _listed(measures.c.card, measures, measures.c.measure_code)


def _provider(asked: FromClause) -> Select[Any]:
    cards, newest = _cards(PERIODS_SHOWN).lateral("cards"), _cards(1).lateral("newest")
    card = json_of(
        AgreementScorecard,
        agreement_id=AgreementRow.agreement_id,
        instrument=AgreementRow.instrument,
        commissioner=AgreementRow.commissioner,
        provider=AgreementRow.provider,
        specification_codes=specifications_bought(),
        starts_on=AgreementRow.starts_on,
        ends_on=AgreementRow.ends_on,
        periods=_listed(cards.c.card, cards, cards.c.from_day.desc()),
        domains=func.coalesce(_in(newest.c.rating, "domains"), literal_column("'[]'::jsonb", JSONB)),
        measures=_shown(newest),
    )
    order = (AgreementRow.starts_on.desc(), AgreementRow.agreement_id)
    listed = (
        select(func.json_agg(aggregate_order_by(card, *order), type_=JSON).label("agreements"))
        .select_from(AgreementRow)
        .outerjoin(newest, true())
        .where(
            AgreementRow.provider == asked.c.subject,
            AgreementRow.went_live_at.is_not(None),
            reachable(AgreementRow.audience),
        )
        .correlate(asked)
        .lateral("listed")
    )
    return (
        select(json_of(ProviderScorecard, provider=asked.c.subject, agreements=listed.c.agreements))
        .select_from(listed)
        .where(listed.c.agreements.is_not(None))
    )


PROVIDER = HotRead("read_provider_scorecard", _provider)


def _page(asked: FromClause, line: Json, where: Sequence[ColumnElement[bool]], *, joined: FromClause) -> FromClause:
    """The lines of a page by provider, and one more, which tells that there is a next."""
    seen = select(AgreementRow.provider, AgreementRow.agreement_id).where(AgreementRow.agreement_id == _AFTER).subquery()
    later = tuple_(AgreementRow.provider, AgreementRow.agreement_id) > select(seen).scalar_subquery()
    place = (AgreementRow.provider, AgreementRow.agreement_id)
    return (
        select(line.label("line"), AgreementRow.agreement_id, func.row_number().over(order_by=place).label("place"))
        .select_from(AgreementRow)
        .outerjoin(joined, true())
        .where(*where, AgreementRow.went_live_at.is_not(None), reachable(AgreementRow.audience), or_(_AFTER.is_(None), later))
        .order_by(*place)
        .limit(_number(PAGE + 1))
        .correlate(asked)
        .lateral("page")
    )


def _paged(page: FromClause, contract: type[BaseModel], **fields: Any) -> Select[Any]:
    """A page of lines as its contract; nothing at all where there is not even one line."""
    listed = func.json_agg(aggregate_order_by(page.c.line, page.c.place), type_=JSON).filter(page.c.place <= _number(PAGE))
    last = func.max(cast(page.c.agreement_id, TEXT)).filter(page.c.place == _number(PAGE))
    whole = json_of(contract, **fields, data=listed, next_after=case((func.count() > _number(PAGE), last)))
    return select(whole).select_from(page).having(func.count() > _number(0))


def _region(asked: FromClause) -> Select[Any]:
    newest = _cards(1).lateral("newest")
    line = json_of(
        RegionLine,
        agreement_id=AgreementRow.agreement_id,
        provider=AgreementRow.provider,
        specification_codes=specifications_bought(),
        starts_on=AgreementRow.starts_on,
        ends_on=AgreementRow.ends_on,
        latest=newest.c.card,
    )
    page = _page(asked, line, [AgreementRow.commissioner == asked.c.subject], joined=newest)
    return _paged(page, RegionScorecard, region=asked.c.subject)


REGION = HotRead("read_region_scorecard", _region)


def _points(asked: FromClause) -> FromClause:
    """A measure of an agreement in each of its periods, by the latest version, the latest period first."""
    cards = _cards(None).lateral("cards")
    measures = _measures(cards, of=asked.c.subject).lateral("measures")
    point = json_of(
        MeasurePoint,
        period_id=cards.c.period_id,
        period_from_day=cards.c.from_day,
        period_to_day=cards.c.to_day,
        version=cards.c.number,
        restated=cards.c.number > _number(1),
        measure=measures.c.card,
    )
    points = select(func.json_agg(aggregate_order_by(point, cards.c.from_day.desc()), type_=JSON).label("points"))
    return points.select_from(cards).join(measures, true()).correlate(AgreementRow, asked).lateral("series")


def _measure(asked: FromClause) -> Select[Any]:
    series = _points(asked)
    line = json_of(
        MeasureSeries,
        agreement_id=AgreementRow.agreement_id,
        provider=AgreementRow.provider,
        points=series.c.points,
    )
    where = [series.c.points.is_not(None), or_(_PROVIDER.is_(None), AgreementRow.provider == _PROVIDER)]
    return _paged(_page(asked, line, where, joined=series), MeasureOverTime, measure_code=asked.c.subject)


MEASURE = HotRead("read_measure_over_time", _measure)
