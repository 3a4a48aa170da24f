"""Reporting of unit costs."""

from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.benchmarks import BenchmarkView, NewBenchmark
from services.commissioning.benchmarks import queries, rules
from services.commissioning.benchmarks.refusals import AnotherOfficePurchases, BenchmarkReported, refuse_fault
from services.commissioning.benchmarks.tables import SpecificationBenchmarkRow
from services.commissioning.responsibilities.queries import acts_for_office, answer_for, provider_on
from services.commissioning.responsibilities.rules import NATIONAL_OFFICE
from services.commissioning.specifications.queries import versions_of


async def report_benchmark(session: AsyncSession, caller: Caller, code: str, reported: NewBenchmark) -> BenchmarkView:
    """Keep a unit cost with its source, once. The specification is held, so that of two at once one is kept."""
    units = {version.unit_of_output for version in await versions_of(session, code, for_change=True)}
    known = reported.provider is None or queries.is_known(reported.provider)
    refuse_fault(rules.objection_to_benchmark(reported, units, known_provider=known))
    if reported.provider is not None and not buys_from(caller, reported.provider, reported.year):
        raise AnotherOfficePurchases
    told = BenchmarkView(specification=code, **reported.model_dump())
    if told in await queries.reported(session, code):
        raise BenchmarkReported
    row = SpecificationBenchmarkRow(
        specification_benchmark_id=uuid4(),
        specification=code,
        reported_by=caller.in_full,
        reported_at=clock.now(),
        **reported.model_dump(),
    )
    session.add(row)
    await session.flush()
    return told


def buys_from(caller: Caller, provider: str, year: str) -> bool:
    """Whether the caller acts for an office that purchased from the provider in the year, or for the agency."""
    offices = {answer_for(provider_on(provider, day), day).office for day in rules.first_and_last_day(year)}
    return any(acts_for_office(caller, office) for office in {NATIONAL_OFFICE, *filter(None, offices)})
