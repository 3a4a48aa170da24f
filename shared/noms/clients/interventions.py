"""The typed client of interventions: referral, suitability, places, sessions, attendance and completion."""

from datetime import date
from uuid import UUID

from noms.clients.http import ServiceClient
from noms.contracts.interventions.attendance import AttendanceRequest, AttendanceView, SessionRegister
from noms.contracts.interventions.cohorts import CohortList, CohortRequest, CohortView, SessionsRequest, SessionsView
from noms.contracts.interventions.completion import CompletionView, EvidenceRequest
from noms.contracts.interventions.offers import OfferList
from noms.contracts.interventions.placement import PlaceRequest, PlaceView
from noms.contracts.interventions.programmes import ProgrammeList, ProgrammeView
from noms.contracts.interventions.referrals import ReferralRequest, ReferralView
from noms.contracts.interventions.requirements import RequirementList
from noms.contracts.interventions.suitability import SuitabilityRequest
from noms.contracts.interventions.withdrawal import WithdrawalRequest
from noms.contracts.subject_data import SubjectData


class InterventionsClient(ServiceClient):
    """Interventions, operation by operation."""

    async def programmes(self) -> ProgrammeList:
        """The catalogue of accredited programmes."""
        return await self.get(ProgrammeList, "/v1/programmes")

    async def programme(self, code: str) -> ProgrammeView:
        """One programme of the catalogue."""
        return await self.get(ProgrammeView, f"/v1/programmes/{code}")

    async def offers(self, area: str, *, on: date) -> OfferList:
        """What an area offers on a day: groups, free places, who waits, and how completions went."""
        return await self.get(OfferList, "/v1/offers", {"area": area, "on": on.isoformat()})

    async def subject_data(self, crn: str) -> SubjectData:
        """Everything that is held of a person, to answer the person's own request with."""
        return await self.get(SubjectData, f"/v1/subject-data/{crn}")

    async def requirements(self, provider: str, *, waiting: bool = False, after: UUID | None = None) -> RequirementList:
        """A page of a provider's work queue; `waiting` leaves out whoever has been referred."""
        query = {"provider": provider, "waiting": str(waiting).lower(), "after": str(after) if after else None}
        return await self.get(RequirementList, "/v1/requirements", query)

    async def refer(self, request: ReferralRequest, *, key: str | None = None) -> ReferralView:
        """Refer the person under a requirement to a programme."""
        return await self.create(ReferralView, "/v1/referrals", request, key=key)

    async def referral(self, referral_id: UUID) -> ReferralView:
        """A referral with every step that it took."""
        return await self.get(ReferralView, f"/v1/referrals/{referral_id}")

    async def decide_suitability(self, referral_id: UUID, request: SuitabilityRequest, *, key: str | None = None) -> ReferralView:
        """Decide on suitability by risk, need and responsivity."""
        return await self.create(ReferralView, f"/v1/referrals/{referral_id}/suitability", request, key=key)

    async def withdraw(self, referral_id: UUID, request: WithdrawalRequest, *, key: str | None = None) -> ReferralView:
        """Withdraw a referral, and set its place free."""
        return await self.create(ReferralView, f"/v1/referrals/{referral_id}/withdrawal", request, key=key)

    async def plan_cohort(self, request: CohortRequest, *, key: str | None = None) -> CohortView:
        """Plan a group of a programme, within the size that the programme allows."""
        return await self.create(CohortView, "/v1/cohorts", request, key=key)

    async def cohorts(self, provider: str, *, programme_code: str | None = None, after: UUID | None = None) -> CohortList:
        """A page of a provider's cohorts."""
        query = {"provider": provider, "programme_code": programme_code, "after": str(after) if after else None}
        return await self.get(CohortList, "/v1/cohorts", query)

    async def cohort(self, cohort_id: UUID) -> CohortView:
        """A cohort with its sessions."""
        return await self.get(CohortView, f"/v1/cohorts/{cohort_id}")

    async def date_sessions(self, cohort_id: UUID, request: SessionsRequest, *, key: str | None = None) -> SessionsView:
        """Date the next sessions of a cohort."""
        return await self.create(SessionsView, f"/v1/cohorts/{cohort_id}/sessions", request, key=key)

    async def take_place(self, cohort_id: UUID, request: PlaceRequest, *, key: str | None = None) -> PlaceView:
        """Take a place for a suitable referral."""
        return await self.create(PlaceView, f"/v1/cohorts/{cohort_id}/places", request, key=key)

    async def record_attendance(self, session_id: UUID, request: AttendanceRequest, *, key: str | None = None) -> AttendanceView:
        """Record or correct what happened at a session for one person."""
        return await self.create(AttendanceView, f"/v1/sessions/{session_id}/attendance", request, key=key)

    async def register(self, session_id: UUID) -> SessionRegister:
        """The outcomes of a session that stand."""
        return await self.get(SessionRegister, f"/v1/sessions/{session_id}/attendance")

    async def record_evidence(self, referral_id: UUID, request: EvidenceRequest, *, key: str | None = None) -> CompletionView:
        """Record one of the four evidences; the fourth completes the programme."""
        return await self.create(CompletionView, f"/v1/referrals/{referral_id}/completion-evidence", request, key=key)

    async def completion(self, referral_id: UUID) -> CompletionView:
        """The evidences behind a completion."""
        return await self.get(CompletionView, f"/v1/referrals/{referral_id}/completion-evidence")
