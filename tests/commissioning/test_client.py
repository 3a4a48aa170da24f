"""The typed client against the running service: the whole life of an agreement, as a consumer drives it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import httpx
import pytest

from builders.commissioning.agreements import a_signature, an_agreement, breach_measure, completions_measure
from builders.commissioning.peers import COMPLETIONS, Ledger, Peers
from builders.commissioning.personas import LONDON_COMMISSIONER, LONDON_TRUST, NATIONAL_COMMISSIONER
from house.running import Running
from noms.chassis.identity.issuer import Persona
from noms.clients.commissioning import CommissioningClient
from noms.clients.problems import ClientProblem
from noms.clients.tokens import GivenToken
from noms.contracts.commissioning.agreement_kinds import Party
from noms.contracts.commissioning.agreements import NewAgreement, NewAgreementMeasure, NewSignature
from noms.contracts.commissioning.office_staff import StaffReturn
from noms.contracts.commissioning.performance import PeriodToCompute

pytestmark = pytest.mark.usefixtures("clean_slate")


@asynccontextmanager
async def as_client(service: Running, persona: Persona) -> AsyncIterator[CommissioningClient]:
    token = GivenToken(service.issuer.token(persona))
    async with CommissioningClient("http://service", token, transport=httpx.ASGITransport(service.app)) as client:
        yield client


async def test_an_agreement_is_driven_from_draft_to_settlement(service: Running, peers: Peers):
    peers.ledgers["LDN"] = Ledger()
    done = peers.of("LDN").complete(date(2010, 4, 10))
    async with as_client(service, LONDON_COMMISSIONER) as ours, as_client(service, LONDON_TRUST) as theirs:
        agreement = (await ours.draw_up_agreement(NewAgreement.model_validate(an_agreement()))).id
        for measure in (completions_measure(), breach_measure()):
            await ours.put_measure_in(agreement, NewAgreementMeasure.model_validate(measure))
        assert (await ours.offer_agreement(agreement)).state == "offered"
        await ours.sign_agreement(agreement, Party.COMMISSIONER, NewSignature.model_validate(a_signature()))
        await theirs.sign_agreement(agreement, Party.PROVIDER, NewSignature.model_validate(a_signature()))
        assert (await ours.bring_into_force(agreement)).state == "live"
        april = PeriodToCompute(from_day=date(2010, 4, 1), to_day=date(2010, 4, 30))
        period = await ours.compute_period(agreement, april)

        assert await theirs.read_period(agreement, period.period_id) == period
        assert await theirs.read_period(agreement, period.period_id, version=1) == period
        assert (await theirs.read_result_events(agreement, period.period_id, COMPLETIONS)).event_ids == done
        assert [row.period_id for row in (await theirs.list_periods(agreement)).data] == [period.period_id]
        assert agreement in [row.id for row in (await theirs.list_agreements()).data]
        assert (await theirs.read_agreement(agreement)).state == "live"


async def test_reference_data_is_asked_by_name(service: Running):
    returned = StaffReturn.model_validate(StaffReturn.model_config["json_schema_extra"]["examples"][0])
    async with as_client(service, NATIONAL_COMMISSIONER) as client:
        assert (await client.read_responsible_commissioner(on=date(2008, 10, 1), establishment="RHI")).standing == "undetermined"
        assert (await client.read_responsible_commissioner(on=date(2010, 10, 1), area="LDN")).commissioning_office == "LON"
        assert len((await client.list_responsibility_findings()).data) == 5
        assert (await client.read_regional_office_staff(on=date(2009, 8, 31))).total_headcount == 646
        assert (await client.report_regional_office_staff(returned)).headcount == 38


async def test_a_refusal_reaches_the_consumer_with_its_code(service: Running):
    async with as_client(service, LONDON_COMMISSIONER) as client:
        with pytest.raises(ClientProblem) as refused:
            await client.draw_up_agreement(NewAgreement.model_validate(an_agreement(instrument="SLA")))

    assert (refused.value.status, refused.value.code) == (409, "wrong_instrument")
