"""One task in a fresh process of its own, whose memory ends with it.

The process is none of ``multiprocessing``: that would import the user's script again, which must then be guarded.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
import threading

from detente import errors
from detente.errors import DetenteError

_ENDED = 3
"""Exit status of a task that ended with an error of ours, which it writes as its last line."""


def call_apart(function: str, *given: str) -> None:
    """Call ``module:function`` with some strings in a fresh process, and wait until it has returned.

    Raises the task's own error where that is one of ours, DetenteError with its last words where the process fails.
    Ctrl-C ends the process with this one.
    """
    command = [sys.executable, "-m", "detente.engines.apart", function, *given]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as words:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=words, env=env) as process:
            try:
                status = process.wait()
            except BaseException:
                process.kill()
                raise
        words.seek(0)
        if status:
            raise _error(status, words.read().strip().splitlines())


def _error(status: int, words: list[str]) -> DetenteError:
    last = words[-1] if words else "it said nothing"
    if status == _ENDED:
        name, message = json.loads(last)
        kind: type[DetenteError] = getattr(errors, name, DetenteError)
        return kind(message)
    how = f"was ended by signal {-status}, perhaps for want of memory" if status < 0 else f"failed: {last}"
    return DetenteError(f"the process for the last stages {how}; what was read is kept: run the same command again")


def main(function: str, *given: str) -> None:
    """Call a function by its name; an error of ours becomes the last line of standard error."""
    threading.Thread(target=_end_with_the_caller, daemon=True).start()
    module, _, name = function.partition(":")
    try:
        getattr(importlib.import_module(module), name)(*given)
    except DetenteError as error:
        print(json.dumps([type(error).__name__, str(error)]), file=sys.stderr)
        sys.exit(_ENDED)


def _end_with_the_caller() -> None:
    """End when standard input does: a caller that was killed no longer keeps other writers away."""
    os.read(0, 1)  # not by way of sys.stdin, whose lock the end of Python waits for
    os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
