"""The limits of the twelve requirements, each with the section that sets it."""

from datetime import date

import pytest

from builders.offender_mgmt.sentences import PROGRAMME, UNPAID_WORK, order_to_make, suspended_order_to_make
from noms.reference.community_requirements import community_requirements_on
from services.offender_mgmt.requirements.rules import RUNS_FOR_A_PERIOD, faults_of_requirements

BORN_ON = date(1984, 3, 9)


def faults(*requirements, born_on=BORN_ON, order=order_to_make, **changes) -> dict[str, str]:
    found = faults_of_requirements(order(*requirements, **changes), born_on=born_on)
    return {fault.pointer: fault.code for fault in found}


def at(quantity: int, *, code: str, **more) -> dict[str, object]:
    return {"code": code, "quantity": quantity, **more}


def test_a_programme_and_120_hours_of_unpaid_work_can_be_imposed_together():
    assert faults(PROGRAMME, UNPAID_WORK) == {}


def test_an_order_has_at_least_one_requirement():
    assert faults(requirements=[]) == {"/requirements": "missing"}


@pytest.mark.parametrize(
    ("code", "more", "least", "most"),
    [
        ("UPW", {}, 40, 300),  # s.199(2)
        ("ACT", {}, 1, 60),  # s.201(5)
        ("CURF", {"ends_on": "2011-01-03"}, 2, 12),  # s.204(2)
        ("ATTC", {}, 12, 36),  # s.214(2)
    ],
)
def test_a_quantity_lies_within_its_limits(code, more, least, most):
    born_on = date(1990, 1, 1)
    outside = {"/requirements/0/quantity": "outside_limits"}

    assert faults(at(least, code=code, **more), born_on=born_on) == {}
    assert faults(at(most, code=code, **more), born_on=born_on) == {}
    assert faults(at(least - 1, code=code, **more), born_on=born_on) == outside
    assert faults(at(most + 1, code=code, **more), born_on=born_on) == outside
    assert faults({"code": code, **more}, born_on=born_on) == {"/requirements/0/quantity": "missing"}


def test_the_fault_names_the_place_of_the_requirement_and_the_limit():
    (fault,) = faults_of_requirements(order_to_make(PROGRAMME, at(310, code="UPW")), born_on=BORN_ON)

    assert fault.pointer == "/requirements/1/quantity"
    assert fault.message == "Unpaid work is 40 to 300 hours."


@pytest.mark.parametrize(("ends_on", "expected"), [("2011-04-03", {}), ("2011-04-04", {"/requirements/0/ends_on": "too_long"})])
def test_a_curfew_falls_within_six_months_beginning_with_the_day_of_the_order(ends_on, expected):
    """Source: CJA 2003 s.204(3); the order is of 4 October 2010."""
    assert faults(at(8, code="CURF", ends_on=ends_on)) == expected


def test_from_december_2012_a_curfew_is_sixteen_hours_within_twelve_months():
    made_on = {"made_on": "2012-12-03", "ends_on": "2014-12-02"}

    assert faults(at(16, code="CURF", ends_on="2013-12-02"), **made_on) == {}
    assert faults(at(17, code="CURF", ends_on="2013-12-03"), **made_on) == {
        "/requirements/0/quantity": "outside_limits",
        "/requirements/0/ends_on": "too_long",
    }


def test_on_the_last_day_before_the_change_the_old_limits_hold():
    made_on = {"made_on": "2012-12-02", "ends_on": "2014-12-01"}

    assert faults(at(13, code="CURF", ends_on="2013-06-01"), **made_on) == {"/requirements/0/quantity": "outside_limits"}


@pytest.mark.parametrize("code", ["DRR", "ATR"])
def test_drug_and_alcohol_treatment_last_at_least_six_months(code):
    """Source: CJA 2003 ss.209(3) and 212(4)."""
    treatment = {"code": code, "consented": True}

    assert faults(treatment | {"ends_on": "2011-04-03"}) == {}
    assert faults(treatment | {"ends_on": "2011-04-02"}) == {"/requirements/0/ends_on": "too_short"}


def test_months_are_counted_from_the_first_day_of_treatment_and_exclusion_but_from_the_order_for_a_curfew():
    """Source: CJA 2003 ss.204(3), 205(2), 209(3) and 212(4); the order is of 4 October 2010."""
    later, until = {"starts_on": "2011-01-01"}, {"ends_on": "2013-10-03"}

    assert faults({"code": "DRR", "consented": True, "ends_on": "2011-06-30"} | later) == {}
    assert faults({"code": "DRR", "consented": True, "ends_on": "2011-06-29"} | later) == {"/requirements/0/ends_on": "too_short"}
    assert faults({"code": "EXCL", "ends_on": "2012-12-31"} | later, **until) == {}
    assert faults({"code": "EXCL", "ends_on": "2013-01-01"} | later, **until) == {"/requirements/0/ends_on": "too_long"}
    assert faults(at(8, code="CURF", ends_on="2011-04-04", **later)) == {"/requirements/0/ends_on": "too_long"}


