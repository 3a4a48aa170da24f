"""In what share of the contests that were decided a controller's classification fell."""

from fractions import Fraction


def share_overturned(*, upheld: int, partly: int, rejected: int) -> Fraction | None:
    """The share of decided contests in which the provider was right, at least in part. House rule: 0175."""
    decided = upheld + partly + rejected
    return Fraction(upheld + partly, decided) if decided else None
