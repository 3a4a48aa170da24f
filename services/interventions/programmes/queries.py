"""The catalogue as it is shown: reference rows with their reservations."""

from noms.chassis.refusals import Invalid, NotFound
from noms.contracts.interventions.programmes import ProgrammeView
from noms.contracts.problems import FieldError
from noms.reference.faults import UnknownCode
from noms.reference.programmes import Programme, load_programmes, programme
from services.interventions.programmes import rules


def catalogue() -> list[ProgrammeView]:
    """Every programme, by code."""
    return [view(row) for row in sorted(load_programmes(), key=lambda row: row.code)]


def programme_with(code: str) -> Programme:
    """The programme with the code.

    Raises:
        NotFound: the catalogue has none.

    """
    try:
        return programme(code)
    except UnknownCode as unknown:
        raise NotFound from unknown


def programme_named(code: str) -> Programme:
    """The programme that a request names.

    Raises:
        Invalid: the catalogue has none of this code.

    """
    try:
        return programme(code)
    except UnknownCode as unknown:
        fault = FieldError(pointer="/programme_code", code="unknown_code", message="the catalogue has no such programme")
        raise Invalid(errors=[fault]) from unknown


def view(row: Programme) -> ProgrammeView:
    """One row of the catalogue, with its pace and with what is unverified in it said aloud."""
    return ProgrammeView(
        code=row.code,
        name=row.name,
        setting=row.setting.value,
        category=row.category,
        pathway_codes=list(row.pathway_codes),
        sessions=row.sessions,
        total_hours=row.total_hours,
        populations=list(row.population),
        eligibility=row.eligibility,
        offered_from=str(row.offered_from) if row.offered_from else None,
        offered_to=str(row.offered_to) if row.offered_to else None,
        sessions_each_week=rules.sessions_each_week(row.code),
        unverified=rules.is_unverified(row),
        source=row.source,
    )
