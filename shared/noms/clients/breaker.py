"""A breaker: after repeated failures a peer is left alone for a while, so that callers fail fast instead of queueing."""

import time
from dataclasses import dataclass, field

from noms.clients.problems import LeftAlone


@dataclass(slots=True)
class Breaker:
    """Opens after `failures_to_open` failures in a row, for `open_seconds`; then one call at a time may try."""

    failures_to_open: int = 5
    open_seconds: float = 5.0
    _failures: int = field(default=0, init=False)
    _opened_at: float = field(default=0.0, init=False)

    def allow(self) -> None:
        """Let a call through.

        Raises:
            LeftAlone: the breaker is open.

        """
        if self._failures < self.failures_to_open:
            return
        if time.monotonic() - self._opened_at < self.open_seconds:
            raise LeftAlone("the service has failed repeatedly and is left alone for a moment")
        self._opened_at = time.monotonic()  # this call tries; the others wait for what it finds

    def succeeded(self) -> None:
        """The peer answered: close."""
        self._failures = 0

    def failed(self) -> None:
        """The peer did not answer: count it, and open when it is one too many."""
        self._failures += 1
        self._opened_at = time.monotonic()
