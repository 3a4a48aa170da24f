"""The handover of a person in custody from the prison to the community, worked out from facts."""

from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from noms.contracts.wire import Day, Line, View, Wire, Within


class Circumstance(StrEnum):
    """What decides a handover beside the dates of the sentence."""

    INDETERMINATE = "indeterminate"
    INDETERMINATE_ADDED = "indeterminate_added"
    EARLY_ALLOCATION = "early_allocation"
    RECALLED = "recalled"
    PAROLE_REFUSED = "parole_refused"
    IMMIGRATION_ONLY = "immigration_only"


class Responsibility(StrEnum):
    """On which side of the gate the one responsible officer works, and whether the other side supports."""

    CUSTODY = "custody"
    CUSTODY_SUPPORTED = "custody_supported_by_community"
    COMMUNITY = "community"


class HandoverReason(StrEnum):
    """Why a handover is dated as it is, or why no date decides."""

    INDETERMINATE_ADDED = "indeterminate_added"
    HEARING_FAR_RECALLED = "hearing_far_recalled"
    HEARING_FAR_HIGH_MAPPA = "hearing_far_high_mappa"
    HEARING_FAR_PAROLE_REFUSED = "hearing_far_parole_refused"
    RECALLED = "recalled"
    IMMIGRATION_ONLY = "immigration_only"
    RELEASE_UNKNOWN = "release_unknown"
    EARLY_ALLOCATION = "early_allocation"
    INDETERMINATE = "indeterminate"
    SHORT = "short"
    PAROLE = "parole"
    DETERMINATE = "determinate"


SENTENCES = {
    HandoverReason.INDETERMINATE_ADDED: "An indeterminate sentence was added: the prison is responsible.",
    HandoverReason.HEARING_FAR_RECALLED: "Recalled, with the parole hearing a year or more ahead and no high MAPPA level.",
    HandoverReason.HEARING_FAR_HIGH_MAPPA: "Parole was refused, the next hearing is a year or more ahead, and MAPPA is high.",
    HandoverReason.HEARING_FAR_PAROLE_REFUSED: "Parole was refused, and the next hearing is a year or more ahead.",
    HandoverReason.RECALLED: "Recalled: the community stays responsible.",
    HandoverReason.IMMIGRATION_ONLY: "Held for immigration alone: the community is responsible.",
    HandoverReason.RELEASE_UNKNOWN: "No release date is known: the prison is responsible.",
    HandoverReason.EARLY_ALLOCATION: "Early allocation: the community takes over fifteen months before release.",
    HandoverReason.INDETERMINATE: "Indeterminate: the community takes over twelve months before the tariff date or the hearing.",
    HandoverReason.SHORT: "Released within ten months of the sentence: the community is responsible from the first day.",
    HandoverReason.PAROLE: "With parole: the community takes over twelve months before eligibility.",
    HandoverReason.DETERMINATE: "The community takes over eight months and fourteen days before release.",
}
"""Each reason as a reader is told it."""


class HandoverToWorkOut(Wire):
    """The facts of one person in custody that decide who is responsible on a day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"sentenced_on": "2010-01-04", "conditional_release_on": "2012-01-03", "as_at": "2011-06-01"}]
        }
    )

    as_at: Day = Field(description="The day that is asked about.")
    sentenced_on: Day = Field(description="The first day of the sentence that is served.")
    circumstances: list[Circumstance] = Field(default=[], max_length=6)
    tariff_on: Day | None = Field(default=None, description="The day on which the tariff of an indeterminate sentence expires.")
    target_hearing_on: Day | None = Field(default=None, description="The day for which the parole hearing is aimed at.")
    parole_eligibility_on: Day | None = Field(default=None, description="PED: given, the sentence has parole in it.")
    automatic_release_on: Day | None = Field(default=None, description="ARD.")
    conditional_release_on: Day | None = Field(default=None, description="CRD.")
    open_conditions_from: Day | None = Field(
        default=None, description="Arrival in an open prison; in a women's prison, the day on which the open category began."
    )
    mappa_level: Annotated[int, Within(0, 3)] | None = Field(default=None, description="Absent where there is none.")


class HandoverView(View):
    """Who is responsible on the day, and the dates and the rule that decide it."""

    as_at: Day
    responsible: Responsibility
    reason_code: HandoverReason
    reason: Line
    release_on: Day | None = Field(description="The earliest release that the handover is counted back from.")
    handover_starts_on: Day | None = Field(description="From then the community supports the prison.")
    handover_on: Day | None = Field(description="From then the community is responsible. Absent where no date decides.")
    changes_on: Day | None = Field(description="The next day on which somebody else is responsible, as the facts stand.")
    rules_from: Day = Field(description="The first day of the rule set that was used.")
