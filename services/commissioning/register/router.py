"""The register of organisations, over HTTP."""

from typing import Annotated

from fastapi import Path, Query

from noms.chassis.problems import problems
from noms.chassis.refusals import NotFound
from noms.chassis.requests.route import room
from noms.contracts.commissioning.register import LineageView, OrganisationList, OrganisationView
from noms.contracts.wire import Code, Day
from noms.reference.organisations import OrganisationKind
from services.commissioning.permissions import ReferenceReader
from services.commissioning.register import queries

router = room("register")

OnDay = Annotated[
    Day | None, Query(description="The day to answer for; without it, everything that there has been.", examples=["2010-06-30"])
]
OrganisationId = Annotated[Code, Path(description="Scheme and identifier of an organisation.", examples=["XI-NOMS-TRUST-LDN"])]


@router.get("/v1/organisations", response_model=OrganisationList)
async def list_organisations(
    _caller: ReferenceReader,
    on: OnDay = None,
    kind: Annotated[OrganisationKind | None, Query(description="One kind of organisation instead of all.")] = None,
    identifier: Annotated[Code | None, Query(description="An identifier in any scheme, such as RHI or 00242246.")] = None,
) -> OrganisationList:
    """List commissioners and providers in being on a day: 36 boards and 6 trusts on 1 April 2008, 35 trusts two years later.

    What began or ended inside a month or year that its source does not divide is listed as undetermined, and not counted.
    """
    return queries.organisations(on, kind, identifier)


@router.get("/v1/organisations/{organisation_id}", response_model=OrganisationView, responses=problems(NotFound))
async def read_organisation(organisation_id: OrganisationId, _caller: ReferenceReader, on: OnDay = None) -> OrganisationView:
    """Read one organisation with its identifiers and what it hung on: a department, an agency, or a company by contract."""
    return queries.organisation_view(queries.organisation_with(organisation_id), on)


@router.get("/v1/organisations/{organisation_id}/lineage", response_model=LineageView, responses=problems(NotFound))
async def read_lineage(organisation_id: OrganisationId, _caller: ReferenceReader) -> LineageView:
    """Follow an organisation through mergers: the Wales Probation Trust took the place of two trusts and two boards."""
    return queries.lineage(queries.organisation_with(organisation_id))
