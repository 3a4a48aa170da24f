"""`noms migrate`: the newest schema, without starting anything else."""

from typing import Annotated

import typer

from noms.chassis.embedded.refusal import ServerRefused
from noms.cli.databases import MigrationUrlMissing, migrate_all, open_databases
from noms.cli.personas import SERVICES
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import results, stop


def migrate(
    services: Annotated[list[str] | None, typer.Argument(help=f"Which of {', '.join(SERVICES)}; all when none is named.")] = None,
) -> None:
    """Migrate the databases of NOMS_DATABASE_URL_<SERVICE> (as NOMS_MIGRATION_URL_<SERVICE>), else the embedded ones."""
    chosen = services or list(SERVICES)
    if unknown := set(chosen) - set(SERVICES):
        stop(f"there is no service {', '.join(sorted(unknown))}: choose from {', '.join(SERVICES)}.")
    try:
        with open_databases(LocalEstate(project_root()), chosen) as databases:
            migrate_all(databases)
    except (ServerRefused, MigrationUrlMissing) as refused:
        stop(str(refused))
    results.print(f"{', '.join(chosen)}: at the newest schema.")
