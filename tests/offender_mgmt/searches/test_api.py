"""Finding people by number, by names that are alike, by date of birth, area and prison, within the caller's reach."""

import httpx

from builders.offender_mgmt import personas
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception
from builders.offender_mgmt.particulars import alias
from builders.offender_mgmt.persons import pnc, registered
from house.running import Running, once

NOBODY = {
    "data": [],
    "pagination": {"page": 1, "per_page": 25, "count": 0, "total_count": 0, "total_pages": 0, "is_last_page": True},
}


async def found(client: httpx.AsyncClient, **wanted: object) -> list[str]:
    answer = await client.post("/v1/persons/search", json=wanted)
    assert answer.status_code == 200, answer.text
    return [person["crn"] for person in answer.json()["data"]]


async def test_a_person_is_found_by_name_however_it_is_written(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, forename="Siân", surname="O'Connor-Lloyd", date_of_birth="1979-05-06")
        wanted = {"surname": "OConnor Lloyd", "forename": "sia", "date_of_birth": "1979-05-06"}
        found = await client.post("/v1/persons/search", json=wanted)
        other_day = await client.post("/v1/persons/search", json=wanted | {"date_of_birth": "1979-05-07"})

    assert [person["crn"] for person in found.json()["data"]] == [crn]
    assert found.json()["pagination"]["total_count"] == 1
    assert other_day.json() == NOBODY


async def test_a_person_is_found_by_number_however_it_is_written(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, identifiers=pnc("033Y"))
        found = await client.post("/v1/persons/search", json={"identifier": {"kind": "pnc", "value": "2003/0000003y"}})
        wrong = await client.post("/v1/persons/search", json={"identifier": {"kind": "pnc", "value": "033X"}})

    assert [person["crn"] for person in found.json()["data"]] == [crn]
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/identifier/value")


async def test_a_search_shows_nobody_out_of_reach(service: Running):
    wanted = {"surname": "Hidden", "date_of_birth": "1984-03-09"}
    async with service.as_(personas.offender_manager) as client:
        await registered(client, surname="Hidden")
    async with service.as_(personas.other_offender_manager) as client:
        assert (await client.post("/v1/persons/search", json=wanted)).json() == NOBODY


async def test_a_search_needs_a_number_a_surname_or_a_date_of_birth(service: Running):
    async with service.as_(personas.offender_manager) as client:
        for too_little in ({}, {"forename": "Alex"}, {"provider": "LDN"}, {"establishment_code": "RHI"}, {"names": "exact"}):
            assert (await client.post("/v1/persons/search", json=too_little)).status_code == 422


async def test_people_are_found_page_by_page_each_once(service: Running):
    wanted = {"surname": "Legion", "date_of_birth": "1984-03-09"}
    async with service.as_(personas.offender_manager) as client:
        for number in range(7):
            await registered(client, surname="Legion", forename=f"Number{number}")
        pages = [(await client.post(f"/v1/persons/search?page={page}&per_page=3", json=wanted)).json() for page in (1, 2, 3)]
        too_deep = await client.post("/v1/persons/search?page=9999&per_page=500", json=wanted)

    assert [person["forename"] for page in pages for person in page["data"]] == [f"Number{number}" for number in range(7)]
    assert pages[2]["pagination"] == {
        "page": 3, "per_page": 3, "count": 1, "total_count": 7, "total_pages": 3, "is_last_page": True,
    }  # fmt: skip
    assert (too_deep.status_code, too_deep.json()["errors"][0]["pointer"]) == (422, "query:page")


async def test_a_name_is_found_when_it_is_spelt_or_sounds_alike_and_the_nearest_comes_first(service: Running):
    async with service.as_(personas.offender_manager) as client:
        exact = await registered(client, surname="Brocklehurst", forename="Ann")
        alike = await registered(client, surname="Brockelhurst", forename="Ann")
        sounding = await registered(client, surname="Tymczak", forename="Ewa")

        assert await found(client, surname="Brocklehurst") == [exact, alike]
        assert await found(client, surname="Brockelhurst") == [alike, exact]
        assert await found(client, surname="Brocklehurst", names="exact") == [exact]
        assert await found(client, surname="Tymszac") == [sounding]
        assert await found(client, surname="Tymszac", names="exact") == []


async def test_a_forename_may_be_alike_or_its_beginning_and_narrows_the_search(service: Running):
    async with service.as_(personas.offender_manager) as client:
        katherine = await registered(client, surname="Quillfeather", forename="Katherine")
        boris = await registered(client, surname="Quillfeather", forename="Boris")

        assert await found(client, surname="Quillfeather", forename="Catherine") == [katherine]
        assert await found(client, surname="Quillfeather", forename="Bo") == [boris]
        assert await found(client, surname="Quillfeather", forename="Zebedee") == []


async def test_surname_and_forename_may_be_swapped(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, surname="Ignatius", forename="Lloyd")

        assert await found(client, surname="Lloyd", forename="Ignatius") == [crn]
        assert await found(client, surname="Lloyd", forename="Ignatius", names="exact") == []


