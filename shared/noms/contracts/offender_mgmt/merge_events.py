"""What is published when records are merged and parted."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from noms.contracts.events import Event
from noms.contracts.identifiers import Crn
from noms.contracts.wire import Line


class PersonsMerged(Event):
    """A record was merged into another, which answers for both from now on."""

    type: ClassVar[str] = "offender_mgmt.person.merged"

    crn: Crn
    merged_crn: Crn
    merge_id: UUID
    requirement_ids: list[UUID]
    """The requirements that are the surviving record's from now on."""
    closure_ids: list[UUID] = Field(default=[])
    """The closures of the merged record that close the surviving one from now on."""
    merged_before: list[Crn] = Field(default=[])
    """Records that were merged into the merged one before: the surviving one answers for them too."""
    detail_url: Line

    def subject(self) -> str:
        return self.crn

    def also_names(self) -> tuple[str, ...]:
        return (self.merged_crn, *self.merged_before)


class PersonsParted(Event):
    """Two merged records were parted: the one that was merged answers for itself again."""

    type: ClassVar[str] = "offender_mgmt.person.parted"

    crn: Crn
    merged_crn: Crn
    merge_id: UUID
    requirement_ids: list[UUID]
    """The requirements that are the parted record's again."""
    closure_ids: list[UUID] = Field(default=[])
    """The closures that close the parted record again, and no longer the one that survived."""
    merged_before: list[Crn] = Field(default=[])
    """Records that were merged into the parted one before: it answers for them again."""
    detail_url: Line

    def subject(self) -> str:
        return self.crn

    def also_names(self) -> tuple[str, ...]:
        return (self.merged_crn, *self.merged_before)
