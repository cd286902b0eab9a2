import pytest

from training.corpus.__main__ import main, sources
from training.corpus.agreement import (
    PLAIN_READING,
    READING,
    WIRE_READING,
    Reading,
    agreed,
    blind,
    disagreements,
    items,
    kappa,
    pairs,
    read_reading,
    report,
    sample,
)
from training.corpus.format import NONE, parse_text, read_sources

HEADER = "# topic: test | region: nowhere | decade: 2010s | style: agency\n"
BODY = (
    "Northern jets struck southern depots on Friday, drawing a protest from the south.\n"
    "  ASSAULT/aerial military | Northern jets > southern depots | struck\n"
    "  ACCUSE/disapprove | south > Northern | protest\n"
    "  NONE/about | southern depots > south | -\n"
    "Oslo, which Bonn has long struck bargains with, sits on the Skagerrak's far side from Bonn's port.\n"
    "  NONE/background | Oslo > Skagerrak's | -\n"
)


def read(body=BODY, source="x"):
    sentences, problems = parse_text(HEADER + body, name=f"{source}.txt", source=source)
    assert not problems, problems
    return sentences


def reading_of(sentences, **changed):
    """The labels as a reading; ``changed`` holds what stands in place of a type."""
    lines = []
    for item in items(sentences):
        label = item.label
        code = NONE if label.type == NONE else f"{label.type}/{label.mode} {label.status}"
        lines.append(f"{item.id} {changed.get(label.type, code)}")
    return read_reading("\n".join(lines), "reading.txt")


class TestSample:
    def test_ids_hold_when_label_and_line_change(self):
        moved = read("// a remark\n" + BODY.replace("ASSAULT/aerial military", "ASSAULT/drone planned"))
        assert [item.id for item in items(moved)] == [item.id for item in items(read())]

    def test_ids_change_with_sentence_or_spans(self):
        other = read(BODY.replace("| Northern jets >", "| jets >").replace("far side", "other side"))
        before, after = ([item.id for item in items(sentences)] for sentences in (read(), other))
        assert [one == two for one, two in zip(before, after, strict=True)] == [False, True, True, False]

    def test_each_source_gives_as_many_and_each_class_comes_up(self):
        many = "".join(f"Oslo thanked Bonn for map {n}.\n  SUPPORT | Oslo > Bonn | thanked\n" for n in range(40))
        rare = "Oslo fined a Bonn firm.\n  SANCTION/convict | Oslo > Bonn firm | fined\n"
        sentences = [*read(many + rare, "a"), *read(many.replace("map", "chart"), "b")]
        drawn = sample(sentences, 20, 7)
        assert [item.id for item in drawn] == [item.id for item in sample(sentences, 20, 7)]
        assert [item.id for item in drawn] != [item.id for item in sample(sentences, 20, 8)]
        assert sorted(item.sentence.source for item in drawn) == ["a"] * 10 + ["b"] * 10
        assert "SANCTION" in {item.label.type for item in drawn}

    def test_the_blind_text_tells_no_label_and_every_pair_has_a_predicate(self):
        sentences = read()
        struck, protest, about, background = blind(items(sentences), sentences)
        assert struck.endswith(
            "\t[A Northern jets] [P struck] [R southern depots] on Friday, drawing a protest from the south."
        )
        assert "[R Northern] jets" in protest
        assert "[A southern depots]" in about
        assert "[P protest]" in about or "[P struck]" in about
        assert "[P struck] bargains" in background
        assert not any(word in line for line in (struck, protest, about) for word in ("ASSAULT", "ACCUSE", "NONE"))


