import json

import pytest

from training.corpus.__main__ import build, checked, main, sources
from training.corpus.checks import foreign, twice
from training.corpus.format import NONE, Sentence, parse_text, read_sources, record
from training.corpus.quota import missing
from training.corpus.statistics import counts, openings, overlap, patterns, predicates, report, short_modes

HEADER = "# topic: test | region: nowhere | decade: 2010s | style: agency\n"
STRUCK = "Northern jets struck southern depots on Friday, drawing a protest from the south."


def read(body, header=HEADER):
    return parse_text(header + body, name="x.txt", source="x")


def faults(body, header=HEADER):
    return [str(problem) for problem in read(body, header)[1]]


def one_label(label, text=STRUCK):
    sentences, problems = read(f"{text}\n  {label}\n")
    assert not problems, problems
    return sentences[0].text, sentences[0].labels[0]


class TestFormat:
    def test_spans_are_offsets_of_the_sentence(self):
        text, label = one_label("ASSAULT/aerial military | Northern jets > southern depots | struck")
        assert [text[slice(*span)] for span in (label.actor, label.recipient, label.predicate)] == [
            "Northern jets",
            "southern depots",
            "struck",
        ]
        assert (label.type, label.mode, label.contexts, label.status) == (
            "ASSAULT",
            "aerial",
            ("military",),
            "occurred",
        )

    def test_status_follows_the_contexts(self):
        _, label = one_label("ASSAULT military,territory ongoing | Northern jets > - | struck")
        assert (label.contexts, label.status, label.recipient) == (("military", "territory"), "ongoing", None)

    def test_a_pair_on_a_par(self):
        _, label = one_label("ASSAULT | Northern jets <> southern depots | struck")
        assert label.symmetric

    def test_a_none_pair_has_a_kind_and_no_status(self):
        _, label = one_label("NONE/about | southern depots > south | -")
        assert (label.type, label.kind, label.status, label.predicate) == (NONE, "about", None, None)

    def test_a_mode_brings_its_context(self):
        _, label = one_label("COERCE/cyber military | Northern jets > southern depots | struck")
        assert label.contexts == ("military", "cyber")

    def test_a_number_picks_the_occurrence(self):
        text, label = one_label("ACCUSE | Oslo#2 > Bonn | scolded", "Oslo people sang while Oslo scolded Bonn.")
        assert label.actor == (text.rindex("Oslo"), text.rindex("Oslo") + 4)

    def test_a_word_inside_another_is_no_occurrence(self):
        assert "whole word" in faults(f"{STRUCK}\n  ASSAULT | North > - | struck\n")[0]

    @pytest.mark.parametrize(
        ("label", "told"),
        [
            ("FIGHT | Northern jets > - | struck", "no type 'FIGHT'"),
            ("ASSAULT/demo | Northern jets > - | struck", "no mode 'demo'"),
            ("ASSAULT weather | Northern jets > - | struck", "no context or status 'weather'"),
            ("ASSAULT | Northern jets > - | hit", "'hit' does not stand"),
            ("ASSAULT | - > - | struck", "neither actor nor recipient"),
            ("ASSAULT | Northern jets > - | -", "needs a predicate"),
            ("AID | Northern jets > - | struck", "AID needs a recipient"),
            ("ASSAULT | Northern jets > jets | struck", "overlap"),
            ("ASSAULT | Northern jets | struck", "write actor > recipient"),
            ("ASSAULT | Northern jets <> - | struck", "both sides"),
            ("ASSAULT Northern jets > - struck", "write TYPE/mode"),
            ("NONE | Northern jets > south | -", "NONE/kind"),
            ("NONE/about | Northern jets > - | -", "both an actor and a recipient"),
            ("ACCUSE | south#3 > Northern jets | protest", "there is no number 3"),
            ("ACCUSE | south > - | on Friday, drawing a protest from", "is long"),
        ],
    )
    def test_a_fault_names_line_and_remedy(self, label, told):
        (fault,) = faults(f"{STRUCK}\n  {label}\n")
        assert fault.startswith("x.txt:3: ")
        assert told in fault

    def test_an_unnumbered_repeat_is_a_fault(self):
        assert (
            "write Oslo#1" in faults("Oslo people sang while Oslo scolded Bonn.\n  ACCUSE | Oslo > Bonn | scolded\n")[0]
        )

    def test_a_sentence_needs_header_and_label(self):
        assert "no header" in faults(f"{STRUCK}\n  ASSAULT | Northern jets > - | struck\n", header="")[0]
        assert "no label line" in faults(f"{STRUCK}\n")[0]
        assert "lacks style" in faults("", header="# topic: a | region: b | decade: c\n")[0]

    def test_a_bad_sentence_is_left_out_and_the_rest_read(self):
        good = "Oslo thanked Bonn for the maps.\n  SUPPORT | Oslo > Bonn | thanked\n"
        body = f"{STRUCK}\n  WRONG | Northern jets > - | struck\n{good}"
        sentences, problems = read(body)
        assert [s.text for s in sentences] == ["Oslo thanked Bonn for the maps."]
        assert len(problems) == 1

    def test_one_pair_is_not_labelled_twice_for_one_predicate(self):
        label = "  ASSAULT | Northern jets > - | struck\n"
        assert "two labels for one pair" in faults(f"{STRUCK}\n{label}{label}")[0]

    def test_a_file_that_is_absent_is_a_problem(self, tmp_path):
        sentences, problems = read_sources([tmp_path / "absent.txt"])
        assert not sentences
        assert "can't be read" in str(problems[0])


