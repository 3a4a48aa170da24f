"""Commissioning, as its consumers call it."""

from datetime import date
from uuid import UUID

from noms.clients.http import ServiceClient
from noms.contracts.commissioning.agreements import (
    AgreementList,
    AgreementView,
    NewAgreement,
    NewAgreementMeasure,
    NewSignature,
    Party,
)
from noms.contracts.commissioning.organisations import OfficeStaffView, RegionalOfficeStaffAnswer, StaffReturn
from noms.contracts.commissioning.performance import PeriodList, PeriodToCompute, PeriodView, ResultEvents, ResultPart
from noms.contracts.commissioning.responsibilities import FindingsView, ResponsibleCommissionerView
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
