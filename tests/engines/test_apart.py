import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.engines import call_apart
from detente.errors import DamagedStoreError, DetenteError

HERE = "tests.engines.test_apart"


def keep_pid(path):
    Path(path).write_text(str(os.getpid()), encoding="utf-8")


def find_damage(path):
    raise DamagedStoreError(f"{path}: altered")


def stumble():
    raise ValueError("stumbled")


def be_killed():
    os.kill(os.getpid(), 9)


def wait_long(path):
    keep_pid(path)
    time.sleep(60)


def test_it_runs_in_another_process(tmp_path):
    call_apart(f"{HERE}:keep_pid", str(tmp_path / "pid"))
    assert int((tmp_path / "pid").read_text()) != os.getpid()


def test_an_error_of_ours_comes_back_as_it_is():
    with pytest.raises(DamagedStoreError, match=r"^here: altered$"):
        call_apart(f"{HERE}:find_damage", "here")


@pytest.mark.parametrize(("task", "words"), [("stumble", "ValueError: stumbled"), ("be_killed", "by signal 9")])
def test_a_process_that_fails_is_told_of_with_the_remedy(task, words):
    with pytest.raises(DetenteError, match=f"{words}.*run the same command again"):
        call_apart(f"{HERE}:{task}")


def test_it_ends_when_its_caller_is_killed(tmp_path):
    path = tmp_path / "pid"
    code = f"from detente.engines import call_apart; call_apart({HERE + ':wait_long'!r}, {str(path)!r})"
    caller = subprocess.Popen([sys.executable, "-c", code])
    _until(lambda: path.exists() and path.read_text())
    caller.kill()
    caller.wait()
    _until(lambda: not _runs(int(path.read_text())))


def _until(holds):
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
