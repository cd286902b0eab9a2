"""Page -> Article: stories told apart, furniture dropped, blocks, headline, byline, outlet, date interval, copies."""

from detente.articles.copies import link_copies
from detente.articles.extraction import articles

__all__ = ["articles", "link_copies"]
