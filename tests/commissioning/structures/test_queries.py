"""The structures of 2004, 2008, 2009 and 2010, row by row as the domain notes print them, for every region and kind."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from noms.contracts.commissioning.responsibilities import Standing
from noms.contracts.commissioning.structures import FurtherEntry, StructureEntry
from noms.reference.existence import Existence
from noms.reference.further_responsibilities import FurtherService
from noms.reference.regions import ServiceClass
from noms.reference.register import organisation
from services.commissioning.structures import queries

K, S = ServiceClass, Standing
TEN = ("EM", "EE", "LON", "NE", "NW", "SE", "SW", "WAL", "WM", "YH")
PILOTS = ("LON", "WAL")
THE_OTHER_EIGHT = tuple(code for code in TEN if code not in PILOTS)


@dataclass(frozen=True)
class Printed:
    """One row of the table "who commissioned what"."""

    first: str
    last: str
    kind: ServiceClass
    regions: tuple[str, ...]
    commissioner: str | None
    instrument: str | None
    line: str
    standing: Standing = S.COMMISSIONED

    def __str__(self) -> str:
        return f"{self.kind} of {self.first}, {len(self.regions)} regions"


FOR_THE_SECRETARY_OF_STATE = "Secretary of State through DOM, later Senior Community Manager"

# Source: the domain notes, "Who commissioned what", in their order. The High Security Estate, without a last day, follows below.
TABLE = [
    Printed("2004-06-01", "2008-03-31", K.PUBLIC_PRISON, TEN, "ROM", "SLA", "HMPS"),
    Printed("2004-06-01", "2008-03-31", K.PRIVATE_PRISON, TEN, "ROM", "CONTRACT", "provider"),
    Printed("2004-06-01", "2008-03-31", K.PROBATION_BOARD, TEN, "ROM", "SLA", "NPD / board"),
    Printed("2008-04-01", "2009-03-31", K.PUBLIC_PRISON, PILOTS, "DOM", "SLA", "NOMS regional office (merged pilot)"),
    Printed("2008-04-01", "2009-03-31", K.PUBLIC_PRISON, THE_OTHER_EIGHT, None, None, "HMPS", S.LINE_MANAGED_ONLY),
    Printed("2008-04-01", "2009-03-31", K.PRIVATE_PRISON, TEN, None, None, "provider", S.UNDETERMINED),
    Printed(
        "2008-04-01", "2009-03-31", K.PROBATION_BOARD, THE_OTHER_EIGHT, "ROM", "SLA", "ROM over board chair and chief officer"
    ),
    Printed("2008-04-01", "2009-03-31", K.PROBATION_BOARD, PILOTS, "DOM", "SLA", "DOM over board chair and chief officer"),
    Printed(
        "2008-04-01", "2010-03-31", K.PROBATION_TRUST, TEN, "ROM or DOM for the Secretary of State", "CONTRACT", "trust board"
    ),
    Printed("2009-04-01", "2011-03-31", K.PUBLIC_PRISON, TEN, "DOM", "SLA", "NOMS Agency"),
    Printed("2009-04-01", "2011-03-31", K.PRIVATE_PRISON, TEN, "NOMS Agency", "CONTRACT", "provider"),
    Printed("2009-04-01", "2010-03-31", K.PROBATION_BOARD, TEN, "DOM", "SLA", "board / chief officer supervises the front line"),
    Printed("2010-04-01", "2014-05-31", K.PROBATION_TRUST, TEN, FOR_THE_SECRETARY_OF_STATE, "CONTRACT", "trust board"),
]


def entry(kind: ServiceClass, region: str, on: date) -> StructureEntry | None:
    return next(iter(queries.structure(on, kind, region).data), None)


def told(found: StructureEntry | None) -> tuple[str | None, str | None, str | None, Standing] | None:
    return (found.commissioner, found.instrument, found.line_management, found.standing) if found else None


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_row_holds_in_each_of_its_regions_from_its_first_day_to_its_last_and_not_the_day_after(row: Printed):
    first, last = date.fromisoformat(row.first), date.fromisoformat(row.last)
    printed = (row.commissioner, row.instrument, row.line, row.standing)
    for region in row.regions:
        for on in (first, first + (last - first) // 2, last):
            assert told(entry(row.kind, region, on)) == printed, (region, on)
        after, before = entry(row.kind, region, last + timedelta(days=1)), entry(row.kind, region, first - timedelta(days=1))
        assert told(after) != printed, region
        assert told(before) != printed, region


@pytest.mark.parametrize("on", ["2004-06-01", "2008-03-31", "2008-04-01", "2009-03-31", "2009-04-01", "2011-04-01", "2017-03-31"])
def test_the_high_security_estate_always_answers_to_its_own_director(on: str):
    [found] = queries.structure(date.fromisoformat(on), None, "HSE").data

    assert (found.commissioner, found.instrument, found.commissioner_id) == ("Director of High Security", "SLA", "XI-NOMS-DHS")
    assert len(found.providers) == 8


def test_the_day_before_noms_only_boards_stand_and_nobody_is_named():
    whole = queries.structure(date(2004, 5, 31), None, None)

    assert {(found.service_class, found.standing) for found in whole.data} == {("probation_board", S.GAP)}


@pytest.mark.parametrize(
    ("on", "boards", "trusts"),
    [("2004-06-01", 42, 0), ("2008-04-01", 36, 6), ("2009-04-01", 34, 8), ("2010-04-01", 0, 35), ("2014-05-31", 0, 35)],
)
def test_who_was_commissioned_is_listed_by_code(on: str, boards: int, trusts: int):
    """Source: SI 2008/504, SI 2009/547, SI 2010/191."""
    whole = queries.structure(date.fromisoformat(on), None, None)
    counted = {
        kind: sum(len(found.providers) for found in whole.data if found.service_class == kind)
        for kind in (K.PROBATION_BOARD, K.PROBATION_TRUST)
    }

    assert counted == {K.PROBATION_BOARD: boards, K.PROBATION_TRUST: trusts}


def test_nobody_is_listed_twice_on_a_day():
    for on in (date(2004, 6, 1), date(2008, 10, 1), date(2009, 7, 8), date(2010, 10, 1), date(2013, 7, 1)):
        codes = [code for found in queries.structure(on, None, None).data for code in found.providers]
        assert len(codes) == len(set(codes))


def test_a_director_who_buys_from_prisons_and_manages_them_is_in_a_conflict_and_a_trust_is_not():
    """Source: founding papers 001 and 003."""
    on = date(2010, 6, 30)

    assert [entry(K.PUBLIC_PRISON, region, on).conflict_of_interest for region in TEN] == [True] * 10
    assert [entry(K.PROBATION_TRUST, region, on).conflict_of_interest for region in TEN] == [False] * 10
    assert not entry(K.PUBLIC_PRISON, "NW", date(2006, 6, 30)).conflict_of_interest


@pytest.mark.parametrize(
    ("region", "on", "office"),
    [
        ("WAL", "2008-10-01", "XI-NOMS-DOM-WAL"),
        ("YH", "2008-10-01", "XI-NOMS-ROM-YH"),
        ("YH", "2009-04-01", "XI-NOMS-DOM-YH"),
        ("YH", "2011-03-31", "XI-NOMS-DOM-YH"),
        ("YH", "2011-04-01", "XI-NOMS-NOMS"),
    ],
)
def test_a_trust_is_under_contract_to_the_secretary_of_state_through_the_office_of_the_day(region: str, on: str, office: str):
    """Source: OMA 2007 s.3; Hansard 15 January 2009."""
    found = entry(K.PROBATION_TRUST, region, date.fromisoformat(on))

    assert (found.commissioner_id, found.on_behalf_of_id, found.instrument) == (office, "XI-NOMS-SOSJ", "CONTRACT")


def test_every_office_that_acts_is_in_the_register_and_in_being_that_day():
    for on in (date(2004, 6, 1), date(2008, 4, 1), date(2009, 4, 1), date(2010, 4, 1), date(2011, 4, 1), date(2014, 6, 1)):
        for found in queries.structure(on, None, None).data:
            for acting in filter(None, (found.commissioner_id, found.on_behalf_of_id)):
                assert organisation(acting).existence_on(on) is Existence.IN_BEING, (acting, on)


def further(on: str, wanted: FurtherService | None = None, region: str | None = None) -> list[FurtherEntry]:
    return queries.structure(date.fromisoformat(on), wanted, region).further_services


def test_the_service_is_commissioned_by_others_for_children_and_detainees():
    """Source: founding paper 003."""
    inbound = {(found.service, found.commissioner) for found in further("2010-06-30") if found.direction == "inbound"}

    assert inbound == {("juvenile_places", "Youth Justice Board"), ("detainee_places", "Border Agency")}


def test_one_prison_has_several_commissioners_with_the_places_split():
    """Source: Hansard 4 December 2013 (part of Parc), 18 July 2013 (168 places at Castington)."""
    parts = {found.places[0]: found.places_bought for found in further("2010-06-30") if found.extent == "part"}

    assert parts == {"CSI": 168, "FMI": None, "PRI": None}


@pytest.mark.parametrize(("on", "buyer"), [("2004-06-01", None), ("2004-09-02", "Home Office"), ("2005-04-01", "NOMS")])
def test_electronic_monitoring_is_bought_for_every_region_once_a_source_says_so(on: str, buyer: str | None):
    """Source: SI 2004/2172; PC 23/2005; founding paper 003."""
    found = further(on, FurtherService.ELECTRONIC_MONITORING)

    assert {entry.commissioner for entry in found} == ({buyer} if buyer else set())
    assert sorted(place for entry in found for place in entry.places) == (sorted(TEN) if buyer else [])


def test_one_region_shows_what_is_bought_there():
    found = further("2010-06-30", region="SE")

    assert [(entry.service, entry.places[0]) for entry in found if entry.direction == "inbound"] == [
        ("juvenile_places", "CKI"), ("juvenile_places", "HCI"), ("detainee_places", "DVI"), ("detainee_places", "HRI"),
    ]  # fmt: skip
    assert [entry.service for entry in found if entry.direction == "outbound"] == ["electronic_monitoring"]
    assert not further("2010-06-30", region="HSE")


def test_one_kind_asked_for_is_answered_alone():
    on = date(2010, 6, 30)

    assert {found.service_class for found in queries.structure(on, K.PRIVATE_PRISON, None).data} == {"private_prison"}
    assert queries.structure(on, K.PRIVATE_PRISON, None).further_services == []
    assert queries.structure(on, FurtherService.DETAINEE_PLACES, None).data == []
