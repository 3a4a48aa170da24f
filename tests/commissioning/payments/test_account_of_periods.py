"""The account of an agreement without payment terms: what its computed periods posted, as both parties read it."""

import json
from datetime import date

import pytest

from builders.commissioning.agreements import live
from builders.commissioning.peers import Peers
from builders.commissioning.performance import APRIL, MAY, compute, computed_again
from builders.commissioning.personas import AUDITOR, CONTRACT_MANAGER, KENT_TRUST, LONDON_TRUST
from house.running import Running
from noms.contracts.commissioning.accounts import AccountView
from noms.contracts.commissioning.payments import LineKind

pytestmark = pytest.mark.usefixtures("clean_slate")


async def test_both_parties_read_in_the_account_what_the_periods_posted(service: Running, peers: Peers):
    """One completion of April at £1,500.00, then another that came late; three of May."""
    ledger = peers.of("LDN")
    ledger.complete(date(2010, 4, 10), *[date(2010, 5, 10)] * 3)
    agreement = await live(service, annual_fee_pence=3_650_000)
    first = await compute(service, agreement, APRIL)
    may = await compute(service, agreement, MAY)
    ledger.complete(date(2010, 4, 11))
    again = await computed_again(service, agreement, APRIL)
    bodies = []
    for persona in (CONTRACT_MANAGER, LONDON_TRUST, AUDITOR):
        async with service.as_(persona) as client:
            bodies.append((await client.get(f"/v1/agreements/{agreement}/account")).content)
    account = AccountView.model_validate_json(bodies[0])

    assert bodies == bodies[:1] * 3
    assert json.loads(bodies[0]) == json.loads(account.model_dump_json())
    assert account.posted_pence == sum(period.settlement.posted_pence for period in (first, may, again)) > 0
    assert [(each.period_id, each.from_day, each.posted_pence) for each in account.periods] == [
        (again.period_id, date(2010, 4, 1), again.settlement.entitlement_pence),
        (may.period_id, date(2010, 5, 1), may.settlement.entitlement_pence),
    ]
    assert {line.kind: line.posted_pence for line in account.periods[0].lines} == {
        LineKind.PROGRAMME_COMPLETIONS: 300_000, LineKind.SERVICE_FEE: 300_000,
    }  # fmt: skip
    assert account.months == []
    async with service.as_(KENT_TRUST) as client:
        assert (await client.get(f"/v1/agreements/{agreement}/account")).status_code == 404
