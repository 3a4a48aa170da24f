"""The structure on a day, from the reference lists by the rules of responsibility."""

from collections import defaultdict
from datetime import date

from noms.contracts.commissioning.structures import FurtherEntry, StructureEntry, StructureView
from noms.reference.establishments import establishment, load_establishments
from noms.reference.further_responsibilities import (
    Direction,
    FurtherResponsibility,
    FurtherService,
    load_further_responsibilities,
)
from noms.reference.probation_areas import load_probation_areas
from noms.reference.reading import Mark
from noms.reference.regions import (
    HIGH_SECURITY_ESTATE,
    ServiceClass,
    load_regional_posts,
    load_regions,
    region,
)
from services.commissioning.responsibilities import queries as responsibilities
from services.commissioning.responsibilities.rules import LIVES, Provider, post_on
from services.commissioning.structures import rules

REGIONS = tuple(row.code for row in load_regions())
TEN = tuple(code for code in REGIONS if code != HIGH_SECURITY_ESTATE)


def structure(on: date, wanted: ServiceClass | FurtherService | None, region_code: str | None) -> StructureView:
    """Who commissioned whom on the day, for every kind and region, or for those that are asked for."""
    delivering = _delivering(on)
    kinds = [kind for kind in ServiceClass if wanted in (None, kind) and LIVES[kind][0] <= on <= LIVES[kind][1]]
    places = [
        (kind, code)
        for kind in kinds
        for code in REGIONS
        if region_code in (None, code) and (code != HIGH_SECURITY_ESTATE or kind is ServiceClass.PUBLIC_PRISON)
    ]
    return StructureView(
        on=on,
        data=[_entry(kind, code, on, delivering[kind, code]) for kind, code in places],
        further_services=[
            further_entry(row)
            for row in load_further_responsibilities()
            if row.in_force_on(on) and wanted in (None, row.service) and _lies_in(row, region_code)
        ],
    )


def _delivering(on: date) -> defaultdict[tuple[ServiceClass, str], list[str]]:
    """The codes of whoever delivered on the day, by kind and region in the line."""
    found: defaultdict[tuple[ServiceClass, str], list[str]] = defaultdict(list)
    codes = [prison.code for prison in load_establishments()] + sorted({area.code for area in load_probation_areas()})
    for code in codes:
        provider = responsibilities.provider_on(code, on)
        if provider.delivering:
            found[provider.service_class, provider.region_code].append(code)
    return found


def all_of_kind(kind: ServiceClass, region_code: str) -> Provider:
    """All providers of a kind in a region, as one."""
    name = f"every {kind.value.replace('_', ' ')} of {region(region_code).name}"
    return Provider(region_code, name, kind, region_code, region_code, delivering=True)


def _entry(kind: ServiceClass, region_code: str, on: date, providers: list[str]) -> StructureEntry:
    answer = responsibilities.answer_for(all_of_kind(kind, region_code), on)
    row, bought = answer.row, answer.office is not None
    post = post_on(load_regional_posts(), region_code, on)
    return StructureEntry(
        service_class=kind,
        region_code=region_code,
        standing=answer.standing,
        commissioner=row.commissioner if row and bought else None,
        commissioner_id=rules.acting_office(row.commissioner, post) if row and bought else None,
        on_behalf_of_id=rules.contracted_for(row.commissioner) if row and bought else None,
        commissioning_office=answer.office,
        regional_post=post.post_name if post else None,
        instrument=row.instrument.value if row and bought else None,
        line_management=row.line_management if row else None,
        conflict_of_interest=answer.purchaser_is_line_manager,
        certainty=row.certainty if row else None,
        dates_estimated=answer.dates_estimated,
        valid_from=row.valid_from if row else None,
        valid_to=row.valid_to if row else None,
        providers=providers,
        in_words=answer.in_words[0].upper() + answer.in_words[1:],
        source=row.source if row else None,
    )


def _lies_in(row: FurtherResponsibility, region_code: str | None) -> bool:
    places = rules.places_of(row, TEN)
    if row.direction is Direction.INBOUND:
        places = tuple(establishment(code).region_code for code in places)
    return region_code is None or region_code in places


def further_entry(row: FurtherResponsibility) -> FurtherEntry:
    """A further service as readers see it."""
    return FurtherEntry(
        service=row.service,
        direction=row.direction,
        places=list(rules.places_of(row, TEN)),
        extent=row.extent,
        places_bought=row.places_bought,
        commissioner=row.commissioner,
        provider=row.provider,
        instrument=row.instrument,
        certainty=row.certainty,
        dates_estimated=Mark.ESTIMATE in row.marks,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )
