"""Exact numbers on the wire are text; a whole number may be written as a number, and what a reader has rounded is refused."""

from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import StringConstraints, TypeAdapter, ValidationError

from noms.contracts.exact import OrWhole

Share = Annotated[str, StringConstraints(pattern=r"^-?[0-9]{1,3}(\.[0-9])?$"), OrWhole(-999, 999)]
SHARE = TypeAdapter(Share)


@pytest.mark.parametrize(("offered", "read"), [("20", "20"), ("20.5", "20.5"), (20, "20"), (20.0, "20"), (-3, "-3"), (0, "0")])
def test_text_and_whole_numbers_are_read_as_the_same_text(offered: object, read: str):
    assert SHARE.validate_python(offered) == read


@given(st.integers(min_value=-999, max_value=999))
def test_every_whole_number_within_the_limits_is_accepted(number: int):
    assert SHARE.validate_json(str(number)) == SHARE.validate_json(f'"{number}"') == str(number)


@pytest.mark.parametrize("offered", [True, False, None, [], 1_000, -1_000, "1e2", "NaN", " 1", "\u0661"])
def test_what_the_document_does_not_allow_is_refused(offered: object):
    with pytest.raises(ValidationError):
        SHARE.validate_python(offered)


@pytest.mark.parametrize("offered", ["2.5", "0.1", "1e-3"])
def test_a_number_with_decimals_is_told_how_to_be_written(offered: str):
    with pytest.raises(ValidationError, match="as text, such as"):
        SHARE.validate_json(offered)


@pytest.mark.parametrize("offered", ["1e999", "NaN", "Infinity"])
def test_what_is_no_number_at_all_is_refused(offered: str):
    with pytest.raises(ValidationError):
        SHARE.validate_json(offered)


def test_the_document_says_both():
    assert SHARE.json_schema()["anyOf"] == [
        {"pattern": r"^-?[0-9]{1,3}(\.[0-9])?$", "type": "string"},
        {"type": "integer", "minimum": -999, "maximum": 999},
    ]
