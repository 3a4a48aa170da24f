"""Who may agree what with whom, who signs, how an agreement moves, and what it says on a day."""

from datetime import date
from itertools import permutations
from uuid import UUID

import pytest

from noms.contracts.commissioning.agreement_kinds import AgreementInstrument, AgreementState, Party
from noms.contracts.commissioning.agreements import BEGUN
from noms.contracts.commissioning.lifecycle import AgreementAct
from noms.contracts.commissioning.responsibilities import Standing
from noms.contracts.commissioning.text_views import FeeView, LineView
from noms.reference.further_responsibilities import load_further_responsibilities
from noms.reference.regions import ServiceClass
from services.commissioning.agreements import rules
from services.commissioning.agreements.rules import AgreementObjection
from services.commissioning.parties.rules import BODY_OF
from services.commissioning.sales.rules import bought_from_noms

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
def test_a_text_that_was_offered_takes_no_more_measures(state: AgreementState):
    refused = rules.objection_to_measure(state=state, measure_code="a", present=[], thresholds_in_order=True)

    assert refused is AgreementObjection.TEXT_IS_SETTLED


@pytest.mark.parametrize("order", list(permutations(Party)))
def test_either_party_may_sign_first_and_the_second_settles_it(order: tuple[Party, ...]):
    state = AgreementState.OFFERED
    for party in order:
        assert rules.objection_to_signature(state=state, party=party) is None
        state = rules.MOVES[state, rules.SIGNS[party]]

    assert state is AgreementState.SIGNED


@pytest.mark.parametrize(
    ("state", "party", "objection"),
    [
        (AgreementState.DRAFT, Party.PROVIDER, AgreementObjection.NOT_OFFERED),
        (AgreementState.DRAFT, Party.COMMISSIONER, AgreementObjection.NOT_OFFERED),
        (AgreementState.SIGNED_BY_PROVIDER, Party.PROVIDER, AgreementObjection.ALREADY_SIGNED),
        (AgreementState.SIGNED_BY_COMMISSIONER, Party.COMMISSIONER, AgreementObjection.ALREADY_SIGNED),
        (AgreementState.SIGNED, Party.PROVIDER, AgreementObjection.ALREADY_SIGNED),
        (AgreementState.LIVE, Party.COMMISSIONER, AgreementObjection.ALREADY_SIGNED),
    ],
)
def test_nobody_signs_a_draft_or_signs_twice(state: AgreementState, party: Party, objection: AgreementObjection):
    assert rules.objection_to_signature(state=state, party=party) is objection


def signing(**changes) -> AgreementObjection | None:
    offered = {"party": Party.PROVIDER, "may_sign": True, "signed_for_the_other": False, "signed_on": DAY, "as_at": DAY}
    return rules.objection_to_signing(**{**offered, **changes})


def test_nobody_signs_for_a_party_but_that_party_itself():
    assert signing(may_sign=False) is AgreementObjection.NOT_THE_PROVIDER
    assert signing(may_sign=False, party=Party.COMMISSIONER) is AgreementObjection.NOT_THE_COMMISSIONER


def test_whoever_has_signed_for_one_party_does_not_sign_for_the_other():
    assert signing(signed_for_the_other=True) is AgreementObjection.SIGNED_FOR_THE_OTHER


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


def selling(place: str, **changes) -> AgreementObjection | None:
    told = {
        "commissioner": "YJB", "starts_on": DAY, "ends_on": date(2011, 3, 31), "instrument": AgreementInstrument.SLA,
    } | changes  # fmt: skip
    commissioner = told.pop("commissioner")
    bought = bought_from_noms(load_further_responsibilities(), commissioner, [place], told["starts_on"])
    return rules.objection_to_selling(bought=bought, **told)


@pytest.mark.parametrize(
    ("place", "changes", "objection"),
    [
        ("WII", {}, None),
        ("ASI", {"instrument": AgreementInstrument.CONTRACT}, None),
        ("ASI", {}, AgreementObjection.WRONG_INSTRUMENT),
        ("DVI", {"commissioner": "UKBA"}, None),
        ("DVI", {"commissioner": "BIA", "starts_on": date(2008, 3, 31)}, None),
        ("DVI", {"commissioner": "UKBA", "starts_on": date(2008, 3, 31)}, AgreementObjection.NOBODY_MAY_PURCHASE),
        ("DVI", {}, AgreementObjection.NOBODY_MAY_PURCHASE),
        ("RHI", {}, AgreementObjection.NOBODY_MAY_PURCHASE),
        ("WII", {"commissioner": "LON"}, AgreementObjection.NOBODY_MAY_PURCHASE),
        ("WII", {"ends_on": date(2010, 3, 31)}, AgreementObjection.ENDS_BEFORE_IT_STARTS),
        ("WII", {"ends_on": date(2100, 1, 1)}, AgreementObjection.BEYOND_THE_CALENDAR),
    ],
)
def test_the_agency_sells_places_to_whom_the_list_names_and_by_its_instrument(
    place: str, changes, objection: AgreementObjection | None
):
    """Source: further_responsibilities.csv: boys' places at Warren Hill by SLA, at Ashfield by contract; detainees at Dover."""
    assert selling(place, **changes) is objection


