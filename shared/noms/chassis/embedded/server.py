"""The server as its users see it: started or joined on entering, left and, by the last to leave, stopped on leaving."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self
from urllib.parse import quote

from noms.chassis.embedded.launch import Guard, join_or_launch, stop_signal
from noms.chassis.embedded.locks import POLL_SECONDS, FileLock, held_alone
from noms.chassis.embedded.places import Places, settle
from noms.chassis.embedded.postmaster import Listening, ask_to_stop, listening
from noms.chassis.embedded.refusal import ServerRefused, refusal_of_folder
from noms.chassis.embedded.settings import ServerSettings


class EmbeddedServer:
    """One user's hold on a server. Users of one directory, in one process or in several, share one server.

    However a user ends, by `stop`, by a signal or by the power of `kill -9`, the server stops once its last user is gone.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self._places: Places | None = None
        self._users: FileLock | None = None
        self._guard: Guard | None = None
        self._listening: Listening | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def listening(self) -> Listening:
        """The process and the socket of the server; refused before start."""
        if self._listening is None:
            raise ServerRefused("The database server is not started: call start() first.")
        return self._listening

    def url(self, database: str, role: str) -> str:
        """The address of a database for SQLAlchemy with asyncpg."""
        at = self.listening
        host = quote(str(at.socket_folder), safe="/")
        return f"postgresql+asyncpg://{quote(role, safe='')}@/{quote(database, safe='')}?host={host}&port={at.port}"

    def answers(self) -> bool:
        """Whether the server still accepts connections."""
        return self._places is not None and listening(self._places.data) is not None

    def start(self) -> None:
        """Start the server, or join the one that runs; return once it answers, or raise ServerRefused."""
        if self._users is not None:
            return
        places = settle(self.settings.directory)
        limit = self.settings.start_timeout_seconds
        try:
            with held_alone(places.turn, timeout_seconds=limit):
                self._places, self._users = places, FileLock(places.users)
                _wait_until(self._users.try_shared, timeout_seconds=limit)
                self._listening, self._guard = join_or_launch(self.settings, places)
        except TimeoutError:
            raise ServerRefused(
                f"PostgreSQL was not ready within {limit:g} seconds: read {places.log}, then start again."
            ) from None
        except OSError as trouble:
            raise refusal_of_folder(trouble, places.home) from trouble
        finally:
            if self._listening is None:
                self._leave()

    def stop(self) -> None:
        """Leave the server; if nobody else uses it, return when it has stopped."""
        places, users, limit = self._places, self._users, self.settings.stop_timeout_seconds
        if places is None or users is None:
            return
        try:
            with held_alone(places.turn, timeout_seconds=limit):
                alive = FileLock(places.alive)
                try:
                    users.release()
                    _wait_until(lambda: self._is_left(places, users, alive), timeout_seconds=limit)
                finally:
                    alive.close()
        except (FileNotFoundError, TimeoutError):
            # The guard, which has a longer wait and stronger signals, finishes what is left.
            return
        finally:
            self._leave()

    def _is_left(self, places: Places, users: FileLock, alive: FileLock) -> bool:
        """Whether the server has stopped or others still use it. If we were the last, it is told to stop."""
        if alive.try_exclusive():
            if self._guard is not None:
                self._guard.wait()
            return True
        if users.try_exclusive():
            ask_to_stop(places.data, stop_signal(self.settings))
            users.release()
            return False
        if users.try_shared():
            users.release()
            return True
        return False

    def _leave(self) -> None:
        if self._users is not None:
            self._users.close()
        self._places = self._users = self._listening = None


def _wait_until(holds: Callable[[], bool], *, timeout_seconds: float) -> None:
    give_up_at = time.monotonic() + timeout_seconds
    while not holds():
        if time.monotonic() > give_up_at:
            raise TimeoutError
        time.sleep(POLL_SECONDS)
