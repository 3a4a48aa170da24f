"""`noms migrate`: the newest schema for every service, without starting anything else."""

from noms.chassis.embedded.refusal import ServerRefused
from noms.cli.databases import MigrationUrlMissing, open_databases
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import results, stop


def migrate() -> None:
    """Migrate the databases of NOMS_DATABASE_URL_<SERVICE> (as NOMS_MIGRATION_URL_<SERVICE>), else the embedded ones."""
    try:
        with open_databases(LocalEstate(project_root())) as databases:
            results.print(f"{len(databases)} databases are at the newest schema.")
    except ServerRefused as refused:
        stop(refused.message)
    except MigrationUrlMissing as missing:
        stop(str(missing))
