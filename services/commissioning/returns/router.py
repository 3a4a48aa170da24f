"""Returns over HTTP: filed one by one or as a file, read with every version."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Path, Request
from pydantic import PlainValidator

from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid, NotFound, UnsupportedMediaType
from noms.chassis.requests.route import Session, room
from noms.contracts.commissioning.measure_catalogue import MeasureCode
from noms.contracts.commissioning.return_files import EXAMPLE_FILE
from noms.contracts.commissioning.returns import FiledReturns, NewReturn, ReturnPeriod, ReturnsTaken, ReturnVersions, ReturnView
from noms.contracts.problems import FieldError
from services.commissioning.permissions import ReturnFiler, ReturnReader
from services.commissioning.return_files.rules import fault_at, read_file
from services.commissioning.returns import queries, refusals, service

router = room("returns")

CSV = "text/csv"
Measure = Annotated[MeasureCode, Path(examples=["arrival_at_court_on_time"])]
PeriodName = Annotated[ReturnPeriod, Path(examples=["2010-05"])]
_REFUSED = (
    refusals.OnlyTheProviderFiles,
    refusals.NotYetInForce,
    refusals.MeasureNotAgreed,
    refusals.ComputedMeasure,
    refusals.NoSuchReturnPeriod,
    refusals.ReturnPeriodNotOver,
    refusals.ReturnPeriodClosed,
    refusals.FiledAlready,
    refusals.NothingToAmend,
)


def _rows_or_file(sent: Any) -> FiledReturns | bytes:
    """A body that was no JSON comes as it is: it may be a file."""
    return sent if isinstance(sent, bytes) else FiledReturns.model_validate(sent)


Filing = Annotated[FiledReturns | bytes, PlainValidator(_rows_or_file, json_schema_input_type=FiledReturns), Body()]
_ALSO_A_FILE = {"requestBody": {"content": {CSV: {"schema": {"type": "string", "minLength": 1}, "example": EXAMPLE_FILE}}}}


@router.get(
    "/v1/agreements/{agreement_id}/returns/{measure_code}/{period}", response_model=ReturnVersions, responses=problems(NotFound)
)
async def read_return(
    agreement_id: UUID, measure_code: Measure, period: PeriodName, session: Session, caller: ReturnReader
) -> ReturnVersions:
    """Read every version of one return, the latest first, each with the reason of its amendment."""
    asked = await queries.asking(session, caller, agreement_id)
    rows = await queries.versions_of(session, asked.agreement_id, measure_code, period)
    return ReturnVersions(data=[queries.return_view(row) for row in rows])


@router.post(
    "/v1/agreements/{agreement_id}/returns/{measure_code}/{period}",
    status_code=201,
    response_model=ReturnView,
    responses=problems(Invalid, NotFound, *_REFUSED),
)
async def file_return(
    agreement_id: UUID, measure_code: Measure, period: PeriodName, *, new: NewReturn, session: Session, caller: ReturnFiler
) -> ReturnView:
    """File a return: what only the provider knows, for a month (2010-05) or a quarter of the financial year (2010-11-Q1).

    A late one is taken, and stays on record as late. Filed again with a reason, it is amended by a new version.
    """
    return await service.file_return(session, caller, agreement_id, measure_code, period, new=new)


@router.post(
    "/v1/agreements/{agreement_id}/returns",
    status_code=201,
    response_model=ReturnsTaken,
    responses=problems(Invalid, NotFound, UnsupportedMediaType, *_REFUSED[:2]),
    openapi_extra=_ALSO_A_FILE,
)
async def file_returns(agreement_id: UUID, sent: Filing, request: Request, session: Session, caller: ReturnFiler) -> ReturnsTaken:
    """File several returns, as JSON or as a CSV file (text/csv): all of them are taken, or none.

    Every row at fault is named: in JSON by its pointer, in a file by line and column, such as `line:3/denominator`.
    """
    if isinstance(sent, FiledReturns):
        return ReturnsTaken(data=await service.file_returns(session, caller, agreement_id, sent.returns, _in_json))
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != CSV:
        raise UnsupportedMediaType("Send the returns as application/json or as text/csv.")
    read = read_file(sent)
    if read.faults:
        await queries.asking(session, caller, agreement_id)
        raise Invalid(errors=read.faults)
    rows = [row.filed for row in read.rows]
    taken = await service.file_returns(
        session, caller, agreement_id, rows, lambda place, fault: fault_at(read, read.rows[place], fault)
    )
    return ReturnsTaken(data=taken)


def _in_json(place: int, fault: FieldError) -> FieldError:
    return fault.model_copy(update={"pointer": f"/returns/{place}{fault.pointer}"})
