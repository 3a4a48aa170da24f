"""Reporting of unit costs."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.chassis.refusals import Invalid
from noms.contracts.commissioning.benchmarks import BenchmarkView, NewBenchmark
from noms.contracts.problems import FieldError
from services.commissioning.benchmarks import rules
from services.commissioning.benchmarks.tables import SpecificationBenchmarkRow
from services.commissioning.specifications.queries import versions_of


async def report_benchmark(session: AsyncSession, caller: Caller, code: str, reported: NewBenchmark) -> BenchmarkView:
    """Keep a unit cost with its source."""
    await versions_of(session, code)
    if not rules.in_order(reported):
        raise Invalid(
            errors=[
                FieldError(pointer="/central_pence", code="out_of_order", message="Give low, central and high in this order.")
            ]
        )
    row = SpecificationBenchmarkRow(
        specification_benchmark_id=uuid4(),
        specification=code,
        reported_by=caller.subject,
        reported_at=clock.now(),
        **reported.model_dump(),
    )
    session.add(row)
    await session.flush()
    return BenchmarkView.model_validate(row)
