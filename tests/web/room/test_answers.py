"""Answers are made once, kept, and made anew for a newer index."""

import threading
import time

import pytest

from detente.errors import UsageError
from detente.web.room import answers
from detente.web.room.answers import Answers, Kept


def kept(text):
    return Kept("text/plain", (), text.encode(), b"")


def test_an_answer_is_made_once_for_all_who_ask_at_a_time():
    made = []

    def make(source):
        time.sleep(0.05)
        made.append(source)
        return kept(source)

    found = Answers()
    asking = [threading.Thread(target=found.get, args=(("a",), make, "one")) for _ in range(8)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert made == ["one"]
    assert found.get(("a",), make, "two").body == b"one"


def test_what_fails_is_tried_again():
    found = Answers()

    def fails(source):
        raise UsageError("gone")

    with pytest.raises(UsageError):
        found.get(("a",), fails, "one")
    assert found.get(("a",), kept, "one").body == b"one"


def test_a_newer_index_takes_over_what_was_asked_for():
    older, newer = Answers(), Answers()
    older.get(("a",), kept, "one")

    def no_more(source):
        if source == "two":
            raise UsageError("gone")
        return kept(source)

    older.get(("b",), no_more, "one")
    newer.take_over(older, "two")
    assert newer.get(("a",), lambda _: kept("made again"), "two").body == b"two"
    assert newer.get(("b",), lambda _: kept("made again"), "two").body == b"made again"


def test_no_more_is_kept_than_allowed(monkeypatch):
    monkeypatch.setattr(answers, "MOST_KEPT", 10)
    found = Answers()
    for name in ("aaaa", "bbbb", "cccc"):
        found.get((name,), lambda source, name=name: kept(name), None)
    assert found.get(("cccc",), lambda _: kept("again"), None).body == b"cccc"
    assert found.get(("aaaa",), lambda _: kept("again"), None).body == b"again"
