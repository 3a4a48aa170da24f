"""Whether each file has the shape that its reader expects: Kubernetes, the operator's resources, Kustomize and Compose."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import kubernetes_validate
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema import Draft202012Validator

from scripts.deploying.reading import Document, compose

KUBERNETES = "1.34"
_OWN = {
    ("kustomize.config.k8s.io/v1beta1", "Kustomization"): "kustomization.json",
    ("postgresql.cnpg.io/v1", "Cluster"): "cluster.json",
    ("postgresql.cnpg.io/v1", "Database"): "database.json",
}


def faults(deploy: Path, documents: list[Document]) -> Iterator[str]:
    """Every place where a file is not as its schema says."""
    yield from _against(get_builtin_schema("vendor.compose-spec"), compose(deploy), "compose.yaml")
    for document in documents:
        own = _OWN.get((str(document.body.get("apiVersion")), document.kind))
        if own is not None:
            schema = json.loads((deploy / "kubernetes" / "schemas" / own).read_text(encoding="utf-8"))
            yield from _against(schema, document.body, str(document))
        else:
            yield from (f"{document}: {fault}" for fault in _against_kubernetes(json.dumps(document.body)))


def _against(schema: Any, offered: Any, where: str) -> Iterator[str]:
    for error in Draft202012Validator(schema).iter_errors(offered):
        yield f"{where}: {'/'.join(str(part) for part in error.absolute_path)} {error.message}"


@cache
def _against_kubernetes(told: str) -> tuple[str, ...]:
    """Judge one document, given as JSON so that the same one is judged once."""
    try:
        kubernetes_validate.validate(json.loads(told), KUBERNETES, strict=True)
    except kubernetes_validate.SchemaNotFoundError:
        return ("no schema is known for this kind",)
    except kubernetes_validate.ValidationError as error:
        return (f"{'/'.join(str(part) for part in error.path)} {error.message}",)
    return ()
