"""Make the project runnable on a machine that has only Python and git: `python3 scripts/bootstrap.py [--dev]`.

It makes `.venv`, installs exactly the packages of the lock file into it, puts this checkout on its path and adds the
command `noms`. Asked again, it only compares a stamp with the lock. It needs the standard library alone, and is written
so that a Python that is too old can still read it and say so.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap_words import OLDEST_PYTHON, Progress, Refused, last_line, old_python_sentence, sentence_for

try:
    import fcntl
except ImportError:  # a system that is refused below
    fcntl = None  # type: ignore[assignment]  # nothing uses it there

KNOWN_GOOD_PYTHONS = ("python3.12", "python3.13", "python3.11", "python3.14")

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "noms-stamp.json"
WORK = ROOT / ".noms"
LOG = WORK / "bootstrap.log"

RUN_LOCK = "requirements.txt"
DEVELOPMENT_LOCK = "requirements-dev.txt"

# What would send packages elsewhere than into .venv, whatever else the user sets for pip.
MISLEADING_VARIABLES = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN", "PIP_REQUIRE_VIRTUALENV")


def main(arguments: list[str]) -> int:
    """Make the project runnable, or say in one sentence why that cannot be."""
    parser = argparse.ArgumentParser(description="Install what the project needs into .venv.")
    parser.add_argument("--dev", action="store_true", help="also what its tests and checks need")
    lock = ROOT / (DEVELOPMENT_LOCK if parser.parse_args(arguments).dev else RUN_LOCK)
    try:
        if is_current(lock):
            return 0
        use_a_new_enough_python(arguments)
        refuse_incomplete_python()
        WORK.mkdir(exist_ok=True)
        with (WORK / "bootstrap.lock").open("w") as turn:
            wait_for(turn.fileno())
            if not is_current(lock):
                install_everything(lock, turn.fileno())
    except Refused as refused:
        return end_with(str(refused))
    except OSError as trouble:
        return end_with(sentence_for(str(trouble), ROOT, lock) or f"The project could not be set up: {trouble}.")
    except KeyboardInterrupt:
        return end_with("Stopped: run this again to go on.", code=130)
    return 0


def end_with(sentence: str, code: int = 1) -> int:
    """Say the sentence, and give the exit code."""
    print(sentence, file=sys.stderr)
    return code


def is_current(lock: Path) -> bool:
    """Whether .venv holds what the lock and this script would put there, at the place where it was made."""
    stamp, digest = read_stamp(), digest_of(lock)
    return PYTHON.exists() and stamp.get("root") == str(ROOT) and stamp.get(lock.name) == digest


def digest_of(lock: Path) -> str:
    """What the installed packages, the path and the command follow from."""
    try:
        return hashlib.sha256(lock.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    except FileNotFoundError:
        raise Refused(f"{lock} is missing: get the whole project again with git.") from None


def read_stamp() -> dict[str, str]:
    """What was installed last, and where; empty if nothing was."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def use_a_new_enough_python(arguments: list[str]) -> None:
    """Go on if this Python will do; else go on with one that will, if there is one."""
    if sys.version_info >= OLDEST_PYTHON:
        return
    for name in KNOWN_GOOD_PYTHONS:
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", ""], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            os.execv(found, [found, str(Path(__file__).resolve()), *arguments])  # noqa: S606 - it takes our place
    raise Refused(old_python_sentence(sys.version_info[:2]))


def refuse_incomplete_python() -> None:
    """Refuse a system that cannot run the project, and a Python that cannot make environments."""
    if os.name != "posix":
        raise Refused("The project runs on Linux and macOS: on Windows, use it inside WSL.")
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        raise Refused(
            f"This Python lacks its module venv: install it (on Debian and Ubuntu: `apt install {package}`), then run this again."
        )


