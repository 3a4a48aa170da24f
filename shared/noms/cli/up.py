"""`noms up`: everything that one machine needs, started in order and stopped together."""

import asyncio
from collections.abc import Mapping

from noms.chassis.commands import Command, PortInUse, ServedApplication, refuse_port_in_use
from noms.chassis.embedded.refusal import ServerRefused
from noms.chassis.identity.issuer import RefusedInProduction
from noms.chassis.processes import ProcessDied, StopAsked, Supervisor
from noms.cli.databases import Databases, MigrationUrlMissing, ServiceDatabase, migrate_all, open_databases
from noms.cli.furnish import furnish
from noms.cli.personas import DEMO_PRISON, PERSONAS, SERVICES
from noms.cli.places import LocalEstate, project_root
from noms.cli.screen import results, step, stop
from noms.clients.problems import ClientProblem, Unreachable


def _issuer_command(estate: LocalEstate) -> Command:
    return ServedApplication(
        name="issuer",
        arguments=["noms.cli.issuer_process:application"],
        environment=estate.base_environment(),
        directory=estate.root,
        ready_url=f"{estate.url('issuer')}/ping",
        port=estate.port("issuer"),
        port_variable=estate.port_variable("issuer"),
    )


def _service_command(estate: LocalEstate, service: str, database_url: str) -> Command:
    return ServedApplication(
        name=service,
        arguments=[f"services.{service}.main:application"],
        environment=estate.environment(service, database_url),
        directory=estate.root,
        ready_url=f"{estate.url(service)}/health/readiness",
        port=estate.port(service),
        port_variable=estate.port_variable(service),
    )


def commands(estate: LocalEstate, databases: Mapping[str, ServiceDatabase]) -> list[Command]:
    """The four processes of a local estate."""
    services = [_service_command(estate, service, databases[service].app_url) for service in SERVICES]
    return [_issuer_command(estate), *services]


def up() -> None:
    """Start PostgreSQL, the development issuer and the three services; Ctrl-C stops all of it."""
    estate = LocalEstate(project_root())
    try:
        for process in ("issuer", *SERVICES):
            refuse_port_in_use(_port_only(estate, process))
        estate.prepare()
        with open_databases(estate) as databases:
            migrate_all(databases)
            _run(estate, databases)
    except StopAsked:
        return
    except (ServerRefused, PortInUse) as refused:
        stop(refused.message)
    except ProcessDied as died:
        stop(str(died))
    except (MigrationUrlMissing, RefusedInProduction) as refused:
        stop(str(refused))
    except OSError as error:
        stop(
            f"the folder {estate.folder} cannot be used ({error.strerror}): make room there or give yourself the right to write."
        )


def _port_only(estate: LocalEstate, process: str) -> Command:
    return Command(process, (), {}, estate.root, port=estate.port(process), port_variable=estate.port_variable(process))


def _run(estate: LocalEstate, databases: Databases) -> None:
    with Supervisor(estate.logs) as supervisor:
        with step("starting the services"):
            supervisor.start(*commands(estate, databases))
            supervisor.wait_until_ready()
        try:
            asyncio.run(furnish(estate))
        except (ClientProblem, Unreachable) as error:
            stop(f"the demo estate could not be made: {error}")
        _tell(estate)
        supervisor.watch(databases.refuse_dead_server)


def _tell(estate: LocalEstate) -> None:
    results.print("\n[bold]NOMS is running.[/] Ctrl-C stops it.\n")
    for service in SERVICES:
        results.print(f"  {service:<15} {estate.url(service)}   documentation {estate.url(service)}/docs")
    results.print("\n  a token         .venv/bin/noms token --as offender-manager")
    results.print(f"                  (or as {', '.join(name for name in PERSONAS if name != 'offender-manager')})")
    results.print("  a first call    " + first_call(estate))
    results.print("  the journey     make demo\n")


def first_call(estate: LocalEstate) -> str:
    """A line that works when pasted: who commissions the demo prison on a day."""
    address = f"{estate.url('commissioning')}/v1/responsible-commissioners?establishment={DEMO_PRISON}&on=2008-07-08"
    return f'curl -s -H "Authorization: Bearer $(.venv/bin/noms token --as auditor | tail -1)" "{address}"'
