"""The periods of an agreement as readers are shown them: each by its latest version and rating, with the band in force.

These are parts of one statement: the rooms above join them into what they answer.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, SQLColumnExpression, and_, case, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import INTEGER, JSONB

from noms.chassis.database.shaping import json_of, word
from noms.contracts.commissioning.scorecards import ScorecardPeriod
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.performance.tables import ComputationRow
from services.commissioning.periods.tables import PeriodRow
from services.commissioning.ratings.tables import ModerationRow, RatingRow

Json = ColumnElement[Any]


def whole_number(number: int) -> ColumnElement[int]:
    """A number of the statement itself, which a plan that is kept may build on."""
    return literal_column(str(number), INTEGER)


def said(document: SQLColumnExpression[Any], *path: str) -> Json:
    """What a rating's document says at a place; nothing where an older one does not say it."""
    first, *rest = path
    found: Json = document.op("->", return_type=JSONB())(word(first))
    return said(found, *rest) if rest else found


def latest_computation() -> FromClause:
    wanted = select(ComputationRow.computation_id, ComputationRow.number).where(ComputationRow.period_id == PeriodRow.period_id)
    return wanted.order_by(ComputationRow.number.desc()).limit(whole_number(1)).correlate(PeriodRow).lateral("computed")


def latest_rating(computed: FromClause) -> FromClause:
    columns = (RatingRow.number, RatingRow.band, RatingRow.rating, RatingRow.standing, RatingRow.comparator_group)
    wanted = select(*columns).where(RatingRow.computation_id == computed.c.computation_id)
    return wanted.order_by(RatingRow.number.desc()).limit(whole_number(1)).correlate(computed).lateral("rated")


def _last_moderation() -> FromClause:
    columns = (ModerationRow.version, ModerationRow.rating_number, ModerationRow.moderated_band)
    newest = (ModerationRow.version.desc(), ModerationRow.rating_number.desc())
    wanted = select(*columns).where(ModerationRow.period_id == PeriodRow.period_id)
    return wanted.order_by(*newest).limit(whole_number(1)).correlate(PeriodRow).lateral("moderated")


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
        restated=computed.c.number > whole_number(1),
        score=said(rated.c.rating, "score"),
        band=rated.c.band,
        moderated_band=moderated_band,
        moderation_stale=and_(moderated.c.version.is_not(None), ~func.coalesce(holds, literal_column("false"))),
        band_in_force=func.coalesce(moderated_band, rated.c.band),
        standing=rated.c.standing,
        share_from_events_percent=said(rated.c.rating, "share_from_events_percent"),
        gateway=said(rated.c.rating, "gateway", "state"),
        comparator_group=rated.c.comparator_group,
        group_size=said(rated.c.rating, "comparator", "group_size"),
        percentile=said(rated.c.rating, "comparator", "percentile"),
    )


def period_cards(at_most: int | None) -> Select[Any]:
    """The latest periods of an agreement with what they were computed and rated as."""
    computed = latest_computation()
    rated, moderated = latest_rating(computed), _last_moderation()
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
        .limit(None if at_most is None else whole_number(at_most))
        .correlate(AgreementRow)
    )
