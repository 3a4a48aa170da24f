"""Published index values, and the figures of an agreement that was found through the caller's reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.facts import FactKind, FactView, IndexValueView
from noms.contracts.commissioning.settlement_facts import CohortFact, IndexFact, OutturnFact, VolumeFact
from noms.contracts.commissioning.terms import Indexation, PaymentTerms
from services.commissioning.facts.rules import days_of_figure
from services.commissioning.facts.tables import FactRow, IndexValueRow
from services.commissioning.prices.rules import contract_year


async def values_of(session: AsyncSession, index: str) -> Sequence[IndexValueRow]:
    """Every published value of an index, by month and revision."""
    found = await session.scalars(
        select(IndexValueRow).where(IndexValueRow.index_name == index).order_by(IndexValueRow.month, IndexValueRow.revision)
    )
    return found.all()


def value_view(row: IndexValueRow) -> IndexValueView:
    """A published value as everybody sees it."""
    return IndexValueView(
        index=row.index_name,
        month=f"{row.month:%Y-%m}",
        revision=row.revision,
        value=row.value,
        published_on=row.published_on,
        recorded_at=row.recorded_at,
    )


async def facts_of(session: AsyncSession, agreement_id: UUID) -> Sequence[FactRow]:
    """Every figure of an agreement with its revisions, the latest day first."""
    found = await session.scalars(
        select(FactRow)
        .where(FactRow.agreement_id == agreement_id)
        .order_by(FactRow.figure_on.desc(), FactRow.kind, FactRow.code, FactRow.revision.desc())
    )
    return found.all()


async def revisions_of(
    session: AsyncSession, agreement_id: UUID, kind: FactKind, code: str, within: tuple[date, date]
) -> list[int]:
    """The revisions of one figure that were taken down."""
    found = await session.scalars(
        select(FactRow.revision).where(
            FactRow.agreement_id == agreement_id, FactRow.kind == kind, FactRow.code == code, FactRow.figure_on.between(*within)
        )
    )
    return list(found)


async def latest_facts(session: AsyncSession, agreement_id: UUID, terms: PaymentTerms) -> list[FactRow]:
    """Each figure of an agreement by its latest revision: what is believed now."""
    latest: dict[tuple[str, str, date], FactRow] = {}
    for row in sorted(await facts_of(session, agreement_id), key=lambda row: row.revision):
        latest[row.kind, row.code, days_of_figure(FactKind(row.kind), row.code, row.figure_on, terms)[0]] = row
    return list(latest.values())


async def cases_beside(session: AsyncSession, agreement_id: UUID, terms: PaymentTerms, on: date) -> Fraction:
    """The weighted cases of the contract year of a day, but for those of the day itself."""
    if on < terms.commenced_on:
        return Fraction(0)
    year = contract_year(terms.commenced_on, on)
    latest = [row for row in await latest_facts(session, agreement_id, terms) if row.kind == FactKind.VOLUME]
    others = (row for row in latest if row.figure_on != on and year.starts_on <= row.figure_on <= year.ends_on)
    return sum((Fraction(row.value) for row in others), Fraction(0))


def fact_view(row: FactRow) -> FactView:
    """A figure as the parties of the agreement see it."""
    return FactView(
        fact_id=row.fact_id,
        kind=FactKind(row.kind),
        code=row.code or None,
        on=row.figure_on,
        value=row.value,
        revision=row.revision,
        source=row.source,
        event_ids=row.event_ids,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )


async def index_facts(session: AsyncSession, clause: Indexation | None, *, through: date, known_on: date) -> list[IndexFact]:
    """The published values that an indexation looks to, as far as they were out by a day."""
    if clause is None:
        return []
    return [
        IndexFact(
            index=row.index_name,
            month=f"{row.month:%Y-%m}",
            value=row.value,
            published_on=row.published_on,
            revision=row.revision > 1,
        )
        for row in await values_of(session, clause.index)
        if row.month.month == clause.reference_month and row.month <= through and row.published_on <= known_on
    ]


@dataclass(frozen=True)
class Figures:
    """The computed figures of some days, by their latest revision."""

    outturns: tuple[OutturnFact, ...]
    volumes: tuple[VolumeFact, ...]
    cohorts: tuple[CohortFact, ...]


async def figures_of(session: AsyncSession, agreement_id: UUID, terms: PaymentTerms, first: date, last: date) -> Figures:
    """The figures of an agreement that bear on some days: of a cohort, however late it is known, where it matures in them."""
    clause = terms.payment_by_results
    due = {each.code for each in clause.cohorts if first <= min(each.matures_on, terms.ends_on) <= last} if clause else set()
    latest = await latest_facts(session, agreement_id, terms)
    rows = [row for row in latest if (row.code in due if row.kind == FactKind.COHORT else first <= row.figure_on <= last)]
    return Figures(
        tuple(OutturnFact(code=row.code, on=row.figure_on, value=row.value) for row in rows if row.kind == FactKind.OUTTURN),
        tuple(VolumeFact(on=row.figure_on, weighted_cases=row.value) for row in rows if row.kind == FactKind.VOLUME),
        tuple(CohortFact(code=row.code, change_points=row.value) for row in rows if row.kind == FactKind.COHORT),
    )
