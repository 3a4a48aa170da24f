"""Figures of prisons: what a certificate can say, and what the list says where there is none."""

from datetime import date
from typing import Any

import pytest

from builders.offender_mgmt.capacities import capacity
from noms.contracts.offender_mgmt.whereabouts import PlacingBody
from noms.reference.establishments import establishment
from services.offender_mgmt.capacities.rules import capacity_faults, listed_figures

ON = date(2010, 6, 30)


def at_fault(code: str = "RHI", **changes: Any) -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in capacity_faults(capacity(**changes), establishment(code))]


def test_a_certificate_may_say_what_certificates_say():
    assert at_fault() == []
    assert at_fault(cna=None, places_bought=[{"placed_by": "UKBA", "places": 20}]) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"in_use_cna": 625}, ("/in_use_cna", "more_than_certified")),
        ({"places_bought": [{"placed_by": "NOMS", "places": 1}]}, ("/places_bought/0/placed_by", "not_another_body")),
        ({"places_bought": [{"placed_by": "YJB", "places": 1}] * 2}, ("/places_bought/1/placed_by", "named_twice")),
        ({"places_bought": [{"placed_by": "YJB", "places": 665}]}, ("/places_bought", "more_than_capacity")),
        ({"in_force_from": "2000-12-31"}, ("/in_force_from", "establishment_closed")),
    ],
)
def test_figures_that_contradict_themselves_are_refused_by_their_field(changes: dict[str, Any], fault: tuple[str, str]):
    assert at_fault(**changes) == [fault]


def test_without_a_certificate_the_list_speaks_with_its_source():
    # Source: Hansard 2007-05-21: Rye Hill, 600 places of the contract, operational capacity 645.
    listed = listed_figures(establishment("RHI"), on=ON)

    assert (listed.cna, listed.operational_capacity, listed.source) == (600, 645, "Hansard 2007-05-21")
    assert not listed.recorded


def test_the_list_says_who_buys_places_on_the_day():
    # Source: Hansard 2013-07-18: 360 places at Ashfield until the Youth Justice Board withdrew.
    ashfield = establishment("ASI")

    assert listed_figures(ashfield, on=ON).places_bought == {PlacingBody.YOUTH_JUSTICE_BOARD: 360}
    assert listed_figures(ashfield, on=date(2013, 7, 19)).places_bought == {}
