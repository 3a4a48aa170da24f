"""Who purchased from a provider on a day, and over which periods nobody did, nobody knows, or two are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from noms.contracts.commissioning.responsibilities import FindingKind, Standing
from noms.reference.establishments import Establishment, OpenState, Sector
from noms.reference.private_prisons import PrivatePrisonContract
from noms.reference.probation_areas import ProbationArea, ProbationBodyKind
from noms.reference.reading import Mark
from noms.reference.regions import HIGH_SECURITY_ESTATE, Certainty, Instrument, RegionalPost, Responsibility, ServiceClass

NATIONAL_OFFICE = "NOMS"

# Which office signs for each commissioner that the list names. "" stands for the region's own office.
# Source: the commissioner column of responsibilities.csv, row by row. House rule: 0103.
OFFICE_OF = {
    "ROM": "",
    "DOM": "",
    "ROM or DOM for the Secretary of State": "",
    "Secretary of State through DOM, later Senior Community Manager": "",
    "Deputy Director of Custody": "",
    "Director of High Security": HIGH_SECURITY_ESTATE,
    "NOMS Agency": NATIONAL_OFFICE,
    "NOMS contract management": NATIONAL_OFFICE,
    "NOMS": NATIONAL_OFFICE,
}

# Where the office that purchased also managed the line. Source: responsibilities.csv, commissioner and line_management.
BUYS_AND_MANAGES = frozenset(
    {
        ("DOM", "NOMS regional office (merged pilot)"),
        ("DOM", "DOM over board chair and chief officer"),
        ("ROM", "ROM over board chair and chief officer"),
        ("DOM", "NOMS Agency"),
        ("Deputy Director of Custody", "NOMS Agency"),
        ("Director of High Security", "NOMS / HMPS"),
    }
)

# From the first to the last day on which providers of the kind existed under NOMS or as its inheritance.
# Source: NOMS created 2004-06-01, replaced 2017-04-01; probation_areas.csv for boards and trusts, the last dissolved 2014-10-31.
LIVES = {
    ServiceClass.PUBLIC_PRISON: (date(2004, 6, 1), date(2017, 3, 31)),
    ServiceClass.PRIVATE_PRISON: (date(2004, 6, 1), date(2017, 3, 31)),
    ServiceClass.PROBATION_BOARD: (date(2001, 4, 1), date(2010, 3, 31)),
    ServiceClass.PROBATION_TRUST: (date(2008, 4, 1), date(2014, 10, 31)),
    ServiceClass.NPS_DIVISION: (date(2014, 6, 1), date(2017, 3, 31)),
    ServiceClass.CRC: (date(2014, 6, 1), date(2017, 3, 31)),
}


@dataclass(frozen=True)
class Provider:
    """A prison or probation body as it stood on one day."""

    code: str
    name: str
    service_class: ServiceClass
    region_code: str
    geographic_region_code: str
    delivering: bool
    why_not: str = ""


@dataclass(frozen=True)
class Answer:
    """What is known about the purchaser of one provider on one day; `row` is what the answer rests on."""

    standing: Standing
    row: Responsibility | None
    in_words: str
    office: str | None = None
    purchaser_is_line_manager: bool = False
    dates_estimated: bool = False


class Span(NamedTuple):
    """A stretch of days on which one doubt holds, with the sources of the rows that give rise to it."""

    kind: FindingKind
    first: date
    last: date
    sources: set[str]


@dataclass(frozen=True)
class Finding:
    """A period in which the purchaser of a kind of provider is undetermined, missing, or named twice."""

    kind: FindingKind
    service_class: ServiceClass
    regions: tuple[str, ...]
    from_day: date
    to_day: date
    sources: tuple[str, ...]
    in_words: str


def sector_on(prison: Establishment, contracts: Sequence[PrivatePrisonContract], day: date) -> Sector:
    """Who ran the prison on the day: private while a contract for it was in force.

    Source: private_prison_contracts.csv (Birmingham private from 1 October 2011, Wolds public again from 1 July 2013).
    """
    if any(c.contract_date.possibly_begun_by(day) and day <= c.expiry_date.last_day for c in contracts):
        return Sector.PRIVATE
    before_the_first = all(day < c.contract_date.first_day for c in contracts)
    return prison.sector_2010 if before_the_first else Sector.PUBLIC


def prison_on(prison: Establishment, contracts: Sequence[PrivatePrisonContract], day: date) -> Provider:
    """The prison as a provider on the day; inside the month in which it opened or closed it counts as delivering."""
    private = sector_on(prison, contracts, day) is Sector.PRIVATE
    closed = prison.state_on(day) is OpenState.CLOSED
    return Provider(
        code=prison.code,
        name=prison.name,
        service_class=ServiceClass.PRIVATE_PRISON if private else ServiceClass.PUBLIC_PRISON,
        region_code=prison.region_code,
        geographic_region_code=prison.geographic_region_code,
        delivering=not closed,
        why_not=f"{prison.name} was not open on {day}" if closed else "",
    )


def area_on(bodies: Sequence[ProbationArea], day: date) -> Provider:
    """The board or trust that bore the code on the day, or the nearest one with the reason why it did not deliver then.

    A trust that has stopped delivering and is not yet dissolved still exists: it has no purchaser.
    """
    existing = [b for b in bodies if b.valid_from <= day <= (b.dissolved or b.valid_to or day)]
    body = existing[-1] if existing else min(bodies, key=lambda b: abs(((b.valid_to or day) - day).days))
    trust = body.kind is ProbationBodyKind.TRUST
    successor = f"; its area passed to {body.successor_code}" if body.successor_code and body.valid_from <= day else ""
    return Provider(
        code=body.code,
        name=body.name,
        service_class=ServiceClass.PROBATION_TRUST if trust else ServiceClass.PROBATION_BOARD,
        region_code=body.region_code,
        geographic_region_code=body.region_code,
        delivering=bool(existing),
        why_not="" if existing else f"{body.name} did not exist on {day}{successor}",
    )


def responsible_commissioner(provider: Provider, rows: Sequence[Responsibility], day: date) -> Answer:
    """Who purchased from the provider on the day. The High Security Estate overrides the region on the map."""
    if not provider.delivering:
        return Answer(Standing.NOT_DELIVERING, None, f"{provider.why_not}.")
    row = next(
        (r for r in rows if r.service_class is provider.service_class and r.covers(provider.region_code) and r.in_force_on(day)),
        None,
    )
    if row is None:
        return Answer(Standing.GAP, None, f"No source names a purchaser of {provider.name} on {day}.")
    standing = standing_of(row)
    purchased = standing is Standing.COMMISSIONED
    return Answer(
        standing=standing,
        row=row,
        in_words=sentence(provider, row, standing),
        office=(OFFICE_OF[row.commissioner] or provider.region_code) if purchased else None,
        purchaser_is_line_manager=(row.commissioner, row.line_management) in BUYS_AND_MANAGES,
        dates_estimated=Mark.ESTIMATE in row.marks,
    )


def standing_of(row: Responsibility) -> Standing:
    """What one row of the list says about purchasing."""
    if row.certainty is Certainty.UNCLEAR:
        return Standing.UNDETERMINED
    return Standing.LINE_MANAGED_ONLY if row.instrument is Instrument.LINE else Standing.COMMISSIONED


def sentence(provider: Provider, row: Responsibility, standing: Standing) -> str:
    """The answer as one would give it in the House."""
    if standing is Standing.UNDETERMINED:
        return f"Who purchased from {provider.name} is undetermined: the source says that it remained unclear."
    if standing is Standing.LINE_MANAGED_ONLY:
        return f"{provider.name} was managed in the line by {row.line_management}; nobody purchased from it."
    by = "a contract" if row.instrument is Instrument.CONTRACT else "a service level agreement"
    return f"{row.commissioner} purchased from {provider.name} by {by}; the line was managed by {row.line_management}."


def post_on(posts: Sequence[RegionalPost], region_code: str, day: date) -> RegionalPost | None:
    """The post that led the region on the day; none is known for the High Security Estate or after March 2011."""
    return next((post for post in posts if post.region_code == region_code and post.in_force_on(day)), None)


def findings(rows: Sequence[Responsibility], regions: Sequence[str], prisons: Sequence[Establishment]) -> tuple[Finding, ...]:
    """Every period over the lives of the six kinds of provider in which purchasing is in doubt, merged over regions."""
    places = {(kind, code, code) for kind in ServiceClass for code in regions if code != HIGH_SECURITY_ESTATE}
    places |= {(ServiceClass.PUBLIC_PRISON, p.region_code, p.geographic_region_code) for p in prisons}
    merged: dict[tuple[FindingKind, ServiceClass, date, date], tuple[set[str], set[str]]] = {}
    for kind, line, on_the_map in sorted(places):
        own = [r for r in rows if r.service_class is kind and (r.covers(line) or r.covers(on_the_map))]
        for what, first, last, sources in doubtful_spans(own, LIVES[kind]):
            where, why = merged.setdefault((what, kind, first, last), (set(), set()))
            where.add(on_the_map)
            why.update(sources)
    found = (
        Finding(what, kind, tuple(sorted(where)), first, last, tuple(sorted(why)), finding_sentence(what, kind, first, last))
        for (what, kind, first, last), (where, why) in merged.items()
    )
    return tuple(sorted(found, key=lambda f: (f.from_day, f.service_class, f.kind, f.regions)))


def doubtful_spans(rows: Sequence[Responsibility], life: tuple[date, date]) -> list[Span]:
    """Walk a life from change to change and keep the stretches that are in doubt, joining neighbours of one kind."""
    one_day = timedelta(days=1)
    ends = {r.valid_to + one_day for r in rows if r.valid_to}
    changes = sorted({d for d in {r.valid_from for r in rows} | ends if life[0] < d <= life[1]} | {life[0], life[1] + one_day})
    spans: list[Span] = []
    for first, following in pairwise(changes):
        covering = [row for row in rows if row.in_force_on(first)]
        what, sources = doubt_of(covering), {row.source for row in covering}
        if what is None:
            continue
        begins = first
        if spans and spans[-1].kind is what and spans[-1].last + one_day == first:
            _, begins, _, earlier = spans.pop()
            sources |= earlier
        spans.append(Span(what, begins, following - one_day, sources))
    return spans


def doubt_of(covering: Sequence[Responsibility]) -> FindingKind | None:
    """What is in doubt when these rows speak of one provider on one day; nothing when one row names a purchaser."""
    if not covering:
        return FindingKind.GAP
    if len(covering) > 1:
        return FindingKind.OVERLAP
    doubts = {Standing.UNDETERMINED: FindingKind.UNDETERMINED, Standing.LINE_MANAGED_ONLY: FindingKind.NO_PURCHASER}
    return doubts.get(standing_of(covering[0]))


def finding_sentence(what: FindingKind, kind: ServiceClass, first: date, last: date) -> str:
    """A finding in words."""
    providers = kind.value.replace("_", " ")
    says = {
        FindingKind.GAP: f"No source names a purchaser of any {providers}",
        FindingKind.UNDETERMINED: f"The source says that it remained unclear who purchased from a {providers}",
        FindingKind.NO_PURCHASER: f"A {providers} was managed in the line and nobody purchased from it",
        FindingKind.OVERLAP: f"Two rows name a purchaser of a {providers} (the row of the High Security Estate prevails)",
    }
    return f"{says[what]} from {first} to {last}."
