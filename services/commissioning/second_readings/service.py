"""Drawing a sample that anybody can draw again, and giving the second reading of one of its occurrences."""

import secrets
from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis import clock
from noms.chassis.identity.caller import Caller, persons_named
from noms.contracts.commissioning.second_readings import NewSecondReading, SampleToDraw, SecondReadingView
from noms.contracts.wire import MAX_INT32
from services.commissioning.agreements import queries as agreements
from services.commissioning.occurrences import queries as occurrences
from services.commissioning.occurrences.rules import is_on_the_providers_side
from services.commissioning.second_readings import queries, rules
from services.commissioning.second_readings.refusals import ProviderReads, refuse
from services.commissioning.second_readings.tables import SecondJudgementRow, SecondReadingLineRow, SecondReadingRow


async def draw_sample(session: AsyncSession, caller: Caller, agreement_id: UUID, wanted: SampleToDraw) -> SecondReadingView:
    """Draw a sample of what is on record now, by a seed that nobody chose."""
    await hold_for_purchaser(session, caller, agreement_id)
    happened = await occurrences.on_record(session, agreement_id, wanted.from_day, wanted.to_day)
    refuse(rules.objection_to_sample(wanted.from_day, wanted.to_day, population=len(happened)))
    drawn = SecondReadingRow(
        second_reading_id=uuid4(),
        agreement_id=agreement_id,
        seed=secrets.randbelow(MAX_INT32),
        population=len(happened),
        drawn_by=caller.in_full,
        drawn_at=clock.now(),
        **wanted.model_dump(),
    )
    session.add(drawn)
    await session.flush()
    await put_in_sample(session, drawn, happened)
    return await queries.second_reading_view(session, drawn)


async def put_in_sample(session: AsyncSession, drawn: SecondReadingRow, happened: Sequence[occurrences.OnRecord]) -> None:
    """Keep which occurrences the seed has drawn, each as it is classified now."""
    chosen = set(rules.sampled((row.occurrence_id for row, _ in happened), drawn.seed))
    session.add_all(
        SecondReadingLineRow(
            second_reading_id=drawn.second_reading_id,
            occurrence_id=row.occurrence_id,
            agreement_id=drawn.agreement_id,
            occurrence_version=version.number,
            kind=row.kind,
            code=version.code,
        )
        for row, version in happened
        if row.occurrence_id in chosen
    )
    await session.flush()


async def give_second_reading(
    session: AsyncSession, caller: Caller, agreement_id: UUID, second_reading_id: UUID, given: NewSecondReading
) -> SecondReadingView:
    """Say what an occurrence of the sample falls under, as somebody else than whoever classified it."""
    await hold_for_purchaser(session, caller, agreement_id)
    drawn = await queries.sample(session, agreement_id, second_reading_id)
    line = await queries.line(session, second_reading_id, given.occurrence_id)
    before = persons_named(*(version.recorded_by for version in await occurrences.versions_of(session, line.occurrence_id)))
    told = {"kind": given.kind, "code": given.code}
    refuse(rules.objection_to_second_reading(readers=caller.persons, read_before_by=before, **told))
    session.add(
        SecondJudgementRow(
            second_reading_id=second_reading_id,
            agreement_id=agreement_id,
            read_by=caller.in_full,
            read_at=clock.now(),
            **given.model_dump(),
        )
    )
    await session.flush()
    return await queries.second_reading_view(session, drawn)


async def hold_for_purchaser(session: AsyncSession, caller: Caller, agreement_id: UUID) -> None:
    """Find the agreement and hold it, for a caller who is not on its provider's side."""
    agreed = await agreements.agreed(session, caller, agreement_id, for_change=True)
    if is_on_the_providers_side(caller.organisation, agreed):
        raise ProviderReads
