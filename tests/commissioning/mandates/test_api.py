"""For which days and at which places an agreement may be made, over HTTP."""

from typing import Any

import pytest

from builders.commissioning.agreements import an_agreement, completions_line, live, signed
from builders.commissioning.personas import (
    KENT_COMMISSIONER,
    KENT_TRUST,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
)
from builders.commissioning.remedies import BIRMINGHAM_CONTRACTOR
from builders.commissioning.variations import BIRMINGHAM, a_variation, an_extension, post, refused, settled, text_of
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

pytestmark = pytest.mark.usefixtures("clean_slate")

WEST_MIDLANDS = Persona("wmp-system", "WMP", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["WMP"]})
HAMPSHIRE = Persona("hps-system", "HPS", CallerKind.SYSTEM, ("trust-system",), {"organisations": ["HPS"]})
REPORTS = {"specification": "COURT-REPORTS", "specification_version": 1, "annual_volume": 50, "unit_price_pence": 20_000}
CELLS = {"specification": "CUSTODY-TRAINER", "specification_version": 1, "annual_volume": 600, "unit_price_pence": 4_000_000}
BAIL = {"specification": "BAIL-INFORMATION", "specification_version": 1, "annual_volume": 10, "unit_price_pence": 1}
SUPERVISION = {"specification": "OFFENDER-SUPERVISION", "specification_version": 1, "annual_volume": 10, "unit_price_pence": 1}


def office(region: str) -> Persona:
    return Persona(f"{region}-office", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": [region]})


def a_party(role: str, code: str, body: str, share: str | None = None) -> dict[str, Any]:
    return {"organisation": code, "name": code.title(), "role": role, "body": body, "share_percent": share}


@pytest.mark.parametrize(
    ("region", "changes", "last"),
    [
        ("WM", {"provider": "BMI", "instrument": "SLA", "lines": [BAIL], "ends_on": "2014-03-31"}, "2011-09-30"),
        ("WM", {"provider": "STF", "instrument": "SLA", "starts_on": "2009-04-01", "ends_on": "2013-03-31"}, "2010-03-31"),
        ("LON", {"ends_on": "2099-12-31"}, "2014-05-31"),
    ],
)
async def test_no_agreement_outlasts_its_provider_and_the_last_day_is_named(
    service: Running, region: str, changes: dict[str, Any], last: str
):
    """Sources: Birmingham private from October 2011, Staffordshire's board until March 2010, trusts until May 2014."""
    body = an_agreement(**({"commissioner": region} | changes))
    told = await post(service, office(region), "/v1/agreements", body)

    assert (told.status_code, told.json()["code"]) == (409, "outlasts_its_parties")
    assert [(error["pointer"], last in error["message"]) for error in told.json()["errors"]] == [("/ends_on", True)]
    assert await refused(service, office(region), "/v1/agreements", body | {"ends_on": last}) == (201, "")


async def test_no_option_reaches_past_the_last_day_of_the_trust(service: Running):
    agreement = await live(service, extension_options=[BIRMINGHAM | {"extends_to_at_most": "2015-03-31"}])
    path = f"/v1/agreements/{agreement}/extensions"

    assert await refused(service, LONDON_COMMISSIONER, path, an_extension(ends_on="2014-06-01")) == (409, "outlasts_its_parties")
    assert await refused(service, LONDON_COMMISSIONER, path, an_extension(ends_on="2014-05-31")) == (201, "")


async def test_a_version_that_lapses_does_not_carry_assistance_to_courts_past_its_successor(service: Running):
    """Source: Offender Management Act 2007 s.4, by version 2 of the specification from 1 April 2008; Lowdham Grange is private."""
    prison = {"provider": "LGI", "commissioner": "EM", "lines": [REPORTS], "starts_on": "2008-03-31"}
    offers = [an_agreement(**prison, ends_on=ends_on) for ends_on in ("2013-03-31", "2008-03-31")]

    assert [await refused(service, office("EM"), "/v1/agreements", offer) for offer in offers] == [
        (409, "restricted_provision"),
        (201, ""),
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (CELLS | {"place": "RHI"}, (409, "not_the_providers_place")),
        (CELLS | {"specification": "CUSTODY-FEMALE"}, (409, "not_the_providers_place")),
        (SUPERVISION | {"place": "WWI"}, (201, "")),
        (SUPERVISION | {"place": "RHI"}, (409, "not_the_providers_place")),
        (SUPERVISION | {"place": "BAI"}, (409, "not_the_providers_place")),
        (completions_line(place="KNT"), (409, "not_the_providers_place")),
    ],
)
async def test_a_region_buys_no_cells_from_a_trust_and_nothing_where_another_office_buys(
    service: Running, line: dict[str, Any], told: tuple[int, str]
):
    """Source: only NOMS purchased from private prisons from April 2009, Wandsworth is London's, Belmarsh is High Security."""
    body = an_agreement(lines=[completions_line(), line] if line["specification"] != "PROGRAMME-COMPLETION" else [line])

    assert await refused(service, LONDON_COMMISSIONER, "/v1/agreements", body) == told


