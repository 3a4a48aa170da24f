"""The acts of a cohort: to plan it, to date its sessions, and to give and take back its numbered places."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller, audience
from noms.contracts.interventions.cohorts import CohortRequest, SessionsRequest
from services.interventions.cohorts import queries, rules
from services.interventions.cohorts.refusals import COHORT, CohortFull
from services.interventions.cohorts.rules import CohortObjection
from services.interventions.cohorts.tables import CohortRow, PlaceRow, SessionRow
from services.interventions.programmes.queries import programme_named
from services.interventions.programmes.rules import SessionCalendar, session_calendar
from services.interventions.refusing import or_refuse, refuse
from services.interventions.requirements.rules import region_of


async def plan_cohort(session: AsyncSession, request: CohortRequest) -> CohortRow:
    """Plan a group of a programme: its size within the programme's range, its sessions as accredited."""
    programme = programme_named(request.programme_code)
    region = region_of(request.provider)
    if region is None:
        refuse(CohortObjection.PROVIDER_UNKNOWN, COHORT)
    or_refuse(rules.objection_to_cohort(programme, capacity=request.capacity, starts_on=request.starts_on), COHORT)
    planned = rules.sessions_planned(programme, request.sessions_planned)
    if isinstance(planned, CohortObjection):
        refuse(planned, COHORT)
    row = CohortRow(
        cohort_id=uuid4(),
        sessions_planned=planned,
        audience=audience(organisations=[request.provider], regions=[region]),
        **request.model_dump(exclude={"sessions_planned"}),
    )
    session.add(row)
    await session.flush()
    return row


async def date_sessions(
    session: AsyncSession, caller: Caller, cohort_id: UUID, request: SessionsRequest
) -> tuple[Sequence[SessionRow], SessionCalendar]:
    """Date the next sessions of a cohort over weekly slots, passing over bank holidays."""
    cohort = await queries.cohort_to_change(session, caller, cohort_id)
    held_on = [dated.held_on for dated in await queries.sessions_of(session, cohort_id)]
    asked_for = request.sessions or cohort.sessions_planned - len(held_on)
    objection = rules.objection_to_sessions(
        starts_on=cohort.starts_on,
        first_on=request.first_on,
        planned=cohort.sessions_planned,
        dated=len(held_on),
        asked_for=asked_for,
    )
    or_refuse(objection, COHORT)
    calendar = session_calendar(request.first_on, request.weekdays, asked_for)
    or_refuse(
        _objection_to(calendar, max(held_on, default=None), await queries.first_order_end(session, caller, cohort_id)), COHORT
    )
    rows = [
        SessionRow(session_id=uuid4(), cohort_id=cohort_id, number=number, held_on=day)
        for number, day in enumerate(calendar.held_on, start=len(held_on) + 1)
    ]
    session.add_all(rows)
    await session.flush()
    return rows, calendar


def _objection_to(
    calendar: SessionCalendar, last_dated_on: date | None, first_order_ends_on: date | None
) -> CohortObjection | None:
    return rules.objection_to_days(
        first_on=min(calendar.held_on),
        last_on=max(calendar.held_on),
        last_dated_on=last_dated_on,
        first_order_ends_on=first_order_ends_on,
    )


async def give_place(session: AsyncSession, cohort: CohortRow, referral_id: UUID, *, taken_on: date) -> PlaceRow:
    """Give the lowest free place of a locked cohort to a referral.

    Raises:
        CohortFull: every place is held.

    """
    number = rules.lowest_free_place(cohort.capacity, await queries.places_held(session, cohort.cohort_id))
    if number is None:
        raise CohortFull
    place = PlaceRow(
        place_id=uuid4(),
        cohort_id=cohort.cohort_id,
        capacity=cohort.capacity,
        number=number,
        referral_id=referral_id,
        taken_on=taken_on,
    )
    session.add(place)
    await session.flush()
    return place


async def set_place_free(session: AsyncSession, referral_id: UUID, *, on: date) -> None:
    """Set free the place that a referral holds, if it holds one. That it was held, and until when, stays known."""
    held = update(PlaceRow).where(PlaceRow.referral_id == referral_id, PlaceRow.released_on.is_(None))
    await session.execute(held.values(released_on=on))
