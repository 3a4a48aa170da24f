"""Attendance over HTTP."""

from uuid import UUID

from noms.chassis.clock import today
from noms.chassis.problems import problems
from noms.chassis.requests.route import Session, room
from noms.contracts.interventions.attendance import AttendanceRequest, AttendanceView, SessionRegister
from services.interventions.attendance import queries, refusals, service
from services.interventions.cohorts.queries import session_held
from services.interventions.permissions import RegisterKeeper, RegisterReader

router = room("attendance")


@router.post(
    "/v1/sessions/{session_id}/attendance",
    status_code=201,
    response_model=AttendanceView,
    responses=problems(
        refusals.SessionStillToCome,
        refusals.AfterTheOrder,
        refusals.NoPlaceInTheCohort,
        refusals.ReferralClosed,
        refusals.AlreadyRecorded,
        refusals.NotTheStandingRecord,
    ),
)
async def record_attendance(
    session_id: UUID, request: AttendanceRequest, session: Session, caller: RegisterKeeper
) -> AttendanceView:
    """Record what happened at a session for one person, on the day of the session or later.

    The officer's enforcement clock starts with a failure to comply. A correction names the record that it supersedes: both
    stay known, the later one stands. The earliest session attended starts the programme; when a correction takes the only one
    away, the referral is allocated again.
    """
    return queries.view(await service.record_attendance(session, caller, session_id, request, as_at=today()))


@router.get("/v1/sessions/{session_id}/attendance", response_model=SessionRegister)
async def read_register(session_id: UUID, session: Session, caller: RegisterReader) -> SessionRegister:
    """Read the register of a session: the outcome that stands for each person."""
    held = await session_held(session, caller, session_id)
    register = await queries.register_of(session, caller, session_id)
    return SessionRegister(session_id=session_id, held_on=held.held_on, data=register)
