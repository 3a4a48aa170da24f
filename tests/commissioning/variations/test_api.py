"""Variations and extensions over HTTP: by both, by notice, within their clauses, never by one for both."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from builders.commissioning.agreements import (
    a_signature,
    breach_measure,
    completions_line,
    completions_measure,
    live,
    measured,
    signed,
)
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
)
from builders.commissioning.variations import BIRMINGHAM, a_variation, an_extension, post, proposed, refused, settled, text_of
from house.running import Running
from noms.chassis.clock import today
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.agreement_views import AgreementView
from noms.contracts.commissioning.variation_views import VariationList, VariationView

pytestmark = pytest.mark.usefixtures("clean_slate")

ONE_DAY = timedelta(days=1)
PLACES = {"specification": "CUSTODY-TRAINER", "specification_version": 1, "annual_volume": 600, "unit_price_pence": 4_000_000}
HARDER = {"measures": [completions_measure(floor="95")]}
UNPAID_WORK = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 1000, "unit_price_pence": 900}


async def page(service: Running, agreement: str) -> AgreementView:
    async with service.as_(LONDON_TRUST) as client:
        return AgreementView.model_validate_json((await client.get(f"/v1/agreements/{agreement}")).content)


async def test_a_variation_that_both_sign_makes_the_next_text_and_says_what_it_costs(service: Running):
    agreement = await live(service)
    made = VariationView.model_validate(await settled(service, agreement))
    whole = await page(service, agreement)

    assert (made.price_effect_pence, str(made.price_effect_on)) == (40 * 150_000, "2011-04-01")
    assert (made.drawn_on_text, made.text_number, made.entered_late) == (1, 2, False)
    assert [signature.party for signature in made.signatures] == ["commissioner", "provider"]
    assert [(line.annual_volume, str(line.from_day), str(line.to_day), line.text_number) for line in whole.lines] == [
        (365, "2010-04-01", "2011-03-31", 1),
        (405, "2011-04-01", "None", 2),
    ]
    assert whole.text_number == 2


async def test_it_is_published_to_the_parties_alone(service: Running):
    agreement = await live(service)
    await settled(service, agreement)

    async def heard(persona: Persona) -> list[str]:
        async with service.as_(persona) as client:
            feed = await client.get("/v1/events", params={"limit": 5000})
        return [event["type"] for event in feed.json() if event["subject"] == agreement]

    assert "commissioning.agreement.varied" in await heard(LONDON_TRUST)
    assert await heard(KENT_TRUST) == []


async def test_one_signature_changes_nothing_and_nobody_signs_for_both(service: Running):
    agreement = await live(service)
    path = await proposed(service, agreement)
    both_roles = ("commissioner", "trust-system")
    of_both = Persona("both", "NOMS", CallerKind.STAFF, both_roles, {"organisations": ["LDN"], "regions": ["LON"]})

    assert await refused(service, of_both, f"{path}/commissioner-signature", a_signature()) == (201, "")
    assert await refused(service, of_both, f"{path}/provider-signature", a_signature()) == (409, "signed_for_the_other")
    assert await refused(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature()) == (409, "already_signed")
    assert (await page(service, agreement)).text_number == 1
    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) == (201, "")
    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) == (409, "variation_no_longer_open")


async def test_each_signs_for_itself(service: Running):
    path = await proposed(service, await live(service))
    regional = Persona("lon-system", "NOMS", CallerKind.SYSTEM, ("trust-system",), {"regions": ["LON"]})

    assert await refused(service, LONDON_TRUST, f"{path}/commissioner-signature", a_signature()) == (403, "not_permitted")
    assert await refused(service, CONTRACT_MANAGER, f"{path}/commissioner-signature", a_signature()) == (403, "not_permitted")
    assert await refused(service, NATIONAL_COMMISSIONER, f"{path}/commissioner-signature", a_signature()) == (
        409,
        "not_the_commissioner",
    )
    assert await refused(service, regional, f"{path}/provider-signature", a_signature()) == (409, "not_the_provider")
    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature(signed_on="2999-01-01")) == (
        409,
        "signed_in_the_future",
    )


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"changes": {}}, (409, "nothing_changes")),
        ({"effective_on": "2012-04-01"}, (409, "variation_outside_its_days")),
        ({"effective_on": "2009-04-01"}, (409, "variation_outside_its_days")),
        ({"effective_on": "2010-07-01"}, (409, "not_at_the_turn_of_the_year")),
        ({"changes": {"lines": [completions_line(annual_volume=-5)]}}, (422, "invalid")),
        ({"changes": {"lines": [completions_line(specification_version=7)]}}, (422, "invalid")),
        ({"changes": {"lines": [completions_line(from_day="2010-04-01")]}}, (422, "invalid")),
        ({"changes": {"lines": [completions_line(), completions_line(annual_volume=9)]}}, (409, "versions_overlap")),
        ({"changes": {"struck_lines": [{"specification": "UNPAID-WORK", "place": "LDN"}]}}, (422, "unknown_part")),
        ({"changes": {"struck_lines": [{"specification": "PROGRAMME-COMPLETION", "place": "LDN"}]}}, (409, "nothing_is_bought")),
        ({"changes": {"struck_measures": ["sickness"]}}, (422, "unknown_part")),
        (
            {"changes": {"struck_measures": [completions_measure()["measure_code"], breach_measure()["measure_code"]]}},
            (409, "no_measure_left"),
        ),
        ({"changes": {"clauses": [{"code": "NOTHING", "wording": "x"}]}}, (422, "unknown_part")),
        ({"changes": {"measures": [completions_measure(floor="100")]}}, (409, "thresholds_out_of_order")),
        ({"changes": {"measures": [completions_measure(measure_code="sickness")]}}, (422, "invalid")),
        ({"changes": {"measures": [completions_measure(floor="-1")]}}, (422, "invalid")),
        ({"changes": {"measures": [completions_measure(measure_code="breach_action_before_the_2003_act")]}}, (422, "invalid")),
        ({"kind": "extension"}, (422, "invalid")),
    ],
)
async def test_a_variation_that_cannot_stand_is_refused_when_it_is_proposed(
    service: Running, changes: dict[str, Any], answer: tuple[int, str]
):
    path = f"/v1/agreements/{await live(service)}/variations"

    assert await refused(service, LONDON_COMMISSIONER, path, a_variation(**changes)) == answer


async def test_assistance_to_courts_does_not_come_in_by_the_back_door(service: Running):
    """Source: Offender Management Act 2007 s.4."""
    agreement = await live(service)
    reports = {"specification": "COURT-REPORTS", "specification_version": 2, "annual_volume": 10, "unit_price_pence": 1}
    serco = {"organisation": "SERCO", "name": "Serco", "role": "subcontractor", "body": "company"}
    told = await post(
        service,
        LONDON_COMMISSIONER,
        f"/v1/agreements/{agreement}/variations",
        a_variation(changes={"lines": [reports], "parties": [serco]}),
    )

    assert (told.status_code, told.json()["code"]) == (409, "restricted_provision")
    assert "Offender Management Act 2007 s.4" in told.json()["title"]


async def test_a_draft_is_not_varied_and_neither_is_an_agreement_of_another_office(service: Running):
    draft, begun = await measured(service), await live(service)

    assert await refused(service, LONDON_COMMISSIONER, f"/v1/agreements/{draft}/variations", a_variation()) == (
        409,
        "cannot_be_varied",
    )
    assert await refused(service, NATIONAL_COMMISSIONER, f"/v1/agreements/{begun}/variations", a_variation()) == (
        409,
        "not_the_commissioner",
    )


async def test_a_signed_agreement_is_varied_before_it_begins(service: Running):
    assert (await settled(service, await signed(service)))["text_number"] == 2


async def test_no_variation_is_signed_before_the_agreement_or_in_the_future(service: Running):
    path = await proposed(service, await live(service))
    before, future = a_signature(signed_on="2010-03-21"), a_signature(signed_on=str(today() + ONE_DAY))

    for persona, party in ((LONDON_COMMISSIONER, "commissioner"), (LONDON_TRUST, "provider")):
        assert await refused(service, persona, f"{path}/{party}-signature", before) == (409, "signed_before_the_agreement")
        assert await refused(service, persona, f"{path}/{party}-signature", future) == (409, "signed_in_the_future")


async def test_two_variations_of_one_line_at_the_same_instant_leave_one(service: Running):
    agreement = await live(service)
    paths = [await proposed(service, agreement, changes={"lines": [completions_line(annual_volume=v)]}) for v in (400, 410)]
    for path in paths:
        await post(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature())
    answers = await asyncio.gather(
        *(refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) for path in paths)
    )

    assert sorted(answers) == [(201, ""), (409, "text_has_moved_on")]
    assert (await page(service, agreement)).text_number == 2


async def test_variations_of_different_parts_may_both_be_settled(service: Running):
    agreement = await live(service)
    first, second = (
        await proposed(service, agreement),
        await proposed(service, agreement, changes={"struck_measures": ["programme_completions"]}),
    )
    for path in (first, second):
        await post(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature())
        await post(service, LONDON_TRUST, f"{path}/provider-signature", a_signature())

    assert (await page(service, agreement)).text_number == 3


async def test_four_signatures_of_one_party_at_the_same_instant_leave_one(service: Running):
    path = await proposed(service, await live(service))
    answers = await asyncio.gather(
        *(refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) for _ in range(4))
    )

    assert sorted(answers) == [(201, "")] + [(409, "already_signed")] * 3


async def test_both_parties_at_the_same_instant_make_one_text(service: Running):
    agreement = await live(service)
    path = await proposed(service, agreement)
    answers = await asyncio.gather(
        refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()),
        refused(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature()),
    )

    assert answers == [(201, ""), (201, "")]
    assert (await page(service, agreement)).text_number == 2


async def test_a_variation_is_withdrawn_by_its_commissioner_and_stays_on_record(service: Running):
    agreement = await live(service)
    path = await proposed(service, agreement)
    async with service.as_(LONDON_COMMISSIONER) as client:
        assert (await client.post(f"{path}/withdrawal", json={})).json()["state"] == "withdrawn"
        assert (await client.post(f"{path}/withdrawal", json={})).json()["code"] == "variation_no_longer_open"
        kept = VariationList.model_validate_json((await client.get(f"/v1/agreements/{agreement}/variations")).content)

    assert await refused(service, LONDON_TRUST, f"{path}/provider-signature", a_signature()) == (409, "variation_no_longer_open")
    assert [(each.number, each.state) for each in kept.data] == [(1, "withdrawn")]


@pytest.mark.parametrize("persona", [LONDON_TRUST, AUDITOR], ids=lambda p: p.roles[0])
async def test_only_the_purchasers_side_proposes(service: Running, persona: Persona):
    agreement = await live(service, extension_options=[BIRMINGHAM])

    assert await refused(service, persona, f"/v1/agreements/{agreement}/variations", a_variation()) == (403, "not_permitted")
    assert await refused(service, persona, f"/v1/agreements/{agreement}/extensions", an_extension()) == (403, "not_permitted")


async def test_a_hidden_variation_and_an_absent_one_look_the_same(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM])
    path = await proposed(service, agreement)
    absent = "00000000-0000-4000-8000-000000000000"
    own, other = f"/v1/agreements/{agreement}/variations", f"/v1/agreements/{absent}/variations"

    async with service.as_(KENT_TRUST) as client:
        assert {(await client.get(each)).status_code for each in (own, other, path, f"{own}/{absent}")} == {404}
    async with service.as_(LONDON_TRUST) as client:
        assert [(await client.get(each)).status_code for each in (own, path, f"{own}/{absent}")] == [200, 200, 404]
    for act, body in (
        ("", a_variation()),
        (f"/{path[-36:]}/commissioner-signature", a_signature()),
        (f"/{path[-36:]}/withdrawal", {}),
    ):
        assert (await refused(service, KENT_COMMISSIONER, own + act, body))[0] == 404
    assert (await refused(service, KENT_TRUST, f"{path}/provider-signature", a_signature()))[0] == 404
    assert (await refused(service, KENT_COMMISSIONER, own.replace("variations", "extensions"), an_extension()))[0] == 404


async def test_whoever_joins_the_consortium_sees_the_agreement_from_then_on(service: Running):
    agreement = await live(service)
    kent = {
        "organisation": "KNT",
        "name": "Kent Probation Trust",
        "role": "member",
        "body": "probation_trust",
        "share_percent": "40",
    }
    prime = {
        "organisation": "LDN",
        "name": "London Probation Trust",
        "role": "prime",
        "body": "probation_trust",
        "share_percent": "60",
    }
    assert (await text_of(service, agreement, KENT_TRUST)).status_code == 404
    await settled(service, agreement, changes={"parties": [prime, kent]})

    assert (await text_of(service, agreement, KENT_TRUST)).status_code == 200
