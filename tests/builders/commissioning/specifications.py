"""Specifications, valid by default: advice before release, in force from April 2010."""

from typing import Any

from builders.commissioning.personas import NATIONAL_COMMISSIONER
from house.running import Running, once


def a_version(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Resettlement advice before release",
        "outputs": ["Every prisoner within twelve weeks of release has an agreed resettlement plan"],
        "minimum_standard": "One interview in person.",
        "mandatory_references": ["National Standards 2007"],
        "unit_of_output": "case",
        "cost_driver": "Releases in a year",
        "eligibility": {"sexes": ["male"], "youngest_age": 18},
        "assumed": True,
        "source": "A working assumption of a test",
    } | changes


def a_specification(**changes: Any) -> dict[str, Any]:
    return {"code": "RESETTLEMENT"} | a_version() | changes


def a_benchmark(**changes: Any) -> dict[str, Any]:
    return {
        "year": "2010-11", "unit": "hour", "low_pence": 900, "central_pence": 1000, "high_pence": 1100, "basis": "estimate",
        "source": "Working assumption of a test",
    } | changes  # fmt: skip


async def drafted(service: Running, code: str, **changes: Any) -> str:
    """The path of the draft of a new specification."""
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        made = await client.post("/v1/specifications", json=a_specification(code=code, **changes), headers=once())
    assert made.status_code == 201, made.text
    return f"/v1/specifications/{code}/versions/1"


async def published(service: Running, code: str, *, in_force_from: str = "2010-04-01", **changes: Any) -> str:
    """The path of a version that takes agreements."""
    path = await drafted(service, code, **changes)
    async with service.as_(NATIONAL_COMMISSIONER) as client:
        opened = await client.post(f"{path}/publication", json={"in_force_from": in_force_from})
    assert opened.status_code == 200, opened.text
    return path
