"""Whoever delivers an agreement, in whole or in part, does no act of its purchaser, whatever role and reach they hold."""

from typing import Any

import pytest

from builders.commissioning.agreements import a_signature, completions_measure, drawn_up, live, measured, offered, signed
from builders.commissioning.payments import an_index_value
from builders.commissioning.personas import LONDON_COMMISSIONER
from builders.commissioning.remedies import ABSENT, new_notice
from builders.commissioning.variations import BIRMINGHAM, a_variation, an_extension, proposed, refused
from house.running import Running
from noms.chassis.identity.caller import CallerKind
from noms.chassis.identity.issuer import Persona

pytestmark = pytest.mark.usefixtures("clean_slate")

BUYS = ("commissioner", "contract-manager")
OF_THE_PROVIDER = Persona("prue", "LDN", CallerKind.STAFF, BUYS, {"regions": ["LON"], "organisations": ["LDN"]})
OF_A_MEMBER = Persona("mel", "KNT", CallerKind.STAFF, BUYS, {"regions": ["LON"]})
OF_A_CONTRACTOR = Persona("serena", "SERCO", CallerKind.STAFF, BUYS, {"organisations": ["NOMS"]})
REFUSED = (409, "not_the_commissioner")
CONSORTIUM = [
    {"organisation": "LDN", "name": "London", "role": "prime", "body": "probation_trust", "share_percent": "60"},
    {"organisation": "KNT", "name": "Kent", "role": "member", "body": "probation_trust", "share_percent": "40"},
]
MOVED = {"effective_on": "2010-11-01", "reason": "No reason"}
IN_FORCE: dict[str, Any] = {
    "variations": a_variation(),
    "extensions": an_extension(),
    "suspension": MOVED,
    "expiry-notice": MOVED,
    "termination": MOVED | {"clause": "VOLUNTARY-TERMINATION"},
}
"""What the purchaser does to an agreement in force, and another room than its own takes down."""


@pytest.mark.parametrize("persona", [OF_THE_PROVIDER, OF_A_MEMBER], ids=["provider", "member"])
async def test_whoever_delivers_neither_varies_nor_moves_nor_notifies(service: Running, persona: Persona):
    agreement = await live(service, parties=CONSORTIUM, extension_options=[BIRMINGHAM])
    path = f"/v1/agreements/{agreement}"
    variation = await proposed(service, agreement)

    for act, body in IN_FORCE.items():
        assert await refused(service, persona, f"{path}/{act}", body) == REFUSED, act
    assert await refused(service, persona, f"{variation}/commissioner-signature", a_signature()) == REFUSED
    assert await refused(service, persona, f"{variation}/withdrawal", {}) == REFUSED
    found = [{"kind": "result", "id": ABSENT}]
    assert await refused(service, persona, f"{path}/notices", new_notice(found)) == (409, "not_for_the_commissioner")
    decision = {"outcome": "do_not_terminate", "decided_on": "2011-03-14", "reasons": "It delivers."}
    assert await refused(service, persona, f"{path}/termination-decision", decision) == (409, "not_the_purchasers_decision")


@pytest.mark.parametrize("persona", [OF_THE_PROVIDER, OF_A_MEMBER], ids=["provider", "member"])
async def test_whoever_delivers_neither_draws_up_nor_signs_nor_begins_for_the_other_side(service: Running, persona: Persona):
    draft, offer = await measured(service, parties=CONSORTIUM), await offered(service, parties=CONSORTIUM)
    both = await signed(service, parties=CONSORTIUM)
    acts: tuple[tuple[str, Any], ...] = (
        (f"{await drawn_up(service, parties=CONSORTIUM)}/measures", completions_measure()),
        (f"{draft}/offer", {}),
        (f"{offer}/commissioner-signature", a_signature()),
        (f"{offer}/offer-withdrawal", {}),
        (f"{both}/commencement", {}),
    )

    for act, body in acts:
        assert await refused(service, persona, f"/v1/agreements/{act}", body) == REFUSED, act
    assert await refused(service, LONDON_COMMISSIONER, f"/v1/agreements/{both}/commencement", {}) == (200, "")


async def test_an_index_by_which_contractors_are_paid_is_published_by_the_agencys_own_people(service: Running):
    told = await refused(service, OF_A_CONTRACTOR, "/v1/indices/RPI-of-a-contractor/publications", an_index_value())

    assert told == (409, "not_the_agency")
