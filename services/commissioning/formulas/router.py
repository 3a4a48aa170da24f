"""The published formula over HTTP."""

from noms.chassis.requests.route import room
from noms.contracts.commissioning.formulas import FormulaList
from services.commissioning.formulas import queries
from services.commissioning.permissions import ReferenceReader

router = room("formulas")


@router.get("/v1/rating-formulas", response_model=FormulaList)
async def list_rating_formulas(_caller: ReferenceReader) -> FormulaList:
    """List the versions of the rating formula with every number: scores, cuts, weights, caps, and from when each governs.

    The formula is this project's own and not that of PTRS or PRS. A version is frozen before the year that it governs begins.
    """
    return queries.published()
