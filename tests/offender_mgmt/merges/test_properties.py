"""Whatever was recorded of two people: merged and parted again, every row of every table is as it was."""

from collections.abc import Awaitable, Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.offender_mgmt import personas
from builders.offender_mgmt.assessments import new_assessment
from builders.offender_mgmt.cases import OpenCase, an_open_case
from builders.offender_mgmt.custody import reception, release
from builders.offender_mgmt.merges import everything, merged, part
from builders.offender_mgmt.particulars import address, alias, disability, language, personal_contact
from builders.offender_mgmt.plans import new_plan
from builders.offender_mgmt.public_protection import public_protection
from builders.offender_mgmt.sentences import custodial_sentence_to_record, order_to_make
from house.running import Running, once

Act = Callable[[OpenCase, int], Awaitable[object]]


async def stay(case: OpenCase, year: int) -> None:
    """Inside from January to June of a year that no other record has."""
    await case.record("receptions", reception(received_on=f"{year}-01-05"))
    await case.record("releases", release(released_on=f"{year}-06-01"))


async def assess_and_plan(case: OpenCase, _: int) -> None:
    assessment = await case.record("assessments", new_assessment())
    await case.record("plans", new_plan(assessment["assessment_id"]))


async def protect(case: OpenCase, _: int) -> None:
    for version in (0, 1):
        assert (await case.protect(public_protection(), version=version)).status_code == 200


async def number(case: OpenCase, _: int) -> None:
    sent = {"kind": "cro", "value": "265416/21G", "held_from": "2003-01-01", "from_feed": True}
    await case.client.post(f"/v1/persons/{case.crn}/identifiers", json=sent, headers=once())


async def corrected_alias(case: OpenCase, _: int) -> None:
    made = await case.record("aliases", alias())
    await case.record("aliases", alias(surname="Corrected", supersedes=made["alias_id"]))


ACTS: dict[str, Act] = {
    "stay": stay,
    "assess_and_plan": assess_and_plan,
    "protect": protect,
    "number": number,
    "corrected_alias": corrected_alias,
    "address": lambda case, _: case.record("addresses", address(status="secondary")),
    "language": lambda case, _: case.record("languages", language()),
    "disability": lambda case, _: case.record("disabilities", disability()),
    "contact": lambda case, _: case.record("personal-contacts", personal_contact()),
    "order": lambda case, _: case.record("orders", order_to_make()),
    "sentence": lambda case, _: case.record("custodial-sentences", custodial_sentence_to_record()),
}
CHOSEN = st.lists(st.sampled_from(sorted(ACTS)), unique=True, max_size=6)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(mine=CHOSEN, theirs=CHOSEN, in_between=st.booleans())
async def test_merging_and_parting_restores_every_row(service: Running, mine: list[str], theirs: list[str], in_between: bool):
    async with service.as_(personas.offender_manager) as client:
        survivor, other = await an_open_case(client, surname="Survivor"), await an_open_case(client, surname="Merged")
        third = await an_open_case(client, surname="Third")
        for case, acts, year in ((survivor, mine, 2007), (other, theirs, 2008)):
            for act in acts:
                await ACTS[act](case, year)
    before = await everything(service)
    async with service.as_(personas.records_manager) as client:
        merge_id = await merged(client, survivor.crn, other.crn)
        further = await merged(client, third.crn, survivor.crn) if in_between else None
        for one in filter(None, (further, merge_id)):
            answer = await part(client, one)
            assert answer.status_code == 201, answer.text

    assert await everything(service) == before
