"""Step-in: contracted prisons alone, one at a time, from its day until an act ends it."""

from datetime import date

import pytest

from noms.reference.establishments import establishment
from noms.reference.private_prisons import private_prison_contracts
from noms.reference.regions import ServiceClass
from services.commissioning.responsibilities.rules import prison_on
from services.commissioning.step_ins import rules
from services.commissioning.step_ins.rules import Appointment, StepIn
from services.commissioning.step_ins.rules import StepInObjection as S

BEGAN, SIX_MONTHS = date(2018, 8, 20), date(2019, 2, 19)
TODAY = date(2019, 3, 1)
BIRMINGHAM = Appointment(BEGAN, BEGAN, SIX_MONTHS, BEGAN)
"""Source: Ministry of Justice, 20 August 2018: taken over that day, for an initial period of six months."""


def stepping_in(asked: Appointment = BIRMINGHAM, **changes: object) -> S | None:
    told = {
        "provider_class": ServiceClass.PRIVATE_PRISON, "agreement_state": "live",
        "agreement": (date(2011, 10, 1), date(2026, 9, 30)), "earlier": (), "as_at": TODAY,
    }  # fmt: skip
    return rules.objection_to_step_in(asked, **told | changes)


@pytest.mark.parametrize(
    ("changes", "objection"),
    [
        ({}, None),
        ({"earlier": (StepIn(date(2015, 1, 1), date(2015, 6, 30), date(2015, 6, 30)),)}, None),
        ({"provider_class": ServiceClass.PUBLIC_PRISON}, S.NOT_A_CONTRACTED_PRISON),
        ({"provider_class": ServiceClass.PROBATION_TRUST}, S.NOT_A_CONTRACTED_PRISON),
        ({"provider_class": None}, S.NOT_A_CONTRACTED_PRISON),
        ({"agreement_state": "signed"}, S.AGREEMENT_NOT_IN_FORCE),
        ({"as_at": date(2018, 8, 19)}, S.IN_THE_FUTURE),
        ({"agreement": (date(2018, 8, 21), date(2026, 9, 30))}, S.OUTSIDE_THE_AGREEMENT),
        ({"agreement": (date(2011, 10, 1), date(2018, 8, 19))}, S.OUTSIDE_THE_AGREEMENT),
        ({"earlier": (StepIn(date(2018, 1, 1), date(2018, 6, 30), None),)}, S.STEP_IN_IN_FORCE),
        ({"earlier": (StepIn(date(2018, 1, 1), date(2018, 6, 30), BEGAN),)}, S.BEFORE_THE_LAST),
    ],
)
def test_the_secretary_of_state_steps_in_at_a_contracted_prison_under_an_agreement_in_force(changes: dict, objection: S | None):
    """Source: Criminal Justice Act 1991 s.88."""
    assert stepping_in(**changes) is objection


@pytest.mark.parametrize(
    ("asked", "objection"),
    [
        (Appointment(date(2018, 8, 21), BEGAN, SIX_MONTHS, date(2018, 8, 21)), S.BEGINS_BEFORE_APPOINTED),
        (Appointment(BEGAN, BEGAN, SIX_MONTHS, date(2018, 8, 19)), S.TOLD_BEFORE_DECIDED),
        (Appointment(BEGAN, BEGAN, SIX_MONTHS, date(2019, 3, 2)), S.TOLD_IN_THE_FUTURE),
        (Appointment(BEGAN, BEGAN, date(2018, 8, 19), BEGAN), S.ENDS_BEFORE_IT_BEGINS),
        (Appointment(BEGAN, BEGAN, date(2026, 10, 1), BEGAN), S.ENDS_AFTER_THE_AGREEMENT),
        (Appointment(date(2011, 9, 30), BEGAN, SIX_MONTHS, BEGAN), S.OUTSIDE_THE_AGREEMENT),
    ],
)
def test_the_days_of_an_appointment_follow_one_another(asked: Appointment, objection: S):
    assert stepping_in(asked) is objection


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2011, 9, 30), ServiceClass.PUBLIC_PRISON), (BEGAN, ServiceClass.PRIVATE_PRISON)],
)
def test_birmingham_was_a_contracted_prison_when_the_secretary_of_state_stepped_in(day: date, kind: ServiceClass):
    """Source: private_prison_contracts.csv, private from 1 October 2011."""
    assert prison_on(establishment("BMI"), private_prison_contracts("BMI"), day).service_class is kind


@pytest.mark.parametrize(
    ("ended_on", "day", "in_force"),
    [
        (None, date(2018, 8, 19), False),
        (None, BEGAN, True),
        (None, date(2019, 6, 30), True),
        (date(2019, 6, 30), date(2019, 6, 30), True),
        (date(2019, 6, 30), date(2019, 7, 1), False),
    ],
)
def test_an_appointment_ends_by_its_own_act_and_not_by_its_intended_last_day(ended_on: date | None, day: date, in_force: bool):
    """Source: Criminal Justice Act 1991 s.88(2)(b)."""
    assert StepIn(BEGAN, SIX_MONTHS, ended_on).in_force_on(day) is in_force


GOING_ON, OVER = StepIn(BEGAN, SIX_MONTHS, None), StepIn(BEGAN, SIX_MONTHS, date(2019, 1, 31))


@pytest.mark.parametrize(
    ("step_in", "decided_on", "until_day", "objection"),
    [
        (GOING_ON, date(2019, 2, 14), date(2019, 8, 31), None),
        (OVER, date(2019, 2, 14), date(2019, 8, 31), S.NOT_IN_FORCE),
        (GOING_ON, date(2019, 3, 2), date(2019, 8, 31), S.IN_THE_FUTURE),
        (GOING_ON, date(2018, 8, 19), date(2019, 8, 31), S.ENDS_BEFORE_IT_BEGINS),
        (GOING_ON, date(2019, 2, 14), SIX_MONTHS, S.NOT_LATER),
        (GOING_ON, date(2019, 2, 14), date(2026, 10, 1), S.ENDS_AFTER_THE_AGREEMENT),
    ],
)
def test_an_intended_last_day_can_only_be_put_off(step_in: StepIn, decided_on: date, until_day: date, objection: S | None):
    told = {"decided_on": decided_on, "until_day": until_day, "agreement_ends_on": date(2026, 9, 30)}

    assert rules.objection_to_extension(step_in, **told, as_at=TODAY) is objection


@pytest.mark.parametrize(
    ("step_in", "ended_on", "told_on", "objection"),
    [
        (GOING_ON, date(2019, 2, 28), date(2019, 2, 28), None),
        (OVER, date(2019, 2, 28), date(2019, 2, 28), S.NOT_IN_FORCE),
        (GOING_ON, date(2019, 3, 2), date(2019, 3, 1), S.IN_THE_FUTURE),
        (GOING_ON, date(2019, 3, 1), date(2019, 3, 2), S.TOLD_IN_THE_FUTURE),
        (GOING_ON, date(2018, 8, 19), date(2019, 3, 1), S.ENDS_BEFORE_IT_BEGINS),
        (GOING_ON, date(2019, 2, 28), date(2018, 8, 19), S.TOLD_BEFORE_DECIDED),
    ],
)
def test_a_step_in_ends_once_on_a_day_that_has_come(step_in: StepIn, ended_on: date, told_on: date, objection: S | None):
    assert rules.objection_to_ending(step_in, ended_on=ended_on, contractor_told_on=told_on, as_at=TODAY) is objection
