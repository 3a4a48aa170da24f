"""What a public protection record says as a whole, and what it may not say."""

from collections import Counter
from collections.abc import Iterable, Iterator

from noms.contracts.offender_mgmt.public_protection import (
    PublicProtectionRecord,
    PublicProtectionView,
    Register,
    RoshGroup,
    RoshLevel,
    RoshSetting,
)
from noms.contracts.problems import FieldError

LEVELS = (RoshLevel.LOW, RoshLevel.MEDIUM, RoshLevel.HIGH, RoshLevel.VERY_HIGH)
"""From the lowest to the highest. Source: PC 36/2006."""

REGISTERED_SEXUAL_OFFENDER_CATEGORY = 1  # Source: Criminal Justice Act 2003 s.327(2)


def overall_level(levels: Iterable[RoshLevel]) -> RoshLevel | None:
    """The highest level for any group in any setting; absent when no level was recorded. House rule: 0061."""
    return max(levels, key=LEVELS.index, default=None)


def record_faults(record: PublicProtectionRecord) -> list[FieldError]:
    """What in a record contradicts itself; nothing when it may be recorded."""
    return [*_grid_faults(record), *_register_faults(record)]


def for_role(record: PublicProtectionView, *, sees_detail: bool) -> PublicProtectionView:
    """The record as a role may see it: the levels always, the detail only for those who manage the risk."""
    return record if sees_detail else record.model_copy(update={"detail": None})


def _grid_faults(record: PublicProtectionRecord) -> Iterator[FieldError]:
    """Risk to prisoners exists in custody only. Source: hmpps-assess-risks-and-needs RoshSectionModels.kt."""
    times = Counter((rating.group, rating.setting) for rating in record.rosh)
    for number, rating in enumerate(record.rosh):
        place = f"/rosh/{number}"
        if rating.group is RoshGroup.PRISONERS and rating.setting is not RoshSetting.CUSTODY:
            yield FieldError(
                pointer=f"{place}/setting", code="custody_only", message="Risk to prisoners is recorded in custody only."
            )
        if times[rating.group, rating.setting] > 1:
            yield FieldError(pointer=place, code="rated_twice", message="Each group is rated once in each setting.")


def _register_faults(record: PublicProtectionRecord) -> Iterator[FieldError]:
    if len(set(record.registers)) < len(record.registers):
        yield FieldError(pointer="/registers", code="registered_twice", message="Name each register once.")
    on_sex_offender_register = Register.SEX_OFFENDER_REGISTER in record.registers
    if on_sex_offender_register and record.mappa and record.mappa.category != REGISTERED_SEXUAL_OFFENDER_CATEGORY:
        message = "A registered sexual offender is in MAPPA category 1."
        yield FieldError(pointer="/mappa/category", code="category_contradicts_register", message=message)
