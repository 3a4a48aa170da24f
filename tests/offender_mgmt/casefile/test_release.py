"""What a prison's own supervisor reads of the way out: key dates and licence, in the same file as need, plan and risk."""

from builders.offender_mgmt import personas
from builders.offender_mgmt.key_dates_on_record import calculated
from builders.offender_mgmt.licences import RESIDE, SECOND_OFFICER, drawn, moved
from builders.offender_mgmt.whole_cases import WholeCase, a_whole_case
from house.running import Running


async def read_in_prison(service: Running, whole: WholeCase) -> dict[str, object]:
    async with service.as_(personas.contractor_system) as client:
        answer = await whole.case.seen_by(client).get("case-file")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_contracted_prison_reads_the_key_dates_in_force(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client)
        kept = await calculated(client, whole.case.crn)
    shown = (await read_in_prison(service, whole))["key_dates"]

    assert kept["dates"]
    assert shown == {name: kept[name] for name in ("dates", "indeterminate", "in_force_since")}


async def test_a_contracted_prison_reads_the_licence_once_a_second_person_has_approved_it(service: Running):
    async with service.as_(personas.offender_manager) as client:
        whole = await a_whole_case(client)
        made = await drawn(client, whole.case.crn, RESIDE)
    before = (await read_in_prison(service, whole))["licence"]
    for persona, state in ((personas.offender_manager, "SUBMITTED"), (SECOND_OFFICER, "APPROVED")):
        async with service.as_(persona) as client:
            approved = (await moved(client, made, state)).json()
    shown = (await read_in_prison(service, whole))["licence"]

    assert before is None
    assert isinstance(shown, dict)
    assert shown == {name: approved[name] for name in shown}
    assert (shown["state"], [one["code"] for one in shown["conditions"]][-1]) == ("APPROVED", "RESIDE_AT")
