"""How long a programme takes, and over which days its completions are counted."""

from datetime import date
from math import ceil

from noms.reference.programmes import Programme, ProgrammeSetting
from services.interventions.programmes.rules import sessions_each_week

YEARS_COUNTED = 2  # House rule: 0208


def length_weeks(programme: Programme) -> int | None:
    """The weeks from the first session to the last at the programme's pace; absent where no source counts its sessions."""
    return ceil(programme.sessions / sessions_each_week(programme.code)) if programme.sessions else None


def counted_from(on: date) -> date:
    """The first day of the completions that are counted up to a day."""
    year = max(on.year - YEARS_COUNTED, date.min.year)
    return on.replace(year=year, day=min(on.day, 28))  # House rule: 0208, so that 29 February has a day


def is_offered_to_courts(programme: Programme, on: date) -> bool:
    """Whether a court could name the programme on the day: accredited then, and not for custody alone."""
    return programme.setting is not ProgrammeSetting.CUSTODY and programme.possibly_offered_on(on)
