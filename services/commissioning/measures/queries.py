"""The catalogue as readers see it."""

from dataclasses import asdict

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.measures import MeasureDefinitionView
from services.commissioning.measures import rules


def catalogue() -> list[MeasureDefinitionView]:
    """Every definition, by code, the newest version first."""
    ordered = sorted(rules.CATALOGUE, key=lambda measure: (measure.code, -measure.version))
    return [definition_view(measure) for measure in ordered]


def definition(code: str, version: int | None = None) -> rules.MeasureDefinition:
    """The definition of a measure, in the version asked for or the newest.

    Raises:
        NotFound: the catalogue does not have it.

    """
    found = rules.definition_of(code, version=version)
    if found is None:
        raise NotFound
    return found


def definition_view(measure: rules.MeasureDefinition) -> MeasureDefinitionView:
    """A definition as readers see it."""
    return MeasureDefinitionView.model_validate(asdict(measure))