class TestReading:
    def test_a_reading_is_read(self):
        found = read_reading("# remark\n\nab NONE\ncd AGREE planned\nef ASSAULT/drone occurred\n", "r.txt")
        assert found == {
            "ab": Reading(NONE, None, None),
            "cd": Reading("AGREE", None, "planned"),
            "ef": Reading("ASSAULT", "drone", "occurred"),
        }

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("ab", "write id TYPE/mode status"),
            ("ab FIGHT occurred", "no type 'FIGHT'"),
            ("ab ASSAULT/demo occurred", "no mode 'demo'"),
            ("ab ASSAULT", "write a status"),
            ("ab ASSAULT soon", "write a status"),
            ("ab NONE occurred", "neither mode nor status"),
            ("ab NONE/sport", "neither mode nor status"),
            ("ab NONE\nab NONE", "stands twice"),
        ],
    )
    def test_a_fault_names_its_line(self, line, told):
        with pytest.raises(ValueError, match=rf"^r\.txt:{1 + line.count(chr(10))}: .*{told}"):
            read_reading(line, "r.txt")

    @pytest.mark.parametrize(("kept", "least"), [(READING, 1000), (WIRE_READING, 400), (PLAIN_READING, 350)])
    def test_a_kept_reading_belongs_to_the_corpus(self, kept, least):
        found = read_reading(kept.read_text("utf-8"), kept.name)
        sentences, _ = read_sources(sources())
        assert kept not in sources()
        assert len(pairs(sentences, found)) > least


class TestFigures:
    def test_kappa_of_the_textbook(self):
        coded = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
        assert agreed(coded) == 0.7
        assert kappa(coded) == pytest.approx(0.4)

    def test_kappa_of_nothing_is_unknown(self):
        assert agreed([]) is None
        assert kappa([]) is None
        assert kappa([("y", "y")]) is None

    def test_within_strata_chance_is_higher(self):
        coded = [("a", "a")] * 9 + [("b", "a")] + [("c", "c")] * 9 + [("d", "c")]
        strata = ["one"] * 10 + ["two"] * 10
        assert kappa(coded, strata) == pytest.approx(0.0)
        assert kappa(coded) > 0.8

    def test_full_agreement(self):
        sentences = read()
        found = pairs(sentences, reading_of(sentences))
        assert "| type (NONE included) | 4 | 100.0% | 1.000 |" in report(found, 4)
        assert list(disagreements(found)) == []

    def test_what_differs_is_counted_and_listed(self):
        sentences = read()
        found = pairs(sentences, reading_of(sentences, ACCUSE="REJECT occurred", ASSAULT="ASSAULT/drone planned"))
        told = report(found, 5)
        assert "4 labels read twice; 1 more" in told
        assert "| type (NONE included) | 4 | 75.0% |" in told
        assert "types confused: ACCUSE read as REJECT 1" in told
        assert "modes confused: ASSAULT/aerial read as ASSAULT/drone 1" in told
        assert "statuses confused: occurred read as planned 1" in told
        assert "| x | 4 | 75.0% |" in told
        assert [line.split(" | ")[:2] for line in disagreements(found)] == [
            ["x.txt:2: ASSAULT/aerial occurred", "read as ASSAULT/drone planned"],
            ["x.txt:2: ACCUSE/disapprove occurred", "read as REJECT/- occurred"],
        ]


class TestCommands:
    def test_blind_then_agreement(self, tmp_path, capsys):
        source, out, reading = (tmp_path / name for name in ("a.txt", "out.txt", "reading.txt"))
        source.write_text(HEADER + BODY, "utf-8")
        assert main(["blind", str(out), str(source), "--count", "3"]) == 0
        ids = [line.split("\t")[0] for line in out.read_text("utf-8").splitlines()]
        assert len(ids) == 3
        reading.write_text("".join(f"{name} NONE\n" for name in ids), "utf-8")
        assert main(["agreement", str(reading), str(source), "--list"]) == 0
        assert "3 labels read twice" in capsys.readouterr().out

    def test_a_reading_that_is_absent_or_faulty(self, tmp_path, capsys):
        assert main(["agreement", str(tmp_path / "absent.txt")]) == 1
        (tmp_path / "r.txt").write_text("ab\n", "utf-8")
        assert main(["agreement", str(tmp_path / "r.txt")]) == 1
        assert "r.txt:1: write id" in capsys.readouterr().err