def wait_for(turn: int) -> None:
    """Hold the turn; say so if another bootstrap has it."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("Another bootstrap is at work here; waiting for it ...", flush=True)
        fcntl.flock(turn, fcntl.LOCK_EX)


def install_everything(lock: Path, turn: int) -> None:
    """Make .venv if there is no usable one, and bring it to what the lock says."""
    if not is_usable():
        make_environment(lock)
    STAMP.write_text(json.dumps({"root": str(ROOT)}))
    said = install(lock, turn)
    if "No module named pip" in said:
        make_environment(lock)
        said = install(lock, turn)
    if said:
        raise Refused(
            sentence_for(said, ROOT, lock) or f"pip could not install {lock.name} ({last_line(said)}): all it said is in {LOG}."
        )
    put_checkout_on_path()
    write_command()
    write_stamp(lock)
    print(f"Ready: {ENVIRONMENT} holds the packages of {lock.name}.")


def is_usable() -> bool:
    """Whether .venv was made here, with a Python that is still there and new enough."""
    try:
        settings = (ENVIRONMENT / "pyvenv.cfg").read_text()
    except OSError:
        return False
    version = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", settings, re.MULTILINE)
    new_enough = version is not None and tuple(map(int, version.groups())) >= OLDEST_PYTHON
    return PYTHON.exists() and new_enough and read_stamp().get("root", str(ROOT)) == str(ROOT)


def make_environment(lock: Path) -> None:
    """Make .venv anew."""
    print(f"Making {ENVIRONMENT} ...", flush=True)
    done = subprocess.run(
        [sys.executable, "-I", "-m", "venv", "--clear", str(ENVIRONMENT)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode(errors="replace")
    LOG.write_bytes(done.stdout)
    if done.returncode != 0:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise Refused(
            sentence_for(said, ROOT, lock) or f"Python could not make {ENVIRONMENT} ({last_line(said)}): all it said is in {LOG}."
        )


def install(lock: Path, turn: int) -> str:
    """Run pip and show how far it is; return what it said if it failed, else nothing."""
    command = [str(PYTHON), "-I", "-u", "-m", "pip", "install", "--no-user", "--no-deps", "--require-hashes"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "-r", str(lock)]
    environment = {name: value for name, value in os.environ.items() if name not in MISLEADING_VARIABLES}
    progress = Progress(len(re.findall(r"^[A-Za-z0-9]", lock.read_text(), re.MULTILINE)))
    said = []
    # The child keeps the turn, so that it stays taken until the last writer is gone, should this process be killed.
    pip = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=(turn,))
    with pip, LOG.open("ab") as log:
        for line in pip.stdout or ():
            log.write(line)
            said.append(line.decode(errors="replace"))
            progress.hear(said[-1])
    progress.show("")
    return "" if pip.returncode == 0 else "".join(said) or "it said nothing"


def put_checkout_on_path() -> None:
    """Let .venv import `noms` and `services` from this checkout."""
    for packages in (ENVIRONMENT / "lib").glob("python*/site-packages"):
        (packages / "noms-checkout.pth").write_text(f"{ROOT}\n{ROOT / 'shared'}\n", encoding="utf-8")


def write_command() -> None:
    """Write the command `noms`, so that it works wherever the checkout lies: a `#!` line takes no spaces and no long path."""
    quoted = str(PYTHON).translate({ord(sign): "\\" + sign for sign in '\\"$`'})
    program = [
        "#!/bin/sh",
        f"""'''exec' "{quoted}" "$0" "$@\"""",
        "' '''",
        "import sys",
        "",
        "from noms.cli.main import app",
        "",
        'if __name__ == "__main__":',
        "    sys.exit(app())",
    ]
    command = ENVIRONMENT / "bin" / "noms"
    command.write_text("\n".join(program) + "\n", encoding="utf-8")
    command.chmod(0o755)


def write_stamp(lock: Path) -> None:
    """Note what .venv now holds. The development lock holds everything of the other one."""
    locks = (lock, ROOT / RUN_LOCK) if lock.name == DEVELOPMENT_LOCK else (lock,)
    half_written = STAMP.with_suffix(".new")
    half_written.write_text(json.dumps({"root": str(ROOT), **{each.name: digest_of(each) for each in locks}}))
    half_written.replace(STAMP)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
