"""To whom an agreement may give what, judged on every day of the text."""

from datetime import date, timedelta

import pytest

from builders.commissioning.texts import ENDS_ON, STARTS_ON, a_line, a_party, a_text, court_reports
from services.commissioning.awards.rules import forbidden_awards
from services.commissioning.texts.rules import Text, TextObjection, objection_to_text

JULY = date(2010, 7, 1)
ONE_DAY = timedelta(days=1)


def objection(text: Text) -> TextObjection | None:
    return objection_to_text(text, starts_on=STARTS_ON, ends_on=ENDS_ON)


@pytest.mark.parametrize("body", ["company", "voluntary_body"])
@pytest.mark.parametrize("role", ["provider", "prime", "subcontractor"])
def test_assistance_to_courts_is_not_awarded_to_a_private_body_whatever_its_role(role: str, body: str):
    """Source: Offender Management Act 2007 s.4."""
    text = a_text(court_reports(), a_party(), a_party(role, body, organisation="SERCO"))

    assert objection(text) is TextObjection.RESTRICTED_PROVISION
    assert [(line.specification, party.organisation) for line, party in forbidden_awards(text.lines, text.parties)] == [
        ("COURT-REPORTS", "SERCO")
    ]


@pytest.mark.parametrize("body", ["probation_trust", "public_body"])
def test_a_trust_or_another_public_body_may_assist_courts(body: str):
    """Source: Offender Management Act 2007 s.4."""
    assert objection(a_text(court_reports(), a_party(body=body))) is None


def test_a_charity_beside_the_trust_may_deliver_what_is_no_assistance_to_courts():
    charity = a_party("subcontractor", "voluntary_body", organisation="NACRO", delivers=["UNPAID-WORK"])
    before = a_party("subcontractor", "company", organisation="SERCO", to_day=JULY - ONE_DAY)

    assert objection(a_text(court_reports(), a_line(), a_party(), charity)) is None
    assert objection(a_text(court_reports(from_day=JULY), a_line(), a_party(), before)) is None
    assert objection(a_text(court_reports(), a_party(), a_party("guarantor", "company", organisation="BANK"))) is None


def shared(*shares: tuple[str, str]) -> Text:
    return a_text(
        a_party(), *(a_party(role, organisation=f"M{place}", share_percent=share) for place, (role, share) in enumerate(shares))
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (shared(("subcontractor", "60"), ("subcontractor", "40")), None),
        (shared(("subcontractor", "10")), None),
        (shared(("subcontractor", "60"), ("subcontractor", "40.001")), TextObjection.SHARES_ABOVE_THE_WHOLE),
        (shared(("prime", "60"), ("member", "40")), None),
        (shared(("prime", "33.333"), ("member", "33.333"), ("member", "33.334")), None),
        (shared(("prime", "60"), ("member", "39.999")), TextObjection.CONSORTIUM_NOT_WHOLE),
        (shared(("prime", "60"), ("member", "50")), TextObjection.SHARES_ABOVE_THE_WHOLE),
        (shared(("prime", "60"), ("member", "40"), ("subcontractor", "80")), None),
        (shared(("prime", "0")), TextObjection.CONSORTIUM_NOT_WHOLE),
        (shared(("prime", "50")), TextObjection.CONSORTIUM_NOT_WHOLE),
        (shared(("prime", "100")), None),
        (shared(("prime", "50"), ("prime", "50")), TextObjection.NOT_ONE_PRIME),
        (shared(("member", "60"), ("member", "40")), TextObjection.NOT_ONE_PRIME),
        (a_text(a_party(), a_party("prime", organisation="M1")), None),
    ],
)
def test_a_consortium_shares_the_whole_and_nobody_subcontracts_more(text: Text, found: TextObjection | None):
    assert objection(text) is found


def test_a_consortium_is_whole_on_every_day_and_not_only_on_the_first():
    prime = a_party("prime", organisation="M1", share_percent="60")
    leaving = a_party("member", organisation="M2", share_percent="40", to_day=JULY - ONE_DAY)
    joining = a_party("member", organisation="M3", share_percent="40", from_day=JULY)
    late = a_party("member", organisation="M3", share_percent="30", from_day=JULY)

    assert objection(a_text(a_party(), prime, leaving, joining)) is None
    assert objection(a_text(a_party(), prime, leaving, late)) is TextObjection.CONSORTIUM_NOT_WHOLE
    assert objection(a_text(a_party(), prime, leaving)) is TextObjection.CONSORTIUM_NOT_WHOLE


def test_a_member_that_stays_to_the_last_day_leaves_nobody_alone_after_it():
    prime = a_party("prime", organisation="M1", share_percent="60")
    member = a_party("member", organisation="M2", share_percent="40", to_day=ENDS_ON)

    assert objection(a_text(a_party(), prime, member)) is None


def test_the_commissioner_is_nobody_else_in_its_agreement():
    buyer = a_party("commissioner", "public_body", organisation="LON")

    assert objection(a_text(buyer, a_party())) is None
    assert (
        objection(a_text(buyer, a_party(), a_party("prime", "public_body", organisation="LON"))) is TextObjection.BUYS_FROM_ITSELF
    )


def test_one_organisation_is_one_kind_of_body_on_a_day():
    company = a_party("guarantor", "company")

    assert objection(a_text(a_party(), company)) is TextObjection.TWO_BODIES_OF_ONE
    assert objection(a_text(a_party(to_day=JULY - ONE_DAY), a_party("guarantor", "company", from_day=JULY))) is None
