"""The dated facts that decide who is responsible. Callers have found the person within their reach before they ask."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.offender_mgmt.allocations import OfficerRole
from noms.contracts.offender_mgmt.handovers import Responsibility
from noms.contracts.offender_mgmt.responsibility import ResponsibleRole
from services.offender_mgmt.allocations import queries as allocations
from services.offender_mgmt.custody import queries as custody
from services.offender_mgmt.persons.queries import Person
from services.offender_mgmt.responsibility.tables import DecisionRow
from services.offender_mgmt.responsible_officers.rules import Officer, Record, Sentence, Span
from services.offender_mgmt.serving import queries as serving


async def record(session: AsyncSession, person: Person) -> Record:
    """Everything on record that decides who is responsible for the person, on any day."""
    crn = person.crn
    served = await serving.served(session, crn, died_on=person.died_on)
    stays = await custody.stays(session, crn)
    return Record(
        sentences=[Sentence(one.starts_on, one.ends_on, one.provider, one.custodial) for one in served],
        managers=await _officers(session, crn, OfficerRole.OFFENDER_MANAGER),
        supervisors=await _officers(session, crn, OfficerRole.OFFENDER_SUPERVISOR),
        stays=[Span(stay.establishment_code, stay.received_on, stay.left_on) for stay in stays],
        decisions=[Span(Responsibility(row.responsible), row.starts_on, row.ends_on) for row in await decisions(session, crn)],
        cases=[Span(case, since) for since, case in await serving.handover_cases(session, crn, served)],
    )


async def decisions(session: AsyncSession, crn: str) -> Sequence[DecisionRow]:
    """Every decision on the person's responsibility, oldest first."""
    return (await session.scalars(select(DecisionRow).where(DecisionRow.crn == crn).order_by(DecisionRow.starts_on))).all()


async def decision_without_end(session: AsyncSession, crn: str, *, before: date) -> DecisionRow | None:
    """The decision that began before the day and has no end."""
    open_ended = (DecisionRow.crn == crn, DecisionRow.ends_on.is_(None), DecisionRow.starts_on < before)
    return await session.scalar(select(DecisionRow).where(*open_ended))


async def _officers(session: AsyncSession, crn: str, role: OfficerRole) -> list[Span[Officer]]:
    rows = [row for row in await allocations.allocations(session, crn) if row.role == role]
    return [
        Span(
            Officer(ResponsibleRole(row.role), row.officer_code, row.officer_name, row.provider, row.establishment_code),
            row.starts_on,
            row.ends_on,
        )
        for row in reversed(rows)
    ]
