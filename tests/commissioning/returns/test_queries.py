"""What was returned for some days, for whoever rates: by the latest versions, whole or not at all."""

from collections.abc import AsyncIterator
from datetime import date
from fractions import Fraction
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from builders.commissioning.returns import ARRIVALS, ASSAULTS, BELMARSH, counts, month, months_ago, prison_agreement
from house.running import Running, once
from noms.chassis.identity.caller import EVERYTHING, Caller, CallerKind
from services.commissioning.returns import queries

pytestmark = pytest.mark.usefixtures("clean_slate")


@pytest.fixture
async def session(service: Running) -> AsyncIterator[AsyncSession]:
    auditor = Caller("test", "test", "NOMS", CallerKind.SYSTEM, frozenset(), frozenset(), (EVERYTHING,))
    async with await service.database.session(auditor) as opened:
        yield opened


async def file_return(service: Running, agreement: str, measure: str, period: str, **changes: str) -> None:
    async with service.as_(BELMARSH) as client:
        path = f"/v1/agreements/{agreement}/returns/{measure}/{period}"
        answer = await client.post(path, json=counts(**changes), headers=once())
    assert answer.status_code == 201, answer.text


def days(first: int, last: int) -> tuple[date, date]:
    """From the first day of the month `first` months ago to the last of that `last` months ago."""
    return months_ago(first), date.fromordinal(months_ago(last - 1).toordinal() - 1)


async def test_one_month_is_its_return(service: Running, session: AsyncSession):
    agreement = await prison_agreement(service)
    await file_return(service, agreement, ARRIVALS, month(1))
    told = await queries.filed(session, UUID(agreement), ARRIVALS, *days(1, 1))

    assert told is not None
    assert (told.numerator, told.denominator, told.value) == (412, 480, Fraction(41200, 480))
    assert (told.attested, told.first_day, told.last_day, len(told.return_ids)) == (True, *days(1, 1), 1)


async def test_three_months_are_added_up_and_the_latest_version_of_each_counts(service: Running, session: AsyncSession):
    agreement = await prison_agreement(service)
    for ago in (3, 2, 1):
        await file_return(service, agreement, ARRIVALS, month(ago), numerator="400", denominator="500")
    await file_return(service, agreement, ARRIVALS, month(2), numerator="450", denominator="500", reason="Recounted.")
    told = await queries.filed(session, UUID(agreement), ARRIVALS, *days(3, 1))

    assert told is not None
    assert (told.numerator, told.denominator, told.value) == (1250, 1500, Fraction(250, 3))
    assert len(told.return_ids) == 3
    assert told.days_late > 0


async def test_days_that_are_not_covered_whole_have_no_return(service: Running, session: AsyncSession):
    agreement = await prison_agreement(service)
    for ago in (3, 1):
        await file_return(service, agreement, ARRIVALS, month(ago))
    first, last = days(3, 1)

    assert await queries.filed(session, UUID(agreement), ARRIVALS, first, last) is None
    assert await queries.filed(session, UUID(agreement), ARRIVALS, *days(2, 2)) is None
    assert await queries.filed(session, UUID(agreement), ARRIVALS, *days(4, 3)) is None
    assert await queries.filed(session, UUID(agreement), ARRIVALS, first, date.fromordinal(last.toordinal() - 1)) is None
    assert await queries.filed(session, UUID(agreement), ASSAULTS, first, last) is None


async def test_a_rolling_year_is_told_by_the_return_of_the_last_month_alone(service: Running, session: AsyncSession):
    agreement = await prison_agreement(service)
    await file_return(service, agreement, ASSAULTS, month(1), numerator="9", denominator="600")
    told = await queries.filed(session, UUID(agreement), ASSAULTS, *days(3, 1))

    assert told is not None
    assert (told.value, told.last_day) == (Fraction(3, 2), days(1, 1)[1])
    assert await queries.filed(session, UUID(agreement), ASSAULTS, *days(3, 2)) is None


async def test_a_return_of_another_agreement_does_not_count(service: Running, session: AsyncSession):
    agreement = await prison_agreement(service)
    await file_return(service, agreement, ARRIVALS, month(1))

    assert await queries.filed(session, UUID(int=1), ARRIVALS, *days(1, 1)) is None


def test_only_a_measure_that_somebody_returns_has_a_last_day_for_its_return():
    assert queries.due_on(ARRIVALS, date(2010, 12, 31)) == date(2011, 1, 17)
    assert queries.due_on("programme_completions", date(2010, 12, 31)) is None


async def test_what_was_filed_and_noted_cannot_be_changed_by_the_service(service: Running):
    async with service.database.engine.connect() as connection:
        for table in ("provider_return", "overdue_return"):
            for statement in (f"UPDATE {table} SET measure_code = 'x'", f"DELETE FROM {table}"):
                with pytest.raises(ProgrammingError, match="permission denied"):
                    await connection.execute(text(statement))
                await connection.rollback()


async def test_row_security_hides_returns_and_targets_without_a_reach(service: Running):
    agreement = await prison_agreement(service)
    await file_return(service, agreement, ARRIVALS, month(2))
    async with service.database.engine.connect() as connection:
        for table in ("provider_return", "overdue_return"):
            assert (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0
