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
    tier: Tier | None = Field(description="Null means: not for your role, or no offender manager yet.")
    establishment_code: Code | None = Field(description="Null means: not for your role, or not in custody.")
    offender_manager: Line | None = Field(description="The officer's name. Null means: not for your role, or nobody yet.")
    next_review_on: Day | None = Field(
        description="When the plan in force is due for review. Null means: not for your role, or no plan."
    )


class CaseList(View):
    """A page of the cases that the caller may see, by surname, forename and CRN. The `Link` header leads to the next page."""

    data: list[CaseLine]
