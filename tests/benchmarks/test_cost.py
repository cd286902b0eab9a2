"""What a command costs: its own memory, not that of the process which measures."""

from __future__ import annotations

import sys

import pytest

from benchmarks.shared import cost


def test_memory_is_the_commands_own() -> None:
    held = bytearray(b"x" * 300_000_000)
    small = cost(sys.executable, "-c", "import time; time.sleep(0.05)")
    large = cost(sys.executable, "-c", "import time; held = bytearray(b'x' * 100_000_000); time.sleep(0.05)")
    assert len(held) > 0
    assert small.megabytes < 90 < large.megabytes < 250


def test_a_command_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(RuntimeError, match="no such thing"):
        cost(sys.executable, "-c", "import sys; print('no such thing', file=sys.stderr); sys.exit(3)")
