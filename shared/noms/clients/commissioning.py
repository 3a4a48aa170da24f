"""Commissioning, as its consumers call it."""

from datetime import date, datetime
from uuid import UUID

from noms.clients.http import ServiceClient
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreement_views import AgreementList, AgreementView
from noms.contracts.commissioning.agreements import NewAgreement, NewAgreementMeasure, NewSignature
from noms.contracts.commissioning.benchmarks import BenchmarkList
from noms.contracts.commissioning.due_returns import ReturnCalendar
from noms.contracts.commissioning.in_force import AgreementText
from noms.contracts.commissioning.lifecycle import ExpiryNotice, MoveList, Resumption, Suspension, Termination
from noms.contracts.commissioning.measure_catalogue import MeasureCatalogue, PublishedTargets
from noms.contracts.commissioning.office_staff import OfficeStaffView, RegionalOfficeStaffAnswer, StaffReturn
from noms.contracts.commissioning.performance import PeriodList, PeriodToCompute, PeriodView, ResultEvents, ResultPart
from noms.contracts.commissioning.responsibilities import FindingsView, ResponsibleCommissionerView
from noms.contracts.commissioning.returns import FiledReturns, NewReturn, ReturnsTaken, ReturnVersions, ReturnView
from noms.contracts.commissioning.settlements import SettlementAnswer, SettlementRequest
from noms.contracts.commissioning.specification_views import EligibilityAnswer, SpecificationList
from noms.contracts.commissioning.specifications import Sex
from noms.contracts.commissioning.stakes import StakesAnswer, StakesRequest
from noms.contracts.commissioning.targets import NewTarget, TargetList, TargetView
from noms.contracts.commissioning.variation_views import VariationList, VariationView
from noms.contracts.commissioning.variations import NewExtension, NewVariation
from noms.contracts.wire import View