async def test_the_same_place_is_not_bought_twice_from_two_providers(service: Running):
    """Kent's completions are bought of Kent, and once more of Hampshire, whose consortium has Kent as a member."""
    kent = {"commissioner": "SE", "lines": [completions_line(place="KNT")]}
    await live(service, KENT_COMMISSIONER, KENT_TRUST, provider="KNT", **kent)
    parties = [a_party("prime", "HPS", "probation_trust", "60"), a_party("member", "KNT", "probation_trust", "40")]
    second = await signed(service, KENT_COMMISSIONER, HAMPSHIRE, provider="HPS", parties=parties, **kent)

    assert await refused(service, KENT_COMMISSIONER, f"/v1/agreements/{second}/commencement", {}) == (
        409,
        "another_agreement_is_live",
    )


@pytest.mark.parametrize(
    ("party", "found"),
    [
        (a_party("subcontractor", "G4S", "public_body", "100"), ("/parties/0/body", "another_body")),
        (a_party("subcontractor", "KNT", "company"), ("/parties/0/body", "another_body")),
        (a_party("subcontractor", "NOSUCHORG", "public_body"), ("/parties/0/organisation", "unknown_organisation")),
        (a_party("subcontractor", "NOSUCHORG", "probation_trust"), ("/parties/0/organisation", "unknown_organisation")),
    ],
)
async def test_nobody_is_a_public_body_by_being_called_one(service: Running, party: dict[str, Any], found: tuple[str, str]):
    """Source: Offender Management Act 2007 s.4, for which the body decides."""
    lines = [REPORTS | {"specification_version": 2}, completions_line()]
    told = await post(service, LONDON_COMMISSIONER, "/v1/agreements", an_agreement(lines=lines, parties=[party]))

    assert told.status_code == 422
    assert [(error["pointer"], error["code"]) for error in told.json()["errors"]] == [found]


BIRMINGHAM_PRISON = a_party("subcontractor", "BMI", "public_body", "100")


async def test_a_prison_that_turns_private_assists_courts_no_longer(service: Running):
    """Sources: Offender Management Act 2007 s.4; private_prison_contracts.csv, Birmingham private from 1 October 2011."""
    lines = [REPORTS | {"specification_version": 2}]
    gloucester = {"commissioner": "SW", "provider": "GCS", "lines": lines, "ends_on": "2013-03-31"}
    offers = [
        an_agreement(**gloucester, parties=[BIRMINGHAM_PRISON | days])
        for days in ({}, {"to_day": "2011-10-01"}, {"to_day": "2011-09-30"})
    ]

    told = [await refused(service, office("SW"), "/v1/agreements", offer) for offer in offers]
    assert told == [(409, "restricted_provision"), (409, "restricted_provision"), (201, "")]


async def test_a_party_is_told_anew_from_the_day_on_which_it_becomes_another_body(service: Running):
    """Source: private_prison_contracts.csv, Birmingham private from 1 October 2011."""
    as_a_company = BIRMINGHAM_PRISON | {"body": "company", "from_day": "2011-10-01"}
    until_then = BIRMINGHAM_PRISON | {"to_day": "2011-09-30"}
    whole, turned = (an_agreement(parties=parties) for parties in ([BIRMINGHAM_PRISON], [until_then, as_a_company]))
    told = await post(service, LONDON_COMMISSIONER, "/v1/agreements", whole)

    assert (told.status_code, told.json()["code"]) == (409, "outlasts_its_parties")
    assert "2011-10-01" in told.json()["errors"][0]["message"]
    assert await refused(service, LONDON_COMMISSIONER, "/v1/agreements", turned) == (201, "")


