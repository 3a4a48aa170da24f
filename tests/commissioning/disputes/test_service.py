"""A line in dispute: only its disputed part waits, and only until the dispute is decided."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from builders.commissioning.payments import happened, priced, settled
from builders.commissioning.personas import RYE_HILL_CONTRACTOR
from house.running import Running
from noms.chassis.identity.caller import Caller, CallerKind
from noms.chassis.refusals import NotFound
from noms.contracts.commissioning.accounts import LineBehindView
from noms.contracts.commissioning.settlement_facts import Step
from noms.contracts.commissioning.settlement_runs import PostedLineView, SettlementRunView
from services.commissioning.disputes.refusals import AlreadyDisputed
from services.commissioning.payments.service import mark_line_disputed, settle_line_dispute

pytestmark = pytest.mark.usefixtures("clean_slate")

PROVIDER = Caller("rhi-system", "test", "G4S", CallerKind.SYSTEM, frozenset(), frozenset(), ("establishment:RHI",))
STRANGER = Caller("dgi-system", "test", "SERCO", CallerKind.SYSTEM, frozenset(), frozenset(), ("establishment:DGI",))
ESCAPE = {"occurrence_id": "e", "kind": "FIXED_SUM_INCIDENT", "code": "escape", "occurred_on": "2010-05-19"}


@asynccontextmanager
async def acting(service: Running, caller: Caller = PROVIDER) -> AsyncIterator[AsyncSession]:
    async with await service.database.session(caller) as session:
        yield session
        await session.commit()


def line_of(run: SettlementRunView, month: int, step: Step) -> PostedLineView:
    return next(line for line in run.months[month - 1].lines if line.step is step)


async def disputed(service: Running) -> tuple[UUID, SettlementRunView]:
    agreement = await priced(service)
    await happened(service, agreement, [ESCAPE])
    return UUID(agreement), await settled(service, agreement, "2010-07-31", settled_on="2010-08-05")


async def test_only_the_disputed_part_of_a_charge_waits_and_the_rest_is_due(service: Running):
    agreement, run = await disputed(service)
    fee = line_of(run, 4, Step.BASE_FEE)
    async with acting(service) as session:
        told = await mark_line_disputed(
            session, PROVIDER, agreement, fee.line_id, uuid4(), filed_on=date(2010, 8, 12), disputed_pence=1_000
        )
    waiting = await settled(service, str(agreement), "2010-07-31", settled_on="2010-08-16")

    july = waiting.invoices[3]
    assert (told.filed_on, told.disputed_pence, told.upheld) == (date(2010, 8, 12), 1_000, None)
    assert (july.withheld_pence, july.undisputed_pence) == (1_175, july.gross_pence - 1_175)
    assert waiting.posted_pence == 0
    assert [(change.kind, change.how) for change in waiting.changes] == [("dispute", "added")]


async def test_a_dispute_that_was_filed_too_late_withholds_nothing(service: Running):
    agreement, run = await disputed(service)
    fee = line_of(run, 4, Step.BASE_FEE)
    async with acting(service) as session:
        await mark_line_disputed(session, PROVIDER, agreement, fee.line_id, uuid4(), filed_on=date(2010, 9, 30))
    later = await settled(service, str(agreement), "2010-07-31", settled_on="2010-10-01")

    assert later.invoices[3].withheld_pence == 0


@pytest.mark.parametrize("upheld", [True, False])
async def test_a_decided_dispute_no_longer_waits_and_is_told_with_the_line(service: Running, *, upheld: bool):
    agreement, run = await disputed(service)
    line, contest = line_of(run, 3, Step.FIXED_SUM), uuid4()
    async with acting(service) as session:
        await mark_line_disputed(session, PROVIDER, agreement, line.line_id, contest, filed_on=date(2010, 8, 12))
    async with acting(service) as session:
        await settle_line_dispute(session, PROVIDER, agreement, line.line_id, upheld=upheld)
    async with service.as_(RYE_HILL_CONTRACTOR) as client:
        path = f"/v1/agreements/{agreement}/settlements/{run.run}/lines/{line.line_id}"
        opened = LineBehindView.model_validate_json((await client.get(path)).content)

    assert [(each.contest_id, each.upheld) for each in opened.disputes] == [(contest, upheld)]
    again = await settled(service, str(agreement), "2010-07-31", settled_on="2010-08-16")
    assert again.invoices[3].withheld_pence == 0
    assert (again.run, again.posted_pence) == ((run.run + 1, 6_000_000) if upheld else (run.run, run.posted_pence))


async def test_a_line_is_in_one_dispute_at_a_time_and_may_be_disputed_again(service: Running):
    agreement, run = await disputed(service)
    line = line_of(run, 3, Step.FIXED_SUM)
    async with acting(service) as session:
        await mark_line_disputed(session, PROVIDER, agreement, line.line_id, uuid4())
    async with acting(service) as session:
        with pytest.raises(AlreadyDisputed):
            await mark_line_disputed(session, PROVIDER, agreement, line.line_id, uuid4())
    async with acting(service) as session:
        await settle_line_dispute(session, PROVIDER, agreement, line.line_id, upheld=False)
        assert (await mark_line_disputed(session, PROVIDER, agreement, line.line_id, uuid4())).upheld is None


async def test_a_line_that_is_not_there_or_not_in_dispute_is_not_found(service: Running):
    agreement, run = await disputed(service)
    line = line_of(run, 3, Step.FIXED_SUM)
    async with acting(service) as session:
        with pytest.raises(NotFound):
            await mark_line_disputed(session, PROVIDER, agreement, uuid4(), uuid4())
        with pytest.raises(NotFound):
            await settle_line_dispute(session, PROVIDER, agreement, line.line_id, upheld=True)
    async with acting(service, STRANGER) as session:
        with pytest.raises(NotFound):
            await mark_line_disputed(session, STRANGER, agreement, line.line_id, uuid4())
