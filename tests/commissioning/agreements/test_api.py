"""Agreements over HTTP: who may agree what with whom, and who sees it."""

import asyncio

import pytest

from builders.commissioning.agreements import (
    a_signature,
    an_agreement,
    breach_measure,
    completions_line,
    completions_measure,
    drawn_up,
    live,
    measured,
    offered,
)
from builders.commissioning.personas import (
    AUDITOR,
    CONTRACT_MANAGER,
    DOVEGATE_CONTRACTOR,
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
    NOBODY,
    OFFENDER_MANAGER,
    RYE_HILL_CONTRACTOR,
)
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.cli.personas import PERSONAS
from noms.contracts.commissioning.agreement_views import AgreementView

pytestmark = pytest.mark.usefixtures("clean_slate")

RYE_HILL = {"provider": "RHI", "commissioner": "NOMS", "starts_on": "2009-04-01", "ends_on": "2011-03-31"}


async def code_of(service: Running, persona: Persona, path: str, body: dict[str, object]) -> tuple[int, str]:
    async with service.as_(persona) as client:
        answer = await client.post(path, json=body, headers=once())
    return answer.status_code, answer.json().get("code", "")


async def test_an_agreement_is_drawn_up_measured_signed_by_both_and_brought_into_force(service: Running):
    agreement = await live(service)
    async with service.as_(LONDON_TRUST) as client:
        told = AgreementView.model_validate_json((await client.get(f"/v1/agreements/{agreement}")).content)

    assert (told.state, told.instrument, told.provider) == ("live", "CONTRACT", "LDN")
    assert [(m.measure_code, m.direction, str(m.target)) for m in told.measures] == [
        ("breach_action_within_ten_working_days", "high", "90.000"),
        ("programme_completions", "high", "100.000"),
    ]
    assert [s.party for s in told.signatures] == ["commissioner", "provider"]


async def test_a_settled_agreement_and_its_beginning_are_published_to_the_parties_alone(service: Running):
    agreement = await live(service)

    async def heard(persona: Persona) -> list[str]:
        async with service.as_(persona) as client:
            feed = await client.get("/v1/events", params={"limit": 5000})
        assert feed.status_code == 200, feed.text
        return [event["type"] for event in feed.json() if event["subject"] == agreement]

    both = ["commissioning.agreement.signed", "commissioning.agreement.commenced"]
    assert await heard(LONDON_TRUST) == both
    assert await heard(KENT_TRUST) == []


async def test_nobody_may_sign_with_a_private_prison_while_its_commissioner_is_undetermined(service: Running):
    offered = an_agreement(provider="RHI", commissioner="EM", starts_on="2008-04-01", ends_on="2009-03-31")

    assert await code_of(service, NATIONAL_COMMISSIONER, "/v1/agreements", offered) == (409, "nobody_may_purchase")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"commissioner": "SE"}, "not_the_responsible_commissioner"),
        ({"instrument": "SLA"}, "wrong_instrument"),
        ({"ends_on": "2010-03-31"}, "agreement_ends_before_it_starts"),
        ({"starts_on": "9999-01-01", "ends_on": "9999-12-31"}, "agreement_beyond_the_calendar"),
        ({"starts_on": "0001-01-01"}, "nobody_may_purchase"),
        ({"provider": "LEI", "starts_on": "2008-10-01"}, "nobody_may_purchase"),
    ],
)
async def test_an_agreement_against_the_list_of_responsibilities_is_refused(
    service: Running, changes: dict[str, object], code: str
):
    assert await code_of(service, NATIONAL_COMMISSIONER, "/v1/agreements", an_agreement(**changes)) == (409, code)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"provider": "ZZZ"}, "/provider"),
        ({"lines": [completions_line(annual_volume=0)]}, "/lines/0/annual_volume"),
        ({"lines": [completions_line(annual_volume=-600)]}, "/lines/0/annual_volume"),
        ({"lines": [completions_line(unit_price_pence=-1)]}, "/lines/0/unit_price_pence"),
        ({"lines": [completions_line(specification_version=9)]}, "/lines/0/specification_version"),
        ({"lines": [completions_line(specification="NOTHING")]}, "/lines/0/specification_version"),
        ({"lines": [completions_line(place="ZZZ")]}, "/lines/0/place"),
        ({"lines": []}, "/lines"),
        ({"annual_fee_pence": -1}, "/annual_fee_pence"),
        ({"annual_fee_pence": True}, "/annual_fee_pence"),
        ({"colour": "blue"}, "/colour"),
        ({"commissioner": "lon"}, "/commissioner"),
    ],
)
async def test_a_field_at_fault_is_named(service: Running, changes: dict[str, object], pointer: str):
    async with service.as_(LONDON_COMMISSIONER) as client:
        refused = await client.post("/v1/agreements", json=an_agreement(**changes), headers=once())

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_a_commissioner_draws_up_only_what_lies_in_reach(service: Running):
    assert (await code_of(service, KENT_COMMISSIONER, "/v1/agreements", an_agreement()))[0] == 404
    assert (await code_of(service, NOBODY, "/v1/agreements", an_agreement()))[0] == 404


