"""What the purchaser's own events show was in place for whom: persons and orders go by pseudonyms."""

from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from noms.contracts.wire import Code, Day, Instant, Line, View, Wire, Words

MOST_EVENTS_EACH = 50
MOST_SPELLS = 50

Pseudonym = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{11,63}$")]
"""A reference that stands for a person or an order and tells nothing: 12 to 64 small letters, digits and hyphens.

No case reference number, prison number or PNC number has this form.
"""


class Spell(Wire):
    """Days on which something was in place. Without a last day it still is."""

    started_on: Day
    ended_on: Day | None = None


class NewProvision(Wire):
    """What the purchaser's own events show of one order: when it started and ended, or that it never started."""

    model_config = Wire.model_config | ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "service": "CUSTODY-TRAINER",
                    "person_reference": "p-4f1c9a7e2b60",
                    "order_reference": "o-9b3e55d1c0aa",
                    "spells": [{"started_on": "2010-06-01", "ended_on": "2010-09-14"}],
                    "event_ids": ["3d0f6d5e-6a52-4f0e-9a51-0f3b8f7c2a11"],
                    "source": "Reception and discharge events to sequence 90211",
                }
            ]
        }
    )

    service: Code
    person_reference: Pseudonym
    order_reference: Pseudonym
    spells: Annotated[list[Spell], Field(max_length=MOST_SPELLS)] = Field(description="Empty: it never started.")
    event_ids: Annotated[list[UUID], Field(max_length=MOST_EVENTS_EACH)]
    source: Words


class ProvisionView(View):
    """What is known of one order, by revision: what was known before stays on record."""

    provision_id: UUID
    service: Line
    person_reference: Line
    order_reference: Line
    spells: list[Spell]
    event_ids: list[UUID]
    source: Words
    revision: int = Field(ge=1)
    recorded_by: Line
    recorded_at: Instant


class ProvisionList(View):
    """What is known now of the orders of an agreement, by order."""

    data: list[ProvisionView]
    next_after: Line | None = Field(default=None, description="Pass as `after` for the next page; absent on the last.")
