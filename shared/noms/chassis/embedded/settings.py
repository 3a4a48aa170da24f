"""What a user of the server may choose: where the data lives, whose programs run, and whether the data must last."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from noms.chassis.embedded.refusal import ServerRefused

DIRECTORY_BELOW_PROJECT = Path(".noms") / "postgres"


class Programs(StrEnum):
    """Whose server programs run."""

    EMBEDDED = "embedded"
    """The programs that came with the project's own requirements."""

    SYSTEM = "system"
    """The newest programs installed on the machine."""


@dataclass(frozen=True)
class ServerSettings:
    """One server: its directory is its name, so two users with the same directory share one server."""

    directory: Path
    programs: Programs = Programs.EMBEDDED
    port: int = 5432
    durable: bool = True
    throw_away: bool = False
    start_timeout_seconds: float = 300.0
    stop_timeout_seconds: float = 60.0

    @classmethod
    def of_project(cls, project: Path, environment: Mapping[str, str] | None = None) -> "ServerSettings":
        """The lasting server of a checkout, below the checkout itself."""
        return cls((project / DIRECTORY_BELOW_PROJECT).absolute(), chosen_programs(environment))

    @classmethod
    def for_tests(cls, environment: Mapping[str, str] | None = None) -> "ServerSettings":
        """A server whose data need not outlive a power cut and whose directory vanishes when it stops."""
        made = Path(tempfile.mkdtemp(prefix="noms-"))
        made.chmod(0o711 if os.geteuid() == 0 else 0o700)
        return cls(made, chosen_programs(environment), durable=False, throw_away=True)


def chosen_programs(environment: Mapping[str, str] | None = None) -> Programs:
    """The programs that NOMS_POSTGRES asks for: the embedded ones unless it says otherwise."""
    said = (os.environ if environment is None else environment).get("NOMS_POSTGRES", "").strip() or Programs.EMBEDDED
    try:
        return Programs(said)
    except ValueError:
        raise ServerRefused(f"NOMS_POSTGRES is '{said}': set it to 'embedded' or 'system', or leave it out.") from None
