"""The coder's benchmarks: the confusion table, and unrounded weights put where the package can load them."""

import pytest

from benchmarks.coder_speed import as_model
from benchmarks.plover_yardstick import confusion
from detente.errors import ModelError
from detente.reading.codes.network import read_network


def test_confusion_counts_pairs_joins_yields_and_puts_none_last():
    table = confusion(["AID", "AID", "YIELD", "YIELD"], ["AID", "NONE", "RETREAT", "CONCEDE"])
    assert table.columns == ("right", "AID", "YIELD", "NONE")
    assert table.rows == (("AID", "1", "", "1"), ("YIELD", "", "2", ""))


def test_unrounded_weights_are_pinned_by_their_own_hash(tmp_path):
    export, folder = tmp_path / "export", tmp_path / "model"
    export.mkdir(), folder.mkdir()
    (export / "coder.float32.onnx").write_bytes(b"weights")
    (export / "tokenizer.json").write_text("{}")
    (export / "coder.yaml").write_text("model:\n  sha256: 00\ntokenizer:\n  sha256: 11\n")
    found = as_model(export / "coder.float32.onnx", folder)
    assert (found / "coder.onnx").read_bytes() == b"weights"
    pins = (found / "coder.yaml").read_text()
    assert "sha256: 00" not in pins and "sha256: 11" in pins
    with pytest.raises(ModelError, match="missing"):
        read_network(tmp_path)
