"""The facts on record that bear on the category of MAPPA. The person was found within the caller's reach."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import london_day
from noms.contracts.offender_mgmt.public_protection import Register, RoshLevel
from noms.contracts.offender_mgmt.sentences import Term
from noms.reference.register_types import load_register_types
from services.offender_mgmt.mappa_categories.rules import Conviction, Facts
from services.offender_mgmt.public_protection.tables import PublicProtectionRow
from services.offender_mgmt.registers.tables import RegistrationRow
from services.offender_mgmt.sentences.tables import CustodialSentenceRow, OrderRow

_SEX_OFFENDER = [kind.code for kind in load_register_types() if kind.record_word == Register.SEX_OFFENDER_REGISTER]


async def facts(session: AsyncSession, crn: str) -> Facts:
    """What is on record of the person: registration as a sexual offender, convictions, risk of serious harm."""
    since = select(func.min(RegistrationRow.starts_on)).where(
        RegistrationRow.crn == crn, RegistrationRow.removed_on.is_(None), RegistrationRow.type_code.in_(_SEX_OFFENDER)
    )
    versions = select(PublicProtectionRow).where(PublicProtectionRow.crn == crn).order_by(PublicProtectionRow.version.desc())
    record = await session.scalar(versions.limit(1))
    assessed = record is not None and record.rosh_overall is not None
    return Facts(
        registered_since=await session.scalar(since),
        convictions=(*await _sentences(session, crn), *await _orders(session, crn)),
        rosh_overall=RoshLevel(record.rosh_overall) if record and record.rosh_overall else None,
        rosh_since=london_day(record.recorded_at) if record and assessed else None,
        crn=crn,
    )


async def _sentences(session: AsyncSession, crn: str) -> list[Conviction]:
    rows = await session.scalars(select(CustodialSentenceRow).where(CustodialSentenceRow.crn == crn))
    return [
        Conviction(
            offence_code=row.offence_code,
            sentenced_on=row.sentenced_on,
            custodial=True,
            length=Term.model_validate(row.length) if row.length else None,
            detail_url=f"/v1/persons/{crn}/case-file",
        )
        for row in rows
    ]


async def _orders(session: AsyncSession, crn: str) -> list[Conviction]:
    rows = await session.scalars(select(OrderRow).where(OrderRow.crn == crn))
    return [Conviction(row.offence_code, row.made_on, False, None, f"/v1/orders/{row.order_id}") for row in rows]
