"""Who may see a requirement."""

from services.interventions.requirements.rules import region_of


def test_the_london_trust_lies_in_the_region_of_london_and_a_code_that_no_list_has_in_none():
    assert region_of("LDN") == "LON"
    assert region_of("NOSUCH") is None
