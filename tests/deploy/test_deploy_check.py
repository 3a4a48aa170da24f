"""The deploy files hold, and every check of them can fail."""

import shutil
from pathlib import Path

import pytest

from scripts.check_deploy import ROOT, faults, served_paths

PLANTED = [
    # the shape of files
    ("compose.yaml", "stop_grace_period: 30s", "stop_grace_periods: 30s", "Unevaluated properties are not allowed"),
    ("kubernetes/services/commissioning.yaml", "replicas: 2", "replica: 2", "'replica' was unexpected"),
    ("kubernetes/postgres/cluster.yaml", "instances: 3", "instance: 3", "'instances' is a required property"),
    ("kubernetes/postgres/databases.yaml", "name: offender_mgmt\n", "name: Offender\n", "does not match"),
    ("kubernetes/services/kustomization.yaml", "configMapGenerator", "configMapGenerators", "Additional properties"),
    # what Kustomize puts together
    ("kubernetes/services/kustomization.yaml", "  - network.yaml\n", "", "network.yaml: listed by 0 kustomizations"),
    ("kubernetes/services/kustomization.yaml", "  - network.yaml\n", "  - networks.yaml\n", "networks.yaml does not exist"),
    ("kubernetes/overlays/example/1-database/kustomization.yaml", "  - ../../../namespace\n",
     "  - ../../../namespace\n  - ../secrets.example.yaml\n", "an example is listed"),
    ("kubernetes/services/settings.env", "NOMS_LOG_LEVEL=INFO", "NOMS_LOG_LEVEL=change-me", "a placeholder of a secret"),
    ("kubernetes/services/interventions.yaml", "name: interventions-app,", "name: interventions-apps,", "which nothing makes"),
    ("kubernetes/services/interventions.yaml", "claimName: audit-checkpoints", "claimName: checkpoints", "which nothing makes"),
    ("kubernetes/postgres/cluster.yaml", "{name: interventions-app}", "{name: elsewhere}", "a Secret that nothing makes"),
    # what a workload may do and how it leaves
    ("kubernetes/services/offender-mgmt.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "runs as root"),
    ("kubernetes/migrations/offender-mgmt.yaml", "runAsUser: 10001", "runAsUser: 0", "runs as root"),
    ("kubernetes/services/offender-mgmt.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "own file system"),
    ("kubernetes/services/offender-mgmt.yaml", "drop: [ALL]", "drop: [NET_RAW]", "may gain privileges"),
    ("kubernetes/services/offender-mgmt.yaml", "limits: {memory: 512Mi}", "limits: {cpu: 1}", "does not say what it needs"),
    ("kubernetes/services/offender-mgmt.yaml", "replicas: 2", "replicas: 1", "two replicas"),
    ("kubernetes/services/offender-mgmt.yaml", "path: /health/readiness", "path: /health/ready", "does not serve"),
    ("kubernetes/services/offender-mgmt.yaml", "path: /health/readiness", "path: /ping", "in place of /health/readiness"),
    ("kubernetes/services/offender-mgmt.yaml", "preStop: {sleep: {seconds: 5}}", "preStop: {sleep: {seconds: 0}}", "before the proxies"),
    ("kubernetes/services/offender-mgmt.yaml", "terminationGracePeriodSeconds: 30", "terminationGracePeriodSeconds: 10", "is ended before"),
    ("kubernetes/services/offender-mgmt.yaml", "cpu: 250m", "cpu: 900m", "the three Deployments differ"),
    ("kubernetes/namespace/closed.yaml", "policyTypes: [Ingress, Egress]", "policyTypes: [Ingress]", "no network policy closes"),
    # who may do what in the database
    ("kubernetes/services/offender-mgmt.yaml", "//offender_mgmt_app:", "//offender_mgmt_owner:", "as offender_mgmt_app"),
    ("kubernetes/services/offender-mgmt.yaml", ":5432/offender_mgmt", ":5432/commissioning", "the database offender_mgmt"),
    ("kubernetes/services/offender-mgmt.yaml", "name: offender-mgmt-app,", "name: offender-mgmt-owner,", "Deployments differ"),
    ("kubernetes/migrations/commissioning.yaml", "//commissioning_owner:", "//commissioning_app:", "as commissioning_owner"),
    ("kubernetes/postgres/cluster.yaml", "interventions_app, login: true, superuser: false", "interventions_app, login: true, superuser: true",
     "interventions_app is more than a plain one"),
    ("kubernetes/postgres/databases.yaml", "owner: interventions_owner", "owner: interventions_app", "needs its own owner"),
    ("kubernetes/postgres/cluster.yaml", "- host all all all reject", "- host all all all md5", "databases of other services"),
    ("kubernetes/postgres/cluster.yaml", "hostssl commissioning", "host commissioning", "not admitted to it over TLS"),
    ("kubernetes/postgres/cluster.yaml", 'max_connections: "200"', 'max_connections: "100"', "may open 135 connections"),
    ("compose.yaml", "//interventions_app:", "//postgres:", "interventions as interventions_app"),
    ("compose.yaml", "NOMS_CLIENT_SECRET: ${INTERVENTIONS_CLIENT_SECRET:?}", "NOMS_CLIENT_SECRET: ${INTERVENTIONS_OWNER_PASSWORD}",
     "gives the owner's password to a service"),
    # images, and how they start
    ("Dockerfile", "USER 10001:10001", "USER root", "the image runs as root"),
    ("Dockerfile", "--require-hashes", "--no-deps", "without checking their hashes"),
    ("Dockerfile", "/health/liveness", "/health/life", "HEALTHCHECK asks a path"),
    ("Dockerfile", 'CMD ["uvicorn", ', 'CMD ["sh", "-c", ', "CMD must start uvicorn"),
    ("Dockerfile", "STOPSIGNAL SIGTERM", "STOPSIGNAL SIGKILL", "STOPSIGNAL"),
    ("Dockerfile", "FROM python:3.11-slim-trixie AS", "FROM python:latest AS", "has no tag of its own"),
    ("compose.yaml", "image: postgres:18", "image: postgres", "has no tag of its own"),
    ("compose.yaml", "image: postgres:18", "image: images.example.org/postgres:18", "names the address of a registry"),
    ("compose.yaml", "  read_only: true\n", "", "may write to its own file system"),
    ("compose.yaml", '"127.0.0.1:8002:8000"', '"8002:8000"', "published beyond this machine"),
    ("compose.yaml", "profiles: [local]", "profiles: [production]", "the development issuer starts unasked"),
    ("compose.yaml", "migrate-commissioning: {condition: service_completed_successfully}",
     "migrate-commissioning: {condition: service_started}", "does not wait for its migration"),
    # variables
    ("compose.yaml", "NOMS_LOG_LEVEL: ${", "NOMS_LOGLEVEL: ${", "NOMS_LOGLEVEL is read by nothing"),
    ("kubernetes/services/settings.env", "NOMS_POOL_SIZE=", "# NOMS_POOLSIZE\nNOMS_POOL_SIZE=", "NOMS_POOLSIZE is read by nothing"),
    ("example.env", "INTERVENTIONS_CLIENT_SECRET=", "INTERVENTION_CLIENT_SECRET=", "example.env does not offer it"),
]  # fmt: skip


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "deploy", tmp_path / "deploy"))


def test_everything_in_the_deploy_folder_holds():
    assert faults(ROOT / "deploy") == []


def test_the_probes_are_compared_with_what_the_services_really_serve():
    assert {"/health/liveness", "/health/readiness", "/ping"} <= served_paths()


@pytest.mark.parametrize(("file", "stands", "planted", "says"), PLANTED, ids=[f"{row[0]}: {row[3]}" for row in PLANTED])
def test_a_planted_fault_is_found(copied: Path, file: str, stands: str, planted: str, says: str):
    text = (copied / file).read_text()
    assert stands in text, "the line to spoil is no longer there"
    (copied / file).write_text(text.replace(stands, planted))

    found = faults(copied)

    assert any(says in fault for fault in found), found
