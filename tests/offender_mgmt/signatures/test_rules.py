"""Two people are two people, however they sign in."""

import pytest

from services.offender_mgmt.signatures.rules import is_another_person, signed_by


@pytest.mark.parametrize(
    ("subject", "on_behalf_of", "is_system", "expected"),
    [
        ("omar", None, False, True),
        ("olive", None, False, False),
        ("ldn-case-system", "omar", True, True),
        ("ldn-case-system", "olive", True, False),
        ("ldn-case-system", None, True, False),
    ],
)
def test_the_second_person_has_a_name_that_is_not_the_authors(subject, on_behalf_of, is_system, expected):
    assert is_another_person("olive", subject=subject, on_behalf_of=on_behalf_of, is_system=is_system) is expected


def test_a_system_signs_for_the_user_it_names():
    assert signed_by("ldn-case-system", "olive") == "olive"
    assert signed_by("olive", None) == "olive"


def test_none_of_several_authors_is_a_second_person():
    assert not is_another_person("olive", "omar", subject="omar", on_behalf_of=None, is_system=False)
