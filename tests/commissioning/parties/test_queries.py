"""A party is the body that the lists know it as."""

from datetime import date

import pytest

from noms.contracts.commissioning.texts import BodyKind
from services.commissioning.parties.queries import body_of
from services.commissioning.parties.rules import may_be

DAY = date(2010, 4, 1)


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("G4S", BodyKind.COMPANY), ("02984969", BodyKind.COMPANY), ("ST-GILES", BodyKind.VOLUNTARY_BODY),
        ("LDN", BodyKind.PROBATION_TRUST), ("YJB", BodyKind.PUBLIC_BODY), ("RHI", BodyKind.COMPANY), ("BAI", BodyKind.PUBLIC_BODY),
        ("NOSUCHORG", None),
    ],
)  # fmt: skip
def test_the_lists_say_what_an_organisation_is(code: str, body: BodyKind | None):
    assert body_of(code, DAY) is body


def test_a_board_and_the_trust_that_followed_it_are_two_bodies():
    """Source: probation_areas.csv, London's board until 31 March 2010."""
    assert (body_of("LDN", date(2010, 3, 31)), body_of("LDN", DAY)) == (BodyKind.PUBLIC_BODY, BodyKind.PROBATION_TRUST)


@pytest.mark.parametrize("told", BodyKind)
def test_whom_nobody_knows_is_no_public_body(told: BodyKind):
    assert may_be(told, None) is (told in {BodyKind.COMPANY, BodyKind.VOLUNTARY_BODY})
    assert [known for known in BodyKind if may_be(told, known)] == [told]
