"""What stands against a variation or an extension, and who must sign it."""

from datetime import date
from itertools import product

import pytest

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.agreement_views import AgreementMeasureView
from noms.contracts.commissioning.terms_versions import PLAIN_TERMS
from noms.contracts.commissioning.text_views import ExtensionOptionView
from noms.contracts.commissioning.variations import TextChanges, VariationKind, VariationState
from services.commissioning.instruments.rules import TEMPLATES
from services.commissioning.texts.service import read_clauses
from services.commissioning.variations import rules
from services.commissioning.variations.rules import VariationObjection as Why

DAY = date(2010, 7, 1)
STARTS_ON, ENDS_ON = date(2010, 4, 1), date(2013, 3, 31)
DISCRETIONARY, MANDATORY, EXTENSION = VariationKind
A_LINE = {"specification": "UNPAID-WORK", "specification_version": 2, "annual_volume": 10, "unit_price_pence": 900}
BY_NOTICE = {
    AgreementInstrument.CONTRACT: {"NOTICE-OF-DEFAULT"},
    AgreementInstrument.SLA: {
        "RESPONSIBILITIES", "DELIVERY-PARTNERS", "SERVICE-REQUIREMENTS", "PERFORMANCE-MANAGEMENT", "AUDIT",
    },
}  # fmt: skip


def a_measure(**changes) -> AgreementMeasureView:
    return AgreementMeasureView.model_validate(
        {
            "measure_code": "programme_completions", "definition_version": 1, "domain": "interventions", "direction": "high",
            "floor": "90", "target": "100", "stretch": "110", "weight": 3, "from_day": STARTS_ON, "to_day": None, "text_number": 1,
        }
        | changes
    )  # fmt: skip


def proposed(**changes) -> Why | None:
    told = {
        "kind": DISCRETIONARY, "state": AgreementState.LIVE, "may_act": True, "empty": False, "effective_on": DAY,
        "starts_on": STARTS_ON, "ends_on": ENDS_ON, "clause_for_notice": True, "moves_a_price": False,
        "takes_protection": False, "above_the_limit": False, "measures": [a_measure()], "as_at": STARTS_ON,
    } | changes  # fmt: skip
    return rules.objection_to_proposal(rules.Proposal(**told))


@pytest.mark.parametrize("kind", [DISCRETIONARY, MANDATORY])
def test_an_agreement_in_force_may_be_varied_from_any_of_its_days(kind: VariationKind):
    assert proposed(kind=kind) is None
    assert proposed(kind=kind, effective_on=STARTS_ON) is None
    assert proposed(kind=kind, effective_on=ENDS_ON) is None


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({"state": AgreementState.DRAFT}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.OFFERED}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.SIGNED_BY_PROVIDER}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.ENDED}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.TERMINATED}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.SUSPENDED}, None),
        ({"state": AgreementState.EXPIRING}, None),
        ({"state": AgreementState.SIGNED}, None),
        ({"may_act": False}, Why.NOT_THE_COMMISSIONER),
        ({"empty": True}, Why.NOTHING_CHANGES),
        ({"effective_on": date(2010, 3, 31)}, Why.OUTSIDE_ITS_DAYS),
        ({"effective_on": date(2013, 4, 1)}, Why.OUTSIDE_ITS_DAYS),
        ({"clause_for_notice": False}, None),
        ({"kind": MANDATORY, "clause_for_notice": False}, Why.NO_CLAUSE_FOR_NOTICE),
        ({"moves_a_price": True}, None),
        ({"kind": MANDATORY, "moves_a_price": True}, Why.PRICE_NEEDS_BOTH),
        ({"takes_protection": True}, None),
        ({"kind": MANDATORY, "takes_protection": True}, Why.PROTECTION_NEEDS_BOTH),
        ({"above_the_limit": True}, Why.PRICE_LIMIT),
        ({"kind": MANDATORY, "above_the_limit": True}, Why.PRICE_LIMIT),
        ({"measures": []}, Why.NO_MEASURE_LEFT),
        ({"as_at": date(2010, 7, 2)}, None),
        ({"kind": MANDATORY, "as_at": DAY}, None),
        ({"kind": MANDATORY, "as_at": date(2010, 7, 2)}, Why.NOTICE_TOO_LATE),
    ],
)
def test_what_stands_against_a_proposal(changes: dict, objection: Why | None):
    assert proposed(**changes) is objection


