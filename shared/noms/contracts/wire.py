"""The strict scalars and base models that every request, response and event is made of.

Pydantic's lax mode takes `"1"` and `true` for a number, `0` for a date and NUL inside text; its strict mode refuses the
JSON number `4.0` where JSON Schema calls it an integer. These scalars sit between: what the published schema allows is
accepted, everything else is refused with the field named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from annotated_types import Ge, GroupedMetadata, Le
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

MAX_INT64 = 2**63 - 1
MAX_INT32 = 2**31 - 1

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")


def _whole_number(value: Any) -> Any:
    """Let the JSON number 4.0 stand for 4, and nothing else stand for a number."""
    if isinstance(value, bool):
        raise ValueError("a whole number is expected, not true or false")  # noqa: TRY004 - pydantic hears only ValueError
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _iso_day(value: Any) -> Any:
    if isinstance(value, datetime):
        raise ValueError("a date without a time is expected")  # noqa: TRY004 - pydantic hears only ValueError
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return value
    raise ValueError("a date in the form 2010-01-31 is expected")


def _iso_instant(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _ISO_INSTANT.fullmatch(value)):
        return value
    raise ValueError("a date and time in the form 2010-01-31T09:30:00Z is expected")


# The dialects of JSON Schema and of pydantic differ over two characters that may be space, U+0085 and U+FEFF: both are out.
# So are characters that are not seen or turn the text around: a name must be what it looks like.
_UNSEEN = r"\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_LINE = rf"^[^\s\x00-\x1f\x7f-\x9f{_UNSEEN}]([^\x00-\x1f\x7f-\x9f{_UNSEEN}]*[^\s\x00-\x1f\x7f-\x9f{_UNSEEN}])?$"
_NOT_IN_WORDS = rf"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{_UNSEEN}"
_WORDS = rf"^[^\S{_NOT_IN_WORDS}]*[^\s{_NOT_IN_WORDS}][^{_NOT_IN_WORDS}]*$"

Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=_LINE),
]
"""One line of text: 1 to 200 characters, no control characters, no space at either end."""

Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=4000, pattern=_WORDS),
]
"""Free text: 1 to 4,000 characters, not all of them space; tabs and line breaks are allowed, other control characters are not."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9_&+-]{0,29}$")]
"""A code of a reference list: capitals, digits and the few signs that the lists use."""


@dataclass(frozen=True, slots=True)
class Within(GroupedMetadata):
    """A whole number from `least` to `most`: `Annotated[int, Within(1, 4)]`.

    The limits stand before the validator: only so does pydantic publish them as `minimum` and `maximum`.
    """

    least: int
    most: int

    def __iter__(self) -> Iterator[object]:
        return iter((Strict(), Ge(self.least), Le(self.most), BeforeValidator(_whole_number)))


Whole = Annotated[int, Within(-MAX_INT64, MAX_INT64)]
"""A whole number that fits eight bytes."""

Count = Annotated[int, Within(0, MAX_INT32)]
"""A number of things: 0 to 2,147,483,647."""

Pence = Annotated[int, Within(-MAX_INT64, MAX_INT64)]
"""Money in pence, signed. Pounds exist only where people read them."""

Flag = Annotated[bool, Strict()]
"""true or false, never 0 or 1."""

Day = Annotated[date, BeforeValidator(_iso_day)]
"""A calendar date of England and Wales, such as 2010-01-31."""

Instant = Annotated[AwareDatetime, BeforeValidator(_iso_instant)]
"""An instant with its offset, such as 2010-01-31T09:30:00Z."""

Ratio = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
"""A share between 0 and 1."""


class Wire(BaseModel):
    """Anything that comes in over HTTP: unknown fields are refused, values cannot be changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class View(BaseModel):
    """Anything that goes out over HTTP. Readers must tolerate new fields, so clients ignore what they do not know."""

    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)
