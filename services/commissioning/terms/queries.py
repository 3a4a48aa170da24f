"""Versions of the payment terms of an agreement that was found through the caller's reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.calendar import LONDON
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.terms import PaymentTerms
from noms.contracts.commissioning.terms_versions import TermsVersionView
from noms.contracts.commissioning.variations import TextChanges, VariationKind, VariationState
from services.commissioning.prices.rules import numbered_year
from services.commissioning.term_versions.queries import standing, versions_of
from services.commissioning.term_versions.rules import Variation
from services.commissioning.term_versions.tables import PaymentTermsRow
from services.commissioning.variations.queries import variation

_ONE_DAY = timedelta(days=1)
_LAST_DAY = date.max - _ONE_DAY


@dataclass(frozen=True)
class TermsInForce:
    """The version of the payment terms that holds on a day."""

    version: int
    terms: PaymentTerms

    def ending(self, ends_on: date) -> "TermsInForce":
        """The same, of an agreement that ends by a day."""
        return replace(self, terms=self.terms.model_copy(update={"ends_on": min(self.terms.ends_on, ends_on)}))


async def terms_in_force(session: AsyncSession, agreement_id: UUID, on: date) -> TermsInForce | None:
    """The payment terms in force on a day, as known now; none for an agreement that is priced otherwise.

    The service ends when the last version says, whichever version is in force.
    """
    stand = standing(await versions_of(session, agreement_id))
    rows = [row for row in stand if row.from_day <= on]
    if not rows:
        return None
    ends_on = PaymentTerms.model_validate(stand[-1].terms).ends_on
    terms = PaymentTerms.model_validate(rows[-1].terms).model_copy(update={"ends_on": ends_on})
    return TermsInForce(rows[-1].version, terms)


async def terms_of_years_before(
    session: AsyncSession, agreement_id: UUID, terms: TermsInForce, number: int
) -> Mapping[int, PaymentTerms]:
    """The terms of each contract year before one, where they were others than those of that year.

    Later versions begin later: those that stood when a version came in are known for ever after.
    """
    stand = [row for row in standing(await versions_of(session, agreement_id)) if row.version <= terms.version]
    found = {}
    for year in range(1, number):
        first = numbered_year(terms.terms.commenced_on, year).starts_on
        row = next((row for row in reversed(stand) if row.from_day <= first), None)
        if row is not None and row.version != terms.version:
            found[year] = PaymentTerms.model_validate(row.terms).model_copy(update={"ends_on": terms.terms.ends_on})
    return found


async def priced_from(session: AsyncSession, agreement_id: UUID) -> date | None:
    """The first day of the payment terms of an agreement: from it on no period of it yields a fee."""
    first = select(func.min(PaymentTermsRow.from_day))
    return await session.scalar(first.where(PaymentTermsRow.agreement_id == agreement_id, PaymentTermsRow.replaced_at.is_(None)))


async def view_on(session: AsyncSession, agreement_id: UUID, on: date, known_on: date | None) -> TermsVersionView:
    """The version in force on a day, as known at the end of another.

    Raises:
        NotFound: none was known to be in force.

    """
    known_before = None if known_on is None else datetime.combine(min(known_on, _LAST_DAY) + _ONE_DAY, time.min, LONDON)
    known = views(standing(await versions_of(session, agreement_id), known_before))
    holding = next((view for view in known if _holds(view, on)), None)
    if holding is None:
        raise NotFound
    return holding


def _holds(view: TermsVersionView, on: date) -> bool:
    return view.from_day <= on <= (view.to_day or view.terms.ends_on)


def views(rows: Sequence[PaymentTermsRow]) -> list[TermsVersionView]:
    """Versions that stand together, by their first day: each ends on the day before the next."""
    ends = (row.from_day - _ONE_DAY for row in rows[1:])
    return [_view(row, to_day) for row, to_day in zip_longest(rows, ends)]


def _view(row: PaymentTermsRow, to_day: date | None) -> TermsVersionView:
    return TermsVersionView(
        version=row.version,
        from_day=row.from_day,
        to_day=to_day,
        variation_id=row.variation_id,
        terms=PaymentTerms.model_validate(row.terms),
        terms_hash=row.terms_hash,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
        replaced_at=row.replaced_at,
    )


async def history(session: AsyncSession, agreement_id: UUID) -> list[TermsVersionView]:
    """Every version ever entered, the latest first; drafts that were replaced bear the instant of it."""
    rows = await versions_of(session, agreement_id)
    shown = views(standing(rows)) + [_view(row, None) for row in rows if row.replaced_at is not None]
    return sorted(shown, key=lambda view: view.version, reverse=True)


async def terms_of_version(session: AsyncSession, agreement_id: UUID, version: int) -> PaymentTerms:
    """The payment terms of one version, whether it stands or was replaced."""
    row = await session.get_one(PaymentTermsRow, (agreement_id, version))
    return PaymentTerms.model_validate(row.terms)


async def variation_of(session: AsyncSession, agreement_id: UUID, variation_id: UUID) -> Variation:
    """What a variation of the agreement says of itself.

    Raises:
        NotFound: the agreement has no such variation.

    """
    row = await variation(session, agreement_id, variation_id)
    return Variation(
        signed_by_both=row.state == VariationState.SETTLED and row.kind != VariationKind.MANDATORY,
        effective_on=row.effective_on,
        brings=TextChanges.model_validate(row.changes).payment_terms,
    )
