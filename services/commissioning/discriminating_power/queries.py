"""How the ratings of a year spread over the bands, in one statement, within the caller's reach."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Numeric,
    Select,
    SQLColumnExpression,
    and_,
    cast,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import DOUBLE_PRECISION, INTEGER, JSON, JSONB, TEXT, aggregate_order_by

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, reachable, word
from noms.contracts.commissioning.discriminating_power import BandCounts, DiscriminatingPower, GroupPower, MeasurePower
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.period_cards.queries import latest_computation, latest_rating
from services.commissioning.periods.tables import PeriodRow
from services.commissioning.ratings.tables import ModerationRow

Json = ColumnElement[Any]
_NOTHING = literal_column("'[]'::json", JSON)
_ONE, _TWO, _WHOLE = (literal_column(number, INTEGER) for number in ("1", "2", "100"))
_BANDS = {name: literal_column(name[-1], INTEGER) for name in ("band_1", "band_2", "band_3", "band_4")}


def _rated(asked: FromClause) -> FromClause:
    """The latest rating of each period that began in the year, with the band in force."""
    began = cast(asked.c.subject, Date)
    ends = cast(began + func.make_interval(_ONE), Date)
    computed = latest_computation()
    rated = latest_rating(computed)
    moderated = and_(ModerationRow.computation_id == computed.c.computation_id, ModerationRow.rating_number == rated.c.number)
    return (
        select(
            rated.c.comparator_group,
            func.coalesce(ModerationRow.moderated_band, rated.c.band).label("band"),
            rated.c.rating,
        )
        .select_from(AgreementRow)
        .join(PeriodRow, PeriodRow.agreement_id == AgreementRow.agreement_id)
        .join(computed, true())
        .join(rated, true())
        .outerjoin(ModerationRow, moderated)
        .where(reachable(AgreementRow.audience), PeriodRow.from_day >= began, PeriodRow.from_day < ends)
        .correlate(asked)
        .lateral()
    )


def _counts(band: SQLColumnExpression[Any]) -> Json:
    per_band = {name: func.count().filter(band == number) for name, number in _BANDS.items()}
    return json_of(BandCounts, **per_band, unbanded=func.count().filter(band.is_(None)))


def _all_equal(band: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    return and_(func.count(band) >= _TWO, func.count(band.distinct()) == _ONE)


def _share(part: SQLColumnExpression[Any], whole: SQLColumnExpression[Any]) -> Json:
    """A share in percent to one decimal; nothing of nothing."""
    exact = cast(part * _WHOLE, Numeric) / func.nullif(whole, literal_column("0", INTEGER))
    return cast(func.round(exact, _ONE), DOUBLE_PRECISION)


def _groups(asked: FromClause) -> FromClause:
    """How the ratings of each comparator group spread."""
    rated = _rated(asked)
    equal = _all_equal(rated.c.band)
    line = json_of(GroupPower, group=rated.c.comparator_group, ratings=func.count(), bands=_counts(rated.c.band), all_equal=equal)
    each = (
        select(line.label("line"), rated.c.comparator_group.label("name"), equal.label("equal"))
        .select_from(rated)
        .group_by(rated.c.comparator_group)
        .correlate(asked)
        .lateral()
    )
    return _gathered(each).correlate(asked).lateral("groups")


def _measures(asked: FromClause) -> FromClause:
    """How the scores of each measure spread over the bands that each alone would give."""
    rated = _rated(asked)
    listed = func.jsonb_array_elements(rated.c.rating.op("->", return_type=JSONB())(word("measures")))
    said = listed.table_valued("said").render_derived(name="scored")
    told = cast(said.c.said, JSONB)
    code, band = (told.op("->>", return_type=TEXT())(word(name)) for name in ("measure_code", "band"))
    equal = _all_equal(cast(band, INTEGER))
    line = json_of(
        MeasurePower,
        measure_code=code,
        scored=func.count().filter(told.op("->>", return_type=TEXT())(word("score")).is_not(None)),
        bands=_counts(cast(band, INTEGER)),
        all_equal=equal,
    )
    each = (
        select(line.label("line"), code.label("name"), equal.label("equal"))
        .select_from(rated)
        .join(said, true())
        .group_by(code)
        .correlate(asked)
        .lateral()
    )
    return _gathered(each).correlate(asked).lateral("measures")


def _gathered(each: FromClause) -> Select[Any]:
    """Lines in the order of their names, and the share of them in which all were equal."""
    lines = func.coalesce(func.json_agg(aggregate_order_by(each.c.line, each.c.name), type_=JSON), _NOTHING, type_=JSON)
    return select(lines.label("lines"), _share(func.count().filter(each.c.equal), func.count()).label("equal")).select_from(each)


def _whole(asked: FromClause) -> FromClause:
    """How all ratings of the year spread."""
    rated = _rated(asked)
    band = rated.c.band
    commonest = func.greatest(*(func.count().filter(band == number) for number in _BANDS.values()))
    return (
        select(
            func.count().label("ratings"),
            _counts(band).label("bands"),
            _all_equal(band).label("equal"),
            _share(commonest, func.count(band)).label("commonest"),
        )
        .select_from(rated)
        .correlate(asked)
        .lateral("whole")
    )


def _power(asked: FromClause) -> Select[Any]:
    whole, groups, measures = _whole(asked), _groups(asked), _measures(asked)
    began = cast(asked.c.subject, Date)
    power = json_of(
        DiscriminatingPower,
        year_begins=began,
        year_ends=cast(began + func.make_interval(_ONE), Date) - _ONE,
        ratings=whole.c.ratings,
        bands=whole.c.bands,
        all_equal=whole.c.equal,
        share_in_the_commonest_band_percent=whole.c.commonest,
        groups=groups.c.lines,
        measures=measures.c.lines,
        share_of_groups_all_equal_percent=groups.c.equal,
        share_of_measures_all_equal_percent=measures.c.equal,
    )
    return select(power).select_from(whole).join(groups, true()).join(measures, true())


POWER = HotRead("read_discriminating_power", _power)
