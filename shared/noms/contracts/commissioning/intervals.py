"""By which method it was found how far a figure could be from the truth."""

from enum import StrEnum


class IntervalMethod(StrEnum):
    """The published method of an interval at 95 %."""

    WILSON = "wilson"
    """A share of cases. Source: Wilson, Journal of the American Statistical Association 22 (1927) 209."""

    EXACT_POISSON = "exact_poisson"
    """A count of events. Source: Garwood, Biometrika 28 (1936) 437."""
