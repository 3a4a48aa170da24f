"""Child processes that begin, are watched and end together: the services of one machine, under one command.

None is left behind. They are asked to end on leaving, on Ctrl-C and on SIGTERM, and ended after a grace; should the
supervisor itself be killed, a guard process does the same in its place, on every system. Use it from the main thread.
"""

import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

import httpx

from noms.chassis import process_guard
from noms.chassis.commands import Command, Process, refuse_port_in_use
from noms.chassis.process_guard import signal_group

GRACE_SECONDS = 8.0
READY_TIMEOUT_SECONDS = 60.0
POLL_SECONDS = 0.05
LAST_LINES = 12

_Handler = Callable[[int, FrameType | None], object] | int | None


class ProcessDied(Exception):
    """A process ended by itself, or was not ready in time; `last_lines` is the end of its log."""

    def __init__(self, message: str, last_lines: Sequence[str]) -> None:
        super().__init__("\n".join((message, *(f"    {line}" for line in last_lines))))
        self.message = message
        self.last_lines = tuple(last_lines)


class StopAsked(Exception):
    """Somebody asked the supervisor to stop, by Ctrl-C or a signal. Leaving the supervisor ends it quietly."""


@dataclass
class _Child:
    command: Command
    process: Process
    log: Path
    ready: bool = field(init=False)

    def __post_init__(self) -> None:
        self.ready = self.command.ready_url is None


class Supervisor:
    """Starts processes, waits until they are ready, watches them, and ends them on leaving."""

    def __init__(
        self, logs: Path, *, grace_seconds: float = GRACE_SECONDS, ready_timeout_seconds: float = READY_TIMEOUT_SECONDS
    ) -> None:
        self.logs = logs
        self.grace_seconds = grace_seconds
        self.ready_timeout_seconds = ready_timeout_seconds
        self.asked_by: signal.Signals | None = None
        self._children: list[_Child] = []
        self._guard: subprocess.Popen[bytes] | None = None
        self._handlers: dict[signal.Signals, _Handler] = {}
        self._stopping = False

    def __enter__(self) -> Self:
        self.logs.mkdir(parents=True, exist_ok=True)
        program = [sys.executable, "-I", "-S", str(Path(process_guard.__file__).resolve()), str(self.grace_seconds)]
        self._guard = subprocess.Popen(program, stdin=subprocess.PIPE, cwd="/", start_new_session=True)  # noqa: S603 - our own guard
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._handlers[number] = signal.signal(number, self._asked)
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> bool:
        try:
            self.stop()
        finally:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
        return isinstance(value, StopAsked)

    def start(self, *commands: Command) -> None:
        """Start the processes, once all their ports are known to be free."""
        for command in commands:
            refuse_port_in_use(command)
        for command in commands:
            self._stop_if_asked()
            log = _fresh_log(self.logs / f"{command.name}.log")
            process = command.begin(log)
            self._tell_guard("+", process.pid)
            self._children.append(_Child(command, process, log))

    def process_ids(self) -> Mapping[str, int]:
        """The process id of each process that was started, by name."""
        return {child.command.name: child.process.pid for child in self._children}

    def wait_until_ready(self) -> None:
        """Return when every process answers at its address; raises ProcessDied for one that ends or takes too long."""
        give_up_at = time.monotonic() + self.ready_timeout_seconds
        # Without the user's proxies: the processes are on this machine, whatever the environment says.
        with httpx.Client(trust_env=False, timeout=2.0) as client:
            while waiting := [child for child in self._children if not child.ready]:
                self._stop_if_asked()
                self._report_dead()
                for child in waiting:
                    child.ready = _answers(client, child.command.ready_url)
                if time.monotonic() > give_up_at and not waiting[0].ready:
                    late = waiting[0]
                    raise _died(late, f"was not ready within {self.ready_timeout_seconds:g} seconds")
                time.sleep(POLL_SECONDS)

    def watch(self, also: Callable[[], None] = lambda: None) -> None:
        """Stay until somebody asks to stop (StopAsked) or a process ends by itself (ProcessDied); `also` is asked as well."""
        while True:
            self._stop_if_asked()
            self._report_dead()
            also()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """Ask all processes to end, wait for the grace, then end what is left, with the processes they started."""
        self._stopping = True
        for child in self._children:
            if child.process.poll() is None:
                child.process.terminate()
        give_up_at = time.monotonic() + self.grace_seconds
        for child in self._children:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, give_up_at - time.monotonic()))
            signal_group(child.process.pid, signal.SIGKILL)
            child.process.wait()
            self._tell_guard("-", child.process.pid)
        self._children.clear()
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()

    def _asked(self, number: int, _frame: FrameType | None) -> None:
        """Note that we shall stop; asked again while stopping, end everything at once."""
        self.asked_by = signal.Signals(number)
        if self._stopping:
            for child in self._children:
                signal_group(child.process.pid, signal.SIGKILL)

    def _stop_if_asked(self) -> None:
        if self.asked_by is not None:
            raise StopAsked(self.asked_by.name)

    def _report_dead(self) -> None:
        for child in self._children:
            code = child.process.poll()
            if code is not None:
                raise _died(child, f"ended by itself ({_ending(code)})")

    def _tell_guard(self, sign: str, group: int) -> None:
        if self._guard is not None and self._guard.stdin is not None:
            with suppress(BrokenPipeError):
                self._guard.stdin.write(f"{sign}{group}\n".encode())
                self._guard.stdin.flush()


def _fresh_log(log: Path) -> Path:
    """Keep the log of the last time beside the new one."""
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    return log


def _answers(client: httpx.Client, url: str | None) -> bool:
    try:
        return url is None or client.get(url).is_success
    except httpx.TransportError:
        return False


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


def _died(child: _Child, what: str) -> ProcessDied:
    with child.log.open(errors="replace") as log:
        last_lines = [line.rstrip("\n") for line in deque(log, maxlen=LAST_LINES)]
    return ProcessDied(f"{child.command.name} {what}: its log is {child.log}.", last_lines)
