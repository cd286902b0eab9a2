"""All pages of the room, in the order of its navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from detente.web.room.actor import actor
from detente.web.room.article import article
from detente.web.room.course import stretch
from detente.web.room.event import event
from detente.web.room.judging import routes
from detente.web.room.network import network
from detente.web.room.overview import overview
from detente.web.room.relation import relation
from detente.web.room.review import review
from detente.web.room.routes import PageOf
from detente.web.room.search import search
from detente.web.room.world import world

if TYPE_CHECKING:
    from detente.web.room.shelves import Shelves

PAGES: tuple[PageOf, ...] = (
    PageOf("/", overview, "overview", "Overview", table="dyads"),
    PageOf("/relation/{a}/{b}", relation, "relation", "Relation", table="events"),
    PageOf("/relation/{a}/{b}/course", stretch, "course", "Course of a relation", shown=False),
    PageOf("/event/{id}", event, "event", "Event"),
    PageOf("/article/{id}", article, "article", "Article", table="claims"),
    PageOf("/actor/{code}", actor, "actor", "Actor", table="events"),
    PageOf("/search", search, "search", "Search", table="rows"),
    PageOf("/map", world, "map", "Map", table="places"),
    PageOf("/network", network, "network", "Network", table="edges"),
    PageOf("/review", review, "review", "Review", keep=False),
)


def extra(shelves: Shelves) -> APIRouter:
    """Return the routes that are no pages: those that write."""
    return routes(shelves)
