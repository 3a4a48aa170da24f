"""Scorecards over HTTP: within reach, hidden as if absent, the same on the short way and the long, page by page."""

from datetime import date
from uuid import UUID

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import COMPLETIONS, Ledger, Peers
from builders.commissioning.performance import compute
from builders.commissioning.personas import (
    AUDITOR,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOBODY,
    OFFENDER_MANAGER,
    STRANGER,
)
from builders.commissioning.ratings import TRUSTS, purchaser_of, system_of
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.scorecards import MeasureOverTime, ProviderScorecard, RegionScorecard

LONDONS = ("/v1/scorecards/providers/LDN", "/v1/scorecards/regions/LON", f"/v1/scorecards/measures/{COMPLETIONS}?provider=LDN")


@pytest.fixture(scope="module")
async def trusts(service: Running, peers: Peers) -> list[str]:
    """Nine trusts of five regions, each with April computed."""
    for place, (trust, region) in enumerate(TRUSTS.items()):
        peers.ledgers[trust] = Ledger()
        peers.of(trust).complete(*[date(2010, 4, 10)] * (20 + place))
        agreement = await live(service, purchaser_of(trust), system_of(trust), provider=trust, commissioner=region)
        await compute(service, agreement, persona=purchaser_of(trust))
    return list(TRUSTS)


@pytest.mark.parametrize("path", LONDONS)
@pytest.mark.parametrize("persona", [LONDON_TRUST, LONDON_COMMISSIONER, NATIONAL_COMMISSIONER, AUDITOR])
async def test_the_provider_its_purchaser_and_whoever_reaches_everything_read_the_same(
    service: Running, trusts: list[str], path: str, persona: Persona
):
    async with service.as_(persona) as client, service.as_(AUDITOR) as auditor:
        answer, whole = await client.get(path), await auditor.get(path)

    assert answer.status_code == 200, answer.text
    assert answer.json() == whole.json()


@pytest.mark.parametrize("path", LONDONS)
@pytest.mark.parametrize("persona", [KENT_TRUST, purchaser_of("KNT"), NOBODY])
async def test_what_is_hidden_looks_like_what_is_not_there(service: Running, trusts: list[str], path: str, persona: Persona):
    absent = path.replace("LDN", "QQQ").replace("LON", "QQQ")
    async with service.as_(persona) as client:
        hidden, nowhere = await client.get(path), await client.get(absent)

    assert (hidden.status_code, nowhere.status_code) == (404, 404)
    assert hidden.json()["detail"] == nowhere.json()["detail"]


@pytest.mark.parametrize("path", LONDONS)
@pytest.mark.parametrize("persona", [OFFENDER_MANAGER, STRANGER])
async def test_practitioners_read_no_scorecards(service: Running, trusts: list[str], path: str, persona: Persona):
    async with service.as_(persona) as client:
        assert (await client.get(path)).status_code == 403


async def test_a_region_sees_what_it_purchases_and_a_trust_its_own(service: Running, trusts: list[str]):
    path = f"/v1/scorecards/measures/{COMPLETIONS}"
    seen = {}
    for persona in (purchaser_of("KNT"), system_of("MCG"), AUDITOR):
        async with service.as_(persona) as client:
            told = MeasureOverTime.model_validate_json((await client.get(path)).content)
        seen[persona.name] = [series.provider for series in told.data]

    assert list(seen.values()) == [["HPS", "KNT", "TVP"], ["MCG"], sorted(TRUSTS)]


async def test_a_trust_sees_its_own_line_of_its_region_and_nobody_elses(service: Running, trusts: list[str]):
    async with service.as_(system_of("KNT")) as client:
        told = RegionScorecard.model_validate_json((await client.get("/v1/scorecards/regions/SE")).content)

    assert [line.provider for line in told.data] == ["KNT"]


async def test_a_scorecard_tells_the_own_place_in_the_group_and_no_other_score(service: Running, trusts: list[str]):
    async with service.as_(system_of("YSW")) as client:
        own = await client.get("/v1/scorecards/providers/YSW")
    scores = {}
    for trust in TRUSTS:
        async with service.as_(AUDITOR) as client:
            card = ProviderScorecard.model_validate_json((await client.get(f"/v1/scorecards/providers/{trust}")).content)
        scores[trust] = card.agreements[0]

    (period,) = ProviderScorecard.model_validate_json(own.content).agreements[0].periods
    assert (period.comparator_group, period.group_size) == ("probation_trust", 9)
    for trust, card in scores.items():
        if trust != "YSW":
            assert str(card.agreement_id) not in own.text
            assert f'"{trust}"' not in own.text


@pytest.mark.parametrize("path", LONDONS[:2])
async def test_the_short_way_and_the_long_way_answer_the_same(service: Running, trusts: list[str], path: str):
    """Whoever says what they hold already goes the long way; a token that was verified before takes the short one."""
    async with service.as_(LONDON_TRUST) as client:
        first, short = await client.get(path), await client.get(path)
        long = await client.get(path, headers={"If-None-Match": '"something else"'})

    assert first.content == short.content == long.content
    assert short.headers["etag"] == long.headers["etag"]
    async with service.as_(LONDON_TRUST) as client:
        assert (await client.get(path, headers={"If-None-Match": short.headers["etag"]})).status_code == 304


async def test_every_page_of_a_region_follows_the_last_and_the_end_says_so(service: Running, trusts: list[str]):
    async with service.as_(AUDITOR) as client:
        whole = RegionScorecard.model_validate_json((await client.get("/v1/scorecards/regions/NW")).content)
        first = whole.data[0].agreement_id
        rest = await client.get("/v1/scorecards/regions/NW", params={"after": str(first)})
        end = await client.get("/v1/scorecards/regions/NW", params={"after": str(whole.data[-1].agreement_id)})

    assert [line.provider for line in whole.data] == ["LCS", "MCG", "MRS"]
    assert [line.provider for line in RegionScorecard.model_validate_json(rest.content).data] == ["MCG", "MRS"]
    assert (whole.next_after, end.status_code) == (None, 404)


async def test_a_place_in_somebody_elses_list_opens_nothing(service: Running, trusts: list[str]):
    async with service.as_(AUDITOR) as client:
        whole = RegionScorecard.model_validate_json((await client.get("/v1/scorecards/regions/NW")).content)
    async with service.as_(system_of("MRS")) as client:
        after: UUID = whole.data[0].agreement_id
        told = await client.get("/v1/scorecards/regions/NW", params={"after": str(after)})

    assert told.status_code == 404


@pytest.mark.parametrize(
    "path", ["/v1/scorecards/providers/ldn", "/v1/scorecards/regions/l", "/v1/scorecards/measures/Not-A-Code"]
)
async def test_a_code_that_is_none_is_refused(service: Running, trusts: list[str], path: str):
    async with service.as_(AUDITOR) as client:
        assert (await client.get(path)).status_code == 422
