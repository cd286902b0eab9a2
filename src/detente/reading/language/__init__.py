"""Splits a text into sentences and parses them; spaCy is hidden behind ``Parsed``."""

from detente.reading.language.parsed import Name, Parsed, Sentence, Token
from detente.reading.language.parser import model_version, parse, parse_text

__all__ = ["Name", "Parsed", "Sentence", "Token", "model_version", "parse", "parse_text"]
