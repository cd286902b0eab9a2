"""Bytes -> text: byte-order mark, declared charset, strict UTF-8, then a guess; never replacement characters."""

from __future__ import annotations

import codecs
import re

from detente.errors import RefusedInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_CONTROL = bytes(range(9)) + b"\x0b" + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
_HEAD = 4096
_MAX_CONTROL_SHARE = 0.02
# Latin-1 reads any bytes at all; a guess is believed only if it explains the text without mess.
_MAX_CHAOS = 0.1


def decode(data: bytes, *, file: str, markup: bool = False) -> str:
    """Return the text of a file, byte-order mark dropped, line ends untouched.

    Order: byte-order mark, the charset that HTML declares (``markup``), UTF-8, then charset_normalizer's guess.
    Raises RefusedInput 'binary' or 'encoding'.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, file)
    if is_binary(data):
        raise RefusedInput(file, "binary", "this is not text: it holds control characters; give its text instead")
    declared = _declared(data, file) if markup else None
    if declared and (text := _attempt(data, declared)) is not None:
        return text
    text = _attempt(data, "utf-8")
    return _guess(data, file) if text is None else text


def is_binary(data: bytes) -> bool:
    """Say whether bytes without a byte-order mark are no text: a NUL, or more than 2 % control characters."""
    head = data[:65536]
    if b"\0" in head:
        return True
    return len(head) - len(head.translate(None, _CONTROL)) > _MAX_CONTROL_SHARE * len(head)


def _declared(data: bytes, file: str) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    name = match.group(1).decode("ascii", "replace")
    try:
        return codecs.lookup("cp1252" if name.lower() in {"iso-8859-1", "latin-1", "latin1"} else name).name
    except LookupError:
        if _attempt(data, "utf-8") is not None:
            return None
        reason = f"the page declares the unknown encoding {name!r}; save it as UTF-8"
        raise RefusedInput(file, "encoding", reason) from None


def _strict(data: bytes, name: str, file: str) -> str:
    text = _attempt(data, name)
    if text is None:
        reason = f"the byte-order mark says {name}, the bytes are not; save it as UTF-8"
        raise RefusedInput(file, "encoding", reason)
    return text


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _guess(data: bytes, file: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    text = _attempt(data, best.encoding) if best is not None and best.chaos <= _MAX_CHAOS else None
    if text is None:
        raise RefusedInput(file, "encoding", "its encoding can't be told; save it as UTF-8")
    return text
