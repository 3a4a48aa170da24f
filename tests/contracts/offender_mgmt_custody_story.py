"""How the examples of custody can be told: a person goes to court and back while held, and is released at last."""

from collections.abc import Mapping, Sequence

PERSON = "/v1/persons/{crn}"
ESCORT = f"POST {PERSON}/escorts"

FIRST: Sequence[str] = (
    "POST /v1/persons",
    f"POST {PERSON}/receptions",
    f"POST {PERSON}/movements/{{movement_id}}/corrections",
    f"POST {PERSON}/absences",
    ESCORT,
    f"POST {PERSON}/returns",
)
"""The correction is of the reception, before another line rests on it; the rest is of one day at court."""

AFRESH: Mapping[str, Sequence[str]] = {"POST /v1/escorts/{escort_id}/cancellation": (ESCORT,)}
"""The first escort has arrived: the way back is booked, and cancelled."""
