"""Event -> Relation: tracks, states, and the ledger."""

from detente.relations.intensity import Series, Step, series
from detente.relations.ledger import aside, drawn, entries, history, is_read, on_date, unmoved
from detente.relations.replay import CONFLICT
from detente.relations.tracks import Track, load_tracks

__all__ = [
    "CONFLICT",
    "Series",
    "Step",
    "Track",
    "aside",
    "drawn",
    "entries",
    "history",
    "is_read",
    "load_tracks",
    "on_date",
    "series",
    "unmoved",
]
