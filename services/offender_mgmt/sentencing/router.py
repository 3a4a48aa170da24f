"""What a court can impose now, over HTTP."""

from typing import Annotated

from fastapi import Query

from noms.chassis.clock import today
from noms.chassis.peers import AskPeers
from noms.chassis.problems import problems
from noms.chassis.refusals import Invalid
from noms.chassis.requests.route import room
from noms.contracts.offender_mgmt.persons import Sex
from noms.contracts.offender_mgmt.sentencing import SentencingOptions
from noms.contracts.problems import FieldError
from noms.contracts.wire import Code, Day
from noms.reference.faults import UnknownCode
from noms.reference.probation_areas import probation_areas_with_code
from services.offender_mgmt.permissions import SentencingReader
from services.offender_mgmt.programme_options.rules import Defendant
from services.offender_mgmt.sentencing import rules, service

router = room("sentencing")

OLDEST = 120
Needs = Annotated[
    list[Code] | None,
    Query(
        max_length=12,
        description="Pathways (DRUGALC) or OASys sections (DRUG, or 8); repeat it.",
        examples=[["DRUGALC"]],
    ),
]


@router.get("/v1/sentencing-options", response_model=SentencingOptions, responses=problems(Invalid))
async def read_sentencing_options(
    _caller: SentencingReader,
    peers: AskPeers,
    area: Annotated[Code, Query(description="The trust or board of the court's area.", examples=["LDN"])],
    *,
    needs: Needs = None,
    sex: Sex | None = None,
    age: Annotated[int | None, Query(ge=10, le=OLDEST)] = None,
    on: Annotated[Day | None, Query(description="The day of sentence; today when absent.", examples=["2010-09-29"])] = None,
) -> SentencingOptions:
    """Read what requirements a court can impose in an area for these needs: places, wait, length, cost, completion rate.

    Asked live of interventions and commissioning. When one is silent the answer says so (`partial`), and what it would have
    told is absent. It names nobody: send needs, sex and age, never a person.
    """
    faults = [*_area_faults(area), *_need_faults(needs or [])]
    if faults:
        raise Invalid(errors=faults)
    pathways = frozenset(filter(None, map(rules.pathway_of_need, needs or [])))
    return await service.sentencing_options(peers, area, Defendant(on or today(), pathways, sex, age))


def _area_faults(area: str) -> list[FieldError]:
    try:
        probation_areas_with_code(area)
    except UnknownCode:
        return [FieldError(pointer="query:area", code="unknown_area", message="There is no such trust or board.")]
    return []


def _need_faults(needs: list[str]) -> list[FieldError]:
    unknown = [need for need in needs if rules.pathway_of_need(need) is None]
    told = map(rules.sentence_for_unknown_need, unknown)
    return [FieldError(pointer="query:needs", code="unknown_need", message=message) for message in told]
