from detente.model import Refusal
from detente.pages.tally import Tally


def taken(count, reason="not found", tally=None):
    tally = tally or Tally("a.warc", "record")
    return tally, [r for n in range(count) for r in tally.take(Refusal(f"a.warc#{n}", "pages", "status", reason))]


def test_three_of_a_reason_are_named_and_the_others_counted():
    for count, rest in ((3, []), (4, ["1 more record: not found"]), (1204, ["1,201 more records: not found"])):
        tally, named = taken(count)
        assert len(named) == 3
        assert [r.reason for r in tally.rest()] == rest


def test_each_reason_is_counted_apart():
    tally, _ = taken(5)
    taken(6, "moved", tally)
    assert [(r.file, r.code, r.reason) for r in tally.rest()] == [
        ("a.warc", "status", "3 more records: moved"),
        ("a.warc", "status", "2 more records: not found"),
    ]
