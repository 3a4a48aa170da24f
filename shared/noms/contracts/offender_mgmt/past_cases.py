"""A case as it stood on a day, as far as it was known on another."""

from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.assessments import AssessmentPurpose
from noms.contracts.offender_mgmt.casefile import CaseKeyDates, CaseLicence, CaseOfficer
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.custody import CustodyView
from noms.contracts.offender_mgmt.order_views import OrderView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionView
from noms.contracts.offender_mgmt.register_views import RegistrationView
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


_OR_NOTHING = "Null means: not for your role, or nothing on record."


class CaseAsAt(View):
    """What was in force on the day `on`, by what was on record at the end of the day `known_on`, as far as a role may see it."""

    crn: Crn
    on: Day
    known_on: Day
    custody: CustodyView | None = Field(description="Null means: not for your role.")
    orders: list[OrderView] | None = Field(
        description="Orders that ran on the day, newest first. Null means: not for your role; empty, nothing on record."
    )
    custodial_sentences: list[CustodialSentenceView] | None = Field(
        description="Passed by the day and not ended by a court, newest first. Null means: not for your role; empty, none."
    )
    key_dates: CaseKeyDates | None = Field(default=None, description=f"Those in force at the end of the day. {_OR_NOTHING}")
    licence: CaseLicence | None = Field(default=None, description=f"In the state that it was in on the day. {_OR_NOTHING}")
    offender_manager: CaseOfficer | None = Field(description=_OR_NOTHING)
    offender_supervisor: CaseOfficer | None = Field(description=_OR_NOTHING)
    needs: PastNeeds | None = Field(description=_OR_NOTHING)
    plan: PastPlan | None = Field(description=_OR_NOTHING)
    public_protection: PublicProtectionView | None = Field(description=_OR_NOTHING)
    registrations: list[RegistrationView] | None = Field(
        default=None,
        description="That stood on the day, as their last review by then left them. Null means: not for your role; empty, none.",
    )