@pytest.mark.parametrize("persona", [LONDON_TRUST, AUDITOR, OFFENDER_MANAGER], ids=lambda p: p.roles[0])
async def test_only_the_purchasers_side_draws_up(service: Running, persona: Persona):
    assert await code_of(service, persona, "/v1/agreements", an_agreement()) == (403, "not_permitted")


async def test_a_measure_goes_in_once_in_order_and_only_before_the_offer(service: Running):
    agreement = await drawn_up(service)
    path = f"/v1/agreements/{agreement}/measures"

    assert await code_of(service, CONTRACT_MANAGER, path, completions_measure(floor="100")) == (409, "thresholds_out_of_order")
    assert await code_of(service, CONTRACT_MANAGER, path, completions_measure()) == (201, "")
    assert await code_of(service, CONTRACT_MANAGER, path, completions_measure()) == (409, "measure_in_twice")
    assert await code_of(service, CONTRACT_MANAGER, path, completions_measure(measure_code="sickness")) == (422, "invalid")
    await code_of(service, CONTRACT_MANAGER, f"/v1/agreements/{agreement}/offer", {})
    assert await code_of(service, CONTRACT_MANAGER, path, breach_measure()) == (409, "text_is_settled")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"floor": "-1"}, [("/floor", "outside_the_range")]),
        ({"target": "101", "stretch": "9999"}, [("/target", "outside_the_range"), ("/stretch", "outside_the_range")]),
        ({"measure_code": "breach_action_before_the_2003_act"}, [("/measure_code", "not_in_force")]),
    ],
)
async def test_no_measure_goes_in_with_thresholds_that_no_figure_can_reach_or_a_definition_of_other_days(
    service: Running, changes: dict[str, str], found: list[tuple[str, str]]
):
    agreement = await drawn_up(service)
    async with service.as_(CONTRACT_MANAGER) as client:
        refused = await client.post(f"/v1/agreements/{agreement}/measures", json=breach_measure(**changes), headers=once())

    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == found


@pytest.mark.parametrize("floor", [90.5, True, "90.1234", "1234567", "1e3", "NaN", "", "٩٠"])
async def test_a_threshold_is_text_with_at_most_three_decimals(service: Running, floor: object):
    agreement = await drawn_up(service)
    async with service.as_(CONTRACT_MANAGER) as client:
        refused = await client.post(f"/v1/agreements/{agreement}/measures", json=completions_measure(floor=floor), headers=once())

    assert (refused.status_code, [error["pointer"] for error in refused.json()["errors"]]) == (422, ["/floor"])


async def test_each_party_signs_for_itself_and_once(service: Running):
    agreement = await offered(service)
    ours, theirs = f"/v1/agreements/{agreement}/commissioner-signature", f"/v1/agreements/{agreement}/provider-signature"

    assert await code_of(service, LONDON_TRUST, ours, a_signature()) == (403, "not_permitted")
    assert await code_of(service, LONDON_COMMISSIONER, theirs, a_signature()) == (403, "not_permitted")
    assert await code_of(service, CONTRACT_MANAGER, ours, a_signature()) == (403, "not_permitted")
    assert await code_of(service, KENT_TRUST, theirs, a_signature()) == (404, "not_found")
    assert await code_of(service, LONDON_TRUST, theirs, a_signature(signed_on="2999-01-01")) == (409, "signed_in_the_future")
    assert await code_of(service, LONDON_TRUST, theirs, a_signature()) == (201, "")
    assert await code_of(service, LONDON_TRUST, theirs, a_signature()) == (409, "already_signed")


async def test_nobody_signs_a_draft(service: Running):
    path = f"/v1/agreements/{await measured(service)}/provider-signature"

    assert await code_of(service, LONDON_TRUST, path, a_signature()) == (409, "not_offered")


async def test_a_regions_own_system_does_not_sign_for_the_trust(service: Running):
    agreement = await offered(service)
    regional = Persona("lon-system", "NOMS", CallerKind.SYSTEM, ("trust-system",), {"regions": ["LON"], "everything": True})

    assert await code_of(service, regional, f"/v1/agreements/{agreement}/provider-signature", a_signature()) == (
        409,
        "not_the_provider",
    )


BOTH = ("commissioner", "trust-system")


