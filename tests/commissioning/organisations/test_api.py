"""Reference data for everybody, and the Commons question over HTTP."""

import pytest

from builders.commissioning.personas import (
    KENT_COMMISSIONER,
    LONDON_COMMISSIONER,
    NATIONAL_COMMISSIONER,
    OFFENDER_MANAGER,
    RYE_HILL_CONTRACTOR,
    STRANGER,
)
from house.running import Running, once
from noms.chassis.identity.issuer import Persona

LISTS = ["/v1/regions", "/v1/regional-posts", "/v1/establishments", "/v1/probation-areas", "/v1/establishments/RHI"]


def a_return(**changes: object) -> dict[str, object]:
    return {
        "region_code": "LON",
        "as_at": "2012-06-30",
        "by_origin": {"probation": 5, "prison": 3, "other": 1, "unknown": 1},
        "source": "Return of the London office",
    } | changes


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("persona", [OFFENDER_MANAGER, RYE_HILL_CONTRACTOR, LONDON_COMMISSIONER], ids=lambda p: p.roles[0])
async def test_every_role_reads_reference_data(service: Running, path: str, persona: Persona):
    async with service.as_(persona) as client:
        assert (await client.get(path)).status_code == 200


async def test_a_role_that_the_service_does_not_know_reads_nothing(service: Running):
    async with service.as_(STRANGER) as client:
        refused = await client.get("/v1/regions")

    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")


async def test_without_a_token_nobody_reads_even_reference_data(service: Running):
    async with service.as_(None) as client:
        assert (await client.get("/v1/regions")).status_code == 401


@pytest.mark.parametrize(
    ("on", "boards", "trusts"), [("2007-06-01", 42, 0), ("2008-06-01", 36, 6), ("2009-06-01", 34, 8), ("2010-06-01", 0, 35)]
)
async def test_boards_give_way_to_trusts_as_the_orders_say(service: Running, on: str, boards: int, trusts: int):
    """SI 2008/504, SI 2009/547, SI 2010/191."""
    async with service.as_(OFFENDER_MANAGER) as client:
        kinds = [body["kind"] for body in (await client.get("/v1/probation-areas", params={"on": on})).json()["data"]]

    assert (kinds.count("area_board"), kinds.count("trust")) == (boards, trusts)


