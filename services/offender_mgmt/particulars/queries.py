"""What stands of a person's particulars, now or as it was known on a day. The person was found within reach before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Date, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from noms.chassis.identity.caller import Caller
from noms.contracts.offender_mgmt.particular_views import ParticularsView
from services.offender_mgmt.particulars.tables import (
    AddressRow,
    AliasRow,
    DisabilityRow,
    ParticularRow,
    PersonalContactRow,
    SpokenLanguageRow,
)
from services.offender_mgmt.persons import queries as persons

Fact = TypeVar("Fact", bound=ParticularRow)


@dataclass(frozen=True, slots=True)
class AsAt:
    """Which facts are asked for: those that were so on a day, and those that were known at the end of a day."""

    on: date | None = None
    known_on: date | None = None


NOW = AsAt()


async def standing(session: AsyncSession, of: type[Fact], crn: str, as_at: AsAt = NOW) -> Sequence[Fact]:
    """The facts of one sort that nothing has superseded, the newest first."""
    newer = aliased(of)
    corrections = select(newer.supersedes).where(newer.crn == crn, newer.supersedes.is_not(None))
    wanted = select(of).where(of.crn == crn)
    if as_at.known_on is not None:
        corrections = corrections.where(_recorded_on(newer) <= as_at.known_on)
        wanted = wanted.where(_recorded_on(of) <= as_at.known_on)
    if as_at.on is not None:
        wanted = wanted.where(of.starts_on <= as_at.on, or_(of.ends_on.is_(None), of.ends_on >= as_at.on))
    key = getattr(of, of.key())
    in_order = wanted.where(key.not_in(corrections)).order_by(of.starts_on.desc(), of.recorded_at.desc(), key)
    return (await session.scalars(in_order)).all()


def corrected(of: type[ParticularRow]) -> ColumnElement[bool]:
    """Whether another fact has taken the place of a row of this sort, as far as is known today."""
    newer = aliased(of)
    return select(newer.supersedes).where(newer.supersedes == getattr(of, of.key())).exists()


def _recorded_on(of: type[ParticularRow]) -> ColumnElement[date]:
    return cast(func.timezone("Europe/London", of.recorded_at), Date)


async def particulars(session: AsyncSession, caller: Caller, crn: str, as_at: AsAt) -> ParticularsView:
    """Everything that stands of the particulars of somebody within reach."""
    person = await persons.person(session, caller, crn)
    return ParticularsView.model_validate(
        {
            "crn": person.crn,
            "aliases": await standing(session, AliasRow, person.crn, as_at),
            "addresses": await standing(session, AddressRow, person.crn, as_at),
            "languages": await standing(session, SpokenLanguageRow, person.crn, as_at),
            "disabilities": await standing(session, DisabilityRow, person.crn, as_at),
            "personal_contacts": await standing(session, PersonalContactRow, person.crn, as_at),
        }
    )
