"""The files below deploy/, read once: documents of YAML with the file that they came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SERVICES = ("commissioning", "offender_mgmt", "interventions")


@dataclass(frozen=True)
class Document:
    """One YAML document, and the file that holds it."""

    file: Path
    body: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """What it describes."""
        return str(self.body.get("kind", ""))

    @property
    def name(self) -> str:
        """Its name in the cluster."""
        return str(self.body.get("metadata", {}).get("name", ""))

    def __str__(self) -> str:
        return f"{self.file.name}: {self.kind} {self.name}".rstrip()


def kubernetes(deploy: Path) -> list[Document]:
    """Every document below kubernetes/."""
    files = sorted((deploy / "kubernetes").rglob("*.yaml"))
    return [Document(file, body) for file in files for body in yaml.safe_load_all(file.read_text(encoding="utf-8"))]


def compose(deploy: Path) -> Mapping[str, Any]:
    """The compose file."""
    loaded: Mapping[str, Any] = yaml.safe_load((deploy / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def pods(documents: list[Document]) -> Iterator[tuple[Document, Mapping[str, Any]]]:
    """Each workload of ours with the specification of its pods."""
    for document in documents:
        if document.kind in ("Deployment", "Job"):
            yield document, document.body["spec"]["template"]["spec"]


def containers(documents: list[Document]) -> Iterator[tuple[Document, Mapping[str, Any]]]:
    """Each workload of ours with each of its containers."""
    for document, pod in pods(documents):
        for container in pod["containers"]:
            yield document, container


def service_of(label: str) -> str | None:
    """The service that a name in the cluster or in the compose file belongs to."""
    told = label.removeprefix("migrate-").replace("-", "_")
    return told if told in SERVICES else None


def lines(deploy: Path) -> Iterator[tuple[Path, str]]:
    """Every line of every file below deploy/ that people or machines act on."""
    for file in sorted(path for path in deploy.rglob("*") if path.is_file() and path.suffix not in {".json", ".pyc"}):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield file, line
