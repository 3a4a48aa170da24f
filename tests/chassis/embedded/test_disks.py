"""A disk that is full or cannot be written to is named in one sentence, whether it is so at first or only later."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from chassis.accounts import on_a_disk
from chassis.embedded.watching import User


@pytest.mark.parametrize("megabytes", [0.1, 8, 30])
def test_a_disk_too_small_for_the_data_is_called_full(folder: Path, user: Callable[..., User], megabytes: float):
    starter = user(folder / "home", before=on_a_disk(folder, f"mode=0755,size={int(megabytes * 1024)}k"))

    said = str(starter.said()["refused"])

    assert "is full: free some space and start again." in said
    assert "\n" not in said


def test_a_disk_that_filled_up_since_the_last_start_is_called_full(folder: Path, home: Path, user: Callable[..., User]):
    small = folder / "small"
    small.mkdir()
    filled = f"cp -a {shlex.quote(str(home))} {shlex.quote(str(small))} && (cat /dev/zero > {shlex.quote(str(small / 'filler'))} 2>&- || true)"
    starter = user(small / "home", before=on_a_disk(small, "mode=0755,size=100m", filled))

    assert "is full: free some space and start again." in str(starter.said()["refused"])


def test_a_disk_that_is_read_only_is_refused(folder: Path, user: Callable[..., User]):
    starter = user(folder / "home", before=on_a_disk(folder, "ro,mode=0755"))

    assert "choose another directory" in str(starter.said()["refused"])
