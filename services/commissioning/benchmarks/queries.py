"""Unit costs: those that were published and those that were reported."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.contracts.commissioning.benchmarks import BenchmarkView
from noms.reference.establishments import load_establishments
from noms.reference.probation_areas import load_probation_areas
from noms.reference.published_figures import load_published_figures
from services.commissioning.benchmarks import rules
from services.commissioning.benchmarks.tables import SpecificationBenchmarkRow


async def benchmarks(
    session: AsyncSession, code: str, *, year: str | None, function: str | None, provider: str | None
) -> list[BenchmarkView]:
    """The unit costs of a specification, as narrow as is asked: the latest year first."""
    known = [*_published(), *await reported(session, code)]
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


async def reported(session: AsyncSession, code: str) -> Sequence[BenchmarkView]:
    """The unit costs that somebody reported, the oldest report first."""
    mine = SpecificationBenchmarkRow.specification == code
    rows = select(SpecificationBenchmarkRow).where(mine).order_by(SpecificationBenchmarkRow.reported_at)
    return [BenchmarkView.model_validate(row) for row in await session.scalars(rows)]


def is_known(provider: str) -> bool:
    """Whether a prison or a probation body has the code, or ever had."""
    codes = {prison.code for prison in load_establishments()} | {area.code for area in load_probation_areas()}
    return provider in codes
