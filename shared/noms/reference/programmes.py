"""Accredited programmes of about 2004 to 2011, with where they ran, for whom and for how many sessions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.periods import Period
from noms.reference.reading import Row, Sourced, read_list


class ProgrammeSetting(StrEnum):
    """Where a programme is delivered."""

    COMMUNITY = "community"
    CUSTODY = "custody"
    BOTH = "both"


class ProgrammeCategory(StrEnum):
    """What a programme works on."""

    COGNITIVE = "cognitive"
    MOTIVATIONAL = "motivational"
    VIOLENCE = "violence"
    DOMESTIC_VIOLENCE = "domestic_violence"
    SEX = "sex"
    SUBSTANCE = "substance"
    THERAPEUTIC = "therapeutic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Sourced):
    """One accredited programme. An absent number of sessions or year was not found in any source."""

    code: str
    name: str
    setting: ProgrammeSetting
    category: ProgrammeCategory
    pathway_codes: tuple[str, ...]
    sessions: int | None
    total_hours: str | None
    """Hours as printed, such as `40-50`."""
    population: tuple[str, ...]
    eligibility: str | None
    offered_from: Period | None
    offered_to: Period | None

    def possibly_offered_on(self, day: date) -> bool:
        """Whether nothing in the sources says that the programme was not offered on the day."""
        begun = self.offered_from is None or self.offered_from.possibly_begun_by(day)
        ended = self.offered_to is not None and self.offered_to.last_day < day
        return begun and not ended


@cache
def load_programmes() -> tuple[Programme, ...]:
    """Every accredited programme of the list."""
    return read_list("programmes.csv", _programme, lambda programme: programme.code)


@cache
def _by_code() -> dict[str, Programme]:
    return {programme.code: programme for programme in load_programmes()}


def programme(code: str) -> Programme:
    """The programme with the code, such as `R&R`, or UnknownCode."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCode("programmes", code) from None


def _programme(row: Row) -> Programme:
    return Programme(
        code=row.text("code"),
        name=row.text("name"),
        setting=row.choice("setting", ProgrammeSetting),
        category=row.choice("category", ProgrammeCategory),
        pathway_codes=row.texts("pathway_code"),
        sessions=row.optional_whole("sessions"),
        total_hours=row.optional_text("total_hours"),
        population=row.texts("population"),
        eligibility=row.optional_text("eligibility"),
        offered_from=row.optional_period("from"),
        offered_to=row.optional_period("to"),
        source=row.text("source"),
    )
