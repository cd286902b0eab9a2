"""The command that opens the reading room, in a process of its own."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.request

import pytest

from tests.web.hostile_pages import make_store


@pytest.fixture
def root(tmp_path):
    with make_store(tmp_path) as store:
        return store.root


@contextlib.contextmanager
def started(root, *options):
    command = [sys.executable, "-m", "detente", "serve", "--store", str(root), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def test_it_serves_until_it_is_interrupted(root, tmp_path):
    token = tmp_path / "desk.token"
    with started(root, "--token-file", str(token)) as served:
        address = served.stdout.readline().removeprefix("reading room: ").strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}overview.json", timeout=60) as answer:
            assert answer.status == 200
        assert token.read_text().strip()
        os.kill(served.pid, signal.SIGINT)
        assert served.wait(30) in (0, 130)
        assert "desk.token" in served.stderr.read()


@pytest.mark.parametrize(
    ("options", "says"),
    [(("--store", "nowhere"), "no store here"), (("--host", "203.0.113.9"), "can't listen on 203.0.113.9")],
)
def test_what_cannot_be_served(root, options, says):
    with started(root, *options) as served:
        _, errors = served.communicate(timeout=60)
    assert served.returncode == 2
    assert says in errors
