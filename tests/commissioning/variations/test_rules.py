"""What stands against a variation or an extension, and who must sign it."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.commissioning.texts import a_line
from noms.contracts.commissioning.agreement_kinds import AgreementState, Party
from noms.contracts.commissioning.agreements import PriceLimit
from noms.contracts.commissioning.text_views import ExtensionOptionView
from noms.contracts.commissioning.variations import TextChanges, VariationKind, VariationState
from services.commissioning.variations import rules
from services.commissioning.variations.rules import VariationObjection as Why

DAY = date(2010, 7, 1)
STARTS_ON, ENDS_ON = date(2010, 4, 1), date(2013, 3, 31)
DISCRETIONARY, MANDATORY, EXTENSION = VariationKind


def proposed(**changes) -> Why | None:
    told = {
        "kind": DISCRETIONARY, "state": AgreementState.LIVE, "may_act": True, "empty": False, "effective_on": DAY,
        "starts_on": STARTS_ON, "ends_on": ENDS_ON, "clause_for_notice": True, "imposes_a_price": False,
        "above_the_limit": False,
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
        ({"imposes_a_price": True}, None),
        ({"kind": MANDATORY, "imposes_a_price": True}, Why.PRICE_NEEDS_BOTH),
        ({"above_the_limit": True}, Why.PRICE_LIMIT),
        ({"kind": MANDATORY, "above_the_limit": True}, None),
    ],
)
def test_what_stands_against_a_proposal(changes: dict, objection: Why | None):
    assert proposed(**changes) is objection


BEFORE = [a_line(), a_line(specification="UNPAID-WORK", unit_price_pence=900)]


@pytest.mark.parametrize(
    ("lines", "changes", "imposes"),
    [
        ([a_line(annual_volume=400)], {}, False),
        ([a_line(unit_price_pence=149_999)], {}, True),
        ([a_line(specification="COURT-REPORTS")], {}, True),
        ([a_line(place="KNT")], {}, True),
        ([], {"struck_measures": ["programme_completions"]}, False),
        ([], {"annual_fee_pence": 0}, True),
        ([], {"payment_terms": True}, True),
        ([], {"struck_parties": [{"organisation": "NACRO", "role": "subcontractor"}]}, True),
        ([], {"clauses": [{"code": "PRICE", "wording": "x"}]}, False),
    ],
)
def test_a_notice_moves_volumes_measures_and_words_and_never_a_price_or_a_party(lines: list, changes: dict, imposes: bool):
    assert rules.imposes_a_price(TextChanges.model_validate(changes), lines, BEFORE) is imposes


TEN_PERCENT = PriceLimit(most_percent=10, within_days=90)


@pytest.mark.parametrize(
    ("limit", "effects", "above"),
    [
        (None, [10**9], False),
        (TEN_PERCENT, [100], False),
        (TEN_PERCENT, [101], True),
        (TEN_PERCENT, [-101], True),
        (TEN_PERCENT, [60, -41], True),
        (TEN_PERCENT, [60, -40], False),
        (TEN_PERCENT, [], False),
    ],
)
def test_a_price_moves_no_further_than_was_agreed_up_and_down_alike(limit: PriceLimit | None, effects: list[int], above: bool):
    """Source of the shape: ProZorro, at most 10 % in 90 days."""
    assert rules.above_the_limit(limit, effects, price_pence=1_000) is above


@given(st.lists(st.integers(-10_000, 10_000)), st.integers(0, 10_000), st.integers(1, 100))
def test_another_variation_never_brings_the_price_back_under_its_limit(effects: list[int], further: int, percent: int):
    limit = PriceLimit(most_percent=percent, within_days=90)
    before, after = (rules.above_the_limit(limit, known, price_pence=5_000) for known in (effects, [*effects, further]))

    assert after or not before


OPTION = ExtensionOptionView(option_number=1, exercise_by=date(2012, 9, 30), extends_to_at_most=date(2015, 3, 31))


def extending(**changes) -> Why | None:
    told = {
        "next_number": 1, "state": AgreementState.LIVE, "may_act": True, "ends_on": ENDS_ON, "until": date(2015, 3, 31),
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
        "effective_on": DAY, "exercise_by": None,
    } | changes  # fmt: skip
    return rules.objection_to_signature(**told)


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
        ({"kind": MANDATORY, "signed_on": date(2010, 7, 2)}, Why.NOTICE_TOO_LATE),
        ({"signed_on": date(2010, 7, 2)}, None),
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
