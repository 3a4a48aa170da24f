"""The timeline of a case: every dated fact of every room, in one order, each with where to read it."""

from enum import StrEnum

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.wire import Day, Instant, Line, View


class FactKind(StrEnum):
    """What happened."""

    REGISTERED = "registered"
    COURT_APPEARANCE = "court_appearance"
    ORDER_MADE = "order_made"
    CUSTODIAL_SENTENCE_PASSED = "custodial_sentence_passed"
    SENTENCE_ENDED = "sentence_ended"
    LICENCE_STEP = "licence_step"
    MOVEMENT = "movement"
    RECALLED = "recalled"
    RETURNED_AFTER_RECALL = "returned_after_recall"
    RELEASED_AFTER_RECALL = "released_after_recall"
    ASSESSMENT_COMPLETED = "assessment_completed"
    PLAN_AGREED = "plan_agreed"
    OFFICER_ALLOCATED = "officer_allocated"
    RESPONSIBILITY_DECIDED = "responsibility_decided"
    HANDOVER_CIRCUMSTANCE = "handover_circumstance"
    TRANSFER_REQUESTED = "transfer_requested"
    TRANSFER_DECIDED = "transfer_decided"
    ATTENDANCE = "attendance"
    FAILURE_TO_COMPLY = "failure_to_comply"
    WARNING_GIVEN = "warning_given"
    BREACH_BEGUN = "breach_begun"
    KEY_DATES_RECORDED = "key_dates_recorded"
    ADJUSTMENT_RECORDED = "adjustment_recorded"
    COURT_REPORT_STEP = "court_report_step"
    PUBLIC_PROTECTION_RECORDED = "public_protection_recorded"
    PUT_ON_REGISTER = "put_on_register"
    REGISTER_REVIEWED = "register_reviewed"
    TAKEN_OFF_REGISTER = "taken_off_register"
    RECORD_CLOSED = "record_closed"
    RECORD_OPENED = "record_opened"
    RECORDS_MERGED = "records_merged"
    RECORDS_PARTED = "records_parted"


class TimelineFact(View):
    """One fact of the case: what happened, on which day, since when it is known, and where it stands in full."""

    fact_id: Line
    kind: FactKind
    happened_on: Day
    recorded_at: Instant | None = Field(description="Absent for what another service told and only the day was kept.")
    detail_url: Line


class CaseTimeline(View):
    """A page of the facts of a case that your role may see, newest first. The `next` link leads to the page after it."""

    crn: Crn
    data: list[TimelineFact]