async def test_139_prisons_were_open_in_mid_2010(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        prisons = (await client.get("/v1/establishments", params={"on": "2010-06-30"})).json()["data"]

    assert sum(prison["state"] == "open" for prison in prisons) == 139


async def test_belmarsh_lies_in_london_and_answers_to_the_high_security_estate(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        belmarsh = (await client.get("/v1/establishments/BAI")).json()

    assert (belmarsh["region_code"], belmarsh["geographic_region_code"], belmarsh["state"]) == ("HSE", "LON", None)


async def test_a_code_names_the_board_and_later_the_trust(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        answers = [
            (await client.get("/v1/probation-areas/LDN", params=day)).json()
            for day in ({"on": "2010-03-31"}, {"on": "2010-04-01"}, {})
        ]

    assert [answer["kind"] for answer in answers] == ["area_board", "trust", "trust"]


@pytest.mark.parametrize("path", ["/v1/establishments/ZZZ", "/v1/probation-areas/ZZZ", "/v1/probation-areas/LDN?on=2016-01-01"])
async def test_a_code_that_nothing_bears_is_not_found(service: Running, path: str):
    async with service.as_(OFFENDER_MANAGER) as client:
        assert (await client.get(path)).status_code == 404


@pytest.mark.parametrize("on", ["2010-02-30", "1", "2010-01-01T00:00:00Z", ""])
async def test_a_day_that_is_none_is_refused_and_named(service: Running, on: str):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.get("/v1/regional-offices/staff", params={"on": on})

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "query:on"


async def test_the_commons_question_is_answered_for_31_august_2009(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        answer = (await client.get("/v1/regional-offices/staff", params={"on": "2009-08-31"})).json()

    assert (answer["total_headcount"], answer["basis"], len(answer["offices"])) == (646, "core and non-core", 10)
    assert answer["by_origin"] == [
        {"origin": "probation", "headcount": 0, "share_percent": 0.0},
        {"origin": "prison", "headcount": 0, "share_percent": 0.0},
        {"origin": "other", "headcount": 0, "share_percent": 0.0},
        {"origin": "unknown", "headcount": 646, "share_percent": 100.0},
    ]
    assert "disproportionate cost" in answer["answered_in_parliament"][0]["in_words"]
    assert [conflict["code"] for conflict in answer["conflicts"]] == ["C1", "C2"]
    assert [told["answered_on"] for told in answer["answered_in_parliament"]] == ["2009-07-08", "2009-09-09"]
    assert all(office["source"] for office in answer["offices"])


async def test_before_the_first_count_the_answer_says_that_there_is_none(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        answer = (await client.get("/v1/regional-offices/staff", params={"on": "2003-01-01"})).json()

    assert (answer["total_headcount"], answer["by_origin"], answer["offices"]) == (None, [], [])


async def test_when_all_ten_offices_have_returned_the_percentages_are_known(service: Running):
    regions = ["EM", "EE", "LON", "NE", "NW", "SE", "SW", "WAL", "WM", "YH"]
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        for code in regions:
            made = await client.post("/v1/regional-offices/staff-returns", json=a_return(region_code=code), headers=once())
            assert made.status_code == 201, made.text
        answer = (await client.get("/v1/regional-offices/staff", params={"on": "2012-07-01"})).json()

    assert answer["total_headcount"] == 100
    assert [(share["origin"], share["share_percent"]) for share in answer["by_origin"]] == [
        ("probation", 50.0),
        ("prison", 30.0),
        ("other", 10.0),
        ("unknown", 10.0),
    ]


async def test_a_corrected_return_prevails_and_the_first_one_stays(service: Running):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        for source, probation in (("first", 5), ("corrected", 6)):
            by_origin = {"probation": probation, "prison": 3, "other": 1, "unknown": 1}
            told = a_return(region_code="WAL", as_at="2013-06-30", by_origin=by_origin, source=source)
            await client.post("/v1/regional-offices/staff-returns", json=told, headers=once())
        answer = (await client.get("/v1/regional-offices/staff", params={"on": "2013-07-01"})).json()

    wales = [*(answer["offices"]), *answer["other_counts"]]
    assert [office["source"] for office in wales if office.get("as_at") == "2013-06-30" and "source" in office] == ["corrected"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"region_code": "HSE"}, "/region_code"),
        ({"region_code": "XX"}, "/region_code"),
        ({"as_at": "2999-01-01"}, "/as_at"),
        ({"as_at": "0001-01-01"}, "/as_at"),
        ({"as_at": "2004-05-31"}, "/as_at"),
        ({"as_at": "2017-04-01"}, "/as_at"),
    ],
)
async def test_a_return_of_no_office_or_of_tomorrow_is_refused_and_named(
    service: Running, changes: dict[str, object], pointer: str
):
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        refused = await client.post("/v1/regional-offices/staff-returns", json=a_return(**changes), headers=once())

    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_more_people_than_the_service_ever_had_is_a_slip(service: Running):
    by_origin = {"probation": 100_001, "prison": 0, "other": 0, "unknown": 0}
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        refused = await client.post("/v1/regional-offices/staff-returns", json=a_return(by_origin=by_origin), headers=once())

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/by_origin/probation")


async def test_an_office_is_reported_by_whoever_reaches_its_region(service: Running):
    async with service.as_(KENT_COMMISSIONER) as client:
        refused = await client.post("/v1/regional-offices/staff-returns", json=a_return(), headers=once())

    assert refused.status_code == 404


async def test_a_practitioner_does_not_report_staff(service: Running):
    async with service.as_(OFFENDER_MANAGER) as client:
        refused = await client.post("/v1/regional-offices/staff-returns", json=a_return(), headers=once())

    assert refused.status_code == 403