@pytest.mark.parametrize(
    ("changes", "sets"),
    [
        ({"lines": [A_LINE]}, False),
        ({"struck_measures": ["programme_completions"]}, False),
        ({"annual_fee_pence": 0}, True),
        ({"payment_terms": PLAIN_TERMS}, True),
        ({"struck_parties": [{"organisation": "NACRO", "role": "subcontractor"}]}, True),
        ({"clauses": [{"code": "AUDIT", "wording": "x"}]}, False),
    ],
)
def test_a_fee_payment_terms_and_parties_are_set_by_both(changes: dict, sets: bool):
    assert rules.sets_price_or_party(TextChanges.model_validate(changes)) is sets


def worded(code: str) -> dict:
    return {"clauses": [{"code": code, "wording": "The commissioner ends it at will."}]}


@pytest.mark.parametrize("instrument", AgreementInstrument)
def test_a_notice_rewords_no_clause_of_termination_payment_or_variation_and_none_that_protects(instrument: AgreementInstrument):
    """Issue: a notice may move neither what ends, pays or varies an agreement nor what protects its provider."""
    clauses = read_clauses(TEMPLATES[instrument], from_day=STARTS_ON, text_number=1)
    free = {
        clause.code for clause in clauses if not rules.takes_protection(TextChanges.model_validate(worded(clause.code)), clauses)
    }

    assert free == BY_NOTICE[instrument]


@pytest.mark.parametrize(
    "changes",
    [
        {"struck_lines": [{"specification": "UNPAID-WORK", "place": "LDN"}]},
        {"struck_parties": [{"organisation": "NACRO", "role": "guarantor"}]},
        {"struck_measures": ["programme_completions"]},
    ],
    ids=lambda given: next(iter(given)),
)
def test_a_notice_strikes_nothing_out(changes: dict):
    assert rules.takes_protection(TextChanges.model_validate(changes), ())
    assert not rules.takes_protection(TextChanges.model_validate({"lines": [A_LINE]}), ())


@pytest.mark.parametrize(
    ("days", "throughout"),
    [
        ([(STARTS_ON, None)], True),
        ([(STARTS_ON, ENDS_ON)], True),
        ([(STARTS_ON, DAY), (date(2010, 7, 2), None)], True),
        ([(STARTS_ON, DAY), (date(2010, 7, 3), None)], False),
        ([(DAY, None)], False),
        ([(STARTS_ON, date(2013, 3, 30))], False),
        ([], False),
    ],
)
def test_an_agreement_is_judged_by_something_on_each_of_its_days(days: list, throughout: bool):
    measures = [a_measure(from_day=first, to_day=last) for first, last in days]

    assert rules.judged_throughout(measures, starts_on=STARTS_ON, ends_on=ENDS_ON) is throughout


OPTION = ExtensionOptionView(option_number=1, exercise_by=date(2012, 9, 30), extends_to_at_most=date(2015, 3, 31))


def extending(**changes) -> Why | None:
    told = {
        "next_number": 1, "state": AgreementState.LIVE, "may_act": True, "ends_on": ENDS_ON, "until": date(2015, 3, 31),
        "judged": True,
    } | changes  # fmt: skip
    return rules.objection_to_extension(told.pop("option", OPTION), **told)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"until": date(2013, 4, 1)}, None),
        ({"until": ENDS_ON}, Why.EXTENDS_TOO_LITTLE),
        ({"until": date(2015, 4, 1)}, Why.EXTENDS_TOO_FAR),
        ({"next_number": 2}, Why.OPTION_OUT_OF_TURN),
        ({"option": None}, Why.NO_SUCH_OPTION),
        ({"may_act": False}, Why.NOT_THE_COMMISSIONER),
        ({"state": AgreementState.EXPIRING}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.ENDED}, Why.CANNOT_BE_VARIED),
        ({"state": AgreementState.SUSPENDED}, None),
        ({"judged": False}, Why.NO_MEASURE_LEFT),
    ],
)
def test_an_option_is_used_once_in_its_turn_and_no_further_than_it_reaches(changes: dict, objection: Why | None):
    assert extending(**changes) is objection


