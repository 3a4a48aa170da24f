"""Agreements within the caller's reach: one with its parts, and the hot list."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, case, cast, exists, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import JSON, TEXT, aggregate_order_by
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_list, json_of, reachable, word
from noms.chassis.identity.caller import EVERYTHING, Caller, audience, persons_named
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.agreement_kinds import AgreementDirection, AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.agreement_views import (
    AgreementList,
    AgreementMeasureView,
    AgreementSummary,
    AgreementView,
    SignatureView,
)
from noms.contracts.commissioning.agreements import PriceLimit
from noms.contracts.commissioning.lifecycle import AgreementMoveView
from services.commissioning.agreements.refusals import NotTheCommissioner
from services.commissioning.agreements.rules import Agreed
from services.commissioning.agreements.tables import AgreementMoveRow, AgreementRow, PurchaseRow, SignatureRow
from services.commissioning.layers.rules import on_day
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE
from services.commissioning.sides.rules import delivers
from services.commissioning.texts.queries import options_of, parts_of, whole_text
from services.commissioning.texts.tables import AgreementLineRow, AgreementMeasureRow, AgreementPartyRow

NATIONAL_TAGS = set(audience(organisations=[NATIONAL_OFFICE])) - {EVERYTHING}
"""What the national office alone reaches."""
PAGE = 50
EVERYONES = "agreements"
Agreement = AgreementRow
"""What other rooms call the row that they have found."""
_AFTER = bindparam("after", None, type_=UUID_TYPE)


def _listed(kind: type[AgreementLineRow] | type[AgreementMeasureRow], code: str) -> ColumnElement[Any]:
    """The codes of an agreement's parts, each once, without those that its latest text on them strikes out."""
    later = aliased(kind)
    succeeded = exists().where(
        later.agreement_id == kind.agreement_id,
        getattr(later, code) == getattr(kind, code),
        later.text_number > kind.text_number,
    )
    told = select(getattr(kind, code).label("code")).where(
        kind.agreement_id == AgreementRow.agreement_id, kind.struck.is_(False), ~succeeded
    )
    once = told.distinct().correlate(AgreementRow).subquery()
    return json_list(once.c.code, select(once), once.c.code)


def specifications_bought() -> ColumnElement[Any]:
    """The specifications that an agreement of the statement buys, as a JSON array of their codes."""
    return _listed(AgreementLineRow, "specification")


def _summary() -> ColumnElement[Any]:
    signatures = select(SignatureRow).where(SignatureRow.agreement_id == AgreementRow.agreement_id)
    return json_of(
        AgreementSummary,
        id=AgreementRow.agreement_id,
        instrument=AgreementRow.instrument,
        direction=AgreementRow.direction,
        commissioner=AgreementRow.commissioner,
        provider=AgreementRow.provider,
        starts_on=AgreementRow.starts_on,
        ends_on=AgreementRow.ends_on,
        state=AgreementRow.state,
        text_number=AgreementRow.text_number,
        specification_codes=specifications_bought(),
        measure_codes=_listed(AgreementMeasureRow, "measure_code"),
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


def tags_of(party: Party, agreement: AgreementRow | Agreed) -> set[str]:
    """What only the party itself reaches: whoever sees an agreement from the other side cannot act for this one."""
    if party is Party.PROVIDER:
        own = audience(organisations=[agreement.provider], establishments=[agreement.provider])
    else:
        elsewhere = agreement.commissioner == NATIONAL_OFFICE or agreement.direction == AgreementDirection.INBOUND
        own = audience(**{"organisations" if elsewhere else "regions": [agreement.commissioner]})
    return set(own) - {EVERYTHING}


async def acts_for(
    session: AsyncSession, caller: Caller, agreement: AgreementRow | Agreed, party: Party, *, nationally: bool = False
) -> bool:
    """Whether the caller acts for a party: it reaches the party itself; for the buyer nobody does who delivers in part or whole.

    Where another office buys, `nationally` lets the agency act for it; where NOMS itself provides, that is no hindrance then.
    Decision 0108. House rule: 0154.
    """
    own = tags_of(party, agreement) | (NATIONAL_TAGS if nationally else set())
    if party is Party.PROVIDER or not caller.reaches(own):
        return caller.reaches(own)
    sells = agreement.direction == AgreementDirection.INBOUND and caller.organisation == agreement.provider
    parties = await parts_of(session, AgreementPartyRow, agreement.agreement_id)
    return (sells and nationally) or not delivers(caller.organisation, agreement.provider, parties)


async def refuse_others(
    session: AsyncSession, caller: Caller, agreement: AgreementRow | Agreed, *, nationally: bool = False, drafting: bool = False
) -> None:
    """Refuse whoever does not act for the buyer: every act of the buyer is the office's own.

    Computing and settling the national office may do for every other (`nationally`); and what somebody else buys from NOMS
    either of the two draws up and brings into force (`drafting`). Decision 0108.

    Raises:
        NotTheCommissioner: the caller does not act for the commissioner, or is on the provider's side.

    """
    either = nationally or (drafting and agreement.direction == AgreementDirection.INBOUND)
    if not await acts_for(session, caller, agreement, Party.COMMISSIONER, nationally=either):
        raise NotTheCommissioner


async def measures_of(session: AsyncSession, agreement_id: UUID, *, on: date | None = None) -> Sequence[AgreementMeasureView]:
    """The measures of an agreement by code, each version with its days, or those of one day."""
    text = await whole_text(session, agreement_id)
    return text.measures if on is None else on_day(text.measures, on)


async def has_signed(session: AsyncSession, caller: Caller, agreement_id: UUID) -> set[Party]:
    """The parties for which this person has signed, by whatever client; who drew up what is bought acted for the office."""
    row = await agreement(session, caller, agreement_id)
    given = await session.scalars(select(SignatureRow).where(SignatureRow.agreement_id == agreement_id))
    signed = {Party(each.party) for each in given if caller.persons & persons_named(each.recorded_by or "")}
    drew_up = row.direction == AgreementDirection.OUTBOUND and caller.persons & persons_named(row.drawn_up_by or "")
    return signed | {Party.COMMISSIONER} if drew_up else signed


async def agreed(session: AsyncSession, caller: Caller, agreement_id: UUID, *, for_change: bool = False) -> Agreed:
    """What the agreement says on its first day, for whoever measures, rates and settles by it; `at` says it for another day.

    Raises:
        NotFound: there is none, or it lies out of reach.

    """
    row = await agreement(session, caller, agreement_id, for_change=for_change)
    text = await whole_text(session, agreement_id)
    return Agreed(
        agreement_id=row.agreement_id, provider=row.provider, state=AgreementState(row.state), starts_on=row.starts_on,
        ends_on=row.ends_on, annual_fee_pence=0, annual_volume=0, unit_price_pence=0, audience=tuple(row.audience), measures=(),
        instrument=AgreementInstrument(row.instrument), direction=AgreementDirection(row.direction),
        commissioner=row.commissioner, text_number=row.text_number, lines=text.lines, parties=text.parties, fees=text.fees,
        measure_versions=text.measures,
    ).at(row.starts_on)  # fmt: skip


async def agreement_view(session: AsyncSession, row: AgreementRow) -> AgreementView:
    """An agreement as its parties see it."""
    text = await whole_text(session, row.agreement_id)
    signatures = await session.scalars(
        select(SignatureRow).where(SignatureRow.agreement_id == row.agreement_id).order_by(SignatureRow.party)
    )
    return AgreementView(
        id=row.agreement_id, instrument=AgreementInstrument(row.instrument), direction=AgreementDirection(row.direction),
        commissioner=row.commissioner, provider=row.provider, starts_on=row.starts_on, ends_on=row.ends_on,
        state=AgreementState(row.state), went_live_at=row.went_live_at, text_number=row.text_number,
        price_limit=price_limit_of(row), fees=list(text.fees), lines=list(text.lines), parties=list(text.parties),
        measures=list(text.measures), extension_options=await options_of(session, row.agreement_id),
        signatures=[SignatureView.model_validate(signature) for signature in signatures],
    )  # fmt: skip


def price_limit_of(row: AgreementRow) -> PriceLimit | None:
    """How far variations may move the price, if the parties agreed a limit."""
    if row.price_limit_percent is None or row.price_limit_days is None:
        return None
    return PriceLimit(most_percent=row.price_limit_percent, within_days=row.price_limit_days)


async def moves_of(session: AsyncSession, agreement_id: UUID) -> list[AgreementMoveView]:
    """Every move of an agreement, the first first."""
    mine = AgreementMoveRow.agreement_id == agreement_id
    moves = await session.scalars(select(AgreementMoveRow).where(mine).order_by(AgreementMoveRow.number))
    return [AgreementMoveView.model_validate(move) for move in moves]


async def purchases_of(session: AsyncSession, agreement_id: UUID) -> Sequence[PurchaseRow]:
    """What an agreement in force buys, as the database holds it against others."""
    mine = (PurchaseRow.agreement_id == agreement_id, PurchaseRow.given_up.is_(False))
    return (await session.scalars(select(PurchaseRow).where(*mine))).all()


async def last_move(session: AsyncSession, agreement_id: UUID) -> AgreementMoveRow | None:
    """The last move of an agreement; none while it is the draft that it was drawn up as."""
    mine = AgreementMoveRow.agreement_id == agreement_id
    latest = select(AgreementMoveRow).where(mine).order_by(AgreementMoveRow.number.desc()).limit(1)
    return (await session.scalars(latest)).one_or_none()
