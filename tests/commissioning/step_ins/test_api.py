"""Step-in over HTTP: by the Secretary of State alone, at a contracted prison alone, one at a time."""

import asyncio

import pytest

from builders.commissioning.agreements import live, measured
from builders.commissioning.personas import (
    DOVEGATE_CONTRACTOR,
    LONDON_COMMISSIONER,
    LONDON_TRUST,
    NATIONAL_COMMISSIONER,
)
from builders.commissioning.remedies import (
    ABSENT,
    BIRMINGHAM,
    BIRMINGHAM_CONTRACTOR,
    SECRETARY_OF_STATE,
    birmingham,
    new_step_in,
    post,
    remedies,
    told,
)
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.step_ins import StepInView

pytestmark = pytest.mark.usefixtures("clean_slate")

EXTENSION = {"decided_on": "2019-02-14", "until_day": "2019-08-31", "reasons": "More is to be done."}
ENDING = {
    "ground": "agreement_ended", "ended_on": "2019-06-30", "contractor_told_on": "2019-04-01",
    "reasons": "The prison returned to the public sector on 1 July 2019.",
}  # fmt: skip
SECRETARY_FOR_NOBODY = Persona("sos", "MOJ", CallerKind.STAFF, ("secretary-of-state",), {"regions": ["LON"]})


@pytest.fixture
async def prison(service: Running) -> str:
    return await birmingham(service)


@pytest.fixture
async def stepped_in(service: Running, prison: str) -> str:
    """The step-in of 20 August 2018, by its identifier."""
    begun = await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{prison}/step-in", new_step_in())
    assert begun.status_code == 201, begun.text
    return begun.json()["id"]


async def test_the_functions_move_to_a_governor_on_the_statutory_ground_and_at_the_contractors_cost(
    service: Running, prison: str
):
    answer = await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{prison}/step-in", new_step_in())
    begun = StepInView.model_validate_json(answer.content)

    assert (answer.status_code, begun.number, begun.in_force, begun.statute) == (201, 1, True, "Criminal Justice Act 1991 s.88")
    assert (begun.costs_to_contractor, [str(term.until_day) for term in begun.terms]) == (True, ["2019-02-19"])
    seen = await remedies(service, prison, BIRMINGHAM_CONTRACTOR, as_at="2018-08-20")
    assert (seen["state"], seen["state_by_notices"]) == ("step_in", "none")
    assert {effect["effect"] for effect in seen["effects"]} == {
        "functions_move", "notice_to_contractor", "costs_to_contractor",
    }  # fmt: skip


LINCOLN = {"provider": "LII", "commissioner": "EM", "instrument": "SLA", "starts_on": "2010-04-01", "ends_on": "2011-03-31"}
EAST_MIDLANDS = Persona("emma", "NOMS", CallerKind.STAFF, ("commissioner",), {"regions": ["EM"]})
LINCOLN_PRISON = Persona("lii-system", "HMPS", CallerKind.SYSTEM, ("contractor-system",), {"establishments": ["LII"]})
IN_2010 = {"appointed_on": "2010-08-20", "from_day": "2010-08-20", "until_day": "2011-02-19", "contractor_told_on": "2010-08-20"}


async def test_a_public_prison_and_a_trust_are_not_stepped_into(service: Running):
    """Source: Criminal Justice Act 1991 s.88, which is about contracted prisons."""
    trust, public = await live(service), await live(service, EAST_MIDLANDS, LINCOLN_PRISON, **LINCOLN)
    for agreement in (trust, public):
        answer = await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{agreement}/step-in", new_step_in(**IN_2010))
        assert told(answer)[:2] == (409, "not_a_contracted_prison")


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"from_day": "2999-01-01", "until_day": "2999-02-01"}, "step_in_in_the_future", "/from_day"),
        ({"contractor_told_on": "2999-01-01"}, "step_in_in_the_future", "/contractor_told_on"),
        ({"from_day": "2011-09-30", "appointed_on": "2011-09-29"}, "step_in_outside_the_agreement", "/from_day"),
        ({"appointed_on": "2018-08-21", "contractor_told_on": "2018-08-21"}, "begins_before_appointed", "/from_day"),
        ({"contractor_told_on": "2018-08-19"}, "told_before_decided", "/contractor_told_on"),
        ({"contractor_told_on": "2018-08-29"}, "told_too_late", "/contractor_told_on"),
        ({"until_day": "2018-08-19"}, "step_in_ends_before_it_begins", "/until_day"),
        ({"until_day": "9999-12-31"}, "step_in_ends_after_the_agreement", "/until_day"),
        ({"appointed_on": "0001-01-01"}, "step_in_outside_the_agreement", "/from_day"),
    ],
)
async def test_days_that_do_not_follow_one_another_are_refused_with_the_field(
    service: Running, prison: str, changes: dict[str, str], code: str, field: str
):
    answer = await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{prison}/step-in", new_step_in(**changes))

    assert told(answer) == (409, code, [field])


