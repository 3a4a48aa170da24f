"""What was in place under each order. A row is never changed: a later one says what is known now."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.dialects.postgresql import UUID as UUID_TYPE
from sqlalchemy.orm import Mapped, mapped_column

from services.commissioning.rows import Row


class ProvisionRow(Row):
    """What is known of one order: the latest revision counts."""

    __tablename__ = "provision"

    provision_id: Mapped[UUID] = mapped_column(primary_key=True)
    agreement_id: Mapped[UUID]
    service: Mapped[str]
    order_reference: Mapped[str]
    revision: Mapped[int]
    person_reference: Mapped[str]
    spells: Mapped[list[dict[str, str | None]]] = mapped_column(JSONB)
    event_ids: Mapped[list[UUID]] = mapped_column(ARRAY(UUID_TYPE(as_uuid=True)))
    source: Mapped[str]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime]
