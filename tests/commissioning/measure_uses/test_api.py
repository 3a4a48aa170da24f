"""The use of measures over HTTP: told only to somebody who reaches every agreement."""

from datetime import date

import pytest

from builders.commissioning.agreements import drawn_up, live
from builders.commissioning.personas import AUDITOR, LONDON_COMMISSIONER, LONDON_TRUST, NATIONAL_COMMISSIONER, OFFENDER_MANAGER
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.contracts.commissioning.measure_uses import MeasureUses

pytestmark = pytest.mark.usefixtures("clean_slate")

COMPLETIONS = "programme_completions"


async def test_the_use_of_every_measure_is_told_and_what_nobody_uses_is_proposed_for_removal(service: Running):
    await live(service)
    await drawn_up(service)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        then = MeasureUses.model_validate_json((await client.get("/v1/measure-uses?on=2010-06-30")).content)
        later = MeasureUses.model_validate_json((await client.get("/v1/measure-uses?on=2013-03-31")).content)
    during = {use.code: use for use in then.data}
    after = {use.code: use for use in later.data}

    assert (during[COMPLETIONS].agreements_in_force, during[COMPLETIONS].proposed_for_removal) == (1, False)
    assert during["compliance_strict"].proposed_for_removal
    assert (after[COMPLETIONS].last_used_on, after[COMPLETIONS].quarters_unused) == (date(2012, 3, 31), 4)
    assert after[COMPLETIONS].proposed_for_removal


@pytest.mark.parametrize("persona", [LONDON_COMMISSIONER, LONDON_TRUST], ids=lambda p: p.name)
async def test_whoever_reaches_a_part_of_the_agreements_cannot_tell_what_nobody_uses(service: Running, persona: Persona):
    async with service.as_(persona) as client:
        refused = await client.get("/v1/measure-uses")

    assert (refused.status_code, refused.json()["code"]) == (409, "part_of_the_agreements")


async def test_today_is_told_without_a_day_and_a_practitioner_is_told_nothing(service: Running):
    async with service.as_(AUDITOR) as auditor, service.as_(OFFENDER_MANAGER) as practitioner:
        told = MeasureUses.model_validate_json((await auditor.get("/v1/measure-uses")).content)
        assert (await practitioner.get("/v1/measure-uses")).status_code == 403

    assert all(use.agreements_in_force == 0 for use in told.data)
