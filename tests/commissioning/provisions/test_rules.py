"""Which spells can be true, and what a person's day costs by the lines of the agreement."""

from datetime import date

import pytest

from noms.contracts.commissioning.provisions import Spell
from noms.contracts.commissioning.specifications import UnitOfOutput
from noms.contracts.commissioning.text_views import LineView
from services.commissioning.charges.rules import STILL_IN_PLACE, Days, Tariff
from services.commissioning.provisions.rules import SpellFault, days_of, fault_of, tariffs_of

AS_AT = date(2010, 12, 31)


def spell(first: str, last: str | None = None) -> Spell:
    return Spell.model_validate({"started_on": first, "ended_on": last})


@pytest.mark.parametrize(
    ("spells", "fault"),
    [
        ([], None),
        ([spell("2010-06-01")], None),
        ([spell("2010-06-01", "2010-06-01"), spell("2010-06-02")], None),
        ([spell("2010-06-02", "2010-06-01")], (0, SpellFault.ENDS_BEFORE_IT_STARTS)),
        ([spell("2010-06-01", "2010-06-09"), spell("2010-06-09")], (1, SpellFault.SPELLS_OVERLAP)),
        ([spell("2010-06-01"), spell("2010-07-01")], (1, SpellFault.SPELLS_OVERLAP)),
        ([spell("0001-01-01")], (0, SpellFault.BEYOND_THE_CALENDAR)),
        ([spell("2011-01-01")], (0, SpellFault.NOT_COME_YET)),
        ([spell("2010-06-01", "2011-01-01")], (0, SpellFault.NOT_COME_YET)),
    ],
)
def test_spells_stand_in_their_order_and_share_no_day(spells: list[Spell], fault: tuple[int, SpellFault] | None):
    assert fault_of(spells, AS_AT) == fault


def test_what_has_not_ended_is_still_in_place():
    assert days_of(spell("2010-06-01")) == Days(date(2010, 6, 1), STILL_IN_PLACE)
    assert days_of(spell("2010-06-01", "2010-06-09")) == Days(date(2010, 6, 1), date(2010, 6, 9))


def a_line(unit: UnitOfOutput, from_day: str, to_day: str | None, pence: int) -> LineView:
    return LineView.model_validate(
        {
            "specification": "ELECTRONIC-MONITORING", "specification_version": 1, "unit_of_output": unit,
            "restricted_probation_provision": False, "place": "LDN", "annual_volume": 1, "unit_price_pence": pence,
            "from_day": from_day, "to_day": to_day, "text_number": 1,
        }
    )  # fmt: skip


def test_each_line_by_the_day_is_a_tariff_until_its_last_day_or_the_end_of_the_agreement():
    lines = [
        a_line(UnitOfOutput.MONITORED_DAY, "2010-10-01", None, 900),
        a_line(UnitOfOutput.MONITORED_DAY, "2010-04-01", "2010-09-30", 849),
        a_line(UnitOfOutput.PROGRAMME_COMPLETION, "2010-04-01", None, 150_000),
    ]

    assert tariffs_of(lines, date(2011, 3, 31)) == [
        Tariff("ELECTRONIC-MONITORING", 849, Days(date(2010, 4, 1), date(2010, 9, 30))),
        Tariff("ELECTRONIC-MONITORING", 900, Days(date(2010, 10, 1), date(2011, 3, 31))),
    ]
