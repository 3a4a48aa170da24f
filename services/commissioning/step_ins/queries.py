"""Step-ins under an agreement with their intended last days and endings, as known at an instant."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.step_ins import StepInEndingView, StepInTermView, StepInView
from noms.reference.regions import ServiceClass
from services.commissioning.responsibilities.queries import provider_on
from services.commissioning.step_ins.rules import STATUTE, StepIn
from services.commissioning.step_ins.tables import StepInEndingRow, StepInRow, StepInTermRow


@dataclass(frozen=True)
class Record:
    """One step-in with its terms and its ending."""

    row: StepInRow
    terms: tuple[StepInTermRow, ...]
    ending: StepInEndingRow | None

    def as_fact(self) -> StepIn:
        """As much of it as decides whether it is in force."""
        return StepIn(self.row.from_day, self.terms[-1].until_day, self.ending.ended_on if self.ending else None)


async def step_in(session: AsyncSession, step_in_id: UUID) -> StepInRow:
    """The step-in of this id. Its agreement is looked for through the caller's reach by whoever asks.

    Raises:
        NotFound: there is none, or its agreement lies out of reach.

    """
    row = await session.scalar(select(StepInRow).where(StepInRow.step_in_id == step_in_id))
    if row is None:
        raise NotFound
    return row


async def on_record(session: AsyncSession, agreement_id: UUID, *, as_at: date, known_at: datetime | None = None) -> list[Record]:
    """The step-ins of an agreement in their order, as they stood on a day and were known at an instant.

    An appointment is known from the day on which it was made, its ending from its last day.
    """
    rows = await session.scalars(
        select(StepInRow)
        .where(StepInRow.agreement_id == agreement_id, StepInRow.appointed_on <= as_at)
        .order_by(StepInRow.number)
    )
    kept = [row for row in rows if known_at is None or row.recorded_at <= known_at]
    terms = await session.scalars(
        select(StepInTermRow).where(StepInTermRow.agreement_id == agreement_id).order_by(StepInTermRow.version)
    )
    told = [row for row in terms if row.decided_on <= as_at and (known_at is None or row.recorded_at <= known_at)]
    endings = await session.scalars(
        select(StepInEndingRow).where(StepInEndingRow.agreement_id == agreement_id, StepInEndingRow.ended_on <= as_at)
    )
    ended = {row.step_in_id: row for row in endings if known_at is None or row.recorded_at <= known_at}
    return [
        Record(row, tuple(term for term in told if term.step_in_id == row.step_in_id), ended.get(row.step_in_id)) for row in kept
    ]


def provider_class_on(provider: str, day: date) -> ServiceClass | None:
    """What kind of prison or probation body the provider was on the day; nothing when it is neither."""
    try:
        return provider_on(provider, day).service_class
    except NotFound:
        return None


def step_in_view(record: Record, day: date) -> StepInView:
    """One step-in as both parties see it, as it stood on the day."""
    row = record.row
    return StepInView.model_validate(
        {
            **{name: getattr(row, name) for name in _SAME_IN_BOTH},
            "id": row.step_in_id,
            "in_force": record.as_fact().in_force_on(day),
            "costs_to_contractor": True,
            "statute": STATUTE,
            "terms": [StepInTermView.model_validate(term) for term in record.terms],
            "ending": StepInEndingView.model_validate(record.ending) if record.ending else None,
        }
    )


_SAME_IN_BOTH = (
    "agreement_id", "number", "ground", "necessary_for", "part_of_prison", "governor_post", "appointed_on", "from_day",
    "contractor_told_on",
)  # fmt: skip
