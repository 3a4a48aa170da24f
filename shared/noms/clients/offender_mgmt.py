"""The typed client of offender_mgmt: people, sentences, custody, assessment, plan, enforcement, case file."""

from datetime import date
from uuid import UUID

from noms.clients.http import ServiceClient
from noms.contracts.identifiers import IdentifierCheckView
from noms.contracts.offender_mgmt.allocations import (
    AllocationHistory,
    AllocationView,
    OffenderManagerAllocation,
    OffenderSupervisorAllocation,
)
from noms.contracts.offender_mgmt.assessments import AssessmentView, NewAssessment
from noms.contracts.offender_mgmt.casefile import CaseFile
from noms.contracts.offender_mgmt.caselist import CaseList
from noms.contracts.offender_mgmt.court_report_views import CourtReportView
from noms.contracts.offender_mgmt.court_reports import ReportRequest
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceToRecord, CustodialSentenceView
from noms.contracts.offender_mgmt.custody import CustodyView, MovementView, Reception, Release
from noms.contracts.offender_mgmt.enforcement import BreachToBegin, CourtDecision, WarningToGive
from noms.contracts.offender_mgmt.enforcement_views import BreachView, EnforcementView, WarningView
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.person_search import PersonSearch, PersonsFound
from noms.contracts.offender_mgmt.persons import NumberToCheck, PersonToRegister, PersonView
from noms.contracts.offender_mgmt.plans import NewPlan, PlanView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionRecord, PublicProtectionView
from noms.contracts.offender_mgmt.register_views import RegistrationList, RegistrationView
from noms.contracts.offender_mgmt.registers import NewRegistration
from noms.contracts.offender_mgmt.sentences import OrderToMake
from noms.contracts.offender_mgmt.sentencing import SentencingOptions


