"""Who is responsible for a person on a day: one officer, why, and what ends it."""

from enum import StrEnum
from uuid import UUID

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.handovers import HandoverReason, Responsibility
from noms.contracts.wire import Code, Count, Day, Line, View, Whole


class ResponsibleRole(StrEnum):
    """As what somebody is responsible. A duty officer answers until an officer has the case."""

    OFFENDER_MANAGER = "offender_manager"
    OFFENDER_SUPERVISOR = "offender_supervisor"
    DUTY_OFFICER = "duty_officer"


class ResponsibilityReason(StrEnum):
    """Why a side is responsible where no handover is to be worked out."""

    NO_SENTENCE = "no_sentence"
    IN_THE_COMMUNITY = "in_the_community"
    NO_CUSTODIAL_SENTENCE = "no_custodial_sentence"
    DECIDED = "decided"


REASONS = {
    ResponsibilityReason.NO_SENTENCE: "No sentence of the person runs on that day.",
    ResponsibilityReason.IN_THE_COMMUNITY: "The person is in the community: the offender manager is responsible.",
    ResponsibilityReason.NO_CUSTODIAL_SENTENCE: "Held without a custodial sentence: the order stays with the community.",
    ResponsibilityReason.DECIDED: "Somebody decided so, whatever the rules of handover say.",
}
"""Each reason as a reader is told it."""


class EndedBy(StrEnum):
    """What ends a responsibility, as the facts stand."""

    SENTENCE_ENDS = "sentence_ends"
    HANDOVER = "handover"
    MOVEMENT = "movement"
    DECISION = "decision"
    NEXT_OFFICER = "next_officer"
    RELEASE_TO_BE_DATED = "release_to_be_dated"
    NOTHING_KNOWN = "nothing_known"


class ResponsibleOfficer(View):
    """An officer, or the duty officer of a trust or establishment where nobody has the case yet."""

    role: ResponsibleRole
    officer_code: Code | None = Field(description="Absent for a duty officer.")
    officer_name: Line | None
    provider: Code | None = Field(description="The trust or board that answers for the officer.")
    establishment_code: Code | None = Field(description="The establishment that answers for the officer.")


class ResponsibilityEnd(View):
    """What ends the responsibility, and on which day somebody else is the one, where that is known."""

    ended_by: EndedBy
    on: Day | None


class HandoverDates(View):
    """The dates that a handover rests on."""

    release_on: Day | None
    starts_on: Day | None
    handover_on: Day | None
    rules_from: Day


class ResponsibilityView(View):
    """Who is responsible for the person on the day, why, and what ends it."""

    crn: Crn
    as_at: Day
    responsible: Responsibility | None = Field(description="Absent on a day without a sentence.")
    officer: ResponsibleOfficer | None = Field(description="The one responsible officer of the day.")
    supporting: ResponsibleOfficer | None = Field(description="Who supports from the other side of the gate, if anybody.")
    reason_code: ResponsibilityReason | HandoverReason
    reason: Line
    ends: ResponsibilityEnd | None
    handover: HandoverDates | None = Field(description="Where a custodial sentence is served in custody.")


class ResponsibilityGap(View):
    """One sentence with days on which nobody, or more than one, would be responsible."""

    crn: Crn
    sentence_id: UUID
    first_day: Day
    days_with_none: Count
    days_with_two: Count


class ResponsibilityGaps(View):
    """The check of every sentence within reach: days with none and days with two, which are 0 in a sound estate."""

    from_day: Day
    to_day: Day
    sentences: Count
    days: Whole = Field(description="Days of sentences that were looked at.")
    days_with_none: Whole
    days_with_two: Whole
    data: list[ResponsibilityGap] = Field(description="The sentences at fault, the first hundred.")
