"""Where: names of places as coordinates, and the one where an act happened."""

from detente.reading.places.finding import PlaceMention, find_places
from detente.reading.places.gazetteer import Entry, country_place, distance_km, look_up
from detente.reading.places.placing import where

__all__ = ["Entry", "PlaceMention", "country_place", "distance_km", "find_places", "look_up", "where"]
