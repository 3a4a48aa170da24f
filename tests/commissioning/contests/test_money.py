"""What a contest does to the money: the disputed line is marked, and its decision comes back as an adjustment, to the penny."""

from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.contests import (
    CONTROLLER_AND_MANAGER,
    RYE_HILL_MANAGER,
    a_decision,
    decided,
    in_force_with,
    raised,
    runs_of,
    settled,
)
from builders.commissioning.occurrences import classified, moved, rye_hill
from builders.commissioning.personas import NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.settlement_runs import SettlementRunView

pytestmark = pytest.mark.usefixtures("clean_slate")

POINT_PENCE = 24_000
ESCAPE_PENCE = 6_000_000
TERMS = {
    "commenced_on": "2009-04-01",
    "ends_on": "2011-03-31",
    "annual_fee_pence": 2_400_000_000,
    "fixed_sums": [{"code": "escape", "percent_of_fee": "0.25"}],
    "points": {
        "measures": [{"code": "2.2g", "points": "10"}],
        "quarterly": {
            "pence_a_point": "24000",
            "baselines": [{"from_year": 1, "points": "0"}],
            "bands": [{"above": "0", "up_to": "50", "factor": "1"}, {"above": "50", "factor": "1.2"}],
        },
    },
}
"""A quarter of a per cent of £24m for an escape; £240 a point, beyond 50 points 1.2 times as much."""


async def in_force(service: Running) -> str:
    return await in_force_with(service, TERMS)


async def settle(service: Running, agreement: str, through: str = "2010-06-30", on: str = "2010-07-05") -> SettlementRunView:
    return await settled(service, agreement, through, on)


def line_of(run: SettlementRunView, code: str) -> Any:
    (found,) = [line for month in run.months for line in month.lines if line.code == code and line.entitlement_pence]
    return found


async def an_escape(service: Running, agreement: str, **changes: Any) -> dict[str, Any]:
    return await classified(service, agreement, kind="FIXED_SUM_INCIDENT", code="escape", **changes)


async def test_an_escape_that_is_contested_counts_as_charged_and_an_upheld_contest_gives_it_back(service: Running):
    agreement = await in_force(service)
    escape = await an_escape(service, agreement)
    assert line_of(await settle(service, agreement), "escape").posted_pence == -ESCAPE_PENCE

    contest = await raised(service, agreement, escape["id"])
    disputed = line_of(await settle(service, agreement), "escape")
    assert (disputed.state, disputed.entitlement_pence, disputed.posted_pence) == ("disputed", -ESCAPE_PENCE, 0)

    await decided(service, contest, "upheld")
    *_, last = await runs_of(service, agreement)
    assert (last.run, last.posted_pence, last.recorded_by) == (3, ESCAPE_PENCE, "mona")
    assert contest["id"] in (last.cause or "")


async def test_a_rejected_contest_changes_no_penny(service: Running):
    agreement = await in_force(service)
    escape = await an_escape(service, agreement)
    await settle(service, agreement)
    await decided(service, await raised(service, agreement, escape["id"]), "rejected")

    posted = await runs_of(service, agreement)
    assert [run.posted_pence for run in posted[1:]] == [0] * (len(posted) - 1)
    assert line_of(posted[-1], "escape").state == "final"


async def test_a_contest_upheld_in_part_ripples_through_the_bands(service: Running):
    """Six finds of 10 points: 50 x 1.0 + 10 x 1.2 = 62 x £240 = £14,880. Four and a half are left: 45 x £240 = £10,800."""
    agreement = await in_force(service)
    finds = await classified(service, agreement, count="6")
    first = await settle(service, agreement)
    await decided(service, await raised(service, agreement, finds["id"]), "partly", new_count="4.5")
    *_, last = await runs_of(service, agreement)

    assert first.posted_pence - last.entitlement_pence == -(62 - 45) * POINT_PENCE
    assert last.posted_pence == 408_000


async def test_what_is_decided_before_its_months_are_settled_posts_nothing_yet(service: Running):
    agreement = await in_force(service)
    escape = await an_escape(service, agreement, occurred_on="2010-08-01", found_on="2010-08-01")
    await settle(service, agreement)
    await decided(service, await raised(service, agreement, escape["id"]), "upheld")
    assert len(await runs_of(service, agreement)) == 1

    later = await settle(service, agreement, "2010-09-30", "2010-10-05")
    assert not [line for month in later.months for line in month.lines if line.code == "escape" and line.entitlement_pence]


