"""Occurrences of an agreement: as they are believed now, as they were known on a day, and the hot list."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, bindparam, case, cast, func, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import JSON, TEXT, TIMESTAMP, aggregate_order_by, distinct_on
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_of, reachable, word
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.measures import SourceService
from noms.contracts.commissioning.occurrence_views import (
    OccurrenceEvents,
    OccurrenceList,
    OccurrenceSummary,
    OccurrenceVersionView,
    OccurrenceView,
)
from noms.contracts.commissioning.occurrences import OccurrenceKind, OccurrenceState
from services.commissioning.agreements.tables import AgreementRow
from services.commissioning.beliefs.rules import one_event
from services.commissioning.occurrences.rules import Belief, Occurrence
from services.commissioning.occurrences.tables import OccurrenceEvidenceRow, OccurrenceRow, OccurrenceVersionRow

PAGE = 50
OnRecord = tuple[OccurrenceRow, OccurrenceVersionRow]
"""An occurrence with the version of it that is believed."""

_AFTER = bindparam("after", None, type_=UUID_TYPE)
_KNOWN_AT = bindparam("known_at", None, type_=TIMESTAMP(timezone=True))
_KIND = bindparam("kind", None, type_=TEXT)
_STATE = bindparam("state", None, type_=TEXT)
_YEAR = bindparam("contract_year", None, type_=BigInteger)
_QUARTER = bindparam("contract_quarter", None, type_=BigInteger)


def _summary(version: type[OccurrenceVersionRow]) -> ColumnElement[Any]:
    return json_of(
        OccurrenceSummary,
        id=OccurrenceRow.occurrence_id,
        version=version.number,
        kind=OccurrenceRow.kind,
        code=version.code,
        state=version.state,
        occurred_on=OccurrenceRow.occurred_on,
        ended_on=version.ended_on,
        found_on=OccurrenceRow.found_on,
        contract_year=OccurrenceRow.contract_year,
        contract_quarter=OccurrenceRow.contract_quarter,
        places=version.places,
        used=version.used,
        count=cast(version.count, TEXT),
        same_event_as=OccurrenceRow.same_event_as,
        event_count=func.cardinality(OccurrenceRow.event_ids),
        told_on=version.told_on,
        contest_until=version.contest_until,
    )


def _known() -> type[OccurrenceVersionRow]:
    """The version of an occurrence that was known at the instant asked for: now, when none is."""
    kept = OccurrenceVersionRow
    latest = (
        select(kept)
        .where(kept.occurrence_id == OccurrenceRow.occurrence_id, or_(_KNOWN_AT.is_(None), kept.recorded_at <= _KNOWN_AT))
        .order_by(kept.number.desc())
        .limit(1)
        .correlate(OccurrenceRow)
        .lateral("known")
    )
    return aliased(kept, latest)


def _page(asked: FromClause) -> Select[Any]:
    """One row more than the page tells whether there is a next; its place is the occurrence last seen."""
    version, of_agreement = _known(), OccurrenceRow.agreement_id == AgreementRow.agreement_id
    place = (OccurrenceRow.occurred_on, OccurrenceRow.occurrence_id)
    last_seen = aliased(OccurrenceRow)
    seen = select(last_seen.occurred_on, last_seen.occurrence_id).where(
        last_seen.occurrence_id == _AFTER, last_seen.agreement_id == AgreementRow.agreement_id
    )
    earlier = tuple_(*place) < seen.correlate(AgreementRow).scalar_subquery()
    wanted = (
        of_agreement,
        or_(_AFTER.is_(None), earlier),
        or_(_KIND.is_(None), OccurrenceRow.kind == _KIND),
        or_(_STATE.is_(None), version.state == _STATE),
        or_(_YEAR.is_(None), OccurrenceRow.contract_year == _YEAR),
        or_(_QUARTER.is_(None), OccurrenceRow.contract_quarter == _QUARTER),
    )
    latest_first = tuple(column.desc() for column in place)
    rows = (
        select(_summary(version).label("summary"), OccurrenceRow.occurrence_id)
        .add_columns(func.row_number().over(order_by=latest_first).label("place"))
        .join(version, true())
        .where(*wanted)
        .order_by(*latest_first)
        .limit(PAGE + 1)
        .correlate(AgreementRow)
        .lateral()
    )
    return _listed(rows).where(AgreementRow.agreement_id == cast(asked.c.subject, UUID_TYPE), reachable(AgreementRow.audience))


def _listed(rows: FromClause) -> Select[Any]:
    """The page of one agreement; nothing at all where the agreement is not found."""
    listed = func.json_agg(aggregate_order_by(rows.c.summary, rows.c.place), type_=JSON).filter(rows.c.place <= PAGE)
    last = func.max(cast(rows.c.occurrence_id, TEXT)).filter(rows.c.place == PAGE)
    page = json_of(
        OccurrenceList,
        data=func.coalesce(listed, cast(word("[]"), JSON), type_=JSON),
        next_after=case((func.count(rows.c.place) > PAGE, last)),
    )
    return select(page).select_from(AgreementRow).outerjoin(rows, true()).group_by(AgreementRow.agreement_id)


OCCURRENCE_LIST = HotRead("list_occurrences", _page)


async def occurrence(session: AsyncSession, agreement_id: UUID, occurrence_id: UUID) -> OccurrenceRow:
    """The occurrence of an agreement that the caller has found.

    Raises:
        NotFound: the agreement has no such occurrence.

    """
    wanted = select(OccurrenceRow).where(OccurrenceRow.agreement_id == agreement_id, OccurrenceRow.occurrence_id == occurrence_id)
    row = await session.scalar(wanted)
    if row is None:
        raise NotFound
    return row


async def versions_of(
    session: AsyncSession, occurrence_id: UUID, known_at: datetime | None = None
) -> Sequence[OccurrenceVersionRow]:
    """The versions of an occurrence, the first one first, as far as they were known.

    Raises:
        NotFound: nothing was known of it at that instant.

    """
    wanted = select(OccurrenceVersionRow).where(OccurrenceVersionRow.occurrence_id == occurrence_id)
    if known_at is not None:
        wanted = wanted.where(OccurrenceVersionRow.recorded_at <= known_at)
    found = (await session.scalars(wanted.order_by(OccurrenceVersionRow.number))).all()
    if not found:
        raise NotFound
    return found


async def codes_taken(session: AsyncSession, occurrence_id: UUID) -> set[str]:
    """The codes under which the events of an occurrence are on record."""
    codes = select(OccurrenceEvidenceRow.code).where(OccurrenceEvidenceRow.occurrence_id == occurrence_id).distinct()
    return set((await session.scalars(codes)).all())


async def on_record(
    session: AsyncSession, agreement_id: UUID, from_day: date, to_day: date, *, known_at: datetime | None = None
) -> list[OnRecord]:
    """What happened or went on in these days under an agreement that the caller has found, each by its latest version.

    With `known_at`, as it was believed then. The earliest comes first.
    """
    version = OccurrenceVersionRow
    latest = (
        select(OccurrenceRow, version)
        .join(version, version.occurrence_id == OccurrenceRow.occurrence_id)
        .where(OccurrenceRow.agreement_id == agreement_id, OccurrenceRow.occurred_on <= to_day)
        .ext(distinct_on(version.occurrence_id))
        .order_by(version.occurrence_id, version.number.desc())
    )
    if known_at is not None:
        latest = latest.where(version.recorded_at <= known_at)
    found = [(row, known) for row, known in await session.execute(latest)]
    within = [(row, known) for row, known in found if (known.ended_on or row.occurred_on) >= from_day]
    return sorted(within, key=lambda one: (one[0].occurred_on, one[0].occurrence_id))


async def occurrences_of(
    session: AsyncSession, agreement_id: UUID, from_day: date, to_day: date, *, known_at: datetime | None = None
) -> list[Occurrence]:
    """What happened or went on in these days, in every state, the earliest first; what rests on one event names its first."""
    found = [believed(*one) for one in await on_record(session, agreement_id, from_day, to_day, known_at=known_at)]
    standing = (each for each in found if each.state is not OccurrenceState.OVERTURNED)
    first = one_event([(each.occurrence_id, each.same_event_as, each.event_ids) for each in standing])
    return [replace(each, same_event_as=first.get(each.occurrence_id, each.same_event_as)) for each in found]


def belief_of(version: OccurrenceVersionRow) -> Belief:
    """What a version says of an occurrence, for whoever judges."""
    said = {field.name: getattr(version, field.name) for field in fields(Belief)}
    return Belief(**(said | {"state": OccurrenceState(version.state), "count": Fraction(version.count)}))


def believed(row: OccurrenceRow, version: OccurrenceVersionRow) -> Occurrence:
    """An occurrence by one of its versions, for whoever counts."""
    return Occurrence(
        occurrence_id=row.occurrence_id,
        kind=OccurrenceKind(row.kind),
        state=OccurrenceState(version.state),
        code=version.code,
        occurred_on=row.occurred_on,
        ended_on=version.ended_on,
        places=version.places,
        used=version.used,
        count=Fraction(version.count),
        same_event_as=row.same_event_as,
        event_ids=tuple(row.event_ids),
        excused_by=version.excused_by,
    )


async def occurrence_view(session: AsyncSession, row: OccurrenceRow, known_at: datetime | None = None) -> OccurrenceView:
    """One occurrence with everything that was decided about it, as both parties see it."""
    versions = await versions_of(session, row.occurrence_id, known_at)
    latest = versions[-1]
    of_the_version = ("code", "state", "ended_on", "places", "used", "told_on", "contest_until")
    return OccurrenceView.model_validate(
        {
            **{name: getattr(row, name) for name in OccurrenceView.model_fields if hasattr(row, name)},
            **{name: getattr(latest, name) for name in of_the_version},
            "id": row.occurrence_id,
            "version": latest.number,
            "count": f"{latest.count:.1f}",
            "event_count": len(row.event_ids),
            "versions": [version_view(version) for version in versions],
        }
    )


def version_view(version: OccurrenceVersionRow) -> OccurrenceVersionView:
    """One version as both parties see it."""
    same = {name: getattr(version, name) for name in OccurrenceVersionView.model_fields if hasattr(version, name)}
    return OccurrenceVersionView.model_validate({**same, "version": version.number, "count": f"{version.count:.1f}"})


def events_behind(row: OccurrenceRow) -> OccurrenceEvents:
    """The events that an occurrence rests on, by identifier."""
    return OccurrenceEvents(source_service=SourceService(row.source_service), event_ids=row.event_ids)
