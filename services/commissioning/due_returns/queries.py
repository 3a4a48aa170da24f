"""What agreements ask for, with what was filed for it."""

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from noms.chassis.identity.caller import Caller
from noms.contracts.commissioning.due_returns import AskedMeasure, DueReturn, ReturnBurden
from services.commissioning.due_returns import rules
from services.commissioning.measure_uses.queries import standings
from services.commissioning.returns.queries import asked_by, on_record
from services.commissioning.returns.rules import Asking


async def every_asking(session: AsyncSession, caller: Caller) -> list[Asking]:
    """What every agreement within reach asks for that has come into force."""
    return [asked_by(agreement, held) for agreement, held in (await standings(session, caller)).values()]


async def due_returns(session: AsyncSession, asked: Asking, as_at: date) -> list[DueReturn]:
    """Every return that an agreement asks for and whose period has begun, the latest first."""
    record = (await on_record(session, [asked.agreement_id]))[asked.agreement_id]
    return rules.due_returns(asked, record, as_at)


def burden(asked: Asking, day: date) -> ReturnBurden:
    """How many fields the agreement asks its provider to type, as its text stands on a day."""
    expected = rules.expected_on(asked, day)
    return ReturnBurden(
        agreement_id=asked.agreement_id,
        measures=[AskedMeasure(measure_code=each.measure_code, every=each.every, fields=list(each.fields)) for each in expected],
        fields_in_the_busiest_month=rules.fields_in_the_busiest_month(expected),
        fields_a_month=round(float(rules.fields_a_month(expected)), 1),
        most_allowed=rules.MOST_FIELDS_A_MONTH,
        within_the_limit=rules.within_the_limit(expected),
    )
