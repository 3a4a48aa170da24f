"""A disk that is full is named in one sentence, before, while and after the environment is made."""

import shlex

from chassis.accounts import on_a_disk
from chassis.bootstrap.conftest import Project, one_sentence


def test_a_disk_too_small_for_the_environment_is_called_full(project: Project):
    small = project.root.parent / "small"
    small.mkdir()
    copied = f"cp -a {shlex.quote(str(project.root))} {shlex.quote(str(small))}"
    there = Project(small / project.root.name, project.index)

    said = one_sentence(there.begin(before=on_a_disk(small, "size=2m", copied)))

    assert said.startswith("The disk is full: free about")


def test_a_disk_too_small_for_the_packages_is_called_full(made: Project):
    small = made.root.parent / "small"
    small.mkdir()
    fill = f"(cat /dev/zero > {shlex.quote(str(small / 'filler'))} 2>&- || true)"
    copied = f"cp -a {shlex.quote(str(made.root))} {shlex.quote(str(small))} && {fill}"
    there = Project(small / made.root.name, made.index)

    said = one_sentence(there.begin(before=on_a_disk(small, "size=60m", copied)))

    assert said.startswith("The disk is full: free about")
