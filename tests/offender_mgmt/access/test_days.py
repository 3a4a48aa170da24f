"""The days of a closure."""

import pytest

from builders.offender_mgmt import personas
from builders.offender_mgmt.access import Closures, closure_to_set, records_manager
from builders.offender_mgmt.cases import faults_in
from builders.offender_mgmt.persons import registered
from house.running import Running


@pytest.mark.parametrize("kind", ["exclusion", "restriction"])
@pytest.mark.parametrize(
    ("days", "fault"),
    [
        ({"until_on": "9999-12-31"}, ("/until_on", "ends_too_late")),
        ({"from_on": "9999-12-31"}, ("/from_on", "begins_too_late")),
    ],
)
async def test_a_closure_for_ever_is_one_without_a_last_day(
    service: Running, kind: str, days: dict[str, str], fault: tuple[str, str]
):
    async with service.as_(personas.offender_manager) as client:
        crn = await registered(client)
    answer = await Closures(service).sent(records_manager, f"/v1/persons/{crn}/{kind}s", closure_to_set("olive", **days))

    assert (answer.status_code, faults_in(answer)) == (409, [fault])
