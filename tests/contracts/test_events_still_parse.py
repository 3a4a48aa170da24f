"""Every event that was ever sent can still be read: a sample of each version is kept for ever, and never edited."""

import json
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import noms.contracts
from architecture.documents import operations
from house.services import document_named
from noms.contracts.events import CloudEvent, Event

SAMPLES = Path(__file__).parent / "events"
PERSONAL = re.compile(r"(^|_)(name|surname|forenames?|alias|born|birth|address|offence|gender|ethnicity)(_|$)")


@cache
def event_types() -> dict[str, type[Event]]:
    """Every event of the house, by its type."""
    for module in pkgutil.walk_packages(noms.contracts.__path__, "noms.contracts."):
        import_module(module.name)
    return {kind.type: kind for kind in _below(Event)}


def _below(kind: type[Event]) -> Iterator[type[Event]]:
    for below in kind.__subclasses__():
        is_only_a_base = "type" not in vars(below) and below.__subclasses__()
        if below.__module__.startswith("noms.contracts.") and not is_only_a_base:
            yield below
        yield from _below(below)


def samples() -> dict[str, CloudEvent]:
    """Every kept sample, by the name of its file."""
    return {path.name: CloudEvent.model_validate_json(path.read_bytes()) for path in sorted(SAMPLES.glob("*.json"))}


@pytest.mark.parametrize("name", samples())
def test_a_kept_event_still_means_the_same(name: str):
    """It parses, and every field that it carries is still read: one that is ignored was taken away."""
    envelope = samples()[name]
    read = event_types()[envelope.type].model_validate(envelope.data)

    assert envelope.data.items() <= read.model_dump(mode="json").items()
    assert read.subject() == envelope.subject


@pytest.mark.parametrize("name", samples())
def test_a_kept_event_is_filed_under_its_type_and_version(name: str):
    envelope = samples()[name]

    assert name.startswith(f"{envelope.type}.v{envelope.dataversion}.")
    assert envelope.source == f"/{envelope.type.partition('.')[0]}"


@pytest.mark.parametrize("type_", event_types())
def test_every_version_of_an_event_has_a_sample(type_: str):
    """Before an event is first sent, its sample is filed; a version that was sent is never forgotten."""
    kept = {envelope.dataversion for envelope in samples().values() if envelope.type == type_}

    assert kept == set(range(1, event_types()[type_].version + 1)), f"file tests/contracts/events/{type_}.v<version>.json"


@pytest.mark.parametrize("type_", event_types())
def test_an_event_carries_no_personal_data(type_: str):
    """Events are thin: identifiers and a link. Who may see more reads more at the link."""
    assert not [name for name in event_types()[type_].model_fields if PERSONAL.search(name)]


@pytest.mark.parametrize("name", samples())
def test_the_link_of_an_event_leads_to_an_operation(name: str):
    """The link is a path of the service that sent the event, and reading it answers."""
    envelope = samples()[name]
    path = urlsplit(str(envelope.data["detail_url"])).path
    document = document_named(envelope.source.removeprefix("/"))
    reads = [operation.path for operation in operations(document) if operation.method == "get"]

    assert [read for read in reads if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", read), path)], path


def test_an_event_that_lost_a_field_is_seen():
    envelope = samples()["interventions.attendance.recorded.v1.json"]
    read = event_types()[envelope.type].model_validate(envelope.data).model_dump(mode="json", exclude={"outcome_code"})

    assert not envelope.data.items() <= read.items()


def test_samples_are_written_as_they_are_kept():
    """Two spaces, one line at the end: so that nobody's editor changes history."""
    for path in SAMPLES.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n", path.name
