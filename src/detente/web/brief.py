"""The brief: all that a store knows of two parties, in one self-contained file for a reader's desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UsageError
from detente.store.files import write_bytes

if TYPE_CHECKING:
    from detente.api import Store

SUFFIXES = (".html", ".htm", ".md", ".pdf")


def write_brief(store: Store, a: str, b: str, path: Path) -> Path:
    """Write the brief on two parties to ``path`` and return the path; its suffix chooses HTML, Markdown or PDF.

    The file is written whole or not at all, and the same store gives the same bytes. Raises UsageError for another
    suffix, where A and B are one, or where PDF is asked for without the extra ``pdf``; UnknownActorError for a name
    that the register does not know.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"{path}: a brief ends in .html, .md or .pdf, not {path.suffix or 'nothing'}")
    write_bytes(path, brief_bytes(store, a, b, suffix))
    return path


def brief_bytes(store: Store, a: str, b: str, suffix: str) -> bytes:
    """Return the brief on two parties as the file of a suffix from ``SUFFIXES``."""
    from detente.web.brief_gather import gather

    if suffix == ".pdf":
        from detente.web.brief_pdf import compiler, to_pdf

        compiler()
        return to_pdf(gather(store, a, b))
    from detente.web.brief_render import to_html, to_markdown

    found = gather(store, a, b)
    return (to_markdown(found) if suffix == ".md" else to_html(found)).encode("utf-8", "replace")
