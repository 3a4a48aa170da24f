"""Periods of an agreement, computed over HTTP; London's April and May of 2010 by default."""

from builders.commissioning.personas import CONTRACT_MANAGER
from house.running import Running, once
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.performance import PeriodView

APRIL = {"from_day": "2010-04-01", "to_day": "2010-04-30"}
MAY = {"from_day": "2010-05-01", "to_day": "2010-05-31"}
LATE = {"reason": "late_events", "explanation": "The source recorded events after the period had been computed."}


async def compute(
    service: Running, agreement: str, days: dict[str, str] = APRIL, persona: Persona = CONTRACT_MANAGER
) -> PeriodView:
    """The days computed for the first time, or again where they say why."""
    async with service.as_(persona) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/periods", json=days, headers=once())
    assert answer.status_code == 201, answer.text
    return PeriodView.model_validate_json(answer.content)


async def computed_again(service: Running, agreement: str, days: dict[str, str] = APRIL, **why: str) -> PeriodView:
    """The next version of the days."""
    return await compute(service, agreement, days | LATE | why)


async def refused(service: Running, agreement: str, days: dict[str, str] = APRIL) -> tuple[int, str]:
    """With which status and code the days are refused."""
    async with service.as_(CONTRACT_MANAGER) as client:
        answer = await client.post(f"/v1/agreements/{agreement}/periods", json=days, headers=once())
    return answer.status_code, answer.json().get("code", "")


async def read(service: Running, agreement: str, period: PeriodView, persona: Persona = CONTRACT_MANAGER) -> PeriodView:
    """The period as it stands now."""
    async with service.as_(persona) as client:
        answer = await client.get(f"/v1/agreements/{agreement}/periods/{period.period_id}")
    assert answer.status_code == 200, answer.text
    return PeriodView.model_validate_json(answer.content)