class CommissioningClient(ServiceClient):
    """The operations of commissioning, named as its routes are."""

    async def read_responsible_commissioner(
        self, *, on: date, establishment: str | None = None, area: str | None = None
    ) -> ResponsibleCommissionerView:
        """Who purchased from one prison or one probation area on a day."""
        query = {"on": on.isoformat(), "establishment": establishment, "area": area}
        return await self.get(ResponsibleCommissionerView, "/v1/responsible-commissioners", query)

    async def list_responsibility_findings(self) -> FindingsView:
        """Every period in which the purchaser is undetermined, missing, or named twice."""
        return await self.get(FindingsView, "/v1/responsibilities/findings")

    async def read_regional_office_staff(self, *, on: date) -> RegionalOfficeStaffAnswer:
        """The staff of each director's office by origin on a day."""
        return await self.get(RegionalOfficeStaffAnswer, "/v1/regional-offices/staff", {"on": on.isoformat()})

    async def report_regional_office_staff(self, reported: StaffReturn, *, key: str | None = None) -> OfficeStaffView:
        """Report the staff of one office by origin."""
        return await self.create(OfficeStaffView, "/v1/regional-offices/staff-returns", reported, key=key)

    async def draw_up_agreement(self, new: NewAgreement, *, key: str | None = None) -> AgreementView:
        """Make a draft between the responsible commissioner and a provider."""
        return await self.create(AgreementView, "/v1/agreements", new, key=key)

    async def list_agreements(self, *, after: UUID | None = None) -> AgreementList:
        """One page of the agreements within reach."""
        return await self.get(AgreementList, "/v1/agreements", {"after": str(after) if after else None})

    async def read_agreement(self, agreement_id: UUID) -> AgreementView:
        """One agreement with its measures and signatures."""
        return await self.get(AgreementView, f"/v1/agreements/{agreement_id}")

    async def put_measure_in(self, agreement_id: UUID, new: NewAgreementMeasure, *, key: str | None = None) -> AgreementView:
        """Put a measure into a draft."""
        return await self.create(AgreementView, f"/v1/agreements/{agreement_id}/measures", new, key=key)

    async def sign_agreement(
        self, agreement_id: UUID, party: Party, signature: NewSignature, *, key: str | None = None
    ) -> AgreementView:
        """Sign for one party."""
        return await self.create(AgreementView, f"/v1/agreements/{agreement_id}/{party}-signature", signature, key=key)

    async def offer_agreement(self, agreement_id: UUID) -> AgreementView:
        """Offer a draft to its provider."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/offer", View())

    async def withdraw_offer(self, agreement_id: UUID) -> AgreementView:
        """Take back an offer that nobody has signed."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/offer-withdrawal", View())

    async def suspend_agreement(self, agreement_id: UUID, told: Suspension) -> AgreementView:
        """Suspend an agreement in force."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/suspension", told)

    async def resume_agreement(self, agreement_id: UUID, told: Resumption) -> AgreementView:
        """Let a suspended agreement run again."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/resumption", told)

    async def let_agreement_expire(self, agreement_id: UUID, told: ExpiryNotice) -> AgreementView:
        """Say that nobody will extend the agreement."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/expiry-notice", told)

    async def end_agreement(self, agreement_id: UUID) -> AgreementView:
        """Record that the last day of an agreement is over."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/end", View())

    async def terminate_agreement(self, agreement_id: UUID, told: Termination) -> AgreementView:
        """End an agreement early, under one of its clauses."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/termination", told)

    async def list_agreement_moves(self, agreement_id: UUID) -> MoveList:
        """Every move of an agreement: who, when and why."""
        return await self.get(MoveList, f"/v1/agreements/{agreement_id}/moves")

    async def read_agreement_text(
        self, agreement_id: UUID, *, on: date | None = None, known_at: datetime | None = None
    ) -> AgreementText:
        """The full text in force on a day, as it was known at an instant."""
        query = {"on": on.isoformat() if on else None, "known_at": known_at.isoformat() if known_at else None}
        return await self.get(AgreementText, f"/v1/agreements/{agreement_id}/text", query)

    async def propose_variation(self, agreement_id: UUID, new: NewVariation, *, key: str | None = None) -> VariationView:
        """Propose to change the text from a day on."""
        return await self.create(VariationView, f"/v1/agreements/{agreement_id}/variations", new, key=key)

    async def propose_extension(self, agreement_id: UUID, new: NewExtension, *, key: str | None = None) -> VariationView:
        """Propose to use the next option to extend."""
        return await self.create(VariationView, f"/v1/agreements/{agreement_id}/extensions", new, key=key)

    async def list_variations(self, agreement_id: UUID) -> VariationList:
        """The variations and extensions of an agreement."""
        return await self.get(VariationList, f"/v1/agreements/{agreement_id}/variations")

    async def sign_variation(
        self, agreement_id: UUID, variation_id: UUID, party: Party, signature: NewSignature, *, key: str | None = None
    ) -> VariationView:
        """Sign a variation for one party."""
        path = f"/v1/agreements/{agreement_id}/variations/{variation_id}/{party}-signature"
        return await self.create(VariationView, path, signature, key=key)

    async def withdraw_variation(self, agreement_id: UUID, variation_id: UUID) -> VariationView:
        """Withdraw a variation that is not settled."""
        path = f"/v1/agreements/{agreement_id}/variations/{variation_id}/withdrawal"
        return await self.ask(VariationView, path, View())

    async def list_specifications(self, *, on: date | None = None) -> SpecificationList:
        """The specifications in force on a day, or every version."""
        return await self.get(SpecificationList, "/v1/specifications", {"on": on.isoformat() if on else None})

    async def list_benchmarks(self, code: str) -> BenchmarkList:
        """What a unit of a specification has cost, by year and provider, each with its basis and source."""
        return await self.get(BenchmarkList, f"/v1/specifications/{code}/benchmarks")

    async def judge_eligibility(
        self,
        code: str,
        *,
        on: date,
        region: str | None = None,
        category: str | None = None,
        sex: Sex | None = None,
        age: int | None = None,
    ) -> EligibilityAnswer:
        """Whether somebody of this region, category, sex and age may be referred on a day."""
        query = {"on": on.isoformat(), "region": region, "category": category, "sex": sex, "age": age}
        return await self.get(EligibilityAnswer, f"/v1/specifications/{code}/eligibility", query)

    async def bring_into_force(self, agreement_id: UUID) -> AgreementView:
        """Let an agreement that both have signed begin."""
        return await self.ask(AgreementView, f"/v1/agreements/{agreement_id}/commencement", View())

    async def compute_period(self, agreement_id: UUID, wanted: PeriodToCompute, *, key: str | None = None) -> PeriodView:
        """Compute results, rating and settlement of a period."""
        return await self.create(PeriodView, f"/v1/agreements/{agreement_id}/periods", wanted, key=key)

    async def list_periods(self, agreement_id: UUID) -> PeriodList:
        """The computed periods of an agreement."""
        return await self.get(PeriodList, f"/v1/agreements/{agreement_id}/periods")

    async def read_period(self, agreement_id: UUID, period_id: UUID, *, version: int | None = None) -> PeriodView:
        """One computation of a period with everything behind it."""
        return await self.get(PeriodView, f"/v1/agreements/{agreement_id}/periods/{period_id}", {"version": version})

    async def read_result_events(
        self,
        agreement_id: UUID,
        period_id: UUID,
        measure_code: str,
        *,
        part: ResultPart = ResultPart.NUMERATOR,
        version: int | None = None,
        after: UUID | None = None,
    ) -> ResultEvents:
        """One page of the events behind one side of a figure."""
        path = f"/v1/agreements/{agreement_id}/periods/{period_id}/results/{measure_code}/events"
        return await self.get(ResultEvents, path, {"part": part, "version": version, "after": str(after) if after else None})

    async def list_measures(self) -> MeasureCatalogue:
        """Every definition, with whether its figure can be had today."""
        return await self.get(MeasureCatalogue, "/v1/measures")

    async def list_published_targets(self, code: str, *, year: str | None = None) -> PublishedTargets:
        """The national targets of a measure and what came of them."""
        return await self.get(PublishedTargets, f"/v1/measures/{code}/targets", {"year": year})

    async def set_target(self, agreement_id: UUID, new: NewTarget, *, key: str | None = None) -> TargetView:
        """Set floor, target and stretch of a measure for some days."""
        return await self.create(TargetView, f"/v1/agreements/{agreement_id}/targets", new, key=key)

    async def list_targets(self, agreement_id: UUID, *, on: date | None = None) -> TargetList:
        """The targets of an agreement, with what judges each measure on a day."""
        return await self.get(TargetList, f"/v1/agreements/{agreement_id}/targets", {"on": on.isoformat() if on else None})

    async def list_returns(self, agreement_id: UUID) -> ReturnCalendar:
        """The first page of the returns that an agreement asks for, the latest first."""
        return await self.get(ReturnCalendar, f"/v1/agreements/{agreement_id}/returns")

    async def read_return(self, agreement_id: UUID, measure_code: str, period: str) -> ReturnVersions:
        """Every version of one return."""
        return await self.get(ReturnVersions, f"/v1/agreements/{agreement_id}/returns/{measure_code}/{period}")

    async def file_return(
        self, agreement_id: UUID, measure_code: str, period: str, new: NewReturn, *, key: str | None = None
    ) -> ReturnView:
        """File a return, or amend it with a reason."""
        return await self.create(ReturnView, f"/v1/agreements/{agreement_id}/returns/{measure_code}/{period}", new, key=key)

    async def file_returns(self, agreement_id: UUID, filed: FiledReturns, *, key: str | None = None) -> ReturnsTaken:
        """File several returns: all of them are taken, or none."""
        return await self.create(ReturnsTaken, f"/v1/agreements/{agreement_id}/returns", filed, key=key)

    async def simulate_settlement(self, request: SettlementRequest) -> SettlementAnswer:
        """Compute a settlement from what is sent, keeping nothing."""
        return await self.ask(SettlementAnswer, "/v1/settlements/simulate", request)

    async def simulate_stakes(self, request: StakesRequest) -> StakesAnswer:
        """What payment terms put at stake; a few years at a time let the caller see how far it has come."""
        return await self.ask(StakesAnswer, "/v1/settlements/stakes", request)
