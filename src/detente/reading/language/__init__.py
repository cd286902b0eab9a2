"""Sentences, parse and names: the only place that knows spaCy."""

from detente.reading.language.parsed import Name, Parsed, Sentence, Token
from detente.reading.language.parser import model_version, parse, parse_text

__all__ = ["Name", "Parsed", "Sentence", "Token", "model_version", "parse", "parse_text"]