async def test_a_person_is_found_by_a_name_and_birthday_they_went_by_until_it_is_corrected(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, surname="Overton", forename="Peter")
        made = await OpenCase(client, crn).record("aliases", alias(surname="Vandersluis", date_of_birth="1980-02-03"))
        by_alias = await found(client, surname="Vandersluys")
        by_birthday = await found(client, surname="Vandersluis", date_of_birth="1980-02-03")
        on_birthday_alone = await found(client, date_of_birth="1980-02-03")
        await OpenCase(client, crn).record("aliases", alias(surname="Featherington", supersedes=made["alias_id"]))

        assert by_alias == by_birthday == on_birthday_alone == [crn]
        assert await found(client, surname="Vandersluis") == []
        assert await found(client, surname="Featherington") == [crn]


async def test_one_person_fits_once_however_many_of_their_names_fit(service: Running):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, surname="Wolstenholme", forename="Peter")
        for forename in ("Pete", "Petra"):
            await OpenCase(client, crn).record("aliases", alias(surname="Wolstenholm", forename=forename))
        answer = await client.post("/v1/persons/search", json={"surname": "Wolstenholme"})

    assert [person["crn"] for person in answer.json()["data"]] == [crn]
    assert answer.json()["pagination"]["total_count"] == 1


async def test_a_search_is_narrowed_to_an_area_and_to_a_prison(service: Running):
    async with service.as_(personas.offender_manager) as client:
        inside, outside = await registered(client, surname="Yardley"), await registered(client, surname="Yardley")
        await OpenCase(client, inside).record("receptions", reception())

        assert set(await found(client, surname="Yardley", provider="LDN")) == {inside, outside}
        assert await found(client, surname="Yardley", provider="WMP") == []
        assert await found(client, surname="Yardley", establishment_code="RHI") == [inside]
    async with service.as_(personas.contractor_system) as prison:
        assert await found(prison, surname="Yardley") == [inside]


async def test_a_person_is_found_by_every_kind_of_number(service: Running):
    numbers = {
        "cro": "65656/91H", "noms_number": "A1234AB", "booking_number": "V74111", "nino": "ab112233b", "previous_crn": "x320741",
        "parole_number": "P 123/9", "visor_id": "09/0001", "immigration_number": "H123456",
    }  # fmt: skip
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, surname="Numbers")
        for kind, value in numbers.items():
            number = {"kind": kind, "value": value, "held_from": "2009-01-01"}
            made = await client.post(f"/v1/persons/{crn}/identifiers", json=number, headers=once())
            assert made.status_code == 201, made.text

        assert {kind: await found(client, identifier={"kind": kind, "value": value}) for kind, value in numbers.items()} == {
            kind: [crn] for kind in numbers
        }
        assert await found(client, identifier={"kind": "crn", "value": crn.lower()}) == [crn]


async def test_nobody_is_found_by_a_number_that_is_nobodys(service: Running):
    offered = {"kind": "pnc", "value": "2001/0171310S", "held_from": "2009-01-01", "from_feed": True}
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client, surname="Offered")
        await client.post(f"/v1/persons/{crn}/identifiers", json=offered, headers=once())
        answer = await client.post("/v1/persons/search", json={"identifier": {"kind": "pnc", "value": "2001/0171310S"}})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "letter_never_used")


async def test_names_that_are_alike_show_nobody_out_of_reach_nor_count_them(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await registered(client, surname="Zephyrson")
    async with service.as_(personas.other_offender_manager) as client:
        answer = await client.post("/v1/persons/search", json={"surname": "Zephirson"})

    assert answer.json() == NOBODY


async def test_a_page_beyond_the_last_is_empty_and_still_says_how_many_there_are(service: Running):
    async with service.as_(personas.offender_manager) as client:
        await registered(client, surname="Solitaire")
        beyond = (await client.post("/v1/persons/search?page=2&per_page=5", json={"surname": "Solitaire"})).json()

    assert (beyond["data"], beyond["pagination"]["total_count"]) == ([], 1)


async def test_who_may_not_read_persons_may_not_search_them(service: Running):
    async with service.as_(personas.commissioner) as client:
        assert (await client.post("/v1/persons/search", json={"surname": "Marlow"})).status_code == 403
    async with service.as_(None) as client:
        assert (await client.post("/v1/persons/search", json={"surname": "Marlow"})).status_code == 401


async def test_a_birthday_and_a_name_need_not_have_been_given_together(service: Running):
    """`date_of_birth` is their own, or one that they went by, whichever name they are looked for by."""
    async with service.as_(personas.offender_manager) as client:
        case = await an_open_case(client, forename="Peter", surname="Ownname", date_of_birth="1971-02-03")
        await case.record("aliases", alias(forename="Johnny", surname="Nobirthday"))
        given = await case.record("aliases", alias(forename="Jack", surname="Otherday", date_of_birth="1972-05-06"))

        async def of(surname: str, born: str) -> list[str]:
            return await found(client, surname=surname, date_of_birth=born, names="exact")

        pairs = [(name, day) for name in ("Ownname", "Nobirthday", "Otherday") for day in ("1971-02-03", "1972-05-06")]
        assert [await of(*pair) for pair in pairs] == [[case.crn]] * 6
        assert await of("Ownname", "1971-02-04") == []
        await case.record("aliases", alias(forename="Jack", surname="Otherday", supersedes=given["alias_id"]))
        assert [await of("Ownname", day) for day in ("1971-02-03", "1972-05-06")] == [[case.crn], []]
