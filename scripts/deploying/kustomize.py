"""Whether the Kustomize files and the objects fit together: nothing lost, nothing named that nobody makes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scripts.deploying.reading import Document, pods

MADE_BY_THE_OPERATOR = {("Secret", "noms-postgres-ca")}
EXAMPLE = ".example.yaml"


def faults(deploy: Path, documents: list[Document]) -> Iterator[str]:
    """Every file that no kustomization lists, every listed one that is missing, and every reference to nothing."""
    yield from _listing(deploy, [document for document in documents if document.kind == "Kustomization"])
    yield from _references(documents)
    for file in sorted(path for path in (deploy / "kubernetes").rglob("*") if path.is_file()):
        if "change-me" in file.read_text(encoding="utf-8") and not file.name.endswith(EXAMPLE):
            yield f"{file.name}: a placeholder of a secret stands in a file that is applied"


def _listing(deploy: Path, kustomizations: list[Document]) -> Iterator[str]:
    listed: Counter[Path] = Counter()
    for kustomization in kustomizations:
        folder = kustomization.file.parent
        generated = [name for maker in kustomization.body.get("configMapGenerator", ()) for name in maker.get("envs", ())]
        for name in (*kustomization.body["resources"], *generated):
            path = (folder / name).resolve()
            if path.is_file() or (path / "kustomization.yaml").is_file():
                listed[path] += 1
            else:
                yield f"{folder.name}/kustomization.yaml: {name} does not exist"
    for file in sorted((deploy / "kubernetes").rglob("*.yaml")):
        if file.name != "kustomization.yaml" and not file.name.endswith(EXAMPLE) and listed[file.resolve()] != 1:
            yield f"{file.name}: listed by {listed[file.resolve()]} kustomizations in place of one"
        if file.name.endswith(EXAMPLE) and listed[file.resolve()]:
            yield f"{file.name}: an example is listed, so its placeholders would be applied"


def _references(documents: list[Document]) -> Iterator[str]:
    made = {(document.kind, document.name) for document in documents} | MADE_BY_THE_OPERATOR
    made |= {("ConfigMap", maker["name"]) for each in documents for maker in each.body.get("configMapGenerator", ())}
    for document, pod in pods(documents):
        for kind, name in _named(pod):
            if (kind, name) not in made:
                yield f"{document}: refers to the {kind} {name}, which nothing makes"
    for cluster in (document for document in documents if document.kind == "Cluster"):
        for role in cluster.body["spec"]["managed"]["roles"]:
            if ("Secret", role["passwordSecret"]["name"]) not in made:
                yield f"{cluster}: the role {role['name']} takes its password from a Secret that nothing makes"


def _named(pod: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for container in pod["containers"]:
        for source in container.get("envFrom", ()):
            yield "ConfigMap", source["configMapRef"]["name"]
        for variable in container.get("env", ()):
            given = variable.get("valueFrom", {})
            if "secretKeyRef" in given:
                yield "Secret", given["secretKeyRef"]["name"]
            if "configMapKeyRef" in given:
                yield "ConfigMap", given["configMapKeyRef"]["name"]
    for volume in pod.get("volumes", ()):
        if "secret" in volume:
            yield "Secret", volume["secret"]["secretName"]
        if "persistentVolumeClaim" in volume:
            yield "PersistentVolumeClaim", volume["persistentVolumeClaim"]["claimName"]
