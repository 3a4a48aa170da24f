"""The matrix of roles and fields: each field has its sight, and the detail is for those who manage the risk."""

from noms.contracts.offender_mgmt.register_views import RegistrationView
from services.offender_mgmt.sights.rules import FIELD_SIGHTS, sights, withheld


def test_every_field_of_a_registration_stands_in_the_matrix():
    assert list(FIELD_SIGHTS) == list(RegistrationView.model_fields)


def test_whoever_manages_the_risk_sees_every_field():
    assert withheld(sights(manages_risk=True)) == ()


def test_everybody_else_on_the_case_is_told_which_fields_are_withheld():
    hidden = {"category", "trigger_offence_code", "officer_code", "notes", "removal_code", "removal_reason", "reviews"}

    assert set(withheld(sights(manages_risk=False))) == hidden