class TestChecks:
    def test_a_sentence_that_stands_twice_is_grave(self):
        sentence = Sentence(source="x", line=1, text=STRUCK)
        (problem,) = twice([sentence, Sentence(source="y", line=9, text=STRUCK.upper())])
        assert problem.grave
        assert "x.txt:1" in problem.text

    def test_a_near_copy_is_a_warning(self):
        near = Sentence(source="y", line=9, text=STRUCK.replace("Friday", "Sunday"))
        other = Sentence(source="y", line=11, text="A court in the capital fined three shipowners over the spill.")
        (problem,) = twice([Sentence(source="x", line=1, text=STRUCK), near, other])
        assert not problem.grave
        assert problem.line == 9

    def test_words_of_others_are_found(self, tmp_path):
        (tmp_path / "a.txt").write_text("He wrote: northern jets struck southern depots on Friday. So it was.", "utf-8")
        (tmp_path / "b.jsonl").write_text(
            json.dumps({"text": ["a court in the capital fined three men"]}) + "\n", "utf-8"
        )
        court = Sentence(source="x", line=5, text="A court in the capital fined three shipowners over the spill.")
        fresh = Sentence(source="x", line=7, text="Nobody has ever written this line before, or so we hope.")
        found = foreign([Sentence(source="x", line=1, text=STRUCK), court, fresh], tmp_path)
        assert sorted(sentence.line for sentence, _ in found) == [1, 5]


class TestStatistics:
    def sentences(self):
        body = (
            f"{STRUCK}\n  ASSAULT/aerial military | Northern jets > southern depots | struck\n"
            "  ACCUSE/disapprove | south > Northern | protest\n  NONE/about | southern depots > south | -\n"
            "Oslo thanked Bonn for the maps.\n  SUPPORT | Oslo > Bonn | thanked\n"
        )
        return read(body)[0]

    def test_counts(self):
        found = counts(self.sentences())
        assert found["type"] == {"ASSAULT": 1, "ACCUSE": 1, "NONE": 1, "SUPPORT": 1}
        assert found["none"] == {"about": 1}
        assert found["mode"]["ASSAULT/aerial"] == 1
        assert found["form"]["recipient before actor"] == 1

    def test_modes_short_of_the_floor(self):
        short = dict(short_modes(self.sentences(), floor=1))
        assert "ASSAULT/aerial" not in short
        assert short["COERCE/curfew"] == 0
        assert "AID/-" in short

    def test_shares(self):
        sentences = self.sentences()
        assert openings(sentences)[0].share == 0.5
        assert {share.name for share in predicates(sentences)} == {"struck", "protest", "thank"}
        assert "SUPPORT A P R" in {share.name for share in patterns(sentences)}
        assert "sentences 2, labels 4, NONE 1 (25.0%)" in report(sentences)

    def test_overlap_of_sources(self):
        one = Sentence(source="one", line=1, text="the court in the capital fined three men")
        other = Sentence(source="other", line=1, text="a court in the capital spoke")
        ((_, _, share),) = overlap([one, other], length=4)
        assert share == pytest.approx(1 / 3)


class TestQuota:
    def test_what_is_missing_is_told_with_what_is_wanted(self):
        body = f'"{STRUCK}" he said.\n  ASSAULT/aerial planned | Northern jets > - | struck\n'
        short = {quota.name: (quota.count, quota.wanted) for quota in missing(read(body)[0])}
        assert short["sentences"] == (1, 1000)
        assert short["with a quotation"] == (1, 80)
        assert short["planned"] == (1, 80)
        assert short["ASSAULT/aerial"] == (1, 5)
        assert short["headlines"] == (0, 120)


class TestCommands:
    def test_build_writes_a_line_a_sentence(self, tmp_path):
        source = tmp_path / "a.txt"
        source.write_text(
            f"{HEADER}{STRUCK}\n  ASSAULT/aerial military | Northern jets > southern depots | struck\n", "utf-8"
        )
        count, digest = build([source], tmp_path / "out.jsonl")
        (line,) = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
        assert count == 1
        assert len(digest) == 64
        assert json.loads(line)["labels"][0]["actor"] == [0, 13]
        assert json.loads(line)["decade"] == "2010s"

    def test_build_refuses_a_faulty_source(self, tmp_path):
        source = tmp_path / "a.txt"
        source.write_text(f"{HEADER}{STRUCK}\n", "utf-8")
        with pytest.raises(ValueError, match="no label line"):
            build([source], tmp_path / "out.jsonl")
        assert main(["figures", str(source)]) == 1

    def test_the_corpus_itself_is_sound(self):
        sentences, problems = checked(sources())
        assert [str(problem) for problem in problems if problem.grave] == []
        for sentence in sentences:
            for label in record(sentence)["labels"]:
                assert label["type"] == NONE or label["status"]
