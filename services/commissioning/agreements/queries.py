"""Agreements within the caller's reach: one with its parts, and the hot list."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, case, cast, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import JSON, TEXT, aggregate_order_by
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_list, json_of, reachable, word
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.agreements import (
    AgreementList,
    AgreementMeasureView,
    AgreementState,
    AgreementSummary,
    AgreementView,
    Party,
    ServiceLineView,
    SignatureView,
)
from services.commissioning.agreements.rules import Agreed, AgreedMeasure
from services.commissioning.agreements.tables import AgreementMeasureRow, AgreementRow, SignatureRow

PAGE = 50
_AGREED = tuple(part.name for part in fields(AgreedMeasure))
EVERYONES = "agreements"
_AFTER = bindparam("after", None, type_=UUID_TYPE)


def _summary() -> ColumnElement[Any]:
    line = json_of(
        ServiceLineView,
        name=AgreementRow.service_line,
        annual_volume=AgreementRow.annual_volume,
        unit_price_pence=AgreementRow.unit_price_pence,
    )
    measures = select(AgreementMeasureRow).where(AgreementMeasureRow.agreement_id == AgreementRow.agreement_id)
    signatures = select(SignatureRow).where(SignatureRow.agreement_id == AgreementRow.agreement_id)
    return json_of(
        AgreementSummary,
        id=AgreementRow.agreement_id,
        instrument=AgreementRow.instrument,
        commissioner=AgreementRow.commissioner,
        provider=AgreementRow.provider,
        service_line=line,
        annual_fee_pence=AgreementRow.annual_fee_pence,
        starts_on=AgreementRow.starts_on,
        ends_on=AgreementRow.ends_on,
        state=AgreementRow.state,
        measure_codes=json_list(AgreementMeasureRow.measure_code, measures, AgreementMeasureRow.measure_code),
        signed_by=json_list(SignatureRow.party, signatures, SignatureRow.party),
    )


def _page(asked: FromClause) -> Select[Any]:
    """One row more than the page tells whether there is a next; its place is the agreement last seen."""
    seen = select(AgreementRow.starts_on, AgreementRow.agreement_id).where(AgreementRow.agreement_id == _AFTER).subquery()
    earlier = tuple_(AgreementRow.starts_on, AgreementRow.agreement_id) < select(seen).scalar_subquery()
    newest_first = (AgreementRow.starts_on.desc(), AgreementRow.agreement_id.desc())
    rows = (
        select(
            _summary().label("summary"),
            AgreementRow.agreement_id,
            func.row_number().over(order_by=newest_first).label("place"),
        )
        .where(asked.c.subject == word(EVERYONES), reachable(AgreementRow.audience), or_(_AFTER.is_(None), earlier))
        .order_by(*newest_first)
        .limit(PAGE + 1)
        .correlate(asked)
        .lateral()
    )
    listed = func.json_agg(aggregate_order_by(rows.c.summary, rows.c.place), type_=JSON).filter(rows.c.place <= PAGE)
    last = func.max(cast(rows.c.agreement_id, TEXT)).filter(rows.c.place == PAGE)
    return select(
        json_of(
            AgreementList,
            data=func.coalesce(listed, cast(word("[]"), JSON), type_=JSON),
            next_after=case((func.count() > PAGE, last)),
        )
    ).select_from(rows)


AGREEMENT_LIST = HotRead("list_agreements", _page)


async def agreement(session: AsyncSession, caller: Caller, agreement_id: UUID, *, for_change: bool = False) -> AgreementRow:
    """The agreement within the caller's reach; for a change it is held until the transaction ends.

    Raises:
        NotFound: there is none, or it lies out of reach.

    """
    wanted = select(AgreementRow).where(
        AgreementRow.agreement_id == agreement_id, AgreementRow.audience.overlap(list(caller.reach))
    )
    if for_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    row = await session.scalar(wanted)
    if row is None:
        raise NotFound
    return row


async def measures_of(session: AsyncSession, agreement_id: UUID) -> Sequence[AgreementMeasureRow]:
    """The measures of an agreement, by code."""
    found = await session.scalars(
        select(AgreementMeasureRow)
        .where(AgreementMeasureRow.agreement_id == agreement_id)
        .order_by(AgreementMeasureRow.measure_code)
    )
    return found.all()


async def has_signed(session: AsyncSession, caller: Caller, agreement_id: UUID) -> set[Party]:
    """The parties for which this caller, by this client, has signed the agreement."""
    parties = await session.scalars(
        select(SignatureRow.party).where(
            SignatureRow.agreement_id == agreement_id,
            SignatureRow.recorded_by == caller.subject,
            SignatureRow.recorded_through == caller.client,
        )
    )
    return {Party(party) for party in parties}


async def agreed(session: AsyncSession, caller: Caller, agreement_id: UUID, *, for_change: bool = False) -> Agreed:
    """What the agreement says, for whoever measures, rates and settles by it.

    Raises:
        NotFound: there is none, or it lies out of reach.

    """
    row = await agreement(session, caller, agreement_id, for_change=for_change)
    measures = await measures_of(session, agreement_id)
    return Agreed(
        agreement_id=row.agreement_id,
        provider=row.provider,
        state=AgreementState(row.state),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        annual_fee_pence=row.annual_fee_pence,
        annual_volume=row.annual_volume,
        unit_price_pence=row.unit_price_pence,
        audience=tuple(row.audience),
        measures=tuple(AgreedMeasure(**{name: getattr(measure, name) for name in _AGREED}) for measure in measures),
    )


async def agreement_view(session: AsyncSession, row: AgreementRow) -> AgreementView:
    """An agreement as its parties see it."""
    measures = await measures_of(session, row.agreement_id)
    signatures = await session.scalars(
        select(SignatureRow).where(SignatureRow.agreement_id == row.agreement_id).order_by(SignatureRow.party)
    )
    return AgreementView.model_validate(
        {
            "id": row.agreement_id,
            "instrument": row.instrument,
            "commissioner": row.commissioner,
            "provider": row.provider,
            "service_line": ServiceLineView.model_validate(
                {"name": row.service_line, "annual_volume": row.annual_volume, "unit_price_pence": row.unit_price_pence}
            ),
            "annual_fee_pence": row.annual_fee_pence,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "state": row.state,
            "went_live_at": row.went_live_at,
            "measures": [AgreementMeasureView.model_validate(measure) for measure in measures],
            "signatures": [SignatureView.model_validate(signature) for signature in signatures],
        }
    )