async def test_whoever_does_not_reach_the_commissioning_office_does_not_sign_for_it(service: Running):
    path = f"/v1/agreements/{await offered(service)}/commissioner-signature"
    of_the_trust = Persona("tess", "LDN", CallerKind.STAFF, BOTH, {"organisations": ["LDN"]})

    assert await code_of(service, of_the_trust, path, a_signature()) == (409, "not_the_commissioner")
    assert await code_of(service, NATIONAL_COMMISSIONER, path, a_signature()) == (409, "not_the_commissioner")
    assert await code_of(service, LONDON_COMMISSIONER, path, a_signature()) == (201, "")


async def test_nobody_signs_for_both_parties(service: Running):
    path = f"/v1/agreements/{await offered(service)}"
    of_both = Persona("both", "NOMS", CallerKind.STAFF, BOTH, {"organisations": ["LDN"], "regions": ["LON"]})

    assert await code_of(service, of_both, f"{path}/provider-signature", a_signature()) == (201, "")
    assert await code_of(service, of_both, f"{path}/provider-signature", a_signature()) == (409, "already_signed")
    assert await code_of(service, of_both, f"{path}/commissioner-signature", a_signature()) == (409, "signed_for_the_other")
    assert await code_of(service, LONDON_COMMISSIONER, f"{path}/commissioner-signature", a_signature()) == (201, "")


async def test_the_commissioner_and_the_trust_of_the_demo_estate_sign_with_one_another(service: Running):
    assert await live(service, PERSONAS["commissioner"], PERSONAS["trust-system"])


async def test_no_two_agreements_in_force_buy_the_same_from_one_provider_on_one_day(service: Running):
    await live(service)
    followed = await live(service, starts_on="2012-04-01", ends_on="2013-03-31")
    overlapping = await offered(service, starts_on="2012-03-31", ends_on="2012-03-31")
    async with service.as_(LONDON_TRUST) as theirs, service.as_(LONDON_COMMISSIONER) as ours:
        await theirs.post(f"/v1/agreements/{overlapping}/provider-signature", json=a_signature(), headers=once())
        await ours.post(f"/v1/agreements/{overlapping}/commissioner-signature", json=a_signature(), headers=once())
        refused = await ours.post(f"/v1/agreements/{overlapping}/commencement", json={})

    assert followed
    assert (refused.status_code, refused.json()["code"]) == (409, "another_agreement_is_live")


async def test_two_signatures_of_one_party_at_the_same_instant_leave_one(service: Running):
    agreement = await offered(service)
    path = f"/v1/agreements/{agreement}/provider-signature"
    answers = await asyncio.gather(*(code_of(service, LONDON_TRUST, path, a_signature()) for _ in range(4)))

    assert sorted(answers) == [(201, "")] + [(409, "already_signed")] * 3


@pytest.mark.parametrize(
    ("persona", "sees"),
    [
        (LONDON_TRUST, True),
        (LONDON_COMMISSIONER, True),
        (AUDITOR, True),
        (KENT_TRUST, False),
        (KENT_COMMISSIONER, False),
        (RYE_HILL_CONTRACTOR, False),
        (NOBODY, False),
    ],
    ids=lambda given: given.name if isinstance(given, Persona) else "",
)
async def test_a_trusts_agreement_is_seen_by_itself_and_its_purchaser(service: Running, persona: Persona, sees: bool):
    agreement = await drawn_up(service)
    async with service.as_(persona) as client:
        read = await client.get(f"/v1/agreements/{agreement}")
        listed = (await client.get("/v1/agreements")).json()["data"]

    assert read.status_code == (200 if sees else 404)
    assert (agreement in [row["id"] for row in listed]) is sees


@pytest.mark.parametrize(
    ("persona", "sees"),
    [(RYE_HILL_CONTRACTOR, True), (NATIONAL_COMMISSIONER, True), (DOVEGATE_CONTRACTOR, False), (LONDON_COMMISSIONER, False)],
    ids=lambda given: given.name if isinstance(given, Persona) else "",
)
async def test_a_private_prisons_contract_is_seen_by_its_contractor_and_the_agency(
    service: Running, persona: Persona, sees: bool
):
    agreement = await drawn_up(service, NATIONAL_COMMISSIONER, **RYE_HILL)
    async with service.as_(persona) as client:
        assert (await client.get(f"/v1/agreements/{agreement}")).status_code == (200 if sees else 404)


async def test_a_hidden_agreement_and_an_absent_one_look_the_same(service: Running):
    hidden = await drawn_up(service)
    absent = "00000000-0000-4000-8000-000000000000"
    async with service.as_(KENT_TRUST) as client:
        for path in ("/v1/agreements/{}", "/v1/agreements/{}/periods", "/v1/agreements/{}/text", "/v1/agreements/{}/moves"):
            answers = [await client.get(path.format(which)) for which in (hidden, absent)]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1


async def test_a_practitioner_reads_no_agreement(service: Running):
    agreement = await drawn_up(service)
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get(f"/v1/agreements/{agreement}")).status_code == 403
        assert (await client.get("/v1/agreements")).status_code == 403