def test_nobody_extends_beyond_the_calendar_of_working_days():
    far = ExtensionOptionView(option_number=1, exercise_by=DAY, extends_to_at_most=date(2110, 1, 1))

    assert extending(option=far, until=date(2100, 1, 1)) is Why.EXTENDS_TOO_FAR


def signing(**changes) -> Why | None:
    told = {
        "kind": DISCRETIONARY, "state": VariationState.PROPOSED, "party": Party.COMMISSIONER, "signed_on": DAY,
        "agreed_on": STARTS_ON, "ends_on": ENDS_ON, "exercise_by": None,
    } | changes  # fmt: skip
    return rules.objection_to_signature(rules.Signing(**told))


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"party": Party.PROVIDER}, None),
        ({"state": VariationState.SIGNED_BY_COMMISSIONER}, Why.ALREADY_SIGNED),
        ({"state": VariationState.SIGNED_BY_COMMISSIONER, "party": Party.PROVIDER}, None),
        ({"state": VariationState.SETTLED}, Why.NO_LONGER_OPEN),
        ({"state": VariationState.WITHDRAWN}, Why.NO_LONGER_OPEN),
        ({"kind": MANDATORY}, None),
        ({"kind": MANDATORY, "party": Party.PROVIDER}, Why.NEEDS_NO_SIGNATURE),
        ({"signed_on": STARTS_ON}, None),
        ({"signed_on": date(2010, 3, 31)}, Why.SIGNED_BEFORE_THE_AGREEMENT),
        ({"signed_on": date(2013, 4, 1)}, None),
        ({"kind": EXTENSION, "signed_on": ENDS_ON, "exercise_by": date(2013, 12, 31)}, None),
        ({"kind": EXTENSION, "signed_on": date(2013, 4, 1), "exercise_by": date(2013, 12, 31)}, Why.HAS_RUN_OUT),
        ({"kind": EXTENSION, "exercise_by": DAY}, None),
        ({"kind": EXTENSION, "exercise_by": date(2010, 6, 30)}, Why.AFTER_ITS_DEADLINE),
        ({"kind": EXTENSION, "party": Party.PROVIDER, "exercise_by": date(2010, 6, 30)}, Why.AFTER_ITS_DEADLINE),
    ],
)
def test_who_signs_what_and_until_when(changes: dict, objection: Why | None):
    assert signing(**changes) is objection


@pytest.mark.parametrize("kind", [DISCRETIONARY, EXTENSION])
def test_both_must_sign_in_either_order(kind: VariationKind):
    for one, other in ((Party.COMMISSIONER, Party.PROVIDER), (Party.PROVIDER, Party.COMMISSIONER)):
        half = rules.signed(kind, VariationState.PROPOSED, one)
        assert half is not VariationState.SETTLED
        assert rules.signed(kind, half, other) is VariationState.SETTLED


def test_a_notice_is_settled_by_the_commissioner_alone():
    assert rules.signed(MANDATORY, VariationState.PROPOSED, Party.COMMISSIONER) is VariationState.SETTLED


@pytest.mark.parametrize(("state", "may_act"), list(product(VariationState, [True, False])))
def test_only_what_is_open_is_withdrawn_and_only_by_the_commissioner(state: VariationState, may_act: bool):
    objection = rules.objection_to_withdrawal(state, may_act=may_act)
    settled = state in {VariationState.SETTLED, VariationState.WITHDRAWN}

    assert objection is (Why.NOT_THE_COMMISSIONER if not may_act else Why.NO_LONGER_OPEN if settled else None)
