"""From which instant a day is over, and a moment of a case by both times."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from noms.calendar import LONDON


def end_of(day: date) -> datetime:
    """The midnight in London that ends the day: what is recorded from then on was not known on it."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


@dataclass(frozen=True, slots=True)
class Moment:
    """Whose case is asked for, on which day, and by the knowledge of which day."""

    crn: str
    on: date
    known_on: date

    @property
    def known_before(self) -> datetime:
        """The instant from which on nothing that was recorded counts."""
        return end_of(self.known_on)
