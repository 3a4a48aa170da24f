"""Which clauses an SLA and a contract bring with them."""

import pytest

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.texts import ClauseEffect
from services.commissioning.instruments.rules import KILMARNOCK, TEMPLATES, clauses_of

CONTRACT, SLA = AgreementInstrument.CONTRACT, AgreementInstrument.SLA


def effects(instrument: AgreementInstrument) -> set[ClauseEffect]:
    return {effect for clause in clauses_of(instrument, [UnitOfOutput.PLACE]) for effect in clause.effects}


def test_a_prison_contract_has_the_clauses_of_kilmarnock_by_their_numbers():
    """Source: Scottish Parliament S1W written answers 2003, contract for Kilmarnock prison."""
    numbered = [clause for clause in clauses_of(CONTRACT, [UnitOfOutput.PLACE]) if clause.number]

    assert [clause.number for clause in numbered] == ["23", "32", "33", "34", "35", "37", "38", "39", "41", "46"]
    assert {clause.source for clause in numbered} == {KILMARNOCK}


def test_a_contract_that_buys_no_places_has_no_clause_about_places():
    numbers = {clause.number for clause in clauses_of(CONTRACT, [UnitOfOutput.PROGRAMME_COMPLETION])}

    assert not numbers & {"23", "34"}
    assert {"32", "39"} <= numbers


@pytest.mark.parametrize(
    ("instrument", "has", "lacks"),
    [
        (
            CONTRACT,
            {ClauseEffect.ENFORCEABLE_IN_COURT, ClauseEffect.VAT, ClauseEffect.PERFORMANCE_POINTS, ClauseEffect.STEP_IN},
            {ClauseEffect.NOT_ENFORCEABLE_IN_COURT, ClauseEffect.NO_VAT, ClauseEffect.ISSUE_RESOLUTION},
        ),
        (
            SLA,
            {
                ClauseEffect.NOT_ENFORCEABLE_IN_COURT,
                ClauseEffect.NO_VAT,
                ClauseEffect.SERVICE_PRICE,
                ClauseEffect.ISSUE_RESOLUTION,
            },
            {ClauseEffect.ENFORCEABLE_IN_COURT, ClauseEffect.VAT, ClauseEffect.PERFORMANCE_POINTS, ClauseEffect.STEP_IN},
        ),
    ],
)
def test_the_instrument_decides_what_may_happen(instrument: AgreementInstrument, has: set, lacks: set):
    assert has <= effects(instrument)
    assert not lacks & effects(instrument)


@pytest.mark.parametrize("instrument", AgreementInstrument)
def test_either_can_be_changed_by_notice_and_by_both_and_be_suspended_and_ended(instrument: AgreementInstrument):
    wanted = {ClauseEffect.MANDATORY_CHANGE, ClauseEffect.DISCRETIONARY_CHANGE, ClauseEffect.SUSPENSION, ClauseEffect.TERMINATION}

    assert wanted <= effects(instrument)


@pytest.mark.parametrize("instrument", AgreementInstrument)
def test_a_code_names_one_clause(instrument: AgreementInstrument):
    codes = [clause.code for clause in TEMPLATES[instrument]]

    assert len(codes) == len(set(codes))
