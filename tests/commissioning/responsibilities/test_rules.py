"""Who purchased from whom, row by row as the domain notes print it, and what is in doubt."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.commissioning.responsibilities import FindingKind, Standing
from noms.reference.establishments import Sector, establishment, load_establishments
from noms.reference.private_prisons import private_prison_contracts
from noms.reference.probation_areas import load_probation_areas, probation_areas_with_code
from noms.reference.regions import (
    Certainty,
    Instrument,
    Responsibility,
    ServiceClass,
    load_regional_posts,
    load_regions,
    load_responsibilities,
)
from services.commissioning.responsibilities import rules
from services.commissioning.responsibilities.rules import Answer

WANDSWORTH, CARDIFF, LEEDS = "WWI", "CFI", "LEI"
RYE_HILL, BELMARSH = "RHI", "BAI"
LONDON, SOUTH_WALES, KENT, HUMBERSIDE, LANCASHIRE = "LDN", "SWS", "KNT", "HBS", "LCS"


def prison_purchaser(code: str, on: str) -> Answer:
    day = date.fromisoformat(on)
    provider = rules.prison_on(establishment(code), private_prison_contracts(code), day)
    return rules.responsible_commissioner(provider, load_responsibilities(), day)


def area_purchaser(code: str, on: str) -> Answer:
    day = date.fromisoformat(on)
    return rules.responsible_commissioner(rules.area_on(probation_areas_with_code(code), day), load_responsibilities(), day)


def said(answer: Answer) -> tuple[str, str, str]:
    assert answer.row is not None
    return answer.row.commissioner, answer.row.instrument.value, answer.row.line_management


def life_of(answer: Answer) -> tuple[str, str | None]:
    assert answer.row is not None
    return answer.row.valid_from.isoformat(), answer.row.valid_to.isoformat() if answer.row.valid_to else None


# Source of every test down to the High Security Estate: the table "who commissioned what", one row each.


@pytest.mark.parametrize("on", ["2004-06-01", "2004-12-31", "2008-03-31"])
def test_from_2004_the_regional_offender_manager_bought_from_public_prisons_by_sla(on: str):
    assert said(prison_purchaser(LEEDS, on)) == ("ROM", "SLA", "HMPS")


@pytest.mark.parametrize("on", ["2004-06-01", "2004-12-31", "2008-03-31"])
def test_from_2004_the_regional_offender_manager_bought_from_private_prisons_by_contract(on: str):
    assert said(prison_purchaser(RYE_HILL, on)) == ("ROM", "CONTRACT", "provider")


@pytest.mark.parametrize("on", ["2004-06-01", "2004-12-31", "2008-03-31"])
def test_from_2004_the_regional_offender_manager_bought_from_probation_boards_by_sla(on: str):
    assert said(area_purchaser(KENT, on)) == ("ROM", "SLA", "NPD / board")


@pytest.mark.parametrize("prison", [WANDSWORTH, CARDIFF])
def test_in_2008_the_merged_pilots_of_london_and_wales_bought_from_public_prisons_by_sla(prison: str):
    assert said(prison_purchaser(prison, "2008-04-01")) == ("DOM", "SLA", "NOMS regional office (merged pilot)")


def test_in_2008_public_prisons_of_the_other_eight_regions_had_a_line_manager_and_no_purchaser():
    answer = prison_purchaser(LEEDS, "2008-10-01")

    assert (answer.standing, answer.office) == (Standing.LINE_MANAGED_ONLY, None)
    assert said(answer) == ("HMPS", "LINE", "HMPS")


@pytest.mark.parametrize("on", ["2008-04-01", "2008-10-01", "2009-03-31"])
def test_who_bought_from_private_prisons_in_2008_09_is_undetermined(on: str):
    answer = prison_purchaser(RYE_HILL, on)

    assert (answer.standing, answer.office) == (Standing.UNDETERMINED, None)
    assert answer.in_words == "Who purchased from Rye Hill is undetermined: the source says that it remained unclear."


def test_in_2008_the_regional_offender_manager_bought_from_and_line_managed_the_boards_of_the_other_eight():
    answer = area_purchaser(KENT, "2008-10-01")

    assert said(answer) == ("ROM", "SLA", "ROM over board chair and chief officer")
    assert answer.purchaser_is_line_manager


def test_in_2008_the_director_of_offender_management_bought_from_the_london_board():
    assert said(area_purchaser(LONDON, "2008-10-01")) == ("DOM", "SLA", "DOM over board chair and chief officer")


@pytest.mark.parametrize(("trust", "on"), [(SOUTH_WALES, "2008-04-01"), (HUMBERSIDE, "2008-04-01"), (LANCASHIRE, "2009-04-01")])
def test_the_first_eight_trusts_were_bought_from_by_contract_for_the_secretary_of_state(trust: str, on: str):
    assert said(area_purchaser(trust, on)) == ("ROM or DOM for the Secretary of State", "CONTRACT", "trust board")


@pytest.mark.parametrize("on", ["2009-04-01", "2010-06-30", "2011-03-31"])
def test_from_2009_the_director_of_offender_management_bought_from_every_public_prison_by_sla(on: str):
    assert said(prison_purchaser(LEEDS, on)) == ("DOM", "SLA", "NOMS Agency")


@pytest.mark.parametrize("on", ["2009-04-01", "2010-06-30", "2011-03-31"])
def test_from_2009_the_agency_bought_from_private_prisons_by_contract(on: str):
    answer = prison_purchaser(RYE_HILL, on)

    assert said(answer) == ("NOMS Agency", "CONTRACT", "provider")
    assert (answer.office, answer.purchaser_is_line_manager) == ("NOMS", False)


def test_in_2009_the_director_bought_from_boards_and_the_chief_officer_kept_the_front_line():
    answer = area_purchaser(KENT, "2009-07-08")

    assert said(answer) == ("DOM", "SLA", "board / chief officer supervises the front line")
    assert not answer.purchaser_is_line_manager


@pytest.mark.parametrize("on", ["2010-04-01", "2012-01-01", "2014-05-31"])
def test_from_2010_all_trusts_were_bought_from_by_contract(on: str):
    answer = area_purchaser(LONDON, on)

    assert said(answer) == ("Secretary of State through DOM, later Senior Community Manager", "CONTRACT", "trust board")
    assert answer.office == "LON"


@pytest.mark.parametrize("on", ["2004-06-01", "2008-10-01", "2010-06-30", "2017-03-31"])
def test_the_high_security_estate_was_always_bought_from_by_its_own_director(on: str):
    answer = prison_purchaser(BELMARSH, on)

    assert said(answer) == ("Director of High Security", "SLA", "NOMS / HMPS")
    assert answer.office == "HSE"


def test_the_rows_hold_for_exactly_the_days_that_the_notes_print():
    assert life_of(prison_purchaser(LEEDS, "2004-06-01")) == ("2004-06-01", "2008-03-31")
    assert life_of(prison_purchaser(WANDSWORTH, "2008-04-01")) == ("2008-04-01", "2009-03-31")
    assert life_of(prison_purchaser(RYE_HILL, "2008-04-01")) == ("2008-04-01", "2009-03-31")
    assert life_of(area_purchaser(HUMBERSIDE, "2008-04-01")) == ("2008-04-01", "2010-03-31")
    assert life_of(prison_purchaser(LEEDS, "2009-04-01")) == ("2009-04-01", "2011-03-31")
    assert life_of(area_purchaser(KENT, "2009-04-01")) == ("2009-04-01", "2010-03-31")
    assert life_of(area_purchaser(LONDON, "2010-04-01")) == ("2010-04-01", "2014-05-31")
    assert life_of(prison_purchaser(BELMARSH, "2004-06-01")) == ("2004-06-01", None)


def test_a_start_that_is_a_working_assumption_is_said_to_be_one():
    assert prison_purchaser(LEEDS, "2009-04-01").dates_estimated
    assert not prison_purchaser(LEEDS, "2004-06-01").dates_estimated


def test_before_noms_a_board_existed_and_no_source_names_its_purchaser():
    assert area_purchaser(KENT, "2003-01-01").standing is Standing.GAP


def test_a_trust_that_has_stopped_delivering_and_is_not_dissolved_has_no_purchaser():
    assert area_purchaser(LONDON, "2014-07-01").standing is Standing.GAP


def test_a_trust_that_was_merged_away_says_where_its_area_went():
    answer = area_purchaser(SOUTH_WALES, "2011-01-01")

    assert answer.standing is Standing.NOT_DELIVERING
    assert answer.in_words == "South Wales Probation Trust did not exist on 2011-01-01; its area passed to WPT."


def test_a_prison_that_had_not_opened_has_no_commissioner():
    answer = prison_purchaser("ISI", "2010-06-30")

    assert answer.standing is Standing.NOT_DELIVERING
    assert answer.in_words == "Isis was not open on 2010-06-30."


@pytest.mark.parametrize(
    ("prison", "on", "sector"),
    [
        ("WOI", "2013-06-30", Sector.PRIVATE),
        ("WOI", "2013-07-01", Sector.PUBLIC),
        ("BMI", "2011-09-30", Sector.PUBLIC),
        ("BMI", "2011-10-01", Sector.PRIVATE),
        ("DNI", "2011-10-01", Sector.PRIVATE),
        ("OWI", "2012-04-10", Sector.PRIVATE),
        (LEEDS, "2010-01-01", Sector.PUBLIC),
    ],
)
def test_a_prison_is_private_while_a_contract_for_it_is_in_force(prison: str, on: str, sector: Sector):
    assert rules.sector_on(establishment(prison), private_prison_contracts(prison), date.fromisoformat(on)) is sector


def test_every_prison_called_private_in_2010_has_a_contract_in_force_in_mid_2010():
    day = date(2010, 6, 30)
    for prison in load_establishments():
        if prison.open_2010_06_30:
            assert rules.sector_on(prison, private_prison_contracts(prison.code), day) is prison.sector_2010, prison.name


def test_the_post_that_led_london_changed_a_year_before_the_others():
    posts = load_regional_posts()
    named = [rules.post_on(posts, region, date(2008, 7, 1)) for region in ("LON", "NE")]

    assert [post.post_code for post in named if post] == ["DOM", "ROM"]
    assert rules.post_on(posts, "NE", date(2012, 1, 1)) is None


def test_every_commissioner_of_the_list_has_an_office_that_signs():
    buying = {row.commissioner for row in load_responsibilities() if rules.standing_of(row) is Standing.COMMISSIONED}

    assert buying == set(rules.OFFICE_OF)


def test_every_pair_of_buyer_and_line_manager_is_printed_in_the_list():
    printed = {(row.commissioner, row.line_management) for row in load_responsibilities()}

    assert printed >= rules.BUYS_AND_MANAGES


def test_the_lives_of_boards_and_trusts_are_those_of_the_list_of_areas():
    for kind, service_class in (("area_board", ServiceClass.PROBATION_BOARD), ("trust", ServiceClass.PROBATION_TRUST)):
        bodies = [area for area in load_probation_areas() if area.kind == kind]
        last = max(area.dissolved or area.valid_to or date.min for area in bodies)
        assert rules.LIVES[service_class] == (min(area.valid_from for area in bodies), last)


def all_findings() -> tuple[rules.Finding, ...]:
    return rules.findings(load_responsibilities(), [region.code for region in load_regions()], load_establishments())


def test_the_findings_are_two_gaps_one_undetermined_year_one_year_without_purchaser_and_the_high_security_overlap():
    assert [(f.kind, f.service_class, f.from_day.isoformat(), f.to_day.isoformat(), len(f.regions)) for f in all_findings()] == [
        (FindingKind.GAP, ServiceClass.PROBATION_BOARD, "2001-04-01", "2004-05-31", 10),
        (FindingKind.OVERLAP, ServiceClass.PUBLIC_PRISON, "2004-06-01", "2017-03-31", 7),
        (FindingKind.UNDETERMINED, ServiceClass.PRIVATE_PRISON, "2008-04-01", "2009-03-31", 10),
        (FindingKind.NO_PURCHASER, ServiceClass.PUBLIC_PRISON, "2008-04-01", "2009-03-31", 8),
        (FindingKind.GAP, ServiceClass.PROBATION_TRUST, "2014-06-01", "2014-10-31", 10),
    ]


def test_the_overlap_lies_in_the_regions_that_hold_a_high_security_prison():
    overlap = next(f for f in all_findings() if f.kind is FindingKind.OVERLAP)

    assert overlap.regions == ("EE", "LON", "NE", "NW", "SE", "WM", "YH")


def row(
    first: date, last: date | None, *, instrument: Instrument = Instrument.SLA, certainty: Certainty = Certainty.STATED
) -> Responsibility:
    return Responsibility(
        service_class=ServiceClass.CRC,
        region_scope="ALL",
        commissioner="NOMS",
        instrument=instrument,
        line_management="CRC",
        certainty=certainty,
        valid_from=first,
        valid_to=last,
        source="a test",
    )


LIFE = (date(2014, 6, 1), date(2014, 12, 31))
life_days = st.dates(min_value=LIFE[0], max_value=LIFE[1])


def test_a_row_that_ends_early_leaves_a_gap_from_the_next_day():
    assert rules.doubtful_spans([row(LIFE[0], date(2014, 8, 31))], LIFE) == [(FindingKind.GAP, date(2014, 9, 1), LIFE[1], set())]


def test_no_row_at_all_is_one_gap_over_the_whole_life():
    assert rules.doubtful_spans([], LIFE) == [(FindingKind.GAP, *LIFE, set())]


@given(st.lists(st.tuples(life_days, life_days).map(sorted), max_size=4), life_days)
def test_every_day_is_in_doubt_exactly_when_not_one_row_covers_it(ranges: list[list[date]], day: date):
    rows = [row(first, last) for first, last in ranges]
    covering = sum(r.in_force_on(day) for r in rows)
    expected = {0: [FindingKind.GAP], 1: []}.get(covering, [FindingKind.OVERLAP])

    assert [kind for kind, first, last, _ in rules.doubtful_spans(rows, LIFE) if first <= day <= last] == expected


@given(st.sampled_from(load_establishments()), st.dates(min_value=date(2004, 6, 1), max_value=date(2017, 3, 31)))
def test_every_open_prison_has_an_answer_on_every_day_of_noms(prison, day: date):
    answer = prison_purchaser(prison.code, day.isoformat())

    assert answer.standing is not Standing.GAP
    assert (answer.standing is Standing.UNDETERMINED) == (
        date(2008, 4, 1) <= day <= date(2009, 3, 31)
        and answer.row is not None
        and answer.row.service_class is ServiceClass.PRIVATE_PRISON
    )


@given(st.sampled_from(load_probation_areas()), st.integers(0, 5000))
def test_every_board_and_trust_has_a_commissioner_while_noms_lasts_and_it_delivers(area, offset: int):
    day = max(area.valid_from, date(2004, 6, 1)) + timedelta(days=offset)
    if area.in_force_on(day):
        assert area_purchaser(area.code, day.isoformat()).standing is Standing.COMMISSIONED
