"""A person's registrations in one statement that PostgreSQL shapes, each field by who may see it; and the rows behind them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import cast, func, literal_column, null, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.expression import ColumnElement, Select, SQLColumnExpression

from noms.chassis.audit.record import concerning
from noms.chassis.database.hot import HotRead
from noms.chassis.database.shaping import json_instant, json_list, json_of, word
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import NotFound
from noms.contracts.offender_mgmt.register_views import RegistrationList, RegistrationReviewView, RegistrationView, Sight
from noms.reference.register_types import register_type
from services.offender_mgmt.persons.queries import REACHED, reached_by
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.registers import rules
from services.offender_mgmt.registers.tables import RegistrationReviewRow, RegistrationRow
from services.offender_mgmt.sights.rules import sights, withheld

Json = SQLColumnExpression[Any]

_DONE = RegistrationReviewRow.done_on.is_not(None)
_OF_REGISTRATION = RegistrationReviewRow.registration_id == RegistrationRow.registration_id
_DUE = (RegistrationReviewRow.done_on.is_(None), RegistrationReviewRow.overtaken_on.is_(None))


def _latest(name: Literal["level", "category"]) -> ColumnElement[Any]:
    """What the last review left, else what was entered."""
    column, entered = getattr(RegistrationReviewRow, name), getattr(RegistrationRow, name)
    newest = (RegistrationReviewRow.done_on.desc(), RegistrationReviewRow.done_at.desc())
    left = select(column).where(_OF_REGISTRATION, _DONE).order_by(*newest).limit(literal_column("1"))
    return func.coalesce(left.correlate(RegistrationRow).scalar_subquery(), entered)


def level_now() -> ColumnElement[Any]:
    """The level of a registration as its last review left it."""
    return _latest("level")


def _reviews() -> Json:
    held = select(RegistrationReviewRow).where(
        RegistrationReviewRow.crn == RegistrationRow.crn, _OF_REGISTRATION, RegistrationReviewRow.overtaken_on.is_(None)
    )
    columns = {name: getattr(RegistrationReviewRow, name) for name in RegistrationReviewView.model_fields}
    return json_list(json_of(RegistrationReviewView, **columns), held, RegistrationReviewRow.due_on.desc())


def _next_review() -> Json:
    due = select(RegistrationReviewRow.due_on).where(RegistrationReviewRow.crn == RegistrationRow.crn, _OF_REGISTRATION, *_DUE)
    return due.limit(literal_column("1")).scalar_subquery()


def _registration(seen: Collection[Sight]) -> Json:
    hidden = withheld(seen)
    derived: Mapping[str, Json] = {
        "level": level_now(),
        "category": _latest("category"),
        "next_review_on": _next_review(),
        "reviews": _reviews(),
        "recorded_at": json_instant(RegistrationRow.recorded_at),
        "withheld": cast(func.json_build_array(*(word(name) for name in hidden)), JSON),
    }
    return json_of(
        RegistrationView,
        **{
            name: null() if name in hidden else derived[name] if name in derived else getattr(RegistrationRow, name)
            for name in RegistrationView.model_fields
        },
    )


def registrations_json(seen: Collection[Sight], *only: ColumnElement[bool]) -> Json:
    """The registrations of the statement's person, as somebody with these sights may see them; for the case file too."""
    known = select(RegistrationRow).where(RegistrationRow.crn == PersonRow.crn, *only)
    if Sight.RISK not in seen:
        known = known.where(RegistrationRow.restricted.is_(False))
    ended = (RegistrationRow.removed_on.is_not(None), RegistrationRow.starts_on.desc(), RegistrationRow.registration_id)
    return json_list(_registration(seen), known, *ended)


STANDING = RegistrationRow.removed_on.is_(None)


def _list(*, manages_risk: bool) -> HotRead:
    item = json_of(RegistrationList, data=registrations_json(sights(manages_risk=manages_risk)))
    return HotRead("read_registrations", lambda asked: select(item).where(PersonRow.crn == asked.c.subject, REACHED))


REGISTRATIONS = {manages_risk: _list(manages_risk=manages_risk) for manages_risk in (True, False)}
"""The read for whoever manages the risk, and the one for everybody else on the case."""


async def registration(session: AsyncSession, caller: Caller, registration_id: UUID) -> tuple[RegistrationRow, PersonRow]:
    """The registration and its person, if within reach; the person locked, so that acts on registrations come one by one.

    Raises:
        NotFound: there is none, or none within reach.

    """
    within = reached_by(caller)
    wanted: Select[RegistrationRow, PersonRow] = (
        select(RegistrationRow, PersonRow)
        .join(PersonRow, PersonRow.crn == RegistrationRow.crn)
        .where(RegistrationRow.registration_id == registration_id, within)
    )
    found = (await session.execute(wanted.with_for_update(of=PersonRow))).one_or_none()
    if found is None:
        raise NotFound
    row, person = found
    await session.refresh(row)
    concerning(session, row.crn)
    return row, person


async def due_review(session: AsyncSession, row: RegistrationRow) -> RegistrationReviewRow | None:
    """The review that is due next; None for a register without reviews."""
    of_registration = RegistrationReviewRow.registration_id == row.registration_id
    return await session.scalar(select(RegistrationReviewRow).where(RegistrationReviewRow.crn == row.crn, of_registration, *_DUE))


async def standings(session: AsyncSession, crn: str) -> Sequence[rules.Standing]:
    """Every registration of a person whom the caller found, as it stands by its last review."""
    category = _latest("category")
    wanted = select(RegistrationRow, level_now(), category).where(RegistrationRow.crn == crn)
    return [
        rules.Standing(
            row.registration_id, row.type_code, row.duplicate_group, register_type(row.type_code).record_word,
            row.starts_on, row.removed_on, level, category,
        )
        for row, level, category in await session.execute(wanted)
    ]  # fmt: skip


async def last_review_on(session: AsyncSession, row: RegistrationRow) -> date:
    """The day from which the registration stands as it is: its last review, else its entry."""
    done = select(func.max(RegistrationReviewRow.done_on)).where(
        RegistrationReviewRow.crn == row.crn, RegistrationReviewRow.registration_id == row.registration_id
    )
    return await session.scalar(done) or row.starts_on


async def registration_view(
    session: AsyncSession, caller: Caller, registration_id: UUID, seen: Collection[Sight]
) -> RegistrationView:
    """A registration that was just written, as the caller may see it."""
    within = reached_by(caller)
    joined = select(_registration(seen)).select_from(RegistrationRow).join(PersonRow, PersonRow.crn == RegistrationRow.crn)
    shaped = await session.scalar(joined.where(RegistrationRow.registration_id == registration_id, within))
    return RegistrationView.model_validate(shaped)
