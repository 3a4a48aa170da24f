"""How the examples of court reports and registers can be told: what was delivered or removed is told of once more, afresh."""

from collections.abc import Mapping, Sequence

REQUESTED = "POST /v1/persons/{crn}/court-reports"

AFRESH: Mapping[str, Sequence[str]] = {
    "POST /v1/court-reports/{report_id}/withdrawal": (REQUESTED,),
}
"""A report that has reached its court is not withdrawn: another is asked for first."""
