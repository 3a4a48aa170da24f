"""Check everything in deploy/ without a container engine or a cluster: `make deploy-check`. Exits 1 when anything is wrong."""

import sys
from functools import cache
from importlib import import_module
from pathlib import Path

from pydantic import SecretStr

from noms.chassis.app import create_app
from noms.chassis.settings import Environment, Settings
from scripts.deploying import images, kustomize, roles, schemas, workloads
from scripts.deploying.reading import SERVICES, kubernetes, lines
from scripts.variables import NAME, understood

ROOT = Path(__file__).resolve().parent.parent


@cache
def served_paths() -> frozenset[str]:
    """The paths that all three services serve, asked of the applications themselves."""
    settings = Settings(environment=Environment.TEST, database_url=SecretStr("postgresql+asyncpg://nobody@/nothing"), jwks="")
    apps = [create_app(import_module(f"services.{service}.main").service, settings) for service in SERVICES]
    return frozenset.intersection(*(frozenset(app.openapi()["paths"]) for app in apps))


def unknown_variables(deploy: Path) -> list[str]:
    """Every NOMS_ variable in deploy/ that no code reads."""
    known = understood(ROOT)
    return sorted(
        {
            f"{file.name}: {name} is read by nothing"
            for file, line in lines(deploy)
            for name in NAME.findall(line)
            if name not in known
        }
    )


def faults(deploy: Path) -> list[str]:
    """Everything that is wrong in a deploy folder, one sentence for each."""
    documents, paths = kubernetes(deploy), served_paths()
    misshapen = list(schemas.faults(deploy, documents))
    if misshapen:
        return misshapen  # what follows reads fields that a misshapen file may lack
    return [
        *kustomize.faults(deploy, documents),
        *workloads.faults(documents, paths, images.graceful_seconds(deploy)),
        *roles.faults(deploy, documents),
        *images.faults(deploy, documents, paths),
        *unknown_variables(deploy),
    ]


def main() -> int:
    """Print what is wrong, or how much was looked at."""
    found = faults(ROOT / "deploy")
    for fault in found:
        print(f"deploy: {fault}", file=sys.stderr)
    if not found:
        print(f"deploy: {len(kubernetes(ROOT / 'deploy'))} Kubernetes documents, compose.yaml and the Dockerfile hold.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
