"""Who may see a requirement: the trust or board that is responsible for the order, and its region."""

from noms.reference.faults import UnknownCode
from noms.reference.probation_areas import probation_areas_with_code


def region_of(provider: str) -> str | None:
    """The region of a trust or board; None when no list knows the provider, so that no region sees its people."""
    try:
        return probation_areas_with_code(provider)[-1].region_code
    except UnknownCode:
        return None
