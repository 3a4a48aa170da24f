"""The only clock of the house. Rules take time as an argument; whoever must know the present asks here."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today in England and Wales: the day a deadline is measured by."""
    return datetime.now(LONDON).date()
