"""One provider over time, and every finding, by walking the lives that the reference lists give."""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from noms.contracts.commissioning.responsibilities import (
    ConflictOfInterestView,
    FindingKind,
    FindingsView,
    FurtherFindingView,
)
from noms.contracts.commissioning.structures import FurtherEntry
from noms.contracts.commissioning.timelines import TimelineStretch, TimelineView
from noms.reference.establishments import establishment
from noms.reference.further_responsibilities import load_further_responsibilities
from noms.reference.private_prisons import private_prison_contracts
from noms.reference.probation_areas import probation_areas_with_code
from noms.reference.regions import HIGH_SECURITY_ESTATE, ServiceClass, load_responsibilities
from services.commissioning.responsibilities import queries as responsibilities
from services.commissioning.responsibilities.rules import LIVES, Answer, Provider
from services.commissioning.structures.queries import REGIONS, TEN, all_of_kind, further_entry
from services.commissioning.structures.rules import places_of
from services.commissioning.timelines import rules

Known = tuple[Provider, Answer]


def timeline_of_prison(code: str) -> TimelineView:
    """Who commissioned a prison on every day of NOMS.

    Raises:
        NotFound: the list has no such prison.

    """
    responsibilities.prison_on(code, rules.NOMS_LIFE[0])
    bought_there = [further_entry(row) for row in load_further_responsibilities() if code in row.place]
    return _timeline(code, rules.NOMS_LIFE, _changes_of_prison(code), bought_there)


def timeline_of_area(code: str) -> TimelineView:
    """Who commissioned a board, and the trust after it, from the first day of the boards to the end of the trusts.

    Raises:
        NotFound: no body has ever had the code.

    """
    responsibilities.area_on(code, rules.AREA_LIFE[0])
    return _timeline(code, rules.AREA_LIFE, _changes_of_area(code), [])


def _timeline(code: str, life: tuple[date, date], changes: Iterable[date], further: list[FurtherEntry]) -> TimelineView:
    found = known_over(code, life, changes)
    return TimelineView(
        provider=code, from_day=life[0], to_day=life[1], data=[_stretch(part) for part in found], further_services=further
    )


def known_over(code: str, life: tuple[date, date], changes: Iterable[date]) -> tuple[rules.Stretch[Known], ...]:
    """The provider and the answer for it, over a life."""

    def known_on(day: date) -> Known:
        provider = responsibilities.provider_on(code, day)
        return provider, responsibilities.answer_for(provider, day)

    return rules.stretches(known_on, [*changes, *rules.changes_of(load_responsibilities())], life, key=_same)


def _same(known: Known) -> Hashable:
    provider, answer = known
    return provider.name, provider.service_class, provider.delivering, answer.standing, answer.row


def _changes_of_prison(code: str) -> Iterator[date]:
    prison = establishment(code)
    yield from (period.first_day for period in (prison.opened,) if period)
    yield from (period.last_day for period in (prison.closed,) if period)
    for contract in private_prison_contracts(code):
        yield contract.contract_date.first_day
        yield contract.expiry_date.last_day + rules.ONE_DAY


def _changes_of_area(code: str) -> Iterator[date]:
    bodies = probation_areas_with_code(code)
    yield from rules.changes_of(bodies)
    yield from (body.dissolved + rules.ONE_DAY for body in bodies if body.dissolved)


def _stretch(part: rules.Stretch[Known]) -> TimelineStretch:
    provider, answer = part.value
    row, bought = answer.row, answer.office is not None
    return TimelineStretch(
        from_day=part.first,
        to_day=part.last,
        provider_name=provider.name,
        service_class=provider.service_class,
        region_code=provider.region_code,
        standing=answer.standing,
        commissioner=row.commissioner if row and bought else None,
        commissioning_office=answer.office,
        instrument=row.instrument.value if row and bought else None,
        line_management=row.line_management if row else None,
        conflict_of_interest=answer.purchaser_is_line_manager,
        certainty=row.certainty if row else None,
        dates_estimated=answer.dates_estimated,
        in_words=answer.in_words,
        source=row.source if row else None,
    )


def findings() -> FindingsView:
    """Every finding: in purchasing, in what is bought besides, and in who sat on both sides."""
    return FindingsView(
        data=responsibilities.findings(), further_services=_further_findings(), conflicts_of_interest=_conflicts_of_interest()
    )


def _conflicts_of_interest() -> list[ConflictOfInterestView]:
    merged: dict[tuple[date, date, ServiceClass, str, str], tuple[set[str], set[str]]] = {}
    for kind, code in ((kind, code) for kind in ServiceClass for code in REGIONS):
        if code == HIGH_SECURITY_ESTATE and kind is not ServiceClass.PUBLIC_PRISON:
            continue
        for part in _kind_over_its_life(kind, code):
            if (row := part.value.row) is not None and part.value.purchaser_is_line_manager:
                key = (part.first, part.last, kind, row.commissioner, row.line_management)
                regions, sources = merged.setdefault(key, (set(), set()))
                regions.add(code)
                sources.add(row.source)
    return [
        ConflictOfInterestView(
            service_class=kind,
            regions=sorted(regions),
            from_day=first,
            to_day=last,
            commissioner=commissioner,
            line_management=line,
            in_words=rules.conflict_sentence(kind, commissioner, line, first, last),
            sources=sorted(sources),
        )
        for (first, last, kind, commissioner, line), (regions, sources) in sorted(merged.items(), key=lambda item: item[0])
    ]


def _kind_over_its_life(kind: ServiceClass, region_code: str) -> tuple[rules.Stretch[Answer], ...]:
    provider = all_of_kind(kind, region_code)
    return rules.stretches(
        lambda day: responsibilities.answer_for(provider, day),
        rules.changes_of(load_responsibilities()),
        LIVES[kind],
        key=lambda answer: (answer.standing, answer.row),
    )


def _further_findings() -> list[FurtherFindingView]:
    merged: dict[tuple[date, date, str], set[str]] = {}
    for service in sorted(rules.ALWAYS_BOUGHT):
        rows = [row for row in load_further_responsibilities() if row.service is service]
        for place in sorted({place for row in rows for place in places_of(row, TEN)}):
            for first, last in rules.unbought(rows, place, _life_of(place)):
                merged.setdefault((first, last, service), set()).add(place)
    return [
        FurtherFindingView(
            kind=FindingKind.GAP,
            service=service,
            places=sorted(places),
            from_day=first,
            to_day=last,
            in_words=rules.gap_sentence(service, first, last),
        )
        for (first, last, service), places in sorted(merged.items())
    ]


def _life_of(place: str) -> tuple[date, date]:
    """The life of NOMS, or what of it the prison was open."""
    closed = None if place in TEN else establishment(place).closed
    first, last = rules.NOMS_LIFE
    return first, min(last, closed.last_day - rules.ONE_DAY) if closed else last
