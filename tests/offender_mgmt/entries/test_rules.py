"""Key dates written down by hand hold together, or are named by their letters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.offender_mgmt.key_dates import a_sentence, papers, read
from noms.contracts.offender_mgmt.key_dates import KeyDate
from services.offender_mgmt.entries.rules import IN_ORDER, NEVER_TOGETHER, faults_of_entry
from services.offender_mgmt.key_dates.rules import key_dates
from services.offender_mgmt.warrants.rules import adjustments_of, chains_of

BORN_ON, SENTENCED_ON = date(1984, 3, 9), date(2010, 5, 17)


def faults(dates: dict[str, str], *, indeterminate: bool = False) -> set[tuple[str, str]]:
    entered = {KeyDate(letters): date.fromisoformat(day) for letters, day in dates.items()}
    found = faults_of_entry(entered, indeterminate=indeterminate, sentenced_on=[SENTENCED_ON], born_on=BORN_ON)
    return {(fault.pointer, fault.code) for fault in found}


def test_dates_in_their_order_have_no_faults():
    assert faults({"SLED": "2013-05-16", "CRD": "2011-11-15", "HDCED": "2011-07-04"}) == set()
    assert faults({"SED": "2011-05-16", "ARD": "2010-11-15"}) == set()
    assert faults({"TARIFF": "2015-05-16"}, indeterminate=True) == set()


@pytest.mark.parametrize(("earlier", "later"), IN_ORDER)
def test_no_date_lies_after_the_one_it_comes_before(earlier, later):
    assert (f"/dates/{earlier}", "out_of_order") in faults({earlier: "2011-06-02", later: "2011-06-01"})
    assert "out_of_order" not in {code for _, code in faults({earlier: "2011-06-01", later: "2011-06-01"})}


@pytest.mark.parametrize(("one", "other"), NEVER_TOGETHER)
def test_a_sentence_has_one_or_the_other(one, other):
    assert (f"/dates/{one}", "not_both") in faults({one: "2011-06-01", other: "2011-06-01"})


def test_a_sentence_without_an_end_has_a_tariff_and_no_expiry():
    assert faults({"SLED": "2013-05-16"}, indeterminate=True) == {("/dates/SLED", "not_for_an_indeterminate_sentence")}
    assert ("/dates/TARIFF", "only_for_an_indeterminate_sentence") in faults({"TARIFF": "2013-05-16"})
    assert faults({"CRD": "2011-11-15"}) == {("/dates", "no_expiry")}


def test_no_date_lies_before_the_sentence_or_the_birth():
    assert faults({"SED": "2010-05-16"}) == {("/dates/SED", "before_the_sentence")}
    assert faults({"SED": "1984-03-08"}) == {("/dates/SED", "before_birth")}
    assert faults({"SED": "2010-05-17"}) == set()


@given(st.integers(1, 120), st.integers(0, 60), st.booleans(), st.dates(date(2003, 1, 1), date(2013, 12, 31)))
def test_whatever_is_calculated_could_be_entered_by_hand(months, remand_days, schedule_15, sentenced_on):
    offence = sentenced_on - timedelta(days=200)
    asked = read(
        papers(
            a_sentence(
                sentenced_on=sentenced_on.isoformat(),
                offence_committed_on=offence.isoformat(),
                duration={"months": months},
                schedule_15=schedule_15,
            ),
            adjustments=[{"kind": "remand", "days": remand_days + 1, "applies_from": sentenced_on.isoformat()}],
        )
    )
    found = key_dates(chains_of(asked), adjustments_of(asked), sex_offender_register=False)
    dates = {step.code: step.on for step in found.steps}

    assert faults_of_entry(dates, indeterminate=False, sentenced_on=[sentenced_on], born_on=BORN_ON) == ()
