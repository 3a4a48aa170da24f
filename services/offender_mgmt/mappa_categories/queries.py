"""The facts on record that bear on the category of MAPPA. The person was found within the caller's reach."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.contracts.offender_mgmt.public_protection import Register, RoshLevel
from noms.contracts.offender_mgmt.sentences import Term
from noms.contracts.offender_mgmt.terminations import TerminationReason
from noms.reference.register_types import load_register_types
from services.offender_mgmt.mappa_categories.rules import Conviction, Facts
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.registers.tables import RegistrationRow
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow
from services.offender_mgmt.terminations.tables import TerminationRow

_SEX_OFFENDER = [kind.code for kind in load_register_types() if kind.record_word == Register.SEX_OFFENDER_REGISTER]
_QUASHED = (TerminationReason.CONVICTION_QUASHED, TerminationReason.SENTENCE_QUASHED)

Quashed = Mapping[UUID | None, TerminationRow]


async def facts(session: AsyncSession, crn: str, as_at: date) -> Facts:
    """What was on record of the person on a day: registration as a sexual offender, convictions, risk of serious harm."""
    standing = or_(RegistrationRow.removed_on.is_(None), RegistrationRow.removed_on > as_at)
    registered = (RegistrationRow.crn == crn, RegistrationRow.type_code.in_(_SEX_OFFENDER), RegistrationRow.starts_on <= as_at)
    record = await _record(session, crn, as_at)
    return Facts(
        registered_since=await session.scalar(select(func.min(RegistrationRow.starts_on)).where(*registered, standing)),
        convictions=await convictions(session, crn),
        rosh_overall=RoshLevel(record.rosh_overall) if record and record.rosh_overall else None,
        rosh_since=london_day(record.recorded_at) if record and record.rosh_overall else None,
        crn=crn,
    )


async def convictions(session: AsyncSession, crn: str) -> tuple[Conviction, ...]:
    """The convictions of the person, each with the day on which a court quashed it, if one did."""
    rows = await session.scalars(select(TerminationRow).where(TerminationRow.crn == crn, TerminationRow.reason.in_(_QUASHED)))
    quashed = {row.sentence_id or row.order_id: row for row in rows}
    return (*await _sentences(session, crn, quashed), *await _orders(session, crn, quashed))


async def _record(session: AsyncSession, crn: str, as_at: date) -> PublicProtectionRow | None:
    """The version of the public protection record that stood at the end of a day."""
    versions = select(PublicProtectionRow).where(PublicProtectionRow.crn == crn).order_by(PublicProtectionRow.version.desc())
    return next((row for row in await session.scalars(versions) if london_day(row.recorded_at) <= as_at), None)


def _end(row: TerminationRow | None) -> tuple[date | None, bool]:
    return (row.ended_on, row.reason != TerminationReason.CONVICTION_QUASHED) if row else (None, True)


async def _sentences(session: AsyncSession, crn: str, quashed: Quashed) -> list[Conviction]:
    rows = await session.scalars(select(CustodialSentenceRow).where(CustodialSentenceRow.crn == crn))
    url = f"/v1/persons/{crn}/case-file"
    return [
        Conviction(row.offence_code, row.sentenced_on, True, Term.model_validate(row.length) if row.length else None, url,
                   *_end(quashed.get(row.sentence_id)))
        for row in rows
    ]  # fmt: skip


async def _orders(session: AsyncSession, crn: str, quashed: Quashed) -> list[Conviction]:
    rows = await session.scalars(select(OrderRow).where(OrderRow.crn == crn))
    return [
        Conviction(row.offence_code, row.made_on, False, None, f"/v1/orders/{row.order_id}", *_end(quashed.get(row.order_id)))
        for row in rows
    ]
