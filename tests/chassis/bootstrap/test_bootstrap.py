"""One command makes a fresh checkout runnable, and does nothing when asked again."""

import resource
import shutil
import signal
import subprocess
import time

from chassis.bootstrap.conftest import Project


def test_a_checkout_moved_here_is_set_up_anew_with_its_packages_its_path_and_its_command(moved: Project):
    assert moved.python("__import__('alpha').VERSION") == "1.0"
    assert moved.python("__import__('noms.cli.main').__path__[0]") == str(moved.root / "shared" / "noms")
    assert moved.python(f"{str(moved.root)!r} in __import__('sys').path") == "True"

    done = subprocess.run([moved.root / ".venv" / "bin" / "noms", "up", "two words"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (4, "noms up two words\n")


def test_asked_again_it_does_nothing_and_does_it_at_once(moved: Project):
    log = moved.root / ".noms" / "bootstrap.log"
    before, seconds = log.stat().st_mtime_ns, []

    for _ in range(3):
        began = seconds_of_work()
        assert moved.set_up() == ""
        seconds.append(seconds_of_work() - began)

    assert log.stat().st_mtime_ns == before
    assert min(seconds) < 0.2


def seconds_of_work() -> float:
    """How long the processors have worked for the processes that this one has begun; other work beside it does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_changed_lock_is_followed(made: Project):
    made.set_up()

    made.lock(made.offer("alpha", "2.0"), made.offer("beta"))
    made.set_up()

    assert made.python("__import__('alpha').VERSION, __import__('beta').VERSION") == "2.0 1.0"


def test_packages_go_into_the_environment_whatever_the_user_sets_for_pip_and_python(made: Project):
    elsewhere = made.root / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(made.index / "alpha-1.0-py3-none-any.whl", elsewhere)

    made.set_up(PIP_TARGET=str(elsewhere), PIP_USER="1", PYTHONPATH=str(elsewhere / "alpha-1.0-py3-none-any.whl"))

    assert made.python("__import__('alpha').__file__").startswith(str(made.root / ".venv"))


def test_the_lock_for_development_also_does_for_running_and_not_the_reverse(made: Project):
    made.lock(made.offer("alpha"), development=(made.offer("gamma"),))
    made.set_up()
    made.set_up("--dev")
    assert made.installs() == 2

    assert made.set_up() == ""
    assert made.python("__import__('gamma').VERSION") == "1.0"


def test_two_at_once_take_turns_and_install_once(made: Project):
    both = [made.begin() for _ in range(2)]

    assert [begun.wait(60) for begun in both] == [0, 0]
    shown = "".join(begun.communicate()[0] for begun in both)
    assert shown.count("Ready") == 1
    assert made.installs() == 1


def test_one_that_was_killed_is_taken_up_by_the_next(made: Project):
    killed = made.begin()
    while not (made.root / ".noms" / "bootstrap.log").exists():
        assert killed.poll() is None
        time.sleep(0.005)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()

    made.set_up()

    assert made.python("__import__('alpha').VERSION") == "1.0"


def test_an_installation_broken_off_after_a_change_is_not_taken_for_the_old_one(made: Project):
    made.set_up()
    before = (made.root / "requirements.txt").read_text()
    made.lock("delta==1.0 --hash=sha256:" + "0" * 64 + "\n")
    made.refused()
    made.lock(before)

    assert "Ready" in made.set_up()
