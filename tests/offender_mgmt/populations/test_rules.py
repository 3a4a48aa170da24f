"""People against places: published figures come out as they were published."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.reference.establishments import establishment
from services.offender_mgmt.capacities.rules import Figures
from services.offender_mgmt.populations.rules import Prison, percent, prisons_on, totals, usable_capacity

NOMS, YJB = PlacingBody.NOMS, PlacingBody.YOUTH_JUSTICE_BOARD
ON = date(2010, 6, 30)


def figures(in_use_cna: int | None, operational_capacity: int | None = None, **bought: int) -> Figures:
    places = {PlacingBody(body): number for body, number in bought.items()}
    return Figures(date(2010, 4, 1), None, in_use_cna, operational_capacity, "A certificate", True, places)


def prison(code: str, held: dict[PlacingBody, int], places: Figures) -> Prison:
    return Prison(establishment(code), held, places)


def test_what_can_be_used_of_the_estate_is_its_capacity_less_two_thousand():
    # Source: Hansard 2010-03-01; BBC: usable operational capacity 85,986 at the end of 2009.
    assert usable_capacity(87_986) == 85_986


def test_kennet_held_nearly_twice_its_certified_places():
    # Source: BBC 2010-04-30, March 2010: Kennet 193.0 % of CNA; 338 people against the 175 places of the list are 193.1 %.
    kennet = totals([prison("KTI", {NOMS: 338}, figures(175, 342))])

    assert (kennet.occupancy_percent, kennet.held_over, kennet.headroom) == (193.1, 163, 4)


def test_the_estate_of_june_2010_has_139_prisons_and_the_capacity_of_the_list():
    # Source: establishments.csv: 139 open at 2010-06-30, their operational capacities add up to 83,177.
    prisons = prisons_on(ON, {}, {}, region=None, code=None)

    assert len([each for each in prisons if each.place.open_2010_06_30]) == 139
    assert totals([each for each in prisons if each.place.open_2010_06_30]).operational_capacity == 83_177


def test_people_of_the_youth_justice_board_are_counted_apart_and_fill_places_too():
    both = totals([prison("PRI", {NOMS: 1_000, YJB: 60}, figures(1_000, 1_200, YJB=64))])

    assert (both.all_held, both.held[NOMS], both.held[YJB], both.places_bought[YJB]) == (1_060, 1_000, 60, 64)
    assert both.occupancy_percent == 106.0


def test_room_in_one_prison_does_not_make_another_less_crowded():
    both = totals([prison("RHI", {NOMS: 700}, figures(600)), prison("LWI", {NOMS: 100}, figures(500))])

    assert (both.held_over, both.occupancy_percent) == (100, 72.7)


def test_a_prison_without_figures_is_left_out_of_shares_and_not_out_of_counts():
    some = totals([prison("RHI", {NOMS: 600}, figures(600, 660)), prison("LWI", {NOMS: 100}, figures(None))])

    assert (some.all_held, some.occupancy_percent, some.headroom) == (700, 100.0, 60)


def test_where_nothing_is_known_nothing_is_said():
    unknown = totals([prison("LWI", {NOMS: 100}, figures(None))])

    assert (unknown.in_use_cna, unknown.occupancy_percent, unknown.held_over, unknown.headroom) == (None, None, None, None)
    assert percent(5, 0) is None


def test_one_prison_or_region_can_be_asked_for():
    assert [each.place.code for each in prisons_on(ON, {}, {}, region=None, code="RHI")] == ["RHI"]
    assert {each.place.region_code for each in prisons_on(ON, {}, {}, region="WAL", code=None)} == {"WAL"}
    assert prisons_on(ON, {}, {}, region=None, code="QQI") == []


def test_a_closed_prison_is_shown_only_while_somebody_is_held_there():
    # Source: prison estate lists, Albany closed 2009-04.
    assert prisons_on(ON, {}, {}, region=None, code="ALI") == []
    assert len(prisons_on(ON, {"ALI": {NOMS: 1}}, {}, region=None, code="ALI")) == 1


HELD = st.dictionaries(st.sampled_from(PlacingBody), st.integers(0, 2_000))


@given(st.lists(st.tuples(HELD, st.one_of(st.none(), st.integers(0, 2_000))), max_size=8))
def test_totals_are_the_sums_of_their_prisons(parts: list[tuple[dict[PlacingBody, int], int | None]]):
    prisons = [prison("RHI", held, figures(places, places)) for held, places in parts]
    alone = [totals([each]) for each in prisons]

    assert totals(prisons).all_held == sum(each.all_held for each in alone)
    assert (totals(prisons).held_over or 0) == sum(each.held_over or 0 for each in alone)
    assert (totals(prisons).headroom or 0) == sum(each.headroom or 0 for each in alone)
