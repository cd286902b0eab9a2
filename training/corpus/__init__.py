"""The corpus of coded sentences: its authoring format, its checks and its figures.

The sources are the ``*.txt`` files beside this module, one a theme; ``python -m training.corpus`` checks and
compiles them.
"""

from training.corpus.format import Label, Problem, Sentence, parse_text, read_sources, record

__all__ = ["Label", "Problem", "Sentence", "parse_text", "read_sources", "record"]
