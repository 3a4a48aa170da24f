"""What every workload in the cluster keeps to: who it runs as, what it may write, how it is asked and how it leaves."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.deploying.reading import SERVICES, Document, containers, pods

BACKGROUND_SECONDS = 6  # noms.chassis.app waits this long for its own tasks
LEAST_UID = 10_000
LEAST_REPLICAS = 2


def faults(documents: list[Document], paths: frozenset[str], graceful_seconds: int) -> Iterator[str]:
    """Every workload that could do more than it must, or would be stopped in the middle of its work."""
    for document, pod in pods(documents):
        yield from (f"{document}: {fault}" for fault in _pod(pod))
    for document, container in containers(documents):
        yield from (f"{document}: {fault}" for fault in _container(container))
    for document in (each for each in documents if each.kind == "Deployment"):
        yield from (f"{document}: {fault}" for fault in _deployment(document, documents, paths, graceful_seconds))
    yield from _alike(documents)
    yield from _closed(documents)


def _pod(pod: Mapping[str, Any]) -> Iterator[str]:
    security = pod.get("securityContext", {})
    if security.get("runAsNonRoot") is not True or security.get("runAsUser", 0) < LEAST_UID:
        yield "runs as root, or does not say that it must not"
    if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield "has no seccomp profile"
    if pod.get("automountServiceAccountToken") is not False:
        yield "carries a token of the cluster that it does not need"
    if pod.get("enableServiceLinks") is not False:
        yield "receives variables for every service of the namespace"


def _container(container: Mapping[str, Any]) -> Iterator[str]:
    security, resources = container.get("securityContext", {}), container.get("resources", {})
    if security.get("readOnlyRootFilesystem") is not True:
        yield "may write to its own file system"
    if security.get("allowPrivilegeEscalation") is not False or security.get("capabilities", {}).get("drop") != ["ALL"]:
        yield "may gain privileges"
    if not {"cpu", "memory"} <= set(resources.get("requests", ())) or "memory" not in resources.get("limits", ()):
        yield "does not say what it needs and may use"


def _deployment(document: Document, documents: list[Document], paths: frozenset[str], graceful_seconds: int) -> Iterator[str]:
    spec = document.body["spec"]
    pod = spec["template"]["spec"]
    container = pod["containers"][0]
    guarded = any(each.kind == "PodDisruptionBudget" and each.name == document.name for each in documents)
    if spec.get("replicas", 1) < LEAST_REPLICAS or not guarded:
        yield "one machine's maintenance would stop it: two replicas and a disruption budget are needed"
    if not pod.get("topologySpreadConstraints"):
        yield "all replicas may land on one machine"
    for probe, path in (("livenessProbe", "/health/liveness"), ("readinessProbe", "/health/readiness")):
        asked = container.get(probe, {}).get("httpGet", {}).get("path")
        if asked not in paths:
            yield f"the {probe} asks {asked}, which the service does not serve"
        elif asked != path:
            yield f"the {probe} asks {asked} in place of {path}"
    sleep = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    if not sleep:
        yield "stops before the proxies have heard of it"
    if pod.get("terminationGracePeriodSeconds", 30) < sleep + graceful_seconds + BACKGROUND_SECONDS + 5:
        yield "is ended before it can have stopped by itself"


def _alike(documents: list[Document]) -> Iterator[str]:
    shapes: dict[str, dict[str, str]] = {}
    for document in documents:
        if document.kind in ("Deployment", "Job"):
            service = document.name.removeprefix("migrate-")
            told = json.dumps(document.body["spec"], sort_keys=True)
            for name in (service.upper().replace("-", "_"), service.replace("-", "_"), service):
                told = told.replace(name, "THIS")
            shapes.setdefault(document.kind, {})[document.name] = told
    for kind, each in shapes.items():
        if len(each) != len(SERVICES) or len(set(each.values())) != 1:
            yield f"the three {kind}s differ in more than their service's name: {', '.join(sorted(each))}"


def _closed(documents: list[Document]) -> Iterator[str]:
    policies = [document.body["spec"] for document in documents if document.kind == "NetworkPolicy"]
    if {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]} not in policies:
        yield "no network policy closes the namespace"
