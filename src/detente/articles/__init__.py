"""Page -> Article: finds the stories on a page, what each consists of, who printed it, and between which days."""

from detente.articles.copies import body_text, link_copies
from detente.articles.extraction import articles

__all__ = ["articles", "body_text", "link_copies"]
