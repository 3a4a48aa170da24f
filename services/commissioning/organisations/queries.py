"""Regions, posts, prisons and areas of the reference lists, and the counts of staff."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.office_staff import StaffOrigin
from noms.contracts.commissioning.organisations import EstablishmentView, ProbationAreaView, RegionalPostView, RegionView
from noms.reference.establishments import CapacityBasis, Establishment, establishment, load_establishments
from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.probation_areas import load_probation_areas, probation_area_on, probation_areas_with_code
from noms.reference.reading import Dated, Mark
from noms.reference.regions import load_regional_posts, load_regions, region
from noms.reference.staffing import load_dom_office_headcounts, load_regional_office_staff
from services.commissioning.organisations import rules
from services.commissioning.organisations.tables import StaffReturnRow


def _listed(row: Dated, on: date | None) -> bool:
    return on is None or row.in_force_on(on)


def regions(on: date | None) -> list[RegionView]:
    """The regions in force on the day, or all."""
    return [RegionView.model_validate(row) for row in load_regions() if _listed(row, on)]


def regional_posts(on: date | None) -> list[RegionalPostView]:
    """The posts that led the regions on the day, or all."""
    return [
        RegionalPostView(
            region_code=row.region_code,
            post_code=row.post_code,
            post_name=row.post_name,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            dates_estimated=Mark.ESTIMATE in row.marks,
            source=row.source,
        )
        for row in load_regional_posts()
        if _listed(row, on)
    ]


def establishments(on: date | None) -> list[EstablishmentView]:
    """Every prison of the list, with its state on the day if one is given."""
    return [establishment_view(prison, on) for prison in load_establishments()]


def establishment_coded(code: str, on: date | None) -> EstablishmentView:
    """The prison with the code.

    Raises:
        NotFound: the list has no such prison.

    """
    try:
        return establishment_view(establishment(code), on)
    except UnknownCode as unknown:
        raise NotFound(str(unknown)) from unknown


def establishment_view(prison: Establishment, on: date | None) -> EstablishmentView:
    """A prison as readers see it."""
    return EstablishmentView(
        code=prison.code,
        name=prison.name,
        region_code=prison.region_code,
        geographic_region_code=prison.geographic_region_code,
        sector_2010=prison.sector_2010,
        operator_2010=prison.operator_2010,
        function_2010=prison.function_2010,
        opened=str(prison.opened) if prison.opened else None,
        closed=str(prison.closed) if prison.closed else None,
        successor_code=prison.successor_code,
        operational_capacity=prison.op_capacity,
        operational_capacity_estimated=prison.op_capacity_basis is CapacityBasis.ESTIMATE,
        state=prison.state_on(on) if on else None,
        source=prison.source,
    )


def probation_areas(on: date | None) -> list[ProbationAreaView]:
    """The boards and trusts that delivered on the day, or all."""
    return [ProbationAreaView.model_validate(row) for row in load_probation_areas() if _listed(row, on)]


def probation_area_coded(code: str, on: date | None) -> ProbationAreaView:
    """The board or trust that bore the code on the day, or the last that did.

    Raises:
        NotFound: no body has the code, or none had it then.

    """
    try:
        body = probation_area_on(code, on) if on else probation_areas_with_code(code)[-1]
    except (UnknownCode, NotInForce) as unknown:
        raise NotFound(str(unknown)) from unknown
    return ProbationAreaView.model_validate(body)


async def office_counts(session: AsyncSession) -> list[rules.OfficeCount]:
    """Every count of every director's office: what was published, then what the offices returned, oldest report first."""
    returns = await session.scalars(select(StaffReturnRow).order_by(StaffReturnRow.reported_at, StaffReturnRow.staff_return_id))
    published = rules.published_counts(load_dom_office_headcounts(), load_regional_office_staff(), load_regions())
    return published + [office_count(row) for row in returns]


def office_count(row: StaffReturnRow) -> rules.OfficeCount:
    """A return of an office as a count beside the published ones."""
    by_origin = zip(StaffOrigin, (row.probation, row.prison, row.other, row.unknown), strict=True)
    return rules.OfficeCount(
        row.region_code, region(row.region_code).name, row.as_at, tuple(by_origin), rules.RETURN_BASIS, row.source
    )
