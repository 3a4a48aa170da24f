"""The shares overturned over HTTP: for those who oversee, within their reach."""

import pytest

from builders.commissioning.contests import RYE_HILL_MANAGER, decided, raised
from builders.commissioning.occurrences import CONTROLLER, SECOND_CONTROLLER, classified, rye_hill
from builders.commissioning.personas import (
    AUDITOR,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.controllers import OverturnedShares

pytestmark = pytest.mark.usefixtures("clean_slate")


async def answers(service: Running, persona: Persona, paths: list[str]) -> list[tuple[int, bytes]]:
    async with service.as_(persona) as client:
        told = [await client.get(path) for path in paths]
    return [(answer.status_code, answer.content) for answer in told]


async def test_the_share_overturned_is_told_for_each_controller_to_those_who_oversee(service: Running):
    agreement = await rye_hill(service)
    for controller, outcomes in ((CONTROLLER, ("upheld", "rejected", "rejected", None)), (SECOND_CONTROLLER, ("partly",))):
        for outcome in outcomes:
            found = await classified(service, agreement, controller, count="2")
            contest = await raised(service, agreement, found["id"])
            if outcome:
                await decided(service, contest, outcome, **({"new_count": "1"} if outcome == "partly" else {}))
    await classified(service, agreement, CONTROLLER)

    ((status, told),) = await answers(service, AUDITOR, ["/v1/controllers/overturned-shares"])
    colin, cora = OverturnedShares.model_validate_json(told).data
    assert status == 200
    assert (colin.controller, colin.classified, colin.contested, colin.partly) == ("colin", 1, 1, 1)
    assert (colin.share_overturned, colin.share_overturned_exact) == (1.0, "1")
    assert (cora.controller, cora.classified, cora.contested, cora.decided) == ("cora", 5, 4, 3)
    assert (cora.upheld, cora.rejected, cora.share_overturned, cora.share_overturned_exact) == (1, 2, 0.333, "1/3")


async def test_only_those_who_oversee_compare_controllers_and_only_within_their_reach_and_days(service: Running):
    agreement = await rye_hill(service)
    await raised(service, agreement, (await classified(service, agreement))["id"])
    path = "/v1/controllers/overturned-shares"

    for persona in (RYE_HILL_CONTRACTOR, CONTROLLER, RYE_HILL_MANAGER, LONDON_TRUST):
        assert [status for status, _ in await answers(service, persona, [path])] == [403]
    for persona, query in ((LONDON_COMMISSIONER, ""), (AUDITOR, "?to_day=2010-12-31"), (AUDITOR, "?from_day=2098-01-01")):
        assert await answers(service, persona, [path + query]) == [(200, b'{"data":[]}')]
    assert b'"cora"' in (await answers(service, NATIONAL_COMMISSIONER, [path]))[0][1]
