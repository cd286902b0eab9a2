"""Bytes -> text: byte-order mark, declared charset, UTF-8, then a guess; never replacement characters.

What a page declares is often a server's default. So a declared charset in which any bytes at all are text (windows-1252
and its like) is believed only of bytes that are no UTF-8: text of another charset is hardly ever UTF-8 by accident.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from detente.errors import RefusedInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# Names that Python knows and no page means: codecs of escapes, or of text that is ASCII whatever it says.
_NO_CHARSETS = frozenset(
    {"unicode-escape", "raw-unicode-escape", "punycode", "idna", "utf-7", "undefined", "mbcs", "oem"}
)
_ONE_BYTE = re.compile(r"cp\d+|iso8859|koi8|mac|latin|ascii|tis-620|hp-roman|ptcp|kz1048")
_LATIN_1 = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1", "us-ascii", "ascii"})
_CONTROL = bytes(range(9)) + b"\x0b" + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"
_HEAD = 4096
_MAX_CONTROL_SHARE = 0.02
# Latin-1 reads any bytes at all; a guess is believed only if it explains the text without mess.
_MAX_CHAOS = 0.1
# In UTF-16 every other byte of Latin text is NUL; in a binary file both halves have some.
_MANY_NULS, _FEW_NULS = 0.4, 0.1
# Text of another charset holds hardly a sequence that UTF-8 allows.
_LETTERS_TO_A_STRAY = 2


def decode(data: bytes, *, file: str, markup: bool = False, charset: str | None = None) -> str:
    """Return the text of a file, byte-order mark dropped, line ends untouched.

    Order: byte-order mark, UTF-16 by its pattern of NULs, ``charset`` (of an HTTP answer), the charset that HTML
    declares (``markup``), UTF-8, UTF-8 with strays, then charset_normalizer's guess. Raises RefusedInput 'binary' or
    'encoding'.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name, file)
    if (text := _unmarked_utf16(data)) is not None:
        return text
    if is_binary(data):
        what = "NUL bytes" if b"\0" in data else "control characters"
        raise RefusedInput(file, "binary", f"this is not text: it holds {what}; give its text instead")
    unicode = _attempt(data, "utf-8")
    for name in _declared(data, markup, charset):
        if unicode is not None and (_ONE_BYTE.match(name) or name == "utf-8"):
            return unicode
        if (text := _attempt(data, name)) is not None:
            return text
    if unicode is not None:
        return unicode
    if (mostly := _mostly_utf8(data)) is None:
        _refuse_unknown(data, markup, file)
    return _guess(data, file) if mostly is None else mostly


def is_binary(data: bytes) -> bool:
    """Say whether bytes without a byte-order mark are no text: a NUL, or more than 2 % control characters."""
    head = data[:65536]
    if b"\0" in data:
        return True
    return len(head) - len(head.translate(None, _CONTROL)) > _MAX_CONTROL_SHARE * len(head)


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 that lost its mark, ``None`` of anything else."""
    head = data[:_HEAD]
    half = len(head) // 2
    if b"\0" not in head or len(data) % 2 or not half:
        return None
    even, odd = head[::2].count(0) / half, head[1::2].count(0) / half
    if max(even, odd) < _MANY_NULS or min(even, odd) > _FEW_NULS:
        return None
    text = _attempt(data, "utf-16-le" if odd > even else "utf-16-be")
    return None if text is None or is_binary(text.encode("utf-8")) else text


def _declared(data: bytes, markup: bool, charset: str | None) -> Iterator[str]:
    for name in (charset, _in_markup(data) if markup else None):
        known = name and _codec(name)
        if known:
            yield known


def _in_markup(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return match.group(1).decode("ascii", "replace") if match else None


def _codec(name: str) -> str | None:
    """Return Python's name of a charset as the web means it, ``None`` for one that is unknown.

    Latin-1 means windows-1252 (WHATWG encoding standard), and bytes that could be searched for a declaration are
    neither UTF-16 nor UTF-32.
    """
    try:
        codec = codecs.lookup("cp1252" if name.lower() in _LATIN_1 else name).name
    except (LookupError, ValueError):
        return None
    if codec.startswith(("utf-16", "utf-32")):
        return "utf-8"
    return None if codec.replace("_", "-") in _NO_CHARSETS else codec


def _refuse_unknown(data: bytes, markup: bool, file: str) -> None:
    name = _in_markup(data) if markup else None
    if name and _codec(name) is None:
        reason = f"the page declares the unknown encoding {name[:40]!r}; save it as UTF-8"
        raise RefusedInput(file, "encoding", reason)


def _strict(data: bytes, name: str, file: str) -> str:
    text = _attempt(data, name)
    if text is None:
        reason = f"the byte-order mark says {name}, the bytes are not; save it as UTF-8"
        raise RefusedInput(file, "encoding", reason)
    return text


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """Return UTF-8 in which a few bytes of a Western page were pasted, these read as windows-1252; else ``None``.

    A guess at one charset for the whole would spoil every letter that is written in two bytes.
    """
    strays = 0

    def stray(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        assert isinstance(error, UnicodeDecodeError)
        strays += 1
        found = error.object[error.start : error.end]
        return (_attempt(found, "cp1252") or found.decode("latin-1")), error.end

    codecs.register_error("detente.stray", stray)
    text = data.decode("utf-8", "detente.stray")
    letters = sum(map((127).__lt__, map(ord, text))) - strays
    return text if strays * _LETTERS_TO_A_STRAY <= letters else None


def _guess(data: bytes, file: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    text = _attempt(data, best.encoding) if best is not None and best.chaos <= _MAX_CHAOS else None
    if text is None:
        raise RefusedInput(file, "encoding", "its encoding can't be told; save it as UTF-8")
    return text