async def test_an_agreement_that_is_not_in_force_is_not_stepped_into(service: Running):
    draft = await measured(service, NATIONAL_COMMISSIONER, **BIRMINGHAM)

    assert told(await post(service, SECRETARY_OF_STATE, f"/v1/agreements/{draft}/step-in", new_step_in()))[1] == (
        "nothing_to_step_into"
    )


@pytest.mark.parametrize("persona", [NATIONAL_COMMISSIONER, BIRMINGHAM_CONTRACTOR], ids=lambda persona: persona.name)
async def test_only_the_secretary_of_state_steps_in(service: Running, prison: str, stepped_in: str, persona: Persona):
    assert (await post(service, persona, f"/v1/agreements/{prison}/step-in", new_step_in())).status_code == 403
    assert (await post(service, persona, f"/v1/step-ins/{stepped_in}/ending", ENDING)).status_code == 403


async def test_one_step_in_stands_at_a_time_also_when_several_are_decided_at_the_same_instant(service: Running, prison: str):
    path = f"/v1/agreements/{prison}/step-in"
    answers = await asyncio.gather(*(post(service, SECRETARY_OF_STATE, path, new_step_in()) for _ in range(3)))

    assert sorted(told(answer)[:2] for answer in answers) == [(201, "")] + [(409, "step_in_in_force")] * 2


async def test_a_step_in_is_put_off_and_ends_by_an_act_of_its_own(service: Running, prison: str, stepped_in: str):
    """Source: statement to the Commons, 2 April 2019: extended in February 2019, public again from 1 July 2019."""
    path = f"/v1/step-ins/{stepped_in}"
    longer = await post(service, SECRETARY_OF_STATE, f"{path}/extension", EXTENSION)
    again = await post(service, SECRETARY_OF_STATE, f"{path}/extension", EXTENSION)
    ended = await post(service, SECRETARY_OF_STATE, f"{path}/ending", ENDING)
    twice = await post(service, SECRETARY_OF_STATE, f"{path}/ending", ENDING)

    assert [term["until_day"] for term in longer.json()["terms"]] == ["2019-02-19", "2019-08-31"]
    assert told(again) == (409, "not_later", ["/until_day"])
    assert (ended.json()["in_force"], ended.json()["ending"]["ended_on"]) == (False, "2019-06-30")
    assert told(twice)[:2] == (409, "step_in_has_ended")
    states = [(await remedies(service, prison, BIRMINGHAM_CONTRACTOR, as_at=day))["state"] for day in STEPS]
    assert states == ["none", "step_in", "step_in", "step_in", "none"]


STEPS = ("2018-08-19", "2018-08-20", "2019-02-20", "2019-06-30", "2019-07-01")


async def test_an_overdue_step_in_is_still_in_force_and_its_clock_says_so(service: Running, prison: str, stepped_in: str):
    seen = await remedies(service, prison, BIRMINGHAM_CONTRACTOR, as_at="2019-02-21")
    (clock,) = seen["clocks"]

    assert seen["state"] == "step_in"
    assert (clock["kind"], clock["due_on"], clock["working_days_left"], clock["state"], clock["step_in_id"]) == (
        "step_in_review", "2019-02-19", -2, "overdue", stepped_in,
    )  # fmt: skip


@pytest.mark.parametrize(("act", "body"), [("extension", EXTENSION), ("ending", ENDING)])
async def test_a_hidden_step_in_and_an_absent_one_look_the_same(
    service: Running, stepped_in: str, act: str, body: dict[str, str]
):
    answers = [await post(service, SECRETARY_FOR_NOBODY, f"/v1/step-ins/{which}/{act}", body) for which in (stepped_in, ABSENT)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({str({**answer.json(), "instance": ""}) for answer in answers}) == 1


async def test_a_hidden_agreement_is_not_stepped_into(service: Running, prison: str):
    for which in (prison, ABSENT):
        answer = await post(service, SECRETARY_FOR_NOBODY, f"/v1/agreements/{which}/step-in", new_step_in())
        assert told(answer)[:2] == (404, "not_found")


async def test_the_contractor_hears_of_it_and_nobody_else(service: Running, prison: str, stepped_in: str):
    await post(service, SECRETARY_OF_STATE, f"/v1/step-ins/{stepped_in}/extension", EXTENSION)
    await post(service, SECRETARY_OF_STATE, f"/v1/step-ins/{stepped_in}/ending", ENDING)

    async def heard(persona: Persona) -> list[str]:
        async with service.as_(persona) as client:
            feed = await client.get("/v1/events", params={"limit": 5000})
        return [e["type"].rpartition(".")[2] for e in feed.json() if e["data"].get("step_in_id") == stepped_in]

    acts = ["begun", "extended", "ended"]
    assert [await heard(p) for p in (BIRMINGHAM_CONTRACTOR, NATIONAL_COMMISSIONER)] == [acts, acts]
    assert [await heard(p) for p in (DOVEGATE_CONTRACTOR, LONDON_TRUST, LONDON_COMMISSIONER)] == [[], [], []]
