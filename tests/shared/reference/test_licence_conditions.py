"""The list of licence conditions."""

from datetime import date

import pytest

from noms.reference.faults import NotInForce, UnknownCode
from noms.reference.licence_conditions import ConditionRole, licence_condition, licence_conditions_on

FIRST_DAY = date(2005, 4, 4)


def test_the_order_of_2005_has_seven_standard_conditions_and_eight_kinds_of_others():
    """Source: SI 2005/648 arts 2(2) and 3(2)."""
    listed = licence_conditions_on(FIRST_DAY)

    assert [row.kind for row in listed].count(ConditionRole.STANDARD) == 7
    assert [row.kind for row in listed].count(ConditionRole.ADDITIONAL) == 8
    assert [row.place for row in listed] == list(range(1, 17))


def test_every_condition_names_the_article_or_section_that_it_rests_on():
    assert all("art. " in row.source or "ss.250" in row.source for row in licence_conditions_on(FIRST_DAY))


def test_there_was_no_list_before_and_no_other_condition_in_it():
    with pytest.raises(NotInForce):
        licence_conditions_on(date(2005, 4, 3))
    with pytest.raises(UnknownCode):
        licence_condition("TELEPORT", on=FIRST_DAY)
