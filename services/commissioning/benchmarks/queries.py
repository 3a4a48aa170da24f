"""Unit costs: those that were published and those that were reported."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.benchmarks import BenchmarkView
from noms.reference.establishments import load_establishments
from noms.reference.published_figures import load_published_figures
from services.commissioning.benchmarks import rules
from services.commissioning.benchmarks.tables import SpecificationBenchmarkRow


async def benchmarks(
    session: AsyncSession, code: str, *, year: str | None, function: str | None, provider: str | None
) -> list[BenchmarkView]:
    """The unit costs of a specification, as narrow as is asked: the latest year first."""
    known = [*_published(), *(BenchmarkView.model_validate(row) for row in await _reported(session, code))]
    found = [
        each
        for each in known
        if each.specification == code
        and year in {None, each.year}
        and function in {None, each.establishment_function}
        and provider in {None, each.provider}
    ]
    found.sort(key=lambda each: (each.establishment_function or "", each.provider or "", each.basis))
    return sorted(found, key=lambda each: each.year, reverse=True)


def _published() -> Sequence[BenchmarkView]:
    return rules.published_benchmarks(load_published_figures(), {prison.code: prison for prison in load_establishments()})


async def _reported(session: AsyncSession, code: str) -> Sequence[SpecificationBenchmarkRow]:
    mine = SpecificationBenchmarkRow.specification == code
    reported = select(SpecificationBenchmarkRow).where(mine).order_by(SpecificationBenchmarkRow.reported_at)
    return (await session.scalars(reported)).all()
