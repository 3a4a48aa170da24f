"""Free text holds words: the server, and whoever reads the published pattern, refuse what is all space."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from noms.contracts.wire import Words

WORDS = TypeAdapter(Words)
PUBLISHED = re.compile(WORDS.json_schema()["pattern"])
WRITTEN = ["x", " x", "x\n", "\t\n a reason \r\n", "\u00a0é\u3000", "ß" * 4000, "   " + "7"]
UNWRITTEN = [
    "",
    " ",
    "   ",
    "\t\n",
    "\u00a0\u3000",
    "\u2028",
    " " * 4000,
    "\x00",
    "a\x0b",
    "a\u200b",
    "\ufeff",
    "a\u0085",
    "\u202ea",
]


@pytest.mark.parametrize("text", WRITTEN, ids=ascii)
def test_words_have_a_character_that_is_no_space(text: str):
    assert WORDS.validate_python(text) == text
    assert PUBLISHED.search(text)


@pytest.mark.parametrize("text", UNWRITTEN, ids=ascii)
def test_space_alone_and_unseen_characters_are_no_words(text: str):
    with pytest.raises(ValidationError):
        WORDS.validate_python(text)
    assert not PUBLISHED.search(text)
