"""The reading room: pages of a store for people to look at, with a JSON twin of each, served over HTTP."""

from detente.web.room.app import create_app
from detente.web.room.guards import Limits

__all__ = ["Limits", "create_app"]
