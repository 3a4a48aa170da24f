"""The envelope of every event: CloudEvents 1.0, thin, with a plain integer cursor and a link to the details."""

from abc import abstractmethod
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from noms.contracts.wire import Instant, Line, View, Wire

EventType = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+\.[a-z_]+$", max_length=100)]


class Event(View):
    """What one event says: identifiers only, no names and no offence. Subclasses declare `type`, `version` and `subject`."""

    type: ClassVar[str]
    """`service.noun.happened`, such as `offender_mgmt.requirement.imposed`."""

    version: ClassVar[int] = 1

    @abstractmethod
    def subject(self) -> str:
        """What the event is about: a CRN where it concerns a person, else the identifier of the thing."""

    def also_names(self) -> tuple[str, ...]:
        """Other subjects that the event names: whoever may not hear of one of them does not hear of this."""
        return ()


class CloudEvent(View):
    """One event on a feed, in the structured JSON form of CloudEvents 1.0."""

    specversion: Literal["1.0"] = "1.0"
    id: UUID = Field(description="Identifies the event for ever; a replay carries the same id.")
    source: Line = Field(description="The service that published it, such as /offender_mgmt.")
    type: EventType
    subject: Line
    time: Instant = Field(description="When the fact was recorded.")
    datacontenttype: Literal["application/json"] = "application/json"
    dataversion: int = Field(ge=1, description="Version of the shape of `data`.")
    sequence: int = Field(ge=1, description="Position on the feed: pass the last one back as `after`.")
    traceparent: str | None = Field(default=None, description="The W3C trace of the request that caused it.")
    data: dict[str, Any]


class FeedCursor(Wire):
    """Where a consumer stands on a feed."""

    after: Annotated[int, Field(ge=0)] = 0