class OffenderMgmtClient(ServiceClient):
    """Offender management, operation by operation."""

    async def register_person(self, person: PersonToRegister, *, key: str | None = None) -> PersonView:
        """Open a case for a person; the answer holds the CRN."""
        return await self.create(PersonView, "/v1/persons", person, key=key)

    async def person(self, crn: str) -> PersonView:
        """Who a person is, and the numbers they are known by."""
        return await self.get(PersonView, f"/v1/persons/{crn}")

    async def search_persons(self, search: PersonSearch, *, page: int = 1, per_page: int = 25) -> PersonsFound:
        """The people within reach who fit: by a number, by names that are alike, by date of birth, area and prison."""
        return await self.ask(PersonsFound, f"/v1/persons/search?page={page}&per_page={per_page}", search)

    async def check_number(self, check: NumberToCheck) -> IdentifierCheckView:
        """Whether a number can be anybody's, and how it is written in full."""
        return await self.ask(IdentifierCheckView, "/v1/identifiers/check", check)

    async def record_order(self, crn: str, order: OrderToMake, *, key: str | None = None) -> OrderView:
        """Put an order of the court with its requirements on the person's record."""
        return await self.create(OrderView, f"/v1/persons/{crn}/orders", order, key=key)

    async def order(self, order_id: UUID) -> OrderView:
        """An order and its requirements."""
        return await self.get(OrderView, f"/v1/orders/{order_id}")

    async def record_custodial_sentence(
        self, crn: str, sentence: CustodialSentenceToRecord, *, key: str | None = None
    ) -> CustodialSentenceView:
        """Put a sentence of imprisonment on the person's record."""
        return await self.create(CustodialSentenceView, f"/v1/persons/{crn}/custodial-sentences", sentence, key=key)

    async def enforcement(self, order_id: UUID, *, as_at: date | None = None) -> EnforcementView:
        """The enforcement clock of an order: the next step, its last day, and what it rests on."""
        return await self.get(
            EnforcementView, f"/v1/orders/{order_id}/enforcement", {"as_at": as_at.isoformat() if as_at else None}
        )

    async def give_warning(self, order_id: UUID, warning: WarningToGive, *, key: str | None = None) -> WarningView:
        """Record a warning for the earliest failure that nothing has answered."""
        return await self.create(WarningView, f"/v1/orders/{order_id}/warnings", warning, key=key)

    async def begin_breach(self, order_id: UUID, breach: BreachToBegin, *, key: str | None = None) -> BreachView:
        """Record that the information was laid before the court."""
        return await self.create(BreachView, f"/v1/orders/{order_id}/breaches", breach, key=key)

    async def record_outcome(self, breach_id: UUID, decision: CourtDecision) -> BreachView:
        """Record what the court did with a breach."""
        return await self.ask(BreachView, f"/v1/breaches/{breach_id}/outcome", decision)

    async def receive(self, crn: str, reception: Reception, *, key: str | None = None) -> MovementView:
        """Record that the person was received into an establishment."""
        return await self.create(MovementView, f"/v1/persons/{crn}/receptions", reception, key=key)

    async def release(self, crn: str, release: Release, *, key: str | None = None) -> MovementView:
        """Record that the person has left the establishment."""
        return await self.create(MovementView, f"/v1/persons/{crn}/releases", release, key=key)

    async def custody(self, crn: str) -> CustodyView:
        """Where the person is held, and every movement."""
        return await self.get(CustodyView, f"/v1/persons/{crn}/custody")

    async def allocate(
        self, crn: str, allocation: OffenderManagerAllocation | OffenderSupervisorAllocation, *, key: str | None = None
    ) -> AllocationView:
        """Give the case to an offender manager or an offender supervisor."""
        return await self.create(AllocationView, f"/v1/persons/{crn}/allocations", allocation, key=key)

    async def allocations(self, crn: str) -> AllocationHistory:
        """Everybody who has had the case."""
        return await self.get(AllocationHistory, f"/v1/persons/{crn}/allocations")

    async def record_assessment(self, crn: str, assessment: NewAssessment, *, key: str | None = None) -> AssessmentView:
        """Record a completed OASys assessment; the answer says which sections are needs."""
        return await self.create(AssessmentView, f"/v1/persons/{crn}/assessments", assessment, key=key)

    async def assessment(self, assessment_id: UUID) -> AssessmentView:
        """An assessment, section by section."""
        return await self.get(AssessmentView, f"/v1/assessments/{assessment_id}")

    async def make_plan(self, crn: str, plan: NewPlan, *, key: str | None = None) -> PlanView:
        """Make a sentence plan on the latest assessment."""
        return await self.create(PlanView, f"/v1/persons/{crn}/plans", plan, key=key)

    async def plan(self, plan_id: UUID) -> PlanView:
        """A sentence plan with its objectives and unmet needs."""
        return await self.get(PlanView, f"/v1/plans/{plan_id}")

    async def public_protection(self, crn: str) -> PublicProtectionView:
        """The public protection record in force."""
        return await self.get(PublicProtectionView, f"/v1/persons/{crn}/public-protection")

    async def record_public_protection(self, crn: str, record: PublicProtectionRecord, *, version: str) -> PublicProtectionView:
        """Put a new version of the public protection record into force; `version` is the ETag of the one that was read."""
        return await self.replace(PublicProtectionView, f"/v1/persons/{crn}/public-protection", record, version=version)

    async def registrations(self, crn: str) -> RegistrationList:
        """On which registers a person stands or stood, as far as the caller's role may see it."""
        return await self.get(RegistrationList, f"/v1/persons/{crn}/registrations")

    async def put_on_register(self, crn: str, new: NewRegistration, *, key: str | None = None) -> RegistrationView:
        """Put a person on a register, or raise an alert."""
        return await self.create(RegistrationView, f"/v1/persons/{crn}/registrations", new, key=key)

    async def request_court_report(self, crn: str, asked: ReportRequest, *, key: str | None = None) -> CourtReportView:
        """Record that a court asks for a report; the answer says by when it is due."""
        return await self.create(CourtReportView, f"/v1/persons/{crn}/court-reports", asked, key=key)

    async def court_report(self, report_id: UUID) -> CourtReportView:
        """A court report with every step that it took."""
        return await self.get(CourtReportView, f"/v1/court-reports/{report_id}")

    async def sentencing_options(self, area: str, *, on: date) -> SentencingOptions:
        """What a court of the area can impose on a day; partial when a service that was asked is silent."""
        return await self.get(SentencingOptions, "/v1/sentencing-options", {"area": area, "on": on.isoformat()})

    async def case_file(self, crn: str) -> CaseFile:
        """Everything about the person's sentence, in one read."""
        return await self.get(CaseFile, f"/v1/persons/{crn}/case-file")

    async def cases(self, *, cursor: str | None = None) -> CaseList:
        """A page of the cases within reach."""
        return await self.get(CaseList, "/v1/cases", {"cursor": cursor})
