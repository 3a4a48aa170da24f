"""Merges over HTTP."""

from uuid import UUID

from noms.chassis.clock import now
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.merges import MergeForecast, MergeHistory, MergeView, RecordsToPart, RecordToMerge
from services.offender_mgmt.merges import queries, service
from services.offender_mgmt.merges.queries import Merge
from services.offender_mgmt.merges.refusals import MergedIntoItself, MergedMeanwhile, NotToBeParted, RecordsContradict
from services.offender_mgmt.permissions import PersonReader, RecordMerger

router = room("merges")

PATH = "/v1/persons/{crn}/merges"


@router.post(f"{PATH}/forecast", response_model=MergeForecast, responses=problems(MergedIntoItself, MergedMeanwhile))
async def forecast_merge(crn: Crn, asked: RecordToMerge, session: Session, caller: RecordMerger) -> MergeForecast:
    """Say what a merge would do, without doing it: how many rows of each kind it carries, and what keeps it from being done."""
    return await service.forecast(session, caller, crn, asked, at=now())


@router.post(
    PATH,
    status_code=201,
    response_model=MergeView,
    responses=problems(MergedIntoItself, MergedMeanwhile, RecordsContradict),
)
async def merge_records(crn: Crn, asked: RecordToMerge, session: Session, caller: RecordMerger) -> MergeView:
    """Merge a record into this one; both must be within your reach. From then on this one answers for both CRNs.

    Everything on record is carried over, with its state before; numbers that both hold stay as they are, lines of ledgers are
    counted anew in the order of their days, and every closure of either bars from the one. Records that contradict each
    other, such as two prisons or two officers on one day, are refused with each table and rule.
    """
    return _view(await service.merge_records(session, caller, crn, asked, at=now()))


@router.get(PATH, response_model=MergeHistory)
async def list_merges(crn: Crn, session: Session, caller: PersonReader) -> MergeHistory:
    """List the records that were merged into this one, those parted again too, the newest first."""
    answers, rows = await queries.merges(session, caller, crn)
    return MergeHistory(crn=answers, data=[_view(row) for row in rows])


@router.post("/v1/merges/{merge_id}/parting", status_code=201, response_model=MergeView, responses=problems(NotToBeParted))
async def part_records(merge_id: UUID, parting: RecordsToPart, session: Session, caller: RecordMerger) -> MergeView:
    """Part two merged records: every row is again exactly as it was before, and the two are kept from being matched again.

    What was written since stays with the surviving record, but for what is about a row that goes back. A merge that another
    stands upon is refused, and so is one whose ledgers were written in since.
    """
    return _view(await service.part_records(session, caller, merge_id, parting.reason, at=now()))


def _view(row: Merge) -> MergeView:
    facts = {name: getattr(row, name) for name in MergeView.model_fields if name != "merge_id"}
    return MergeView.model_validate(facts | {"merge_id": row.person_merge_id})
