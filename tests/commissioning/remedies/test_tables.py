"""What was said and done about remedies cannot be changed or deleted, and nobody out of reach sees a row of it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from builders.commissioning.agreements import live
from builders.commissioning.peers import Peers
from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST
from builders.commissioning.remedies import computed, given, new_plan, new_statement, plan_decision, post
from house.running import Running
from noms.chassis.refusals import Refusal
from services.commissioning.main import service as commissioning
from services.commissioning.notices.refusals import NoticeInForce

pytestmark = pytest.mark.usefixtures("clean_slate")

TABLES = (
    "notice", "notice_statement", "rectification_plan", "rectification_plan_decision", "notice_closing", "step_in",
    "step_in_term", "step_in_ending", "termination_decision",
)  # fmt: skip
WITH_ROWS = TABLES[:5]


@pytest.mark.parametrize("table", TABLES)
async def test_no_row_is_changed_or_deleted_by_the_service(service: Running, table: str):
    async with service.database.engine.connect() as connection:
        for statement in (f"UPDATE {table} SET agreement_id = NULL", f"DELETE FROM {table}"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                await connection.execute(text(statement))
            await connection.rollback()


async def test_row_security_hides_every_part_of_a_notice_without_a_reach(service: Running, peers: Peers):
    peers.of("LDN").completions.clear()
    agreement = await live(service)
    await computed(service, agreement, 1)
    path = f"/v1/notices/{(await given(service, agreement))['id']}"
    for persona, act, body in (
        (LONDON_TRUST, "provider-statement", new_statement()),
        (LONDON_TRUST, "plan", new_plan()),
        (LONDON_COMMISSIONER, "plan-decision", plan_decision()),
        (LONDON_COMMISSIONER, "withdrawal", {"withdrawn_on": "2010-08-02", "reasons": "Given in error."}),
    ):
        assert (await post(service, persona, f"{path}/{act}", body)).status_code == 201
    for reach, seen in (("", 0), ("organisation:KNT", 0), ("region:SE", 0), ("organisation:LDN", 1), ("region:LON", 1)):
        async with service.database.engine.connect() as connection:
            await connection.execute(text("SELECT set_config('noms.reach', :reach, true)"), {"reach": reach})
            for table in WITH_ROWS:
                rows = (await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()
                assert rows == seen, (table, reach)


NOTICE = """INSERT INTO notice VALUES (gen_random_uuid(), :agreement, 1, :kind, 'not_rectified', 'm', NULL, '{}', '2010-07-12', 'C', 'g',
    '[{"kind": "result"}]', NULL, NULL, NULL, :scored_on, :falls_out_on, 'mark', 'mark', now())"""


async def test_the_database_itself_refuses_a_second_notice_of_one_number_and_the_caller_hears_which_rule(service: Running):
    agreement = await live(service)
    told = {"agreement": agreement, "kind": "warning", "scored_on": None, "falls_out_on": None}
    async with service.database.engine.connect() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        await connection.execute(text(NOTICE), told)
        with pytest.raises(IntegrityError, match="notice_agreement_id_number_key"):
            await connection.execute(text(NOTICE), told)

    assert commissioning.constraints["notice_agreement_id_number_key"] is NoticeInForce


async def test_a_default_notice_without_its_months_is_refused_by_the_database(service: Running):
    agreement = await live(service)
    async with service.database.engine.connect() as connection:
        await connection.execute(text("SELECT set_config('noms.reach', '*', true)"))
        told = {"agreement": agreement, "kind": "default", "scored_on": None, "falls_out_on": None}
        with pytest.raises(IntegrityError, match="notice_falls_out_on_check"):
            await connection.execute(text(NOTICE), told)


def test_every_unique_constraint_of_remedies_stands_for_a_refusal():
    ours = {name: told for name, told in commissioning.constraints.items() if name.startswith(TABLES)}

    assert len(ours) == 9
    assert all(issubclass(told, Refusal) and told.status == 409 for told in ours.values())
