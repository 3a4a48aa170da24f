"""The twenty offence groups of OGRS 3, with their weights and the Home Office classes that fall in each."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from noms.reference.faults import UnknownCode
from noms.reference.reading import Row, Sourced, read_list


@dataclass(frozen=True, slots=True, kw_only=True)
class OffenceGroup(Sourced):
    """One offence group. The hints and the programmes are estimates; the weight is published."""

    code: str
    letters: str
    """The group in the letters of the published code list: V for VIOL."""
    name: str
    ogrs3_weight: Decimal
    home_office_classes: tuple[int, ...]
    """Main classes of which every offence falls in this group."""
    home_office_classes_mixed: tuple[int, ...]
    """Main classes of which some offences fall in this group and others elsewhere."""
    violent: bool
    sexual: bool
    public_protection_hint: str | None
    programme_codes: tuple[str, ...]


@cache
def load_offence_groups() -> tuple[OffenceGroup, ...]:
    """The twenty groups."""
    return read_list("offence_groups.csv", _group, lambda group: group.code)


def offence_group(code: str) -> OffenceGroup:
    """The group with the code or the letters, or UnknownCode."""
    for group in load_offence_groups():
        if code in {group.code, group.letters}:
            return group
    raise UnknownCode("offence groups", code)


def offence_groups_of_class(home_office_class: int) -> tuple[OffenceGroup, ...]:
    """The groups that an offence of this Home Office main class can fall in: one where the class decides it."""
    return tuple(
        group
        for group in load_offence_groups()
        if home_office_class in group.home_office_classes + group.home_office_classes_mixed
    )


def _group(row: Row) -> OffenceGroup:
    return OffenceGroup(
        code=row.text("code"),
        letters=row.text("letters"),
        name=row.text("name"),
        ogrs3_weight=row.decimal("ogrs3_weight"),
        home_office_classes=row.wholes("home_office_classes"),
        home_office_classes_mixed=row.wholes("home_office_classes_mixed"),
        violent=row.yes_no("violent"),
        sexual=row.yes_no("sexual"),
        public_protection_hint=row.optional_text("public_protection_hint"),
        programme_codes=row.texts("programme_codes"),
        source=row.text("source"),
    )
