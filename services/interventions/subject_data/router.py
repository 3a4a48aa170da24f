"""What is held of one person, over HTTP, for the services of the house."""

from noms.chassis.audit.record import concerning
from noms.chassis.clock import now
from noms.chassis.requests.route import Session, room
from noms.contracts.identifiers import Crn
from noms.contracts.subject_data import SubjectData
from services.interventions.permissions import SubjectDataReader
from services.interventions.subject_data import queries

router = room("subject data")


@router.get("/v1/subject-data/{crn}", response_model=SubjectData)
async def read_subject_data(crn: Crn, session: Session, caller: SubjectDataReader) -> SubjectData:
    """Read everything that this service holds of one person, for the answer to the person's own request.

    Empty where nothing is held. For `offender_mgmt` alone: it takes the request, checks who asks, and leaves out what is exempt.
    """
    concerning(session, crn)
    return await queries.held_of(session, caller, crn, gathered_at=now())
