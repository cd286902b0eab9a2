"""Small corpora for the tests of the coder's training."""

import json

from training.coder.dataset import read_corpus
from training.corpus import parse_text, record

HEADER = "# topic: {topic} | region: nowhere | decade: 2000s | style: agency\n"


def corpus_file(folder, text, topic="a test", source="own"):
    folder.mkdir(parents=True, exist_ok=True)
    sentences, problems = parse_text(HEADER.format(topic=topic) + text, name="test", source=source)
    assert not problems, problems
    file = folder / "corpus.jsonl"
    file.write_text("".join(json.dumps(record(sentence)) + "\n" for sentence in sentences), "utf-8")
    return file


def passages_of(text):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        return read_corpus(corpus_file(Path(folder), text)).passages


def many_file(folder, count=120):
    """Write a corpus of two sources and as many topics as sentences."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number in range(count):
        act, type_ = (("warned", "THREATEN"), ("praised", "SUPPORT"), ("fined", "SANCTION"))[number % 3]
        text = (
            f"Paris {act} Rome on day {number}, and Bern met Oslo.\n"
            f"  {type_} | Paris > Rome | {act}\n  CONSULT | Bern <> Oslo | met\n"
        )
        source = f"own{number % 2}"
        made = corpus_file(folder / "one", text, topic=f"topic {number}", source=source).read_text("utf-8")
        lines.append(json.dumps(json.loads(made) | {"id": f"{source}:{number}"}) + "\n")
    file = folder / "many.jsonl"
    file.write_text("".join(lines), "utf-8")
    return file
