"""The network: a pretrained sentence encoder, the three marker states and the mean, and one head an output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from detente.reading.codes.marking import ROLES, Marked, Markers, Span, mark
from training.coder.labels import Labels
from training.coder.pretrained import Pretrained

HEADS = ("type", "mode", "contexts", "status", "symmetric")
_WORDS = ("actor", "recipient", "act")
"""What the markers of ``ROLES`` start from: the encoder's own vector of the word."""
_SPARE = "[unused{}]"
"""Vocabulary entries that pretraining left without a use; both encoders have them, so no vocabulary grows."""

_PADS = ("<pad>", "[PAD]")
"""MPNet's own first: its vocabulary holds BERT's too, without a use."""
_MASKS = ("<mask>", "[MASK]")


class Tokens:
    """The encoder's tokenizer with the markers. Sentences are tokenised once and kept."""

    def __init__(self, file: Path, longest: int) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(str(file))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.longest = longest
        self.markers = self._markers()
        self.mask: int = next(i for i in map(self.tokenizer.token_to_id, _MASKS) if i is not None)
        self._seen: dict[str, tuple[list[int], list[Span]]] = {}

    def _markers(self) -> Markers:
        plain = self.tokenizer.encode("").ids
        pads = [self.tokenizer.token_to_id(name) for name in _PADS]
        pad = next(found for found in pads if found is not None)
        spare = [self.tokenizer.token_to_id(_SPARE.format(i)) for i in range(2 * len(ROLES))]
        if None in spare or len(plain) != 2:
            raise ValueError("the tokenizer has no unused entries for markers; take a BERT or MPNet vocabulary")
        pairs = [(spare[2 * i], spare[2 * i + 1]) for i in range(len(ROLES))]
        return Markers(plain[0], plain[1], pad, (pairs[0], pairs[1], pairs[2]))

    def word(self, text: str) -> list[int]:
        """Return the ids of a word alone."""
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    def forget(self) -> None:
        """Let go of the sentences kept."""
        self._seen.clear()

    def marked(self, text: str, spans: Sequence[Span | None]) -> Marked:
        """Return a sentence's ids with the spans marked."""
        if text not in self._seen:
            encoding = self.tokenizer.encode(text, add_special_tokens=False)
            self._seen[text] = (encoding.ids, encoding.offsets)
        return mark(*self._seen[text], spans, self.markers, self.longest)


@dataclass(frozen=True, slots=True)
class Shape:
    """How many names each head tells."""

    type: int
    mode: int
    contexts: int
    status: int
    symmetric: int = 1

    @classmethod
    def of(cls, labels: Labels) -> Shape:
        """Return the shape that these names ask."""
        return cls(len(labels.types), len(labels.modes), len(labels.contexts), len(labels.statuses))


class Coder(nn.Module):  # type: ignore[misc]  # torch is absent where types are checked
    """ids [batch, length], mask [batch, length], places [batch, 3] -> logits of each of ``HEADS``, [batch, names]."""

    def __init__(self, body: nn.Module, width: int, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.body = body
        size = width * (len(ROLES) + 1)
        self.dense = nn.Linear(size, 2 * width)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleList(nn.Linear(2 * width, getattr(shape, name)) for name in HEADS)

    def forward(self, ids: Tensor, mask: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        """Return the logits in the order of ``HEADS``."""
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        wanted = places.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        marks = torch.gather(states, 1, wanted).flatten(1)
        weight = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1)
        told = self.dropout(nn.functional.gelu(self.dense(self.dropout(torch.cat([marks, mean], 1)))))
        return tuple(head(told) for head in self.heads)


def build(source: Pretrained, labels: Labels, tokens: Tokens) -> Coder:
    """Return a coder on a pretrained encoder, its markers set to the words that they stand for."""
    from transformers import AutoModel
    from transformers.utils import logging

    logging.disable_progress_bar()
    body = AutoModel.from_pretrained(source.folder, local_files_only=True)
    body.pooler = None
    coder = Coder(body, body.config.hidden_size, Shape.of(labels))
    _start_markers(body, tokens)
    return coder


def freeze(coder: Coder, layers: int) -> None:
    """Let the word vectors and so many layers above them learn nothing; 0 leaves everything free.

    What an encoder knows of words and syntax sits low and is needed as it is (Lee, Tang & Lin 2019, What Would Elsa Do?
    Freezing Layers During Transformer Fine-Tuning); without its gradients a step of MPNet is 1.6 times as fast.
    """
    if layers:
        for part in (coder.body.embeddings, *coder.body.encoder.layer[:layers]):
            part.requires_grad_(False)


def _start_markers(body: Any, tokens: Tokens) -> None:
    table = body.get_input_embeddings().weight
    with torch.no_grad():
        for role, word in zip(tokens.markers.roles, _WORDS, strict=True):
            start = table[tokens.word(word)].mean(0)
            table[role[0]] = start
            table[role[1]] = start * 0.5 + table[tokens.markers.last] * 0.5


def batch(marked: Sequence[Marked], pad: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids and mask, filled up to the longest, and places, as int64 tensors."""
    longest = max(len(one.ids) for one in marked)
    ids = torch.tensor([one.ids + [pad] * (longest - len(one.ids)) for one in marked])
    mask = torch.tensor([[1] * len(one.ids) + [0] * (longest - len(one.ids)) for one in marked])
    return ids, mask, torch.tensor([one.places for one in marked])
