"""Where the local estate lives: its folder, ports, addresses and the environment that each process is given."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from noms.chassis.audit.checkpoint import signing_key
from noms.chassis.identity.issuer import DevelopmentIssuer, key_in
from noms.chassis.settings import Environment
from noms.cli.personas import SERVICES

_DEFAULT_PORTS = {"issuer": 8000, "commissioning": 8001, "offender_mgmt": 8002, "interventions": 8003}


def project_root() -> Path:
    """The checkout: the nearest folder upwards that holds the three services."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "services").is_dir() and (folder / "Makefile").is_file():
            return folder
    return Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class LocalEstate:
    """One machine's running NOMS: everything below one folder, every port on loopback."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where keys, logs and data are kept: `.noms` in the checkout, or the folder that NOMS_HOME names."""
        given = os.environ.get("NOMS_HOME")
        return Path(given) if given else self.root / ".noms"

    @property
    def logs(self) -> Path:
        """One log file for each process."""
        return self.folder / "logs"

    @property
    def checkpoints(self) -> Path:
        """Signed checkpoints of the audit chains."""
        return self.folder / "checkpoints"

    @property
    def audit_key_file(self) -> Path:
        """The key that signs checkpoints."""
        return self.folder / "issuer" / "audit.pem"

    def port_variable(self, process: str) -> str:
        """The environment variable that moves a process to another port."""
        return f"NOMS_PORT_{process.upper()}"

    def port(self, process: str) -> int:
        """The loopback port of a process."""
        given = os.environ.get(self.port_variable(process), "")
        return int(given) if given.isdigit() else _DEFAULT_PORTS[process]

    def url(self, process: str) -> str:
        """The address of a process."""
        return f"http://127.0.0.1:{self.port(process)}"

    def issuer(self) -> DevelopmentIssuer:
        """The development issuer of this estate.

        Raises:
            RefusedInProduction: NOMS_ENVIRONMENT says that this is production.

        """
        environment = Environment(os.environ.get("NOMS_ENVIRONMENT", Environment.DEVELOPMENT))
        return DevelopmentIssuer.in_folder(self.folder / "issuer", environment=environment, issuer=self.url("issuer"))

    def client_secrets(self) -> Mapping[str, str]:
        """The secret of each service's own client, made at the first use."""
        path = self.folder / "issuer" / "clients.json"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o600)
            path.write_text(json.dumps({f"{service}-service": secrets.token_urlsafe(24) for service in SERVICES}))
        known: dict[str, str] = json.loads(path.read_text())
        return known

    def prepare(self) -> None:
        """Make the keys that the processes share."""
        self.issuer()
        self.client_secrets()
        signing_key(self.audit_key_file) if self.audit_key_file.exists() else key_in(self.audit_key_file)

    def environment(self, service: str, database_url: str) -> dict[str, str]:
        """What a service's process is told."""
        client = f"{service}-service"
        told = {
            f"NOMS_DATABASE_URL_{service.upper()}": database_url,
            "NOMS_ISSUER": self.url("issuer"),
            "NOMS_JWKS": f"{self.url('issuer')}/.well-known/jwks.json",
            "NOMS_TOKEN_URL": f"{self.url('issuer')}/oauth/token",
            "NOMS_CLIENT_ID": client,
            "NOMS_CLIENT_SECRET": self.client_secrets()[client],
            "NOMS_AUDIT_KEY_FILE": str(self.audit_key_file),
            "NOMS_AUDIT_CHECKPOINT_DIRECTORY": str(self.checkpoints),
        }
        return self.base_environment() | told | {f"NOMS_{peer.upper()}_URL": self.url(peer) for peer in SERVICES}

    def base_environment(self) -> dict[str, str]:
        """What every process is told: where the code is and where the estate lives."""
        code = os.pathsep.join([str(self.root), str(self.root / "shared")])
        return {**os.environ, "PYTHONPATH": code, "NOMS_ESTATE": str(self.root)}
