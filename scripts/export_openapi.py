"""Write the OpenAPI document of each service beside it: `services/<service>/openapi.json`. `make openapi` runs this."""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "shared")]

SERVICES = ("commissioning", "offender_mgmt", "interventions")


def document_of(name: str) -> dict[str, Any]:
    """The document of a service, from its composition root; nothing is started."""
    chassis, settings = import_module("noms.chassis.app"), import_module("noms.chassis.settings")
    service = import_module(f"services.{name}.main").service
    told = settings.Settings(database_url="postgresql+asyncpg://nobody@localhost/nothing", jwks="no-keys", follow=False)
    document: dict[str, Any] = chassis.create_app(service, told).openapi()
    return document


def written(document: dict[str, Any]) -> str:
    """The document as it is kept: keys in the order in which they are told, one thing a line."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every document, and say which changed."""
    for name in SERVICES:
        path = ROOT / "services" / name / "openapi.json"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = written(document_of(name))
        path.write_text(after, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {'as it was' if before == after else 'changed'}")


if __name__ == "__main__":
    main()
