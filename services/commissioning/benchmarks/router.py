"""What a unit of a specification has cost: read and reported."""

from typing import Annotated

from fastapi import Query

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.benchmarks import BenchmarkList, BenchmarkView, NewBenchmark
from noms.contracts.wire import Code
from services.commissioning.benchmarks import queries, service
from services.commissioning.benchmarks.refusals import AnotherOfficePurchases, BenchmarkReported
from services.commissioning.permissions import ReferenceReader, SpecificationPublisher
from services.commissioning.specifications.queries import versions_of
from services.commissioning.specifications.router import SpecificationCode

router = room("benchmarks")


@router.get("/v1/specifications/{code}/benchmarks", response_model=BenchmarkList, responses=problems(NotFound))
async def list_benchmarks(
    code: SpecificationCode,
    session: Session,
    _caller: ReferenceReader,
    *,
    year: Annotated[str | None, Query(pattern=r"^20[0-9]{2}-[0-9]{2}$", examples=["2007-08"])] = None,
    function: Annotated[str | None, Query(pattern=r"^[a-z_]{1,40}$", description="The kind of prison, such as trainer.")] = None,
    provider: Annotated[Code | None, Query(description="One prison or trust.")] = None,
) -> BenchmarkList:
    """List what a unit has cost, by year, kind of prison and provider; an estimate says so and is no historical fact."""
    await versions_of(session, code)
    return BenchmarkList(data=await queries.benchmarks(session, code, year=year, function=function, provider=provider))


@router.post(
    "/v1/specifications/{code}/benchmarks",
    status_code=201,
    response_model=BenchmarkView,
    responses=problems(Invalid, NotFound, BenchmarkReported, AnotherOfficePurchases),
)
async def report_benchmark(
    code: SpecificationCode, reported: NewBenchmark, session: Session, caller: SpecificationPublisher
) -> BenchmarkView:
    """Report what a unit cost or should cost in a year, with its source."""
    return await service.report_benchmark(session, caller, code, reported)
