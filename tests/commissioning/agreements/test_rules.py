"""Who may agree what, when the text is settled, and when it comes into force."""

from datetime import date
from itertools import permutations

import pytest

from noms.contracts.commissioning.agreements import AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.responsibilities import Standing
from services.commissioning.agreements import rules
from services.commissioning.agreements.rules import AgreementObjection

DAY = date(2010, 4, 1)


def drawing_up(**changes) -> AgreementObjection | None:
    offered = {
        "starts_on": DAY,
        "ends_on": date(2011, 3, 31),
        "commissioner": "LON",
        "instrument": AgreementInstrument.CONTRACT,
        "standing": Standing.COMMISSIONED,
        "responsible_office": "LON",
        "responsible_instrument": "CONTRACT",
    }
    return rules.objection_to_drawing_up(**{**offered, **changes})


def test_the_london_region_may_contract_with_its_trust_from_april_2010():
    assert drawing_up() is None


def test_an_agreement_may_last_one_day():
    assert drawing_up(ends_on=DAY) is None


@pytest.mark.parametrize("standing", [s for s in Standing if s is not Standing.COMMISSIONED])
def test_where_the_purchaser_is_not_determined_nobody_may_purchase(standing: Standing):
    assert drawing_up(standing=standing) is AgreementObjection.NOBODY_MAY_PURCHASE


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({"ends_on": date(2010, 3, 31)}, AgreementObjection.ENDS_BEFORE_IT_STARTS),
        ({"ends_on": date(2100, 1, 1)}, AgreementObjection.BEYOND_THE_CALENDAR),
        ({"commissioner": "SE"}, AgreementObjection.NOT_THE_RESPONSIBLE_COMMISSIONER),
        ({"instrument": AgreementInstrument.SLA}, AgreementObjection.WRONG_INSTRUMENT),
    ],
)
def test_an_agreement_is_refused_for_its_dates_its_commissioner_or_its_instrument(changes, objection: AgreementObjection):
    assert drawing_up(**changes) is objection


def test_a_measure_may_be_put_into_a_draft_once():
    draft = {"state": AgreementState.DRAFT, "measure_code": "a", "thresholds_in_order": True}

    assert rules.objection_to_measure(present=[], **draft) is None
    assert rules.objection_to_measure(present=["a"], **draft) is AgreementObjection.MEASURE_IN_TWICE


def test_a_measure_whose_target_lies_below_its_floor_is_refused():
    refused = rules.objection_to_measure(state=AgreementState.DRAFT, measure_code="a", present=[], thresholds_in_order=False)

    assert refused is AgreementObjection.THRESHOLDS_OUT_OF_ORDER


@pytest.mark.parametrize("state", [s for s in AgreementState if s is not AgreementState.DRAFT])
def test_a_text_that_somebody_has_signed_takes_no_more_measures(state: AgreementState):
    refused = rules.objection_to_measure(state=state, measure_code="a", present=[], thresholds_in_order=True)

    assert refused is AgreementObjection.TEXT_IS_SETTLED


def signing(**changes) -> AgreementObjection | None:
    offered = {
        "state": AgreementState.DRAFT,
        "party": Party.PROVIDER,
        "may_sign": True,
        "signed_for_the_other": False,
        "measure_count": 2,
        "signed_on": DAY,
        "as_at": DAY,
    }
    return rules.objection_to_signature(**{**offered, **changes})


@pytest.mark.parametrize("order", list(permutations(Party)))
def test_either_party_may_sign_first_and_the_second_settles_it(order: tuple[Party, ...]):
    state = AgreementState.DRAFT
    for party in order:
        assert signing(state=state, party=party) is None
        state = rules.SIGNING[state, party]

    assert state is AgreementState.SIGNED


@pytest.mark.parametrize(
    ("state", "party"),
    [
        (AgreementState.SIGNED_BY_PROVIDER, Party.PROVIDER),
        (AgreementState.SIGNED_BY_COMMISSIONER, Party.COMMISSIONER),
        (AgreementState.SIGNED, Party.PROVIDER),
        (AgreementState.LIVE, Party.COMMISSIONER),
    ],
)
def test_nobody_signs_twice(state: AgreementState, party: Party):
    assert signing(state=state, party=party) is AgreementObjection.ALREADY_SIGNED


def test_an_agreement_without_a_measure_cannot_be_signed():
    assert signing(measure_count=0) is AgreementObjection.NO_MEASURE


def test_nobody_signs_for_a_party_but_that_party_itself():
    assert signing(may_sign=False) is AgreementObjection.NOT_THE_PROVIDER
    assert signing(may_sign=False, party=Party.COMMISSIONER) is AgreementObjection.NOT_THE_COMMISSIONER


def test_whoever_has_signed_for_one_party_does_not_sign_for_the_other():
    half = AgreementState.SIGNED_BY_COMMISSIONER

    assert signing(state=half, signed_for_the_other=True) is AgreementObjection.SIGNED_FOR_THE_OTHER


@pytest.mark.parametrize(
    ("signed_on", "objection"),
    [
        (date(2004, 5, 31), AgreementObjection.SIGNED_BEFORE_NOMS),
        (date(2004, 6, 1), None),
        (DAY, None),
        (date(2010, 4, 2), AgreementObjection.SIGNED_IN_THE_FUTURE),
    ],
)
def test_a_signature_bears_a_day_between_the_beginning_of_noms_and_today(signed_on: date, objection: AgreementObjection | None):
    """Source: NOMS began on 1 June 2004."""
    assert signing(signed_on=signed_on) is objection


def test_a_signed_agreement_comes_into_force_on_its_first_day_and_not_before():
    signed = {"state": AgreementState.SIGNED, "starts_on": DAY}

    assert rules.objection_to_commencement(as_at=date(2010, 3, 31), **signed) is AgreementObjection.BEFORE_ITS_FIRST_DAY
    assert rules.objection_to_commencement(as_at=DAY, **signed) is None


@pytest.mark.parametrize(
    ("state", "objection"),
    [
        (AgreementState.DRAFT, AgreementObjection.NOT_SIGNED_BY_BOTH),
        (AgreementState.SIGNED_BY_PROVIDER, AgreementObjection.NOT_SIGNED_BY_BOTH),
        (AgreementState.SIGNED_BY_COMMISSIONER, AgreementObjection.NOT_SIGNED_BY_BOTH),
        (AgreementState.LIVE, AgreementObjection.ALREADY_LIVE),
    ],
)
def test_only_an_agreement_that_both_have_signed_comes_into_force(state: AgreementState, objection: AgreementObjection):
    assert rules.objection_to_commencement(state=state, starts_on=DAY, as_at=DAY) is objection
