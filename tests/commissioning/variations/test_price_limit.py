"""How far the annual price moves over HTTP, by the day on which it moves."""

from typing import Any

import pytest

from builders.commissioning.agreements import completions_line, live
from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST
from builders.commissioning.variations import a_variation, proposed, refused, settled
from house.running import Running
from noms.contracts.commissioning.variation_views import VariationView

pytestmark = pytest.mark.usefixtures("clean_slate")

WORK = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 1000, "unit_price_pence": 900}


async def test_the_price_moves_no_further_than_the_parties_agreed(service: Running):
    agreement = await live(service, price_limit={"most_percent": 10, "within_days": 90})
    path = f"/v1/agreements/{agreement}/variations"
    far, near = ({"lines": [completions_line(annual_volume=volume)]} for volume in (402, 401))

    assert await refused(service, LONDON_COMMISSIONER, path, a_variation(changes=far)) == (409, "above_the_price_limit")
    await settled(service, agreement, changes=near)
    assert await refused(service, LONDON_COMMISSIONER, path, a_variation(changes={"lines": [WORK]})) == (
        409,
        "above_the_price_limit",
    )


def half_a_year_at_double_the_price() -> dict[str, Any]:
    dear = WORK | {"unit_price_pence": 1_800, "from_day": "2010-10-01", "to_day": "2011-03-31"}
    return {"effective_on": "2010-10-01", "changes": {"lines": [dear, WORK | {"from_day": "2011-04-01"}]}}


async def test_a_price_that_moves_for_half_a_year_is_moved(service: Running):
    agreement = await live(service, price_limit={"most_percent": 10, "within_days": 90}, lines=[WORK])
    doubled = a_variation(**half_a_year_at_double_the_price())

    assert await refused(service, LONDON_COMMISSIONER, f"/v1/agreements/{agreement}/variations", doubled) == (
        409,
        "above_the_price_limit",
    )


async def test_what_is_shown_before_anybody_signs_is_the_furthest_of_any_day(service: Running):
    agreement = await live(service, lines=[WORK])
    path = await proposed(service, agreement, **half_a_year_at_double_the_price())
    async with service.as_(LONDON_TRUST) as client:
        shown = VariationView.model_validate_json((await client.get(path)).content)

    assert (shown.state, shown.price_effect_pence, str(shown.price_effect_on)) == ("proposed", 1_000 * 900, "2010-10-01")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("2010-10-02", "2010-10-02"), ("2010-10-01", "2010-10-01")),
        (("2010-05-01", "2011-06-01"), ("2010-11-01", "2011-06-01")),
    ],
    ids=["the later day settled first", "effective long before the price moves"],
)
async def test_the_limit_holds_by_the_day_on_which_the_price_moves(
    service: Running, first: tuple[str, str], second: tuple[str, str]
):
    agreement = await live(service, price_limit={"most_percent": 10, "within_days": 90}, lines=[WORK])

    def dearer(by: tuple[str, str], pence: int) -> dict[str, Any]:
        line = WORK | {"unit_price_pence": pence, "from_day": by[1]}
        return {"effective_on": by[0], "changes": {"lines": [line]}}

    await settled(service, agreement, **dearer(first, 990))
    again = a_variation(**dearer(second, 1_089))
    assert await refused(service, LONDON_COMMISSIONER, f"/v1/agreements/{agreement}/variations", again) == (
        409,
        "above_the_price_limit",
    )
