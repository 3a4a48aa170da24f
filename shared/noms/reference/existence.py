"""An organisation, and whether it was in being on a day, as far as the precision of its dates tells."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from noms.reference.organisations import Identifier, OrganisationKind
from noms.reference.periods import Period, Precision
from noms.reference.reading import Sourced

ONE_DAY = timedelta(days=1)


class Existence(StrEnum):
    """Whether an organisation was in being on a day, as far as the precision of its dates tells."""

    IN_BEING = "in_being"
    NOT_IN_BEING = "not_in_being"
    UNDETERMINED = "undetermined"
    """The day lies inside the month or year in which it began or ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Sourced):
    """One organisation. Its id is its first identifier, scheme and all; it never changes and is never given again."""

    kind: OrganisationKind
    name: str
    region_code: str | None
    begun: Period | None
    """Absent where it is older than the sources."""
    gone: Period | None
    """The first day on which it no longer existed."""
    identifiers: tuple[Identifier, ...]

    @property
    def id(self) -> str:
        return f"{self.identifiers[0].scheme}-{self.identifiers[0].identifier}"

    def existence_on(self, day: date) -> Existence:
        """Whether it was in being on the day."""
        if (self.gone and self.gone.certainly_begun_by(day)) or (self.begun and not self.begun.possibly_begun_by(day)):
            return Existence.NOT_IN_BEING
        begun = self.begun is None or self.begun.certainly_begun_by(day)
        not_gone = self.gone is None or not self.gone.possibly_begun_by(day)
        return Existence.IN_BEING if begun and not_gone else Existence.UNDETERMINED

    @property
    def valid_from(self) -> str | None:
        """Its first day, month or year, as precise as the source has it."""
        return str(self.begun) if self.begun else None

    @property
    def valid_to(self) -> str | None:
        """Its last day, or the month or year in which it ended."""
        if self.gone is None:
            return None
        return (self.gone.first_day - ONE_DAY).isoformat() if self.gone.precision is Precision.DAY else str(self.gone)
