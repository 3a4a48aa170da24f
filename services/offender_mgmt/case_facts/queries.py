"""Every dated fact of a case, one line for each kind: the timeline is the union of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import CompoundSelect, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from noms.chassis.database.shaping import closed, reachable, word
from noms.contracts.offender_mgmt.custody import MovementKind
from noms.contracts.offender_mgmt.timelines import FactKind as Kind
from services.offender_mgmt.access.tables import RecordClosureRow as Closure
from services.offender_mgmt.allocations.tables import AllocationRow as Allocation
from services.offender_mgmt.appearances.tables import AppearanceRow as Appearance
from services.offender_mgmt.assessments.tables import AssessmentRow as Assessment
from services.offender_mgmt.calculations.tables import KeyDateSetRow as KeyDates
from services.offender_mgmt.casefile.tables import AttendanceHeardRow as Attendance
from services.offender_mgmt.court_reports.tables import CourtReportMoveRow as ReportMove
from services.offender_mgmt.custody.tables import MovementRow as Movement
from services.offender_mgmt.dated_facts.queries import Fact, london_day_of
from services.offender_mgmt.enforcement.tables import BreachRow as Breach
from services.offender_mgmt.enforcement.tables import FailureRow as Failure
from services.offender_mgmt.enforcement.tables import WarningRow as Warned
from services.offender_mgmt.handovers.tables import HandoverCircumstanceRow as Circumstance
from services.offender_mgmt.licences.tables import LicenceMoveRow as LicenceMove
from services.offender_mgmt.permissions import (
    ACCESS_READ,
    ALLOCATIONS_READ,
    ASSESSMENTS_READ,
    COURT_REPORTS_READ,
    CUSTODY_READ,
    ENFORCEMENT_READ,
    KEY_DATES_READ,
    PERSONS_MERGE,
    PERSONS_READ,
    PLANS_READ,
    PUBLIC_PROTECTION_DETAIL,
    PUBLIC_PROTECTION_READ,
    SENTENCES_READ,
)
from services.offender_mgmt.persons.tables import PersonMergeRow as Merge
from services.offender_mgmt.persons.tables import PersonRow
from services.offender_mgmt.plans.tables import PlanRow as Plan
from services.offender_mgmt.public_protection.tables import PublicProtectionRow as Protection
from services.offender_mgmt.recalls.tables import RecallRow as Recall
from services.offender_mgmt.registers.tables import RegistrationReviewRow as Review
from services.offender_mgmt.registers.tables import RegistrationRow as Registration
from services.offender_mgmt.responsibility.tables import DecisionRow as Decision
from services.offender_mgmt.sentence_adjustments.tables import AdjustmentRow as Adjustment
from services.offender_mgmt.sentences.tables import CustodialSentenceRow as Sentence
from services.offender_mgmt.sentences.tables import OrderRow as Order
from services.offender_mgmt.terminations.tables import TerminationRow as Termination
from services.offender_mgmt.transfers.tables import TransferRow as Transfer

PERSON = "/v1/persons/{crn}"
CLOSURES, ENFORCED, REPORT = "/v1/persons/{crn}/{kind}s", "/v1/orders/{order_id}/enforcement", "/v1/court-reports/{report_id}"
APPEARANCE, ASSESSMENT = "/v1/appearances/{appearance_id}", "/v1/assessments/{assessment_id}"
SENTENCES, ADJUSTMENTS, DECISIONS = (f"{PERSON}/{part}" for part in (
    "custodial-sentences", "sentence-adjustments", "responsibility-decisions",
))  # fmt: skip
REGISTERS, RECALLS, TRANSFER = f"{PERSON}/registrations", f"{PERSON}/recalls", "/v1/transfers/{transfer_id}"
_Registered, _Opened = aliased(PersonRow), Closure.lifted_at
_FOR_EVERYBODY, _FOR_FEW = (Registration.restricted.is_(False),), (Registration.restricted.is_(True),)

_OTHER = aliased(PersonRow)
_OTHER_SEEN = exists().where(_OTHER.crn == Merge.merged_crn, reachable(_OTHER.audience), ~closed(_OTHER.crn))
_OF_A_RECORD_SEEN = (or_(Merge.parted_at.is_(None), _OTHER_SEEN),)
"""Of a record that was parted again nothing is told to whoever does not see it."""

_Line, _Register = aliased(Movement), aliased(Attendance)
_corrects_line = (_Line.crn == Movement.crn, _Line.supersedes_movement_id == Movement.movement_id)
_LINE_CORRECTED_AT = select(func.min(_Line.recorded_at)).where(*_corrects_line).scalar_subquery()
_corrects_register = (_Register.crn == Attendance.crn, _Register.supersedes_attendance_id == Attendance.attendance_id)
_REGISTER_STANDS = ~exists().where(*_corrects_register)
"""Attendance bears no instant here: what was corrected was so on no day."""
_WITHDRAWN_WHEN_KNOWN = or_(Failure.withdrawn_by_event_id.is_(None), Failure.withdrawn_at.is_not(None))
"""Of failures withdrawn long ago it is not known when."""

FACTS = (
    Fact(Kind.REGISTERED, _Registered.crn, london_day_of(_Registered.recorded_at), PERSON, PERSONS_READ),
    Fact(Kind.COURT_APPEARANCE, Appearance.appearance_id, Appearance.appeared_on, APPEARANCE, SENTENCES_READ),
    Fact(Kind.ORDER_MADE, Order.order_id, Order.made_on, "/v1/orders/{order_id}", SENTENCES_READ),
    Fact(Kind.CUSTODIAL_SENTENCE_PASSED, Sentence.sentence_id, Sentence.sentenced_on, SENTENCES, SENTENCES_READ),
    Fact(Kind.SENTENCE_ENDED, Termination.termination_id, Termination.ended_on, f"{PERSON}/terminations", SENTENCES_READ),
    Fact(Kind.LICENCE_STEP, LicenceMove.move_id, LicenceMove.moved_on, "/v1/licences/{licence_id}", SENTENCES_READ),
    Fact(Kind.RECALLED, Recall.recall_id, Recall.recalled_on, RECALLS, SENTENCES_READ),
    Fact(
        Kind.RETURNED_AFTER_RECALL, Recall.recall_id, Recall.returned_to_custody_on, RECALLS, SENTENCES_READ,
        Recall.return_recorded_at,
    ),
    Fact(
        Kind.RELEASED_AFTER_RECALL, Recall.recall_id, Recall.released_again_on, RECALLS, SENTENCES_READ,
        Recall.release_recorded_at,
    ),
    Fact(Kind.KEY_DATES_RECORDED, KeyDates.set_id, london_day_of(KeyDates.recorded_at), f"{PERSON}/key-dates", KEY_DATES_READ),
    Fact(
        Kind.ADJUSTMENT_RECORDED, Adjustment.adjustment_id, Adjustment.applies_from, ADJUSTMENTS, KEY_DATES_READ,
        undone_at=Adjustment.withdrawn_at,
    ),
    Fact(
        Kind.MOVEMENT, Movement.movement_id, Movement.moved_on, f"{PERSON}/movements", CUSTODY_READ,
        only=(Movement.kind != word(MovementKind.WITHDRAWAL),), undone_at=_LINE_CORRECTED_AT,
    ),
    Fact(Kind.ASSESSMENT_COMPLETED, Assessment.assessment_id, Assessment.completed_on, ASSESSMENT, ASSESSMENTS_READ),
    Fact(Kind.PLAN_AGREED, Plan.plan_id, Plan.agreed_on, "/v1/plans/{plan_id}", PLANS_READ),
    Fact(Kind.OFFICER_ALLOCATED, Allocation.allocation_id, Allocation.starts_on, f"{PERSON}/allocations", ALLOCATIONS_READ),
    Fact(Kind.RESPONSIBILITY_DECIDED, Decision.decision_id, Decision.starts_on, DECISIONS, ALLOCATIONS_READ),
    Fact(
        Kind.HANDOVER_CIRCUMSTANCE, Circumstance.handover_circumstance_id, Circumstance.applies_from,
        f"{PERSON}/handover-circumstances", ALLOCATIONS_READ,
    ),
    Fact(
        Kind.TRANSFER_REQUESTED, Transfer.transfer_id, london_day_of(Transfer.requested_at), TRANSFER, ALLOCATIONS_READ,
        Transfer.requested_at,
    ),
    Fact(
        Kind.TRANSFER_DECIDED, Transfer.transfer_id, london_day_of(Transfer.decided_at), TRANSFER, ALLOCATIONS_READ,
        Transfer.decided_at,
    ),
    Fact(
        Kind.ATTENDANCE, Attendance.attendance_id, Attendance.held_on, f"{PERSON}/case-file", SENTENCES_READ,
        only=(_REGISTER_STANDS,),
    ),
    Fact(
        Kind.FAILURE_TO_COMPLY, Failure.attendance_id, Failure.failed_on, ENFORCED, ENFORCEMENT_READ,
        only=(_WITHDRAWN_WHEN_KNOWN,), undone_at=Failure.withdrawn_at,
    ),
    Fact(Kind.WARNING_GIVEN, Warned.warning_id, Warned.given_on, ENFORCED, ENFORCEMENT_READ),
    Fact(Kind.BREACH_BEGUN, Breach.breach_id, Breach.begun_on, ENFORCED, ENFORCEMENT_READ),
    Fact(Kind.COURT_REPORT_STEP, ReportMove.move_id, ReportMove.happened_on, REPORT, COURT_REPORTS_READ),
    Fact(
        Kind.PUBLIC_PROTECTION_RECORDED, Protection.record_id, london_day_of(Protection.recorded_at),
        f"{PERSON}/public-protection", PUBLIC_PROTECTION_READ,
    ),
    *(
        fact
        for scope, seen in ((PUBLIC_PROTECTION_READ, _FOR_EVERYBODY), (PUBLIC_PROTECTION_DETAIL, _FOR_FEW))
        for fact in (
            Fact(Kind.PUT_ON_REGISTER, Registration.registration_id, Registration.starts_on, REGISTERS, scope, only=seen),
            Fact(
                Kind.TAKEN_OFF_REGISTER, Registration.registration_id, Registration.removed_on, REGISTERS, scope,
                Registration.removed_at, seen,
            ),
        )
    ),
    Fact(Kind.REGISTER_REVIEWED, Review.review_id, Review.done_on, REGISTERS, PUBLIC_PROTECTION_DETAIL, Review.done_at),
    Fact(Kind.RECORD_CLOSED, Closure.closure_id, Closure.from_on, CLOSURES, ACCESS_READ, Closure.set_at),
    Fact(Kind.RECORD_OPENED, Closure.closure_id, london_day_of(_Opened), CLOSURES, ACCESS_READ, _Opened),
    Fact(
        Kind.RECORDS_MERGED, Merge.person_merge_id, london_day_of(Merge.merged_at), PERSON, PERSONS_MERGE, Merge.merged_at,
        _OF_A_RECORD_SEEN,
    ),
    Fact(
        Kind.RECORDS_PARTED, Merge.person_merge_id, london_day_of(Merge.parted_at), PERSON, PERSONS_MERGE, Merge.parted_at,
        _OF_A_RECORD_SEEN,
    ),
)  # fmt: skip
"""Each with the permission of the place where it stands in full, so that whoever is told of it may read it there."""


def facts_for(scopes: Collection[str]) -> CompoundSelect[Any]:
    """The facts of the statement's person that somebody with these scopes may see."""
    return union_all(*(fact.of_the_person() for fact in FACTS if fact.scope is None or fact.scope.name in scopes))
