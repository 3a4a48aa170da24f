"""One register of all organisations: offices, prisons, boards and trusts of their own lists, with the rest and the companies."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from noms.reference.establishments import Establishment, load_establishments
from noms.reference.existence import ONE_DAY, Organisation
from noms.reference.faults import UnknownCode
from noms.reference.organisations import (
    Identifier,
    OrganisationKind,
    Scheme,
    load_companies,
    load_listed_identifiers,
    load_listed_organisations,
)
from noms.reference.periods import Period, Precision
from noms.reference.probation_areas import ProbationArea, ProbationBodyKind, load_probation_areas
from noms.reference.regions import RegionalPost, load_regional_posts, region

OWN_SOURCE = "Given by this register: a scheme of its own, and no historical fact"
_POST_OFFICES = {"ROM": OrganisationKind.ROM_OFFICE, "DOM": OrganisationKind.DOM_OFFICE}


@cache
def load_organisations() -> tuple[Organisation, ...]:
    """Every organisation that a list names, each once."""
    return (*_listed(), *_companies(), *_offices(), *_bodies(), *_prisons())


@cache
def _by_id() -> dict[str, Organisation]:
    return {known.id: known for known in load_organisations()}


def organisation(organisation_id: str) -> Organisation:
    """The organisation with the id, such as GB-COH-02984969 or XI-NOMS-TRUST-LDN; or UnknownCode."""
    try:
        return _by_id()[organisation_id]
    except KeyError:
        raise UnknownCode("organisations", organisation_id) from None


def office_id(post: RegionalPost) -> str:
    """The id of the office that a post of a region led."""
    return f"{Scheme.NOMS}-{post.post_code}-{post.region_code}"


def prison_id(code: str) -> str:
    """The id of a prison by its NOMIS code."""
    return f"{Scheme.NOMS}-PRISON-{code}"


def body_id(body: ProbationArea) -> str:
    """The id of a board or trust: the two share the code of their area and are two organisations."""
    return f"{Scheme.NOMS}-{_BODIES[body.kind][0]}-{body.code}"


_BODIES = {
    ProbationBodyKind.AREA_BOARD: ("BOARD", OrganisationKind.PROBATION_BOARD),
    ProbationBodyKind.TRUST: ("TRUST", OrganisationKind.PROBATION_TRUST),
}


def whole_day(day: date) -> Period:
    """One day as a period."""
    return Period(day, day, Precision.DAY)


def _own(organisation_id: str) -> Identifier:
    """The identifier that this register gives. House rule: 0110."""
    code = organisation_id.removeprefix(f"{Scheme.NOMS}-")
    return Identifier(scheme=Scheme.NOMS, identifier=code, source=OWN_SOURCE)


def _listed() -> Iterator[Organisation]:
    for row in load_listed_organisations():
        others = (known for known in load_listed_identifiers() if known.code == row.code)
        further = (Identifier(scheme=known.scheme, identifier=known.identifier, source=known.source) for known in others)
        own = _own(row.code)
        yield Organisation(
            kind=row.kind, name=row.name, region_code=None, begun=row.begun, gone=row.gone, identifiers=(own, *further),
            source=row.source,
        )  # fmt: skip


def _companies() -> Iterator[Organisation]:
    for row in load_companies():
        number = Identifier(scheme=Scheme.COMPANIES_HOUSE, identifier=row.company_number, source=row.source)
        yield Organisation(
            kind=row.kind, name=row.name, region_code=None, begun=None, gone=None, identifiers=(number,), source=row.source
        )


def _offices() -> Iterator[Organisation]:
    for post in load_regional_posts():
        yield Organisation(
            kind=_POST_OFFICES[post.post_code],
            name=f"Office of the {post.post_name}, {region(post.region_code).name}",
            region_code=post.region_code,
            begun=whole_day(post.valid_from),
            gone=whole_day(post.valid_to + ONE_DAY) if post.valid_to else None,
            identifiers=(_own(office_id(post)),),
            source=post.source,
        )


def _bodies() -> Iterator[Organisation]:
    for body in load_probation_areas():
        last = body.dissolved or body.valid_to
        delius = Identifier(scheme=Scheme.DELIUS, identifier=body.code, source=body.source)
        yield Organisation(
            kind=_BODIES[body.kind][1],
            name=body.name,
            region_code=body.region_code,
            begun=whole_day(body.valid_from),
            gone=whole_day(last + ONE_DAY) if last else None,
            identifiers=(_own(body_id(body)), delius),
            source=body.source,
        )


def _prisons() -> Iterator[Organisation]:
    for prison in load_establishments():
        yield Organisation(
            kind=OrganisationKind.ESTABLISHMENT,
            name=prison.name,
            region_code=prison.region_code,
            begun=prison.opened,
            gone=prison.closed,
            identifiers=_of_prison(prison),
            source=prison.source,
        )


def _of_prison(prison: Establishment) -> tuple[Identifier, ...]:
    nomis = Identifier(scheme=Scheme.NOMIS, identifier=prison.code, source=prison.source)
    register = Identifier(scheme=Scheme.PRISON_REGISTER, identifier=prison.register_code, source=prison.source)
    return _own(prison_id(prison.code)), nomis, register
