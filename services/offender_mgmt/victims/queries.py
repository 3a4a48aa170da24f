"""Victims on record, for the liaison officer; and the little of it that a case file shows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, exists, func, literal_column, null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.sql.expression import SQLColumnExpression

from noms.chassis.audit.record import concerning
from noms.chassis.database.shaping import json_list, json_of
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.victim_views import (
    CaseVictimContact,
    ContactView,
    RepresentationView,
    SchemeGround,
    VictimView,
    WishesView,
)
from noms.contracts.offender_mgmt.victims import ContactKind
from services.offender_mgmt.mappa_categories import queries as convictions
from services.offender_mgmt.persons.queries import reached_by
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.victims import rules
from services.offender_mgmt.victims.tables import VictimContactRow, VictimRepresentationRow, VictimRow, VictimWishRow

Json = SQLColumnExpression[Any]


async def victim(session: AsyncSession, caller: Caller, victim_id: UUID) -> VictimRow:
    """Somebody who is contacted, if the offender is within reach; the offender's record is locked until the act is done.

    Raises:
        NotFound: there is none, or none within reach.

    """
    wanted: Select[VictimRow] = (
        select(VictimRow)
        .join(PersonRow, PersonRow.crn == VictimRow.crn)
        .where(VictimRow.victim_id == victim_id, reached_by(caller))
    )
    row = await session.scalar(wanted.with_for_update(of=PersonRow))
    if row is None:
        raise NotFound
    concerning(session, row.crn)
    return row


async def scheme(session: AsyncSession, crn: str) -> list[SchemeGround]:
    """The sentences of a person who was found by which the scheme applies."""
    return rules.grounds(await convictions.convictions(session, crn))


async def victims_of(session: AsyncSession, crn: str) -> Sequence[VictimRow]:
    """Everybody who is contacted about a person who was found, the first one first."""
    wanted = select(VictimRow).where(VictimRow.crn == crn).order_by(VictimRow.recorded_at, VictimRow.victim_id)
    return (await session.scalars(wanted)).all()


async def wishes(session: AsyncSession, row: VictimRow) -> VictimWishRow | None:
    """What they told last; None until they have answered."""
    told = select(VictimWishRow).where(VictimWishRow.crn == row.crn, VictimWishRow.victim_id == row.victim_id)
    return await session.scalar(told.order_by(VictimWishRow.told_on.desc(), VictimWishRow.recorded_at.desc()).limit(1))


async def victim_view(session: AsyncSession, row: VictimRow, found: Sequence[SchemeGround]) -> VictimView:
    """Somebody who is contacted, with all that is held of them."""
    held = select(VictimContactRow).where(VictimContactRow.crn == row.crn, VictimContactRow.victim_id == row.victim_id)
    contacts = (await session.scalars(held.order_by(VictimContactRow.held_on.desc(), VictimContactRow.contact_id))).all()
    made = select(VictimRepresentationRow).where(
        VictimRepresentationRow.crn == row.crn, VictimRepresentationRow.victim_id == row.victim_id
    )
    newest = (VictimRepresentationRow.made_on.desc(), VictimRepresentationRow.representation_id)
    told = await wishes(session, row)
    facts = {name: getattr(row, name) for name in VictimView.model_fields if hasattr(row, name)}
    return VictimView(
        **facts,
        wishes=WishesView.model_validate(told) if told else None,
        contacts=[ContactView.model_validate(one) for one in contacts],
        representations=[RepresentationView.model_validate(one) for one in await session.scalars(made.order_by(*newest))],
        offered_in_time=rules.offered_in_time(found, (one.held_on for one in contacts if one.kind == ContactKind.OFFER)),
    )


def case_contact_json() -> Json:
    """What the case file of the statement's person shows of victims: null where nobody is contacted, and never a name."""
    later = aliased(VictimWishRow)
    superseded = exists().where(later.victim_id == VictimWishRow.victim_id, later.recorded_at > VictimWishRow.recorded_at)
    wished = exists().where(VictimWishRow.crn == PersonRow.crn, VictimWishRow.opts_in, ~superseded)
    asked = func.unnest(VictimRepresentationRow.conditions).table_valued("wording").render_derived(name="asked")
    made = select(VictimRepresentationRow).join(asked, literal_column("true")).where(VictimRepresentationRow.crn == PersonRow.crn)
    conditions = json_list(asked.c.wording, made, VictimRepresentationRow.made_on, VictimRepresentationRow.representation_id)
    shown = json_of(CaseVictimContact, applies=wished, conditions_requested=conditions)
    return case((exists().where(VictimRow.crn == PersonRow.crn), shown), else_=null())
