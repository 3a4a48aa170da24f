"""Whoever sees an agreement from another side never acts for its commissioner, and nobody acts for both sides."""

from typing import Any
from uuid import uuid4

import pytest

from builders.commissioning.agreements import (
    a_signature,
    an_agreement,
    breach_measure,
    completions_measure,
    drawn_up,
    live,
    measured,
    offered,
    signed,
)
from builders.commissioning.occurrences import RYE_HILL
from builders.commissioning.personas import LONDON_COMMISSIONER, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running, once
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.cli.personas import PERSONAS

pytestmark = pytest.mark.usefixtures("clean_slate")

BESIDE = Persona(
    "bess", "NOMS", CallerKind.STAFF, ("commissioner", "contract-manager"), {"regions": ["SE"], "organisations": ["LDN"]}
)
"""An office that reaches the provider, as the office of a consortium's member does, and not London's commissioning."""
BOTH_REACHES = {"regions": ["LON"], "organisations": ["LDN"]}
BOTH = Persona("both", "NOMS", CallerKind.STAFF, ("commissioner", "trust-system"), BOTH_REACHES)
BOTHS_SYSTEM = Persona(
    "both-system", "NOMS", CallerKind.SYSTEM, ("commissioner", "trust-system"), BOTH_REACHES, on_behalf_of="both"
)
DAYS = {"from_day": "2010-04-01", "to_day": "2010-04-30"}
TARGET = {
    "measure_code": "programme_completions", "floor": "80", "target": "95", "stretch": "100", "valid_from": "2011-04-01",
    "set_by": "LON",
}  # fmt: skip
A_GATEWAY_EVENT = {
    "kind": "data_falsification", "occurred_on": "2010-05-12", "state": "under_inquiry", "account": "Records were made up.",
    "evidence_ids": [str(uuid4())],
}  # fmt: skip


async def said(service: Running, persona: Persona, path: str, body: Any) -> tuple[int, str]:
    async with service.as_(persona) as client:
        answer = await client.post(path, json=body, headers=once())
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def test_whoever_reaches_the_provider_alone_draws_up_nothing_in_the_offices_name(service: Running):
    assert await said(service, BESIDE, "/v1/agreements", an_agreement()) == (409, "not_the_commissioner")


async def test_the_manager_of_contracts_of_a_local_run_acts_for_both_offices_of_the_demo_estate(service: Running):
    suspension = {"effective_on": "2010-11-01", "reason": "The premises are closed after a fire"}
    agreements = [await live(service), await live(service, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR, **RYE_HILL)]

    for agreement in agreements:
        path = f"/v1/agreements/{agreement}/suspension"
        assert await said(service, PERSONAS["contract-manager"], path, suspension) == (200, "")


async def test_whoever_sees_an_agreement_without_its_office_brings_it_no_further(service: Running):
    draft, offer, both = await measured(service), await offered(service), await signed(service)
    acts = (
        (f"{await drawn_up(service)}/measures", completions_measure()),
        (f"{draft}/offer", {}),
        (f"{offer}/offer-withdrawal", {}),
        (f"{both}/commencement", {}),
    )

    for act, body in acts:
        assert await said(service, BESIDE, f"/v1/agreements/{act}", body) == (409, "not_the_commissioner"), act
    assert await said(service, LONDON_COMMISSIONER, f"/v1/agreements/{both}/commencement", {}) == (200, "")


async def test_whoever_sees_an_agreement_without_its_office_neither_measures_nor_pays(service: Running):
    agreement = await live(service)
    acts = {
        "targets": TARGET,
        "periods": DAYS,
        f"periods/{uuid4()}/ratings": {},
        "settlements": {"through": "2010-04-30"},
        "gateway-events": A_GATEWAY_EVENT,
    }

    for act, body in acts.items():
        status, code = await said(service, BESIDE, f"/v1/agreements/{agreement}/{act}", body)
        assert (status, code) == (409, "not_the_commissioner"), act


@pytest.mark.parametrize(
    ("first", "second"),
    [(BOTH, BOTH), (BOTH, BOTHS_SYSTEM), (BOTHS_SYSTEM, BOTH)],
    ids=["by itself", "then through a system", "first through a system"],
)
async def test_one_person_signs_for_one_side_alone_whatever_the_client(service: Running, first: Persona, second: Persona):
    agreement = f"/v1/agreements/{await offered(service)}"

    assert await said(service, first, f"{agreement}/commissioner-signature", a_signature()) == (201, "")
    assert await said(service, second, f"{agreement}/provider-signature", a_signature()) == (409, "signed_for_the_other")


async def test_whoever_draws_an_agreement_up_does_not_sign_for_its_provider(service: Running):
    agreement = f"/v1/agreements/{await drawn_up(service, BOTH)}"
    await said(service, BOTH, f"{agreement}/measures", breach_measure())
    assert await said(service, BOTH, f"{agreement}/offer", {}) == (200, "")

    assert await said(service, BOTH, f"{agreement}/provider-signature", a_signature()) == (409, "signed_for_the_other")


async def test_whoever_proposes_a_variation_does_not_sign_it_for_the_provider(service: Running):
    agreement = f"/v1/agreements/{await live(service)}"
    change = {"struck_measures": ["programme_completions"]}
    body = {"kind": "discretionary", "reason": "No more courses", "effective_on": "2011-04-01", "changes": change}
    async with service.as_(BOTH) as client:
        proposed = await client.post(f"{agreement}/variations", json=body, headers=once())
    assert proposed.status_code == 201, proposed.text
    path = f"{agreement}/variations/{proposed.json()['variation_id']}/provider-signature"

    assert await said(service, BOTHS_SYSTEM, path, a_signature()) == (409, "signed_for_the_other")
