"""Exact numbers on the wire: text, so that no reader rounds them. And JSON to the byte, for what is kept and fingerprinted."""

from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema, to_json


@dataclass(frozen=True, slots=True)
class OrWhole:
    """Lets a whole number from `least` to `most` stand for its text: `Annotated[str, StringConstraints(...), OrWhole(0, 9)]`.

    A number with decimals is refused with what to write instead: it has been rounded before anybody here could read it.
    """

    least: int
    most: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_as_text, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": "integer", "minimum": self.least, "maximum": self.most}]}


def _as_text(value: Any) -> Any:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError(f'write a number with decimals as text, such as "{value}", so that nobody rounds it')
    return str(int(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


def compact_json(told: object) -> str:
    """The JSON of plain values, dates, identifiers and tuples, without a space: the same value, the same bytes."""
    return to_json(told).decode()
