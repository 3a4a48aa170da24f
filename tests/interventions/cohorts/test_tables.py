"""The database itself keeps to the number of places, whoever writes."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from builders.interventions.cohorts import planned
from builders.interventions.referrals import suitable
from house.running import Running
from noms.chassis.identity.caller import Caller

PLACE = text(
    "INSERT INTO place (place_id, cohort_id, capacity, number, referral_id, taken_on) "
    "VALUES (:place_id, :cohort_id, :capacity, :number, :referral_id, '2010-08-20')"
)


async def write(interventions: Running, *statements: tuple[object, dict[str, object]]) -> None:
    async with await interventions.database.session(Caller.service("interventions")) as session:
        for statement, values in statements:
            await session.execute(statement, values)
        await session.commit()


async def place(interventions: Running, cohort: dict[str, object], number: int, capacity: int = 4) -> None:
    referral = await suitable(interventions)
    values = {
        "place_id": uuid4(), "cohort_id": UUID(str(cohort["cohort_id"])), "capacity": capacity, "number": number,
        "referral_id": UUID(referral["referral_id"]),
    }  # fmt: skip
    await write(interventions, (PLACE, values))


async def test_a_fifth_place_in_a_cohort_of_four_is_refused_even_past_every_rule(interventions: Running):
    cohort = await planned(interventions, capacity=4)
    for number in range(1, 5):
        await place(interventions, cohort, number)

    with pytest.raises(IntegrityError, match="place_number_check"):
        await place(interventions, cohort, 5)
    with pytest.raises(IntegrityError, match="place_cohort_id_capacity_fkey"):
        await place(interventions, cohort, 5, capacity=5)
    with pytest.raises(IntegrityError, match="place_cohort_id_number_held_key"):
        await place(interventions, cohort, 4)


async def test_a_cohort_cannot_shrink_under_the_places_that_were_given(interventions: Running):
    cohort = await planned(interventions, capacity=4)
    await place(interventions, cohort, 4)
    shrink = text("UPDATE cohort SET capacity = 3 WHERE cohort_id = :cohort_id")

    with pytest.raises(IntegrityError, match="place_cohort_id_capacity_fkey"):
        await write(interventions, (shrink, {"cohort_id": UUID(cohort["cohort_id"])}))
