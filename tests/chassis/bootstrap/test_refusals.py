"""Whatever stands in the way is said in one sentence, with an exit code that stops make."""

import ast
from pathlib import Path

import pytest

from chassis.accounts import AS_ROOT, NOBODY
from chassis.bootstrap.conftest import SCRIPTS, Project, one_sentence


@pytest.mark.parametrize("script", ["bootstrap.py", "bootstrap_words.py"])
def test_a_python_that_is_too_old_can_still_read_the_script(script: str):
    tree = ast.parse((SCRIPTS / script).read_text(), feature_version=(3, 8))

    first = next(each for each in tree.body if isinstance(each, ast.ImportFrom))
    assert first.module == "__future__", "without it, an older Python stumbles over the annotations"


def test_a_python_that_is_too_old_is_refused(project: Project):
    older = project.root / "older"
    older.mkdir()
    (older / "sitecustomize.py").write_text("import sys\nsys.version_info = (3, 9, 2, 'final', 0)\n")

    said = project.refused(PYTHONPATH=str(older), PATH=str(older))

    assert said == "Python 3.9 is too old: install 3.11 or later and run `python3.11 scripts/bootstrap.py`."


def test_a_python_without_venv_is_refused_with_the_package_to_install(project: Project):
    without = project.root / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")

    assert "apt install python3." in project.refused(PYTHONPATH=str(without))


def test_a_missing_lock_is_refused(project: Project):
    (project.root / "requirements.txt").unlink()

    assert "requirements.txt is missing" in project.refused()


def test_an_index_that_cannot_be_reached_is_refused(made: Project):
    said = made.refused(PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_RETRIES="1", PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert said.startswith("The package index cannot be reached: connect to the network")


def test_a_package_that_the_index_lacks_is_refused(made: Project):
    made.lock("delta==1.0 --hash=sha256:" + "0" * 64 + "\n")

    assert "Not all of requirements.txt is to be had" in made.refused()


def test_a_file_that_is_not_the_one_in_the_lock_is_refused(made: Project):
    made.offer("beta")
    made.lock("beta==1.0 --hash=sha256:" + "0" * 64 + "\n")

    assert made.refused().startswith("The index has other files than requirements.txt names")
    assert made.python("__import__('importlib.util').util.find_spec('beta')") == "None"


def test_a_lock_without_hashes_is_refused_with_pips_own_words(made: Project):
    made.lock("alpha==1.0\n")

    assert "Hashes are required in --require-hashes mode" in made.refused()


def test_a_folder_that_may_not_be_written_to_is_refused(project: Project, reachable_python: str):
    project.root.chmod(0o555)

    said = one_sentence(project.begin(python=reachable_python, uid=NOBODY if AS_ROOT else None))

    assert (
        said
        == f"{project.root} cannot be written to: make it writable for this account, or clone the project to a folder of your own."
    )
    project.root.chmod(0o755)


def test_a_file_in_the_place_of_a_folder_is_named(project: Project):
    Path(project.root / ".noms").write_text("")

    assert ".noms" in project.refused()