IN_FORCE = {AgreementState.LIVE, AgreementState.SUSPENDED, AgreementState.EXPIRING}


def test_nothing_leads_away_from_an_agreement_that_has_ended():
    assert {state for state, _ in rules.MOVES} & {AgreementState.ENDED, AgreementState.TERMINATED} == set()


def test_an_agreement_in_force_came_through_both_signatures_and_its_commencement():
    into_force = {state for (state, _), to in rules.MOVES.items() if to is AgreementState.LIVE} - IN_FORCE

    assert into_force == {AgreementState.SIGNED}
    assert {state for (state, _), to in rules.MOVES.items() if to is AgreementState.SIGNED} == {
        AgreementState.SIGNED_BY_COMMISSIONER,
        AgreementState.SIGNED_BY_PROVIDER,
    }


def test_every_state_but_the_draft_is_reached_by_some_move():
    assert set(rules.MOVES.values()) == set(AgreementState)


def test_what_was_in_force_once_stays_open_to_measuring_and_settling():
    begun = {to for (state, _), to in rules.MOVES.items() if state in IN_FORCE} | {AgreementState.LIVE}

    assert begun == BEGUN


@pytest.mark.parametrize("before", [AgreementState.LIVE, AgreementState.EXPIRING])
def test_a_resumption_leads_back_to_where_the_suspension_came_from(before: AgreementState):
    suspended = rules.leads_to(before, AgreementAct.SUSPEND, before=AgreementState.SIGNED)

    assert rules.leads_to(suspended, AgreementAct.RESUME, before=before) is before


def test_every_other_act_leads_where_the_table_says():
    for (state, act), to in rules.MOVES.items():
        if act is not AgreementAct.RESUME:
            assert rules.leads_to(state, act, before=AgreementState.EXPIRING) is to


def test_only_an_agreement_in_force_can_be_ended_early():
    assert {state for state, act in rules.MOVES if act is AgreementAct.TERMINATE} == IN_FORCE


def a_line(**changes) -> LineView:
    return LineView.model_validate(
        {
            "specification": "PROGRAMME-COMPLETION", "specification_version": 1, "unit_of_output": "programme_completion",
            "restricted_probation_provision": False, "place": "LDN", "annual_volume": 365, "unit_price_pence": 150_000,
            "from_day": DAY, "to_day": None, "text_number": 1,
        }
        | changes
    )  # fmt: skip


def agreed(**changes) -> rules.Agreed:
    told = {
        "agreement_id": UUID(int=1), "provider": "LDN", "state": AgreementState.LIVE, "starts_on": DAY,
        "ends_on": date(2012, 3, 31), "annual_fee_pence": 0, "annual_volume": 0, "unit_price_pence": 0, "audience": (),
        "measures": (),
    }  # fmt: skip
    return rules.Agreed(**{**told, **changes})


def test_what_is_agreed_is_told_for_the_day_that_is_asked_for():
    dearer = a_line(annual_volume=400, unit_price_pence=160_000, from_day=date(2011, 4, 1), text_number=2)
    both = agreed(lines=(a_line(to_day=date(2011, 3, 31)), dearer))

    assert (both.at(DAY).annual_volume, both.at(DAY).unit_price_pence) == (365, 150_000)
    assert (both.at(date(2011, 4, 1)).annual_volume, both.at(date(2011, 4, 1)).unit_price_pence) == (400, 160_000)
    assert both.lines_on(date(2011, 3, 31)) == (both.lines[0],)


def test_an_agreement_that_buys_no_completions_has_none_to_pay_for():
    places = agreed(
        lines=(a_line(unit_of_output="place"),), fees=(FeeView(annual_fee_pence=7, from_day=DAY, to_day=None, text_number=1),)
    )

    assert (places.at(DAY).annual_volume, places.at(DAY).unit_price_pence, places.at(DAY).annual_fee_pence) == (0, 0, 7)


def test_every_provider_of_the_lists_is_known_to_be_public_or_not():
    assert set(BODY_OF) == set(ServiceClass)
