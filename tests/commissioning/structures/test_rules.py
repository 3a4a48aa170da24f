"""Which organisation acted, for whom, and where."""

from noms.reference.further_responsibilities import load_further_responsibilities
from noms.reference.regions import Certainty, load_regional_posts, load_responsibilities
from services.commissioning.structures import rules

LONDON_ROM = next(post for post in load_regional_posts() if (post.region_code, post.post_code) == ("LON", "ROM"))


def test_every_wording_of_a_commissioner_that_purchased_has_an_organisation_behind_it():
    wordings = {row.commissioner for row in load_responsibilities() if row.certainty is not Certainty.UNCLEAR} - {"HMPS"}

    assert wordings == set(rules.ACTS_AS)


def test_the_office_of_the_post_acts_and_the_agency_where_no_post_is_known():
    assert rules.acting_office("ROM", LONDON_ROM) == "XI-NOMS-ROM-LON"
    assert rules.acting_office("ROM", None) == "XI-NOMS-NOMS"
    assert rules.acting_office("NOMS Agency", LONDON_ROM) == "XI-NOMS-NOMS"


def test_nobody_acted_for_a_commissioner_that_remained_unclear():
    assert rules.acting_office("UNDETERMINED", LONDON_ROM) is None


def test_only_trusts_are_bought_from_on_behalf_of_the_secretary_of_state():
    of_trusts = {row.commissioner for row in load_responsibilities() if row.service_class == "probation_trust"}

    assert {wording for wording in rules.ACTS_AS if rules.contracted_for(wording)} == of_trusts


def test_a_row_for_all_regions_is_told_region_by_region():
    everywhere = next(row for row in load_further_responsibilities() if row.place == ("ALL",))

    assert rules.places_of(everywhere, ["WM", "EE"]) == ("EE", "WM")
