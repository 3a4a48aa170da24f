"""Versions of the payment terms of an agreement that was found through the caller's reach, and those that stand."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.terms import PaymentTerms
from services.commissioning.term_versions.rules import Version
from services.commissioning.term_versions.tables import PaymentTermsRow


async def versions_of(session: AsyncSession, agreement_id: UUID) -> Sequence[PaymentTermsRow]:
    """Every version of the payment terms, also drafts that were replaced, the latest first."""
    found = await session.scalars(
        select(PaymentTermsRow).where(PaymentTermsRow.agreement_id == agreement_id).order_by(PaymentTermsRow.version.desc())
    )
    return found.all()


def standing(versions: Sequence[PaymentTermsRow], known_before: datetime | None = None) -> list[PaymentTermsRow]:
    """The versions that stood at an instant, by their first day; without one, those that stand now."""
    if known_before is None:
        known = [row for row in versions if row.replaced_at is None]
    else:
        known = [
            row
            for row in versions
            if row.recorded_at < known_before and (row.replaced_at is None or row.replaced_at >= known_before)
        ]
    return sorted(known, key=lambda row: row.from_day)


async def standing_days(session: AsyncSession, agreement_id: UUID) -> list[Version]:
    """The first day and the commencement of every version that stands now."""
    rows = standing(await versions_of(session, agreement_id))
    return [Version(row.from_day, PaymentTerms.model_validate(row.terms).commenced_on) for row in rows]
