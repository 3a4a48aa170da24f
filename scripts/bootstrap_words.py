"""What the bootstrap says: its refusals, each one sentence that tells what to do, and how far it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)

FULL = "The disk is full: free about 1 GB for {root} and the temporary folder, then run this again."
CLOSED = "{root} cannot be written to: make it writable for this account, or clone the project to a folder of your own."
NO_INDEX = "The package index cannot be reached: connect to the network, or name an index in PIP_INDEX_URL, then run this again."
NO_TRUST = (
    "The certificate of the package index is not trusted: name your organisation's certificates in PIP_CERT, then run this again."
)
OTHER_FILES = "The index has other files than {lock} names: check which index pip uses, then run this again."
NO_PACKAGE = (
    "Not all of {lock} is to be had: see that the index answers, and use Python 3.11 to 3.14 on Linux with glibc or on macOS."
)

KNOWN_FAILURES = (
    ("No space left on device", FULL),
    ("Disk quota exceeded", FULL),
    ("Permission denied", CLOSED),
    ("Read-only file system", CLOSED),
    ("DO NOT MATCH THE HASHES", OTHER_FILES),
    ("CERTIFICATE_VERIFY_FAILED", NO_TRUST),
    ("NameResolutionError", NO_INDEX),
    ("NewConnectionError", NO_INDEX),
    ("ConnectTimeoutError", NO_INDEX),
    ("ReadTimeoutError", NO_INDEX),
    ("ProxyError", NO_INDEX),
    ("No matching distribution found", NO_PACKAGE),
)


class Refused(Exception):
    """The project cannot be made runnable; the message is one sentence that says what to do."""


def sentence_for(said: str, root: Path, lock: Path) -> str:
    """The sentence for a failure that we know by its words, else nothing."""
    known = (sentence for sign, sentence in KNOWN_FAILURES if sign in said)
    return next(known, "").format(root=root, lock=lock.name)


def last_line(said: str) -> str:
    """The last words, which mostly name the cause."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return ([line for line in lines if line.startswith("ERROR")] or lines or ["it said nothing"])[-1]


def old_python_sentence(version: tuple[int, ...]) -> str:
    """What to do about a Python that is too old."""
    oldest, this = (".".join(map(str, each)) for each in (OLDEST_PYTHON, version))
    return f"Python {this} is too old: install {oldest} or later and run `python{oldest} scripts/bootstrap.py`."


class Progress:
    """Shows how many packages pip has come to: on one line of a terminal, or now and then in a log."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.number = 0

    def hear(self, line: str) -> None:
        """Take note of a line that pip said."""
        package = re.match(r"(?:Collecting|Requirement already satisfied:|Ignoring) ([A-Za-z0-9._-]+)", line)
        if package:
            self.number += 1
            if sys.stdout.isatty() or self.number % 25 == 0:
                self.show(f"  {self.number} of {self.total} packages: {package.group(1)}")
        elif line.startswith("Installing collected packages"):
            self.show("  Unpacking them ...")

    def show(self, text: str) -> None:
        """Show the text, on a terminal in place of the one before it."""
        if sys.stdout.isatty():
            print("\r\033[K" + text, end="", flush=True)
        elif text:
            print(text, flush=True)
