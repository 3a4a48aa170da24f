"""The account and the list of runs, each in one statement, say what the runs themselves say."""

import json

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from builders.commissioning.occurrences import moved
from builders.commissioning.payments import happened, plain_terms, priced, settle, settled
from builders.commissioning.personas import AUDITOR, DOVEGATE_CONTRACTOR, NATIONAL_COMMISSIONER, RYE_HILL_CONTRACTOR
from house.running import Running
from noms.contracts.commissioning.accounts import AccountView, SettlementRunList
from noms.contracts.commissioning.settlement_runs import SettlementRunView
from services.commissioning.accounts.queries import ACCOUNT, PAGE, RUN_LIST
from services.commissioning.runs.tables import SettlementMonthRow

pytestmark = pytest.mark.usefixtures("clean_slate")


async def read(service: Running, path: str) -> bytes:
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.content


def an_escape(number: int) -> dict[str, str]:
    return {
        "occurrence_id": f"escape {number}", "kind": "FIXED_SUM_INCIDENT", "code": "escape",
        "occurred_on": f"2010-{4 + number:02}-15",
    }  # fmt: skip


async def test_the_account_is_the_sum_of_every_posting_line_by_line(service: Running):
    """Four runs, each after another escape, and a month more each time: what stands is what all of them posted."""
    agreement = await priced(service)
    runs: list[SettlementRunView] = []
    for number in range(4):
        await happened(service, agreement, [an_escape(number)])
        through = f"2010-{6 + number:02}-{30 if number in {0, 3} else 31}"
        runs.append(await settled(service, agreement, through, settled_on=f"2010-{8 + number:02}-02"))
    posted: dict[tuple[str, str, str | None], int] = {}
    for run in runs:
        for month in run.months:
            for line in month.lines:
                key = (str(month.from_day), line.step, line.code)
                posted[key] = posted.get(key, 0) + line.posted_pence
    body = await read(service, f"/v1/agreements/{agreement}/account")
    account = AccountView.model_validate_json(body)
    told = {(str(m.from_day), each.step, each.code): each.posted_pence for m in account.months for each in m.lines}

    assert told == {key: pence for key, pence in posted.items() if pence}
    assert account.posted_pence == sum(month.posted_pence for month in account.months) == sum(posted.values())
    assert [month.from_day for month in account.months] == sorted(month.from_day for month in account.months)
    assert json.loads(body) == json.loads(account.model_dump_json())


async def test_an_account_without_any_settlement_is_empty(service: Running):
    agreement = await priced(service)

    account = AccountView.model_validate_json(await read(service, f"/v1/agreements/{agreement}/account"))
    assert (account.posted_pence, account.months) == (0, [])
    listed = SettlementRunList.model_validate_json(await read(service, f"/v1/agreements/{agreement}/settlements"))
    assert (listed.data, listed.next_after) == ([], None)


async def test_the_list_of_runs_says_of_each_what_its_own_page_says(service: Running):
    agreement = await priced(service)
    for month in range(4, 8):
        await settled(service, agreement, f"2010-{month:02}-{30 if month in {4, 6} else 31}", settled_on="2010-09-01")
    body = await read(service, f"/v1/agreements/{agreement}/settlements")
    listed = SettlementRunList.model_validate_json(body)

    assert json.loads(body) == json.loads(listed.model_dump_json())
    assert [run.run for run in listed.data] == [4, 3, 2, 1]
    for summary in listed.data:
        run = SettlementRunView.model_validate_json(await read(service, f"/v1/agreements/{agreement}/settlements/{summary.run}"))
        same = {"run", "through", "settled_on", "recorded_at", "rule_version", "inputs_hash", "entitlement_pence", "posted_pence"}
        assert summary.model_dump(include=same) == run.model_dump(include=same)
        assert (summary.contract_year, summary.uncollected_pence) == (run.year.contract_year, run.year.uncollected_pence)


async def test_the_list_of_runs_goes_on_where_the_page_before_ended(service: Running):
    agreement = await priced(service)
    known = await happened(service, agreement, [an_escape(1)])
    for number in range(PAGE + 2):
        state = ("HELD", "CLASSIFIED")[number % 2]
        await moved(service, {"id": known["escape 1"], "agreement_id": agreement}, state)
        assert (await settle(service, agreement, "2010-06-30", settled_on="2010-09-01")).status_code == 201
    first = SettlementRunList.model_validate_json(await read(service, f"/v1/agreements/{agreement}/settlements"))
    rest = SettlementRunList.model_validate_json(
        await read(service, f"/v1/agreements/{agreement}/settlements?after={first.next_after}")
    )

    numbers = [run.run for run in (*first.data, *rest.data)]
    assert (len(first.data), len(rest.data), rest.next_after) == (PAGE, 2, None)
    assert numbers == list(range(PAGE + 2, 0, -1))


async def test_both_reads_are_one_statement_that_starts_from_reach():
    for read_once in (ACCOUNT, RUN_LIST):
        assert "agreement.audience &&" in read_once.sql
        assert read_once.sql.count("set_config") == 1


async def test_lines_of_no_pence_are_left_out_of_the_account(service: Running):
    points = {
        "measures": [{"code": f"m{number}", "points": "1"} for number in range(40)],
        "quarterly": {
            "pence_a_point": "1",
            "baselines": [{"from_year": 1, "points": "9"}],
            "bands": [{"above": "0", "factor": "1"}],
        },
    }
    agreement = await priced(service, plain_terms(points=points))
    run = await settled(service, agreement, "2010-04-30", settled_on="2010-05-04")
    account = AccountView.model_validate_json(await read(service, f"/v1/agreements/{agreement}/account"))

    assert (len(run.months[0].lines), len(account.months[0].lines)) == (41, 1)


async def test_row_security_hides_runs_and_months_without_a_reach(service: Running):
    agreement = await priced(service)
    await settled(service, agreement, "2010-04-30", settled_on="2010-05-04")
    for reach, seen in (("", 0), ("establishment:DGI", 0), ("establishment:RHI", 1)):
        async with AsyncSession(service.database.engine) as session:
            await session.execute(select(func.set_config("noms.reach", reach, True)))
            assert await session.scalar(select(func.count()).select_from(SettlementMonthRow)) == seen


async def test_absent_and_hidden_accounts_look_the_same(service: Running):
    agreement = await priced(service)
    answers = []
    for persona in (DOVEGATE_CONTRACTOR, AUDITOR, NATIONAL_COMMISSIONER):
        async with service.as_(persona) as client:
            answers.append((await client.get(f"/v1/agreements/{agreement}/account")).status_code)

    assert answers == [404, 200, 200]


KEPT = ("index_value", "payment_fact", "settlement_run", "settlement_month", "invoice", "invoice_match", "provision")


@pytest.mark.parametrize("table", KEPT)
async def test_what_was_settled_and_matched_cannot_be_changed_by_the_service(service: Running, table: str):
    column = "value" if table == "index_value" else "agreement_id"
    async with service.database.engine.connect() as connection:
        for statement in (f"UPDATE {table} SET {column} = NULL", f"DELETE FROM {table}"):
            with pytest.raises(ProgrammingError, match="permission denied"):
                await connection.execute(text(statement))
            await connection.rollback()


@pytest.mark.parametrize("statement", ["UPDATE payment_terms SET terms = NULL", "UPDATE line_dispute SET filed_on = NULL"])
async def test_of_terms_and_disputes_only_their_end_is_added(service: Running, statement: str):
    async with service.database.engine.connect() as connection:
        with pytest.raises(ProgrammingError, match="permission denied"):
            await connection.execute(text(statement))