async def test_an_agreement_without_payment_terms_is_contested_and_decided_all_the_same(service: Running):
    agreement = await rye_hill(service)
    contest = await raised(service, agreement, (await an_escape(service, agreement))["id"])

    assert (await decided(service, contest, "upheld"))["state"] == "upheld"
    assert await runs_of(service, agreement) == []


async def test_a_part_of_a_line_is_contested_and_waits_until_the_decision(service: Running):
    agreement = await in_force(service)
    await an_escape(service, agreement)
    line = line_of(await settle(service, agreement), "escape")
    contest = await raised(service, agreement, str(line.line_id), kind="settlement_line", disputed_pence=1_000)
    behind = f"/v1/agreements/{agreement}/settlements/1/lines/{line.line_id}"

    async def disputes() -> list[tuple[str, int, bool | None]]:
        async with service.as_(RYE_HILL_CONTRACTOR) as client:
            told = (await client.get(behind)).json()["disputes"]
        return [(one["contest_id"], one["disputed_pence"], one["upheld"]) for one in told]

    assert await disputes() == [(contest["id"], 1_000, None)]
    assert (contest["disputed_pence"], contest["clock"]["days_left"]) == (1_000, 20)
    await decided(service, contest, "rejected")
    assert await disputes() == [(contest["id"], 1_000, False)]


async def test_no_line_is_decided_by_whoever_classified_posted_or_contested_it(service: Running):
    agreement = await in_force(service)
    await an_escape(service, agreement)
    line = line_of(await settle(service, agreement), "escape")
    both = Persona(
        "mona", "NOMS", CallerKind.STAFF, ("contract-manager", "contractor-system"),
        {"organisations": ["NOMS"], "establishments": ["RHI"]},
    )  # fmt: skip
    contest = await raised(service, agreement, str(line.line_id), persona=both, kind="settlement_line")
    codes = []
    for persona in (CONTROLLER_AND_MANAGER, NATIONAL_COMMISSIONER, both):
        async with service.as_(persona) as client:
            refused = await client.post(f"/v1/contests/{contest['id']}/decision", json=a_decision(), headers=once())
        codes.append((refused.status_code, refused.json()["code"]))

    assert codes == [(409, "decided_by_the_first")] * 3
    other = Persona("otto", "NOMS", CallerKind.STAFF, ("contract-manager",), {"organisations": ["NOMS"]})
    assert (await decided(service, contest, "rejected", other))["state"] == "rejected"


async def test_a_line_is_contested_once_until_its_pence_are_told_anew(service: Running):
    agreement = await in_force(service)
    escape = await an_escape(service, agreement)
    line = str(line_of(await settle(service, agreement), "escape").line_id)
    body = {"about": {"kind": "settlement_line", "id": line}, "ground": "wrong_arithmetic", "statement": "The rate is wrong."}

    async def contest(**changes: Any) -> tuple[int, str]:
        async with service.as_(RYE_HILL_CONTRACTOR) as client:
            answer = await client.post(f"/v1/agreements/{agreement}/contests", json=body | changes, headers=once())
        return answer.status_code, answer.json()["id"] if answer.is_success else answer.json()["code"]

    assert await contest(disputed_pence=ESCAPE_PENCE + 1) == (409, "part_of_what")
    status, made = await contest()
    assert status == 201
    assert await contest() == (409, "contested_already")
    async with service.as_(RYE_HILL_MANAGER) as client:
        partly = {"outcome": "partly", "new_count": "1", "reasons": "Half of it."}
        refused = await client.post(f"/v1/contests/{made}/decision", json=partly, headers=once())
    assert (refused.status_code, refused.json()["code"]) == (409, "count_of_a_part")
    await decided(service, {"id": made}, "rejected")
    assert await contest() == (409, "contested_already")

    await moved(service, escape, "HELD")
    await settle(service, agreement)
    await moved(service, escape, "CLASSIFIED")
    await settle(service, agreement)
    assert (await contest())[0] == 201


async def test_what_rests_on_one_event_is_charged_once_though_nobody_said_that_it_is_one(service: Running):
    """The escape stands, and the find on the same event bears no points. House rule: 0159."""
    agreement, event = await in_force(service), str(uuid4())
    await classified(service, agreement, event_ids=[event], count="5")
    await an_escape(service, agreement, event_ids=[event, str(uuid4())])
    lines = [line for month in (await settle(service, agreement)).months for line in month.lines]

    assert sum(line.posted_pence for line in lines if line.step == "fixed_sum") == -ESCAPE_PENCE
    assert sum(line.posted_pence for line in lines if line.step == "quarter_points") == 0
    assert [line.code for line in lines if line.step == "charged_once"] == ["2.2g"]
