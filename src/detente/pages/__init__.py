"""Files, archives, standard input -> Page: the only place that knows how an input is stored, encoded and marked up."""

from detente.pages.documents import page_of
from detente.pages.inputs import Input, list_inputs
from detente.pages.metadata import Metadata, MetadataRow, load_metadata
from detente.pages.reader import read_pages

__all__ = ["Input", "Metadata", "MetadataRow", "list_inputs", "load_metadata", "page_of", "read_pages"]
