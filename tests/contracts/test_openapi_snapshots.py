"""What consumers build against changes only when somebody means it: each service's document is kept beside its code."""

import json
from typing import Any

import pytest

from house.services import NAMES, document_named
from scripts.export_openapi import ROOT, SERVICES, document_of, written


def differences(kept: Any, told: Any, place: str = "") -> list[str]:
    """Where two documents differ, as JSON pointers."""
    if isinstance(kept, dict) and isinstance(told, dict):
        gone = [f"gone: {place}/{name}" for name in kept if name not in told]
        new = [f"new: {place}/{name}" for name in told if name not in kept]
        return (
            gone
            + new
            + [line for name in kept if name in told for line in differences(kept[name], told[name], f"{place}/{name}")]
        )
    return [] if kept == told else [f"changed: {place}"]


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_document_is_the_documents_of_the_code(name: str):
    path = ROOT / "services" / name / "openapi.json"
    found = differences(json.loads(path.read_text(encoding="utf-8")), document_named(name))

    assert not found, f"the API of {name} has changed; if you meant it, run `make openapi`:\n" + "\n".join(found[:40])


@pytest.mark.parametrize("name", NAMES)
def test_the_exported_text_is_the_kept_file_to_the_letter(name: str):
    """So that exporting again changes nothing, and a difference in git is a difference of the API."""
    same = (ROOT / "services" / name / "openapi.json").read_text(encoding="utf-8") == written(document_of(name))

    assert same, f"the kept document of {name} is not what exporting writes: run `make openapi`"


def test_every_service_is_exported():
    assert set(SERVICES) == set(NAMES)


def test_a_difference_is_named_by_its_place():
    kept = {"paths": {"/a": {"get": 1}, "/b": {}}}

    assert differences(kept, {"paths": {"/a": {"get": 2}, "/c": {}}}) == [
        "gone: /paths//b",
        "new: /paths//c",
        "changed: /paths//a/get",
    ]
