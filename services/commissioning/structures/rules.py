"""Which organisation acted as the commissioner that a list names, for whom, and which places a row speaks of."""

from collections.abc import Sequence

from noms.reference.further_responsibilities import EVERYWHERE, FurtherResponsibility
from noms.reference.organisations import Scheme
from noms.reference.regions import RegionalPost
from noms.reference.register import office_id

NATIONAL = f"{Scheme.NOMS}-NOMS"
SECRETARY_OF_STATE = f"{Scheme.NOMS}-SOSJ"

# The organisation behind each wording of a commissioner; "" stands for the office of the post that led the region on the day,
# and for the agency where none is known. House rule: 0117. Source: the commissioner column of responsibilities.csv.
ACTS_AS = {
    "ROM": "",
    "DOM": "",
    "ROM or DOM for the Secretary of State": "",
    "Secretary of State through DOM, later Senior Community Manager": "",
    "Director of High Security": f"{Scheme.NOMS}-DHS",
    "Deputy Director of Custody": NATIONAL,
    "NOMS Agency": NATIONAL,
    "NOMS contract management": NATIONAL,
    "NOMS": NATIONAL,
}
FOR_THE_SECRETARY_OF_STATE = frozenset(wording for wording in ACTS_AS if "Secretary of State" in wording)


def acting_office(commissioner: str, post: RegionalPost | None) -> str | None:
    """The organisation that acted as the commissioner of this wording, by its id in the register; none for an unclear one."""
    if commissioner not in ACTS_AS:
        return None
    return ACTS_AS[commissioner] or (office_id(post) if post is not None else NATIONAL)


def contracted_for(commissioner: str) -> str | None:
    """For whom that office contracted: the Secretary of State, for every trust. Source: OMA 2007 s.3."""
    return SECRETARY_OF_STATE if commissioner in FOR_THE_SECRETARY_OF_STATE else None


def places_of(row: FurtherResponsibility, regions: Sequence[str]) -> tuple[str, ...]:
    """The prisons or regions that a row speaks of, one by one."""
    return tuple(sorted(regions)) if EVERYWHERE in row.place else row.place
