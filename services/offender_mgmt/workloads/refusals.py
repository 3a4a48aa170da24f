"""What is refused about the capacity of officers, and which constraints of their table stand for which refusal."""

from collections.abc import Mapping
from types import MappingProxyType

from noms.chassis.refusals import Refusal


class CapacityOfOthers(Refusal):
    """Whoever employs an officer says what the officer can carry."""

    code = "capacity_of_others"
    title = "Only whoever employs the officer records what the officer can carry."


class CapacityOnRecord(Refusal):
    """An officer's capacity begins once on a day."""

    code = "capacity_on_record"
    title = "The officer's capacity from that day is on record already."


CONSTRAINTS: Mapping[str, type[Refusal]] = MappingProxyType({"officer_capacity_officer_applies_from_key": CapacityOnRecord})
