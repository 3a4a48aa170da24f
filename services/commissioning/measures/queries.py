"""The catalogue as readers see it, and what was published of each measure."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.commissioning.measure_catalogue import DriftView, MeasureDefinitionView, PublishedTargetView
from noms.contracts.commissioning.measures import Direction, Domain, MeasureSource, Offering
from noms.contracts.problems import FieldError
from noms.reference.measure_targets import load_measure_targets
from noms.reference.periods import Period
from noms.reference.published_figures import load_kpi_targets, load_published_figures
from services.commissioning.measures import rules

NATIONAL = "England and Wales"


def catalogue(
    offers: rules.Offers,
    *,
    domain: Domain | None = None,
    source: MeasureSource | None = None,
    offering: Offering | None = None,
) -> list[MeasureDefinitionView]:
    """The definitions that fit, by code, the newest version first."""
    ordered = sorted(rules.CATALOGUE, key=lambda measure: (measure.code, -measure.version))
    views = [definition_view(measure, offers) for measure in ordered]
    return [
        view
        for view in views
        if domain in (None, view.domain)
        and (source is None or source is view.source or source in view.sources)
        and offering in (None, view.offering)
    ]


def definition(code: str, version: int | None = None) -> rules.MeasureDefinition:
    """The definition of a measure, in the version asked for or the newest.

    Raises:
        NotFound: the catalogue does not have it.

    """
    found = rules.definition_of(code, version=version)
    if found is None:
        raise NotFound
    return found


def measure_named(code: str, day: date, pointer: str = "") -> rules.MeasureDefinition:
    """The measure that a request names at a place of its body, by the definition in force on a day.

    Raises:
        Invalid: the catalogue does not have it, or for other days only.

    """
    measure = rules.definition_on(code, day)
    if measure is None:
        unknown = ("unknown_measure", "See /v1/measures for the catalogue.")
        of_other_days = ("not_in_force", "No definition of this measure is in force on its first day: see /v1/measures.")
        why, message = unknown if rules.definition_of(code) is None else of_other_days
        raise Invalid(errors=[FieldError(pointer=f"{pointer}/measure_code", code=why, message=message)])
    return measure


def definition_view(measure: rules.MeasureDefinition, offers: rules.Offers) -> MeasureDefinitionView:
    """A definition as readers see it, with whether its figure can be had today."""
    same = {name: getattr(measure, name) for name in MeasureDefinitionView.model_fields if hasattr(measure, name)}
    return MeasureDefinitionView.model_validate(
        same | {"offering": rules.offering_of(measure, offers), "definition_drift": drifts(measure)}
    )


@cache
def drifts(measure: rules.MeasureDefinition) -> tuple[DriftView, ...]:
    """The other definitions of the same published name, each with the years of its own figures."""
    return tuple(
        DriftView(
            code=other.code,
            version=other.version,
            differs_in=parts,
            years=sorted({row.year for row in published(other)}),
        )
        for other, parts in rules.drifts_of(measure, rules.CATALOGUE)
    )


def published(measure: rules.MeasureDefinition, year: str | None = None) -> list[PublishedTargetView]:
    """What was published of a measure under this definition, the latest year first."""
    found = [*_indicators(measure), *_targets(measure), *_figures(measure)]
    return sorted(
        (row for row in found if year in (None, row.year)),
        key=lambda row: (row.year, row.part_of_year or "", row.scope),
        reverse=True,
    )


def _indicators(measure: rules.MeasureDefinition) -> Iterator[PublishedTargetView]:
    """Its rows in the list of key performance indicators, for the years in which this definition was in force."""
    for row in load_kpi_targets():
        if row.code == measure.kpi_code and measure.in_force_in(row.year.first_day, row.year.last_day):
            yield _view(measure, row.year, target=row.target, outturn=row.outturn, note=row.name, source=row.source)


def _targets(measure: rules.MeasureDefinition) -> Iterator[PublishedTargetView]:
    for row in load_measure_targets():
        if row.measure_code == measure.code:
            same = {"part_of_year": row.part_of_year, "scope": row.scope, "target": row.target, "outturn": row.outturn}
            yield _view(measure, row.year, **same, note=row.note, source=row.source)


def _figures(measure: rules.MeasureDefinition) -> Iterator[PublishedTargetView]:
    for row in load_published_figures():
        if row.metric == measure.published_metric and row.scope == NATIONAL:
            yield _view(measure, row.period, target=None, outturn=row.value, note=row.note, source=row.source)


def _view(measure: rules.MeasureDefinition, year: Period, **told: object) -> PublishedTargetView:
    high = measure.direction is Direction.HIGH
    own = {"code": measure.code, "definition_version": measure.version, "year": str(year), "higher_is_better": high}
    return PublishedTargetView.model_validate({"scope": NATIONAL, **own, **told})