async def test_a_region_buys_in_a_prison_until_noms_does_and_then_noms_is_not_shut_out(service: Running):
    """Source: private_prison_contracts.csv, Birmingham private from 1 October 2011, from when NOMS buys."""
    west_midlands = {"commissioner": "WM", "provider": "WMP", "lines": [completions_line(place="BMI")]}
    for ends_on in ("2013-03-31", "2011-10-01"):
        told = await post(service, office("WM"), "/v1/agreements", an_agreement(**west_midlands, ends_on=ends_on))
        assert (told.status_code, told.json()["code"]) == (409, "outlasts_its_parties")
        assert "2011-09-30" in told.json()["errors"][0]["message"]
    await live(service, office("WM"), WEST_MIDLANDS, **west_midlands, ends_on="2011-09-30")

    after = {"commissioner": "NOMS", "provider": "BMI", "starts_on": "2011-10-01", "ends_on": "2012-03-31"}
    assert await live(service, NATIONAL_COMMISSIONER, BIRMINGHAM_CONTRACTOR, **after)


async def test_a_member_of_another_region_brings_no_place_that_its_own_office_buys_at(service: Running):
    """Kent's completions are the South East's to buy, whoever has Kent's trust in a consortium."""
    parties = [a_party("prime", "LDN", "probation_trust", "60"), a_party("member", "KNT", "probation_trust", "40")]
    offer = an_agreement(lines=[completions_line(place="KNT")], parties=parties)

    assert await refused(service, LONDON_COMMISSIONER, "/v1/agreements", offer) == (409, "not_the_providers_place")


async def test_nobody_becomes_a_public_body_by_variation_either(service: Running):
    agreement = await live(service)
    changes = {"parties": [a_party("subcontractor", "SERCO", "public_body")]}
    told = await post(service, LONDON_COMMISSIONER, f"/v1/agreements/{agreement}/variations", a_variation(changes=changes))

    assert (told.status_code, told.json()["errors"][0]["pointer"]) == (422, "/changes/parties/0/body")


async def test_who_has_left_the_consortium_sees_the_agreement_no_longer(service: Running):
    agreement = await live(
        service,
        parties=[a_party("prime", "LDN", "probation_trust", "60"), a_party("member", "KNT", "probation_trust", "40")],
    )
    assert (await text_of(service, agreement, KENT_TRUST, on="2010-06-30")).status_code == 200
    alone = {"parties": [a_party("prime", "LDN", "probation_trust", "100")]}
    await settled(service, agreement, changes=alone | {"struck_parties": [{"organisation": "KNT", "role": "member"}]})

    assert (await text_of(service, agreement, KENT_TRUST, on="2010-06-30")).status_code == 404
    assert (await text_of(service, agreement, LONDON_TRUST, on="2011-06-30")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"lines": [completions_line()]}, (409, "nothing_changes")),
        ({"annual_fee_pence": 0}, (409, "nothing_changes")),
        ({"lines": [completions_line(annual_volume=366)]}, (201, "")),
    ],
)
async def test_a_variation_says_something_that_the_text_does_not_say(
    service: Running, changes: dict[str, Any], told: tuple[int, str]
):
    path = f"/v1/agreements/{await live(service)}/variations"

    assert await refused(service, LONDON_COMMISSIONER, path, a_variation(changes=changes)) == told


@pytest.mark.parametrize("reason", ["   ", "\t\n", "\u00a0", ""])
async def test_a_reason_has_a_character_that_is_no_space(service: Running, reason: str):
    path = f"/v1/agreements/{await live(service)}/variations"

    assert await refused(service, LONDON_COMMISSIONER, path, a_variation(reason=reason)) == (422, "invalid")
    assert await refused(service, LONDON_COMMISSIONER, path, a_variation(reason="\t\n x \n")) == (201, "")
