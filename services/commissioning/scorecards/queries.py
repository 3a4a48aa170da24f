"""Scorecards, each in one statement that PostgreSQL shapes into its contract, within the caller's reach."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    SQLColumnExpression,
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
from sqlalchemy.dialects.postgresql import JSON, JSONB, TEXT, aggregate_order_by
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, reachable
from noms.contracts.commissioning.scorecards import (
    AgreementScorecard,
    MeasureOverTime,
    MeasurePoint,
    MeasureSeries,
    ProviderScorecard,
    RegionLine,
    RegionScorecard,
)
from services.commissioning.agreements.queries import specifications_bought
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.figure_cards.queries import figure_cards
from services.commissioning.period_cards.queries import period_cards, said, whole_number

PAGE = 50
PERIODS_SHOWN = 12
Json = ColumnElement[Any]
_AFTER = bindparam("after", None, type_=UUID_TYPE)
_PROVIDER = bindparam("provider", None, type_=TEXT)
_NOTHING = literal_column("'[]'::json", JSON)


def _listed(value: SQLColumnExpression[Any], rows: FromClause, *order_by: SQLColumnExpression[Any]) -> Json:
    """A JSON array of one value per row; the empty array when there is none."""
    listed = select(func.json_agg(aggregate_order_by(value, *order_by), type_=JSON)).select_from(rows)
    return func.coalesce(listed.correlate_except(rows).scalar_subquery(), _NOTHING, type_=JSON)


def _shown(newest: FromClause) -> Json:
    """The figures that one computation was rated by, by measure."""
    measures = figure_cards(newest).lateral("measures")
    return _listed(measures.c.card, measures, measures.c.measure_code)


def _agreement_card(periods: Json, domains: Json, measures: Json) -> Json:
    return json_of(
        AgreementScorecard,
        agreement_id=AgreementRow.agreement_id,
        instrument=AgreementRow.instrument,
        commissioner=AgreementRow.commissioner,
        provider=AgreementRow.provider,
        specification_codes=specifications_bought(),
        starts_on=AgreementRow.starts_on,
        ends_on=AgreementRow.ends_on,
        periods=periods,
        domains=domains,
        measures=measures,
    )


def _provider(asked: FromClause) -> Select[Any]:
    cards, newest = period_cards(PERIODS_SHOWN).lateral("cards"), period_cards(1).lateral("newest")
    domains = func.coalesce(said(newest.c.rating, "domains"), literal_column("'[]'::jsonb", JSONB))
    card = _agreement_card(_listed(cards.c.card, cards, cards.c.from_day.desc()), domains, _shown(newest))
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
        .limit(whole_number(PAGE + 1))
        .correlate(asked)
        .lateral("page")
    )


def _paged(page: FromClause, contract: type[BaseModel], **fields: Any) -> Select[Any]:
    """A page of lines as its contract; nothing at all where there is not even one line."""
    listed = func.json_agg(aggregate_order_by(page.c.line, page.c.place), type_=JSON).filter(page.c.place <= whole_number(PAGE))
    last = func.max(cast(page.c.agreement_id, TEXT)).filter(page.c.place == whole_number(PAGE))
    whole = json_of(contract, **fields, data=listed, next_after=case((func.count() > whole_number(PAGE), last)))
    return select(whole).select_from(page).having(func.count() > whole_number(0))


def _region(asked: FromClause) -> Select[Any]:
    newest = period_cards(1).lateral("newest")
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
    cards = period_cards(None).lateral("cards")
    measures = figure_cards(cards, of=asked.c.subject).lateral("measures")
    point = json_of(
        MeasurePoint,
        period_id=cards.c.period_id,
        period_from_day=cards.c.from_day,
        period_to_day=cards.c.to_day,
        version=cards.c.number,
        restated=cards.c.number > whole_number(1),
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
