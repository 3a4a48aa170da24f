"""Who may do what in the database: the runtime role is never the owner, no role is more than a plain one, and the pool fits."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from noms.chassis.settings import Settings
from scripts.deploying.reading import SERVICES, Document, compose, containers, service_of

_URL = re.compile(r"postgresql\+asyncpg://(?P<role>[a-z_]+)(:[^@]*)?@[^/]+/(?P<database>[a-z_]+)$")
SPARE_CONNECTIONS = 10
POSTGRES_DEFAULT_CONNECTIONS = 100


def faults(deploy: Path, documents: list[Document]) -> Iterator[str]:
    """Every address under the wrong role, every role with too many rights, and a server with too few connections."""
    for name, told in compose(deploy)["services"].items():
        yield from (f"compose.yaml: {name}: {fault}" for fault in _addresses(service_of(name), told.get("environment", {})))
    for document, container in containers(documents):
        given = {each["name"]: each.get("value", "") for each in container.get("env", ())}
        yield from (f"{document}: {fault}" for fault in _addresses(service_of(document.name), given))
    for cluster in (document for document in documents if document.kind == "Cluster"):
        yield from (f"{cluster}: {fault}" for fault in _cluster(cluster.body["spec"], documents))
        yield from _budget(deploy, int(cluster.body["spec"]["postgresql"]["parameters"]["max_connections"]), documents)
    runtime = len(SERVICES) * _connections(Settings.model_fields["pool_size"].default)
    if runtime + len(SERVICES) + SPARE_CONNECTIONS > POSTGRES_DEFAULT_CONNECTIONS:
        yield "compose.yaml: the services may open more connections than the server has"


def _addresses(service: str | None, environment: Mapping[str, Any]) -> Iterator[str]:
    migrates = any(name.startswith("NOMS_MIGRATION_URL") for name in environment)
    for name, value in environment.items():
        if not name.startswith(("NOMS_DATABASE_URL", "NOMS_MIGRATION_URL")):
            if "OWNER" in f"{name}{value}" and service and not migrates:
                yield f"{name} gives the owner's password to a service"
            continue
        wanted = f"{service}_owner" if name.startswith("NOMS_MIGRATION_URL") else f"{service}_app"
        address = _URL.fullmatch(str(value))
        if address is None or (address["role"], address["database"]) != (wanted, service):
            yield f"{name} must reach the database {service} as {wanted}"


def _cluster(spec: Mapping[str, Any], documents: list[Document]) -> Iterator[str]:
    plain = {"superuser", "bypassrls", "createdb", "createrole", "replication"}
    for role in spec["managed"]["roles"]:
        if any(role.get(right) is not False for right in plain) or role["login"] is not True:
            yield f"the role {role['name']} is more than a plain one"
    names = {role["name"] for role in spec["managed"]["roles"]}
    owners = {each.body["spec"]["name"]: each.body["spec"]["owner"] for each in documents if each.kind == "Database"}
    admitted = spec["postgresql"]["pg_hba"]
    for service in SERVICES:
        owner, runtime = f"{service}_owner", f"{service}_app"
        if not {owner, runtime} <= names or owners.get(service) != owner:
            yield f"the database {service} needs its own owner and its own runtime role"
        if f"hostssl {service} {owner},{runtime} all scram-sha-256" not in admitted:
            yield f"the roles of {service} are not admitted to it over TLS, or others are"
    if admitted[-1] != "host all all all reject":
        yield "roles may reach databases of other services"


def _connections(pool_size: int) -> int:
    """What noms.chassis.database.engine may open in one process."""
    return pool_size + max(2, pool_size // 2)


def _surge(document: Document) -> int:
    """How many replicas a rollout adds for a while."""
    return int(document.body["spec"].get("strategy", {}).get("rollingUpdate", {}).get("maxSurge", 1))


def _budget(deploy: Path, available: int, documents: list[Document]) -> Iterator[str]:
    settings = (deploy / "kubernetes" / "services" / "settings.env").read_text(encoding="utf-8")
    each = _connections(int(re.findall(r"^NOMS_POOL_SIZE=(\d+)$", settings, re.MULTILINE)[0]))
    replicas = sum(
        document.body["spec"].get("replicas", 1) + _surge(document) for document in documents if document.kind == "Deployment"
    )
    if replicas * each + len(SERVICES) + SPARE_CONNECTIONS > available:
        yield f"cluster.yaml: {replicas} replicas may open {replicas * each} connections; the server has {available}"
