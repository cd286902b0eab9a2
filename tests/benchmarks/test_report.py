import pytest

from benchmarks import __main__ as benchmarks
from benchmarks.shared import Table, figure, shared


def test_a_table_in_markdown():
    table = Table("Speed", ("what", "seconds"), (("parser", "1.0"), ("read", "2.0")))
    assert table.markdown() == "Speed\n\n| what | seconds |\n| --- | --- |\n| parser | 1.0 |\n| read | 2.0 |"


def test_figures_have_three_digits_and_no_zero_before_the_point():
    assert [figure(value) for value in (0.5, 0.12345, 1.0, 2.5, -0.25, None)] == [
        ".500", ".123", "1.000", "2.500", "-.250", "n/a",
    ]  # fmt: skip


def test_every_yardstick_says_that_it_was_skipped_where_it_is_absent(tmp_path, monkeypatch):
    monkeypatch.setenv("DETENTE_SHARED", str(tmp_path / "none"))
    assert shared() is None
    outside = {name: measure for name, measure in benchmarks.MEASURES.items() if name not in benchmarks.OWN}
    assert {name: measure() for name, measure in outside.items()} == dict.fromkeys(outside)


def test_the_report_tells_figures_skipped_and_failed(tmp_path, monkeypatch):
    def broken():
        raise RuntimeError("no model")

    report = tmp_path / "BENCHMARKS.md"
    measures = {"Told": lambda: (Table("T", ("a",), (("1",),)),), "Absent": lambda: None, "Broken": broken}
    monkeypatch.setattr(benchmarks, "MEASURES", measures)
    monkeypatch.setattr(benchmarks, "REPORT", report)
    assert benchmarks.main() == 1
    text = report.read_text(encoding="utf-8")
    assert "## Told\n\nT\n\n| a |" in text
    assert "absent for: Absent." in text
    assert "failed: RuntimeError: no model" in text
    assert "- Python: " in text


def test_sections_can_be_measured_alone_and_the_others_stay(tmp_path, monkeypatch):
    report = tmp_path / "BENCHMARKS.md"
    told = {"One": "1", "Two": "2"}
    monkeypatch.setattr(benchmarks, "MEASURES", {name: lambda name=name: told[name] for name in told})
    monkeypatch.setattr(benchmarks, "REPORT", report)
    assert benchmarks.main() == 0
    told |= {"One": "11", "Two": "22"}
    assert benchmarks.main(["Two"]) == 0
    text = report.read_text(encoding="utf-8")
    assert text.index("```text\n1\n```") < text.index("```text\n22\n```")
    assert text.count("Measured at commit") == 2
    with pytest.raises(SystemExit, match="no section Three; there are: One, Two"):
        benchmarks.main(["Three"])
