"""The case file: one read that holds everything about a person's sentence."""

from uuid import UUID

from pydantic import Field

from noms.contracts.interventions.referrals import ReferralState
from noms.contracts.offender_mgmt.allocations import OfficerRole, Tier
from noms.contracts.offender_mgmt.assessments import AssessmentPurpose, SectionView
from noms.contracts.offender_mgmt.custodial_sentences import CustodialSentenceView
from noms.contracts.offender_mgmt.key_dates import KeyDate
from noms.contracts.offender_mgmt.licences import ConditionView, LicenceKind, LicenceState
from noms.contracts.offender_mgmt.order_views import RequirementView
from noms.contracts.offender_mgmt.persons import PersonView
from noms.contracts.offender_mgmt.plans import ObjectiveView, UnmetNeedView
from noms.contracts.offender_mgmt.public_protection import PublicProtectionView
from noms.contracts.offender_mgmt.register_views import RegistrationView
from noms.contracts.offender_mgmt.sentences import Court, OrderKind
from noms.contracts.offender_mgmt.terminations import TerminationReason
from noms.contracts.offender_mgmt.victim_views import CaseVictimContact
from noms.contracts.wire import Code, Count, Day, Flag, Instant, Line, View


class RequirementProgress(View):
    """How far a requirement has been delivered, as the provider's events last told."""

    referral_id: UUID | None
    programme_code: Code | None
    state: ReferralState | None = Field(description="Absent until the person was referred.")
    state_on: Day | None
    sessions_attended: Count
    sessions_planned: Count
    failures_to_comply: Count
    last_session_on: Day | None
    last_outcome_code: Code | None
    as_at: Instant = Field(description="When the last of these facts was true.")


class CaseRequirement(RequirementView):
    """One requirement of an order, and how far it has been delivered."""

    progress: RequirementProgress | None = Field(description="Absent while nothing has been heard from the provider.")
    ended_on: Day | None = Field(description="The day on which it ended by itself, while its order went on.")


class CaseOrder(View):
    """A community order or suspended sentence order."""

    order_id: UUID
    kind: OrderKind
    court: Court
    offence_code: Code
    made_on: Day
    ends_on: Day
    provider: Code
    requirements: list[CaseRequirement]
    ended_on: Day | None = Field(description="The day on which it ended before or on its last day; absent while it runs.")
    end_reason: TerminationReason | None


class CaseCustody(View):
    """Where the person is held now."""

    establishment_code: Code
    establishment_name: Line
    received_on: Day


class CaseNeeds(View):
    """What the latest assessment found."""

    assessment_id: UUID
    purpose: AssessmentPurpose
    completed_on: Day
    sections: list[SectionView]
    needs: list[Code]


class CasePlan(View):
    """The sentence plan in force."""

    plan_id: UUID
    assessment_id: UUID
    agreed_on: Day
    review_by: Day | None
    objectives: list[ObjectiveView]
    unmet_needs: list[UnmetNeedView]


class CaseOfficer(View):
    """An officer who has the case now."""

    role: OfficerRole
    officer_code: Code
    officer_name: Line
    provider: Code | None
    establishment_code: Code | None
    starts_on: Day
    tier: Tier | None


class CaseKeyDates(View):
    """The key dates that came into force last."""

    dates: dict[KeyDate, Day]
    indeterminate: Flag
    in_force_since: Instant


class CaseLicence(View):
    """The licence that the person is on; before it begins the approved one, after a recall the revoked one."""

    licence_id: UUID
    kind: LicenceKind
    state: LicenceState
    starts_on: Day
    ends_on: Day | None
    conditions: list[ConditionView]


class CaseFile(View):
    """Sentence, custody, key dates, licence, needs, plan, public protection and requirements of one person, in one read."""

    person: PersonView
    orders: list[CaseOrder] = Field(description="Newest first.")
    custodial_sentences: list[CustodialSentenceView] = Field(description="Newest first.")
    custody: CaseCustody | None = Field(description="Absent when the person is not in custody.")
    key_dates: CaseKeyDates | None = Field(default=None, description="Absent until they have been worked out or entered.")
    licence: CaseLicence | None = Field(default=None, description="Absent when none has been approved.")
    needs: CaseNeeds | None = Field(description="Absent until the first assessment.")
    plan: CasePlan | None
    public_protection: PublicProtectionView | None = Field(description="Absent when nothing has been recorded.")
    registrations: list[RegistrationView] = Field(default=[], description="The registers and alerts that stand, newest first.")
    victim_contact: CaseVictimContact | None = Field(
        default=None, description="Only for roles that manage the risk; absent when nobody is contacted. It names nobody."
    )
    offender_manager: CaseOfficer | None
    offender_supervisor: CaseOfficer | None