@pytest.mark.parametrize("code", ["DRR", "ATR"])
def test_from_december_2012_treatment_has_no_least_length(code):
    treatment = {"code": code, "consented": True, "ends_on": "2013-01-02"}

    assert faults(treatment, made_on="2012-12-03", ends_on="2014-12-02") == {}


@pytest.mark.parametrize("code", ["MHT", "DRR", "ATR"])
def test_treatment_needs_the_persons_willingness(code):
    """Source: CJA 2003 ss.207(3)(c), 209(2)(d) and 212(3)."""
    treatment = {"code": code, "ends_on": "2011-10-03"}

    assert faults(treatment) == {"/requirements/0/consented": "consent_needed"}
    assert faults(treatment | {"consented": True}) == {}


@pytest.mark.parametrize(("ends_on", "expected"), [("2012-10-03", {}), ("2012-10-04", {"/requirements/0/ends_on": "too_long"})])
def test_an_exclusion_lasts_not_more_than_two_years(ends_on, expected):
    """Source: CJA 2003 s.205(2)."""
    assert faults({"code": "EXCL", "ends_on": ends_on}, ends_on="2013-10-03") == expected


@pytest.mark.parametrize("code", sorted(RUNS_FOR_A_PERIOD))
def test_a_requirement_for_a_period_says_when_it_ends(code):
    quantity = {"quantity": 8} if code == "CURF" else {}

    assert faults({"code": code, "consented": True, **quantity}) == {"/requirements/0/ends_on": "missing"}


def test_supervision_lasts_as_long_as_the_order_and_no_longer():
    """Source: CJA 2003 s.213(3)."""
    assert faults({"code": "SUP"}) == {}
    assert faults({"code": "SUP", "ends_on": "2012-10-03"}) == {}
    assert faults({"code": "SUP", "ends_on": "2012-10-04"}) == {"/requirements/0/ends_on": "outside_the_order"}


def test_a_requirement_does_not_end_before_the_order_is_made():
    assert faults({"code": "RES", "ends_on": "2010-10-03"}) == {"/requirements/0/ends_on": "outside_the_order"}


@pytest.mark.parametrize(
    ("born_on", "expected"), [(date(1985, 9, 2), {}), (date(1985, 9, 1), {"/requirements/0/code": "too_old"})]
)
def test_an_attendance_centre_is_for_people_under_twenty_five_when_convicted(born_on, expected):
    """Source: CJA 2003 s.177(1)(l); convicted on 1 September 2010."""
    assert faults(at(24, code="ATTC"), born_on=born_on) == expected


def test_a_requirement_that_the_act_does_not_know_is_refused():
    assert faults({"code": "RAR"}) == {"/requirements/0/code": "unknown_requirement"}


def test_before_the_act_there_is_no_requirement():
    assert faults(UNPAID_WORK, made_on="2005-04-03") == {"/requirements/0/code": "unknown_requirement"}


def test_a_limited_requirement_stands_once_in_an_order():
    assert faults(UNPAID_WORK, PROGRAMME, UNPAID_WORK) == {"/requirements/2/code": "repeated"}


def test_two_programmes_may_stand_in_one_order():
    assert faults(PROGRAMME, {"code": "PROG", "programme_code": "CALM"}) == {}


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        ({"code": "PROG"}, "missing"),
        ({"code": "PROG", "programme_code": "NOSUCH"}, "not_accredited"),
        ({"code": "PROG", "programme_code": "CSCP"}, "not_accredited"),  # runs in custody only
        ({"code": "PROG", "programme_code": "R&R"}, "not_accredited"),  # ended in 2004
        ({"code": "UPW", "quantity": 60, "programme_code": "TSP"}, "not_for_this_requirement"),
    ],
)
def test_a_programme_requirement_names_an_accredited_programme(requirement, expected):
    assert faults(requirement) == {"/requirements/0/programme_code": expected}


@pytest.mark.parametrize("requirement", [row.code for row in community_requirements_on(date(2010, 10, 4))])
def test_each_of_the_twelve_is_available_in_both_orders(requirement):
    imposed = {
        "code": requirement,
        "quantity": {"UPW": 60, "ACT": 20, "CURF": 8, "ATTC": 24}.get(requirement),
        "ends_on": "2011-04-03" if requirement in RUNS_FOR_A_PERIOD else None,
        "programme_code": "TSP" if requirement == "PROG" else None,
        "consented": True,
    }

    for order in (order_to_make, suspended_order_to_make):
        assert faults(imposed, order=order, born_on=date(1990, 1, 1)) == {}
