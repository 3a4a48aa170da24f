"""Periods of agreements in which NOMS itself provides: computed, rated and settled, and compared with nobody."""

from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, offered
from builders.commissioning.peers import COMPLETIONS, Peers
from builders.commissioning.performance import APRIL, compute
from builders.commissioning.personas import NATIONAL_COMMISSIONER, NOMS_AS_PROVIDER, YOUTH_JUSTICE_BOARD
from builders.commissioning.variations import post
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.payments import LineKind

pytestmark = pytest.mark.usefixtures("clean_slate")

BOARDS_MANAGER = Persona("yusuf", "YJB", CallerKind.STAFF, ("contract-manager",), {"organisations": ["YJB"]})
PLACES_AT_PARC: dict[str, Any] = {
    "direction": "inbound", "instrument": "CONTRACT", "commissioner": "YJB", "provider": "NOMS", "annual_fee_pence": 36_500_000,
    "starts_on": "2010-04-01", "ends_on": "2011-03-31",
    "lines": [
        {
            "specification": "CUSTODY-JUVENILE", "specification_version": 1, "annual_volume": 64, "unit_price_pence": 0,
            "place": "PRI",
        }
    ],
}  # fmt: skip


async def test_the_youth_justice_board_computes_and_settles_what_it_buys_from_noms(service: Running, peers: Peers):
    """Source: Hansard 2013-12-04, part of Parc was bought by the Youth Justice Board. £365,000.00 a year is £1,000.00 a day."""
    peers.of("NOMS").complete()
    agreement = await offered(service, NATIONAL_COMMISSIONER, **PLACES_AT_PARC)
    path = f"/v1/agreements/{agreement}"
    await post(service, YOUTH_JUSTICE_BOARD, f"{path}/commissioner-signature", a_signature())
    await post(service, NOMS_AS_PROVIDER, f"{path}/provider-signature", a_signature())
    await post(service, NATIONAL_COMMISSIONER, f"{path}/commencement", {})
    period = await compute(service, agreement, APRIL, BOARDS_MANAGER)

    assert {line.kind: line.posted_pence for line in period.settlement.lines if line.posted_pence} == {
        LineKind.SERVICE_FEE: 3_000_000
    }
    assert period.rating.comparator is None
    assert COMPLETIONS in {measure.measure_code for measure in period.rating.measures}
