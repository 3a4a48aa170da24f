"""The list of cases that a caller may see."""

from pydantic import Field

from noms.contracts.identifiers import Crn
from noms.contracts.offender_mgmt.allocations import Tier
from noms.contracts.wire import Code, Day, Line, View


class CaseLine(View):
    """One case on the list."""

    crn: Crn
    surname: Line
    forename: Line
    tier: Tier | None
    establishment_code: Code | None = Field(description="Absent when the person is not in custody.")
    offender_manager: Line | None = Field(description="The officer's name.")
    next_review_on: Day | None = Field(description="When the plan in force is due for review.")


class CaseList(View):
    """A page of the cases that the caller may see, by surname, forename and CRN. The `Link` header leads to the next page."""

    data: list[CaseLine]
