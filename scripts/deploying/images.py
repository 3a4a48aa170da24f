"""What holds for images: the Dockerfile, the compose services, and every image that is named anywhere."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.deploying.reading import SERVICES, Document, compose, containers

_VARIABLE = re.compile(r"(?<!\$)\$\{([A-Z_]+)")
_PROBED = re.compile(r"'GET', '([^']+)'")


def instructions(deploy: Path) -> list[tuple[str, str]]:
    """The Dockerfile's instructions, comments and line breaks removed."""
    text = re.sub(r"^\s*#.*\n", "", (deploy / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    joined = re.sub(r"\\\n\s*", " ", text)
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in joined.splitlines() if line.strip()]


def graceful_seconds(deploy: Path) -> int:
    """How long the server of the image waits for requests to end."""
    told = dict(instructions(deploy)).get("CMD", "")
    found = re.search(r'"--timeout-graceful-shutdown", "(\d+)"', told)
    return int(found[1]) if found else 0


def faults(deploy: Path, documents: list[Document], paths: frozenset[str]) -> Iterator[str]:
    """Every image that is not pinned, runs as root, or is started in a way that loses requests."""
    yield from (f"Dockerfile: {fault}" for fault in _dockerfile(instructions(deploy), paths))
    yield from (f"compose.yaml: {fault}" for fault in _compose(compose(deploy)["services"]))
    yield from _example(deploy)
    named = [container["image"] for _, container in containers(documents)]
    named += [told["image"] for told in compose(deploy)["services"].values()]
    named += [image for verb, image in instructions(deploy) if verb == "FROM"]
    for image in sorted({image.partition(" ")[0] for image in named}):
        store, _, tag = image.rpartition(":")
        if not store or tag == "latest" or "/" in tag:
            yield f"the image {image} has no tag of its own"
        if "." in store.partition("/")[0] or store.count("/") > 1:
            yield f"the image {image} names the address of a registry: an overlay is the place for that"


def _dockerfile(told: list[tuple[str, str]], paths: frozenset[str]) -> Iterator[str]:
    last = told[max(place for place, (verb, _) in enumerate(told) if verb == "FROM") :]
    given = dict(last)
    if not re.fullmatch(r"[1-9]\d{4,}:[1-9]\d{4,}", given.get("USER", "")):
        yield "the image runs as root: set USER to a number of five digits"
    if not all(
        "--require-hashes" in body and "--only-binary" in body for verb, body in told if "pip" in body and "install" in body
    ):
        yield "packages are installed without checking their hashes"
    if any("--index-url" in body or "--extra-index-url" in body for _, body in told):
        yield "the address of a package index stands in the file"
    try:
        command = json.loads(given.get("CMD", ""))
    except ValueError:
        command = []
    if not {"uvicorn", "--factory", "--timeout-graceful-shutdown"} <= set(command):
        yield "CMD must start uvicorn by itself, with --factory and --timeout-graceful-shutdown, so that a stop reaches it"
    if given.get("STOPSIGNAL") != "SIGTERM":
        yield "STOPSIGNAL must be SIGTERM"
    probed = _PROBED.search(given.get("HEALTHCHECK", ""))
    if probed is None or probed[1] not in paths:
        yield "HEALTHCHECK asks a path that the service does not serve"


def _compose(services: Mapping[str, Any]) -> Iterator[str]:
    for name, told in services.items():
        if "build" in told and not (
            told.get("read_only") and told.get("cap_drop") == ["ALL"] and told.get("security_opt") == ["no-new-privileges:true"]
        ):
            yield f"{name} may write to its own file system or gain privileges"
        if any(not str(port).startswith("127.0.0.1:") for port in told.get("ports", ())):
            yield f"{name} is published beyond this machine"
    for service in (name.replace("_", "-") for name in SERVICES):
        waits = services[service]["depends_on"].get(f"migrate-{service}", {}).get("condition")
        if waits != "service_completed_successfully":
            yield f"{service} does not wait for its migration"
    if services["issuer"].get("profiles") != ["local"]:
        yield "the development issuer starts unasked: it belongs to the profile local"


def _example(deploy: Path) -> Iterator[str]:
    example = (deploy / "example.env").read_text(encoding="utf-8")
    offered = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    asked = set(_VARIABLE.findall((deploy / "compose.yaml").read_text(encoding="utf-8")))
    for name in sorted(asked ^ offered):
        where = "example.env does not offer it" if name in asked else "compose.yaml does not ask for it"
        yield f"the variable {name}: {where}"
