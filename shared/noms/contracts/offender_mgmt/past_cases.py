"""A case as it stood on a day, as far as it was known on another."""

from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.assessments import AssessmentPurpose
from noms.contracts.offender_mgmt.casefile import CaseOfficer
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.custody import CustodyView
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionView
from noms.contracts.wire import Code, Day, View


class PastNeeds(View):
    """The last assessment of the day, and the needs that it found."""

    assessment_id: UUID
    purpose: AssessmentPurpose
    completed_on: Day
    needs: list[Code]


class PastPlan(View):
    """The sentence plan of the day: read it in full by its number."""

    plan_id: UUID
    agreed_on: Day
    review_by: Day | None


class CaseAsAt(View):
    """What was in force on the day `on`, by what was on record at the end of the day `known_on`."""

    crn: Crn
    on: Day
    known_on: Day
    custody: CustodyView
    orders: list[OrderView] = Field(description="Orders that ran on the day, newest first.")
    custodial_sentences: list[CustodialSentenceView] = Field(
        description="Passed by the day and not ended by a court, newest first."
    )
    offender_manager: CaseOfficer | None
    offender_supervisor: CaseOfficer | None
    needs: PastNeeds | None
    plan: PastPlan | None
    public_protection: PublicProtectionView | None
