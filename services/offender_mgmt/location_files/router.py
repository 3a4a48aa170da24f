"""Location files over HTTP: read as they come, then taken in by one transaction."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request

from noms.chassis import clock
from noms.chassis.database.work import Work
from noms.chassis.identity.caller import Caller
from noms.chassis.problems import problems
from noms.chassis.refusals import BodyTooLarge
from noms.chassis.requests.route import Session, room
from noms.contracts.offender_mgmt.location_files import LocationFileReport
from noms.contracts.problems import FieldError
from noms.contracts.wire import Code, Day
from services.offender_mgmt.location_files import queries, service
from services.offender_mgmt.location_files.refusals import PATH, FileRefused, FileTakenMeanwhile, NotALocationFile
from services.offender_mgmt.location_lines.rules import MOST_LINES, Reader, TooManyLines
from services.offender_mgmt.location_rows.rules import HeaderNotUnderstood, closed
from services.offender_mgmt.permissions import LocationImporter

router = room("custody")

FORMATS = {"application/x-ndjson": False, "text/csv": True}


@dataclass(frozen=True)
class FileSent:
    """What is said of a file beside it."""

    on: Annotated[Day, Query(description="The night of the file: who is on the roll at the end of this day.")]
    establishment: Annotated[Code | None, Query(description="The one prison of the file.", examples=["RHI"])] = None
    dry_run: Annotated[bool, Query(description="Only say what would change.")] = False


SentAs = Annotated[FileSent, Depends()]

_NDJSON = '{"crn": "A000001", "establishment_code": "RHI", "received_on": "2010-06-14", "reason_code": "I"}\n'
_CSV = "crn,establishment_code,received_on,reason_code\nA000001,RHI,2010-06-14,I\n"
BODY = {
    "required": True,
    "content": {
        "application/x-ndjson": {"schema": {"type": "string"}, "example": _NDJSON},
        "text/csv": {"schema": {"type": "string"}, "example": _CSV},
    },
}


@router.post(
    PATH,
    response_model=LocationFileReport,
    responses=problems(FileRefused, FileTakenMeanwhile, NotALocationFile, BodyTooLarge),
    openapi_extra={"requestBody": BODY},
)
async def take_in_location_file(request: Request, work: Work, caller: LocationImporter, sent_as: SentAs) -> LocationFileReport:
    """Take in a nightly location file: a line for each person on the roll, as NDJSON, or as CSV with a header.

    A line names its person by `crn` or `noms_number`, and says in which prison they are, since when and why (`received_on`,
    `reason_code`). Movements are derived: receptions, transfers, and releases of those whom the file of their prison no longer
    names, with the reason `FILE` where the line gives none. Every line that cannot be taken in gets a row in the report, with
    its number, field and code; the others go through, all in one transaction. While a line does not say whom it concerns, or
    more than a quarter of a prison is missing, nobody is released there, and the report says so. A contractor tells of its own
    prisons alone.

    The same file again changes nothing and answers with its first report, so no Idempotency-Key is needed.
    """
    read, content_hash = await _read(request, caller, sent_as.on, sent_as.establishment)
    session = await work.open(caller)
    return await service.take_in(session, caller, service.File(read, content_hash, sent_as.dry_run))


@router.get(f"{PATH}/{{location_file_id}}", response_model=LocationFileReport)
async def read_location_file(location_file_id: UUID, session: Session, caller: LocationImporter) -> LocationFileReport:
    """Read what a location file changed, and each line that was not taken in."""
    return await queries.report(session, caller, location_file_id)


async def _read(request: Request, caller: Caller, on: date, home: str | None) -> tuple[Reader, bytes]:
    """Read the body piece by piece, before any connection to the database is taken.

    The digest holds the sender's tag too: a record closed to one must not be told, or passed over, by another's report.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in FORMATS:
        raise NotALocationFile
    if on > clock.today():
        raise _refused("query:on", "in_the_future", "A file of a night that has not been cannot be taken in.")
    if home is not None and closed(home, on) is not None:
        raise _refused("query:establishment", "no_such_establishment", "No such prison was open on that day.")
    prisons = service.prisons_of(caller)
    if home is not None and prisons is not None and home not in prisons:
        raise _refused("query:establishment", "not_your_establishment", "Only who answers for a prison tells who is there.")
    reader = Reader(FORMATS[kind], on, home, prisons)
    digest = sha256(f"{kind}\n{on}\n{home}\n{','.join(caller.reach)}\n".encode())
    try:
        async for piece in request.stream():
            digest.update(piece)
            reader.feed(piece)
        reader.finish()
    except HeaderNotUnderstood:
        raise _refused("/", "header_not_understood", "The first line names the columns of a location file.") from None
    except TooManyLines:
        raise _refused("/", "too_many_lines", f"A file has at most {MOST_LINES:,} lines.") from None
    if reader.lines == 0:
        raise _refused("/", "empty_file", "The file has no lines.")
    return reader, digest.digest()


def _refused(pointer: str, code: str, message: str) -> FileRefused:
    return FileRefused(errors=[FieldError(pointer=pointer, code=code, message=message)])
