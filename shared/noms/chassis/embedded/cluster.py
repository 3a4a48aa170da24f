"""A data directory: laid out once, and only ever opened by the major version that made it."""

import shutil
import tempfile
from pathlib import Path

from noms.chassis.embedded.account import Account
from noms.chassis.embedded.places import Places, given_to
from noms.chassis.embedded.programs import ServerPrograms
from noms.chassis.embedded.refusal import ServerRefused, refusal_from

SUPERUSER = "postgres"
FIRST_MAJOR_WITH_BUILTIN_LOCALE = 17
_HALF_MADE = "data.half-made-"

_ALWAYS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "jit": "off",
    "shared_buffers": "128MB",
    "max_parallel_workers_per_gather": "1",
    "max_locks_per_transaction": "128",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "log_error_verbosity": "terse",  # a failing row's values do not go to the log
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_line_prefix": "%m [%p] %q%u@%d ",
}
_NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}


def lay_out(programs: ServerPrograms, places: Places, *, durable: bool) -> None:
    """Make the data directory if there is none; one that was left half made is made again."""
    if places.data.exists():
        refuse_other_major(programs, places)
        return
    for leftover in places.home.glob(f"{_HALF_MADE}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    half_made = Path(tempfile.mkdtemp(prefix=_HALF_MADE, dir=places.home))
    try:
        given_to(half_made, places.account)
        _run_initdb(programs, places, half_made, durable=durable)
        half_made.rename(places.data)
    finally:
        shutil.rmtree(half_made, ignore_errors=True)


def refuse_other_major(programs: ServerPrograms, places: Places) -> None:
    """Refuse data that another major version of PostgreSQL made, or that is no data of PostgreSQL at all."""
    if not places.account.owns(places.data):
        raise ServerRefused(
            f"The data in {places.data} belongs to account {places.data.stat().st_uid}: run as that account or as root, "
            "or move the folder away to begin with an empty database."
        )
    version = places.data / "PG_VERSION"
    made_by = version.read_text().strip() if version.is_file() else "no known version"
    if made_by != str(programs.major):
        raise ServerRefused(
            f"The data in {places.data} was made by PostgreSQL {made_by} and the programs are of PostgreSQL {programs.major}: "
            "set NOMS_POSTGRES to 'system' or 'embedded', whichever made it, or move the folder away to begin empty."
        )


def server_command(programs: ServerPrograms, places: Places, sockets: Path, *, port: int, durable: bool) -> list[str]:
    """The command line of the server. Every setting is on it, so that an older data directory gets today's settings."""
    chosen = _ALWAYS | ({} if durable else _NOT_DURABLE) | {"unix_socket_directories": f'"{sockets}"', "port": str(port)}
    return [
        str(programs.postgres),
        "-D",
        str(places.data),
        *(part for name, value in chosen.items() for part in ("-c", f"{name}={value}")),
    ]


def _run_initdb(programs: ServerPrograms, places: Places, data: Path, *, durable: bool) -> None:
    common = [str(programs.initdb), "--pgdata", str(data), "--username", SUPERUSER, "--encoding", "UTF8", "--data-checksums"]
    common += ["--auth-local", "trust", "--auth-host", "reject", "--no-instructions"] + ([] if durable else ["--no-sync"])
    said = ""
    for locale in _locales(programs.major):
        done = places.account.run([*common, *locale])
        said += done.stdout
        if done.returncode == 0:
            break
        _empty(data, places.account)
        if "invalid locale name" not in done.stdout:
            break
    with places.log.open("a") as log:
        log.write(said)
    if done.returncode != 0:
        raise refusal_from(done.stdout, place=places.home, log=places.log)


def _locales(major: int) -> list[list[str]]:
    """Byte order for sorting everywhere; letters of all languages for upper and lower case, where the server knows them."""
    if major >= FIRST_MAJOR_WITH_BUILTIN_LOCALE:
        return [["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C"]]
    return [["--locale", "C", "--lc-ctype", "C.UTF-8"], ["--locale", "C"]]


def _empty(data: Path, account: Account) -> None:
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    given_to(data, account)
