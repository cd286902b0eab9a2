"""Records in a file: they come back as they went in."""

import pytest

from detente.events.spool import Spool
from detente.model import Span


@pytest.mark.parametrize("near", [0, 2, 100])
def test_records_come_back_whatever_is_kept_at_hand(near):
    spool = Spool(Span, near=near)
    for n in range(20):
        spool.put(str(n), Span(n, n + 1))
    assert [spool[str(n)] for n in reversed(range(20))] == [Span(n, n + 1) for n in reversed(range(20))]
    assert len(spool) == 20 and list(spool)[:2] == ["0", "1"]
