"""The catalogue of measures, laid out as it is published, and what a count comes to."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from noms.contracts.commissioning.measures import Direction, Domain, MeasureUnit, SourceService
from noms.contracts.measures import MeasureResult

PROGRAMME_COMPLETIONS = "programme_completions"
BREACH_ACTION_IN_TIME = "breach_action_within_ten_working_days"


@dataclass(frozen=True)
class MeasureDefinition:
    """One version of what a measure counts. A change is a new version; a second definition is a new code."""

    code: str
    version: int
    title: str
    numerator: str
    denominator: str
    exclusions: str
    direction: Direction
    unit: MeasureUnit
    domain: Domain
    source_service: SourceService
    in_force_from: date
    basis: str
    window: str = "period"


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


CATALOGUE = (
    MeasureDefinition(
        code=PROGRAMME_COMPLETIONS,
        version=1,  # House rule: 0105
        title="Accredited programme completions against the agreed profile",
        numerator="Accredited programmes whose four evidences of completion were there within the period.",
        denominator="The annual volume of the agreement, by days of the contract year that fall in the period.",
        exclusions="None.",
        direction=Direction.HIGH,
        unit=MeasureUnit.PERCENT_OF_PROFILE,
        domain=Domain.INTERVENTIONS,
        source_service=SourceService.INTERVENTIONS,
        in_force_from=date(2007, 4, 1),  # Source: PC 09/2007, the evidences count from April 2007
        basis="Probation circular 09/2007 for what a completion is; key targets 2007-08 for volume against profile.",
    ),
    MeasureDefinition(
        code=BREACH_ACTION_IN_TIME,
        version=1,  # House rule: 0105
        title="Breach action begun within ten working days",
        numerator="Those among them for which breach action had begun on or before that day.",
        denominator="Failures that had to go back to court, with the last day for breach action in the period.",
        exclusions="Failures that a later correction of attendance withdrew.",
        direction=Direction.HIGH,
        unit=MeasureUnit.PERCENT,
        domain=Domain.OFFENDER_MANAGEMENT,
        source_service=SourceService.OFFENDER_MGMT,
        in_force_from=date(2005, 4, 4),  # Source: community orders of the Criminal Justice Act 2003 in force
        basis="Key target 2005-06 (90 %, outturn 91 %), HC162 Annex C; National Standards 2007, enforcement.",
    ),
)


def definition_of(code: str, *, version: int | None = None) -> MeasureDefinition | None:
    """The definition in force, or the version asked for; none when the catalogue does not have it."""
    known = [measure for measure in CATALOGUE if measure.code == code and version in (None, measure.version)]
    return max(known, key=lambda measure: measure.version, default=None)


def outturn_percent(numerator: int, denominator: Fraction) -> Fraction | None:
    """What was delivered as a percentage of what there was to deliver; nothing where there was nothing to deliver.

    Source: the key targets, which print percentages.
    """
    return Fraction(100 * numerator) / denominator if denominator > 0 else None
