"""The catalogue of measures, laid out as it is published, and what a count comes to.

`catalogue.csv` beside this file holds it, a row for each version of a definition, each with its basis.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from importlib.resources import files
from uuid import UUID

from noms.contracts.commissioning.measures import (
    Direction,
    Domain,
    EvidenceMark,
    MeasureSource,
    MeasureUnit,
    Offering,
    ReturnEvery,
    SourceService,
    Window,
)
from noms.contracts.measures import MeasureResult
from noms.reference.reading import Row, read_text
from services.commissioning.outturns.rules import UNITS, outturn_in

PROGRAMME_COMPLETIONS = "programme_completions"
BREACH_ACTION_IN_TIME = "breach_action_within_ten_working_days"
CATALOGUE_FILE = "catalogue.csv"

Offers = Mapping[SourceService, Collection[str] | None]
"""The measures that each service computes today, by its own word; None where it says nothing."""

SERVICE_OF = {
    MeasureSource.OFFENDER_MGMT_EVENTS: SourceService.OFFENDER_MGMT,
    MeasureSource.INTERVENTIONS_EVENTS: SourceService.INTERVENTIONS,
    MeasureSource.PROVIDER_RETURN: SourceService.COMMISSIONING,
    MeasureSource.STAFFING: SourceService.COMMISSIONING,
}
BY_RETURN = frozenset({MeasureSource.PROVIDER_RETURN, MeasureSource.STAFFING})
"""What no event gives. No staffing system feeds this service, so its figures come by return. House rule: 0134."""


@dataclass(frozen=True)
class MeasureDefinition:
    """One version of what a measure counts. A change is a new version; a second definition is a new code.

    Where the sources only name a measure, the wording is this project's own, and so are owner and rolling windows.
    House rule: 0105. House rule: 0130.
    """

    code: str
    version: int
    title: str
    published_name: str
    numerator: str
    denominator: str
    population: str
    exclusions: str
    window_days: int | None
    direction: Direction
    unit: MeasureUnit
    whole: frozenset[str]
    """Which of numerator and denominator are whole numbers; the others are averages, hours or money."""
    domain: Domain
    sources: tuple[MeasureSource, ...]
    return_every: ReturnEvery | None
    owner: str
    use: str
    in_force_from: date
    in_force_to: date | None
    kpi_code: str | None
    published_metric: str | None
    basis: str

    @property
    def window(self) -> Window:
        """Over which days it is counted."""
        return Window.PERIOD if self.window_days is None else Window.ROLLING

    @property
    def source(self) -> MeasureSource:
        """Where the figure comes from, in one word."""
        return self.sources[0] if len(self.sources) == 1 else MeasureSource.MIXED

    @property
    def returned(self) -> bool:
        """Whether the provider has to return it, or a part of it."""
        return not BY_RETURN.isdisjoint(self.sources)

    @property
    def source_service(self) -> SourceService:
        """The service that answers for the figure; whatever needs a return is answered for here."""
        return SourceService.COMMISSIONING if self.returned else SERVICE_OF[self.sources[0]]

    @property
    def evidence(self) -> EvidenceMark:
        """Whether events stand behind the figure, or the provider's word."""
        return EvidenceMark.ATTESTED if self.returned else EvidenceMark.EVIDENCED

    def in_force_in(self, first_day: date, last_day: date) -> bool:
        """Whether figures of these days were counted so."""
        return self.in_force_from <= last_day and (self.in_force_to is None or first_day <= self.in_force_to)

    @property
    def fields_per_return(self) -> int:
        """What its collection costs: the fields that a provider types for one period; none when it is computed."""
        return len(fields_asked(self))


@dataclass(frozen=True)
class Asked:
    """A measure to be computed over some days, both included."""

    definition: MeasureDefinition
    from_day: date
    to_day: date


@dataclass(frozen=True)
class Figure:
    """What the service that owns the events answered, with every event behind it."""

    asked: Asked
    result: MeasureResult
    numerator_event_ids: list[UUID]
    denominator_event_ids: list[UUID]


def catalogue_of(content: str) -> tuple[MeasureDefinition, ...]:
    """Every definition of a catalogue given as text; a cell that cannot be understood is refused with its place."""
    return read_text(CATALOGUE_FILE, content, _definition, lambda measure: (measure.code, measure.version))


def definition_of(code: str, *, version: int | None = None) -> MeasureDefinition | None:
    """The definition in force, or the version asked for; none when the catalogue does not have it."""
    known = [measure for measure in CATALOGUE if measure.code == code and version in (None, measure.version)]
    return max(known, key=lambda measure: measure.version, default=None)


def definition_on(code: str, day: date) -> MeasureDefinition | None:
    """The newest definition by which figures of a day are counted; none where the catalogue has the code for other days only."""
    known = [measure for measure in CATALOGUE if measure.code == code and measure.in_force_in(day, day)]
    return max(known, key=lambda measure: measure.version, default=None)


def outturn(measure: MeasureDefinition, numerator: Fraction | int, denominator: Fraction | int | None) -> Fraction | None:
    """What the counts come to in the unit of the measure; nothing where there is nothing to divide by."""
    return outturn_in(measure.unit, Fraction(numerator), None if denominator is None else Fraction(denominator))


def fields_asked(measure: MeasureDefinition) -> tuple[str, ...]:
    """The fields that a provider types for one period of a measure."""
    if not measure.returned:
        return ()
    return ("numerator", "denominator") if UNITS[measure.unit].divided else ("numerator",)


def offering_of(measure: MeasureDefinition, offers: Offers) -> Offering:
    """Whether the figure can be had today, from what each service says that it computes."""
    if measure.returned:
        return Offering.RETURNED
    lists = [offers.get(SERVICE_OF[source]) for source in measure.sources]
    if any(listed is not None and measure.code in listed for listed in lists):
        return Offering.OFFERED
    return Offering.UNKNOWN if None in lists else Offering.NOT_OFFERED


_WORDS = (
    "code", "title", "published_name", "numerator", "denominator", "population", "exclusions", "owner", "use", "basis",
)  # fmt: skip
_DEFINING = ("numerator", "denominator", "window", "exclusions", "unit")


def drifts_of(measure: MeasureDefinition, among: Sequence[MeasureDefinition]) -> list[tuple[MeasureDefinition, list[str]]]:
    """The other definitions of the same published name that count something else, with the parts in which they differ.

    Another population alone is no drift: prisons and probation are counted apart on purpose.
    """
    namesakes = (other for other in among if other is not measure and other.published_name == measure.published_name)
    compared = ((other, [part for part in _DEFINING if getattr(measure, part) != getattr(other, part)]) for other in namesakes)
    return [(other, parts) for other, parts in compared if parts]


def _definition(row: Row) -> MeasureDefinition:
    every = row.optional_text("return_every")
    return MeasureDefinition(
        **{name: row.text(name) for name in _WORDS},
        version=row.whole("version"),
        window_days=row.optional_whole("window_days"),
        direction=row.choice("direction", Direction),
        unit=row.choice("unit", MeasureUnit),
        whole=frozenset(row.texts("whole")),
        domain=row.choice("domain", Domain),
        sources=tuple(MeasureSource(part) for part in row.texts("sources")),
        return_every=ReturnEvery(every) if every else None,
        in_force_from=row.day("in_force_from"),
        in_force_to=row.optional_day("in_force_to"),
        kpi_code=row.optional_text("kpi_code"),
        published_metric=row.optional_text("published_metric"),
    )


CATALOGUE = catalogue_of((files("services.commissioning.measures") / CATALOGUE_FILE).read_text(encoding="utf-8"))
