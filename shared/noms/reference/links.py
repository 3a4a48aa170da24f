"""What every organisation of the register hung on, and when: listed, or implied by the lists of posts, boards and contracts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import zip_longest

from noms.reference.establishments import Establishment, Sector, load_establishments
from noms.reference.existence import ONE_DAY
from noms.reference.organisations import Scheme, load_companies
from noms.reference.private_prisons import PrivatePrisonContract, private_prison_contracts
from noms.reference.probation_areas import ProbationBodyKind, load_probation_areas
from noms.reference.regions import load_regional_posts
from noms.reference.register import body_id, office_id, prison_id
from noms.reference.successions import Link, Relation, load_listed_links

_NOMS, _HMPS, _SERVICE_OF_BOARDS = (f"{Scheme.NOMS}-{code}" for code in ("NOMS", "HMPS", "NPS-2001"))
_END_OF_THE_LINE = date(2017, 3, 31)


@cache
def load_links() -> tuple[Link, ...]:
    """Every link of the register."""
    return (*load_listed_links(), *_of_offices(), *_of_boards(), *_of_prisons())


@cache
def _by_child() -> dict[str, list[Link]]:
    links: defaultdict[str, list[Link]] = defaultdict(list)
    for link in load_links():
        links[link.child].append(link)
    return dict(links)


def links_of(organisation_id: str) -> tuple[Link, ...]:
    """Whatever the organisation has hung on, the earliest first."""
    links = _by_child().get(organisation_id, [])
    return tuple(sorted(links, key=lambda link: link.valid_from or date.min))


def _of_offices() -> Iterator[Link]:
    for post in load_regional_posts():
        yield Link(
            child=office_id(post), relation=Relation.PART_OF, parent=_NOMS, valid_from=post.valid_from, valid_to=post.valid_to,
            source=post.source,
        )  # fmt: skip


def _of_boards() -> Iterator[Link]:
    for body in load_probation_areas():
        if body.kind is ProbationBodyKind.AREA_BOARD:
            yield Link(
                child=body_id(body), relation=Relation.PART_OF, parent=_SERVICE_OF_BOARDS, valid_from=body.valid_from,
                valid_to=body.valid_to, source=body.source,
            )  # fmt: skip


def _of_prisons() -> Iterator[Link]:
    for prison in load_establishments():
        contracts = sorted(private_prison_contracts(prison.code), key=lambda contract: contract.contract_date.first_day)
        lets = [_let(contract, following) for contract, following in zip_longest(contracts, contracts[1:])]
        yield from lets
        yield from _in_the_line(prison, lets)


def _let(contract: PrivatePrisonContract, following: PrivatePrisonContract | None) -> Link:
    """A prison under contract until its expiry, or until the day before the next contract."""
    last = contract.expiry_date.last_day
    if following is not None:
        last = min(last, following.contract_date.first_day - ONE_DAY)
    return Link(
        child=prison_id(contract.establishment_code), relation=Relation.RUN_BY, parent=_contractor(contract),
        valid_from=contract.contract_date.first_day, valid_to=last, source=contract.source,
    )  # fmt: skip


def _contractor(contract: PrivatePrisonContract) -> str:
    """The company that has the contract; where the source names none, the operator."""
    for company in load_companies():
        if company.name == contract.supplier_company:
            return f"{Scheme.COMPANIES_HOUSE}-{company.company_number}"
    return f"{Scheme.NOMS}-{contract.operator.split()[0].upper()}"


def _in_the_line(prison: Establishment, lets: list[Link]) -> Iterator[Link]:
    """The stretches in which the Prison Service ran it: outside every contract, and before the first if it was public."""
    first = prison.opened.first_day if prison.opened else None
    last = min(prison.closed.last_day - ONE_DAY, _END_OF_THE_LINE) if prison.closed else _END_OF_THE_LINE
    sector = prison.sector_2010
    for let in lets:
        if let.valid_from and sector is Sector.PUBLIC and (first is None or first < let.valid_from):
            yield _line(prison, first, let.valid_from - ONE_DAY)
        first, sector = let.valid_to + ONE_DAY if let.valid_to else first, Sector.PUBLIC
    if first is None or first <= last:
        yield _line(prison, first, last)


def _line(prison: Establishment, first: date | None, last: date) -> Link:
    return Link(
        child=prison_id(prison.code), relation=Relation.PART_OF, parent=_HMPS, valid_from=first, valid_to=last,
        source=prison.source,
    )  # fmt: skip
