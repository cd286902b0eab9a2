"""All pages of the room, in the order of its navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from detente.web.room.overview import overview
from detente.web.room.routes import PageOf

if TYPE_CHECKING:
    from detente.web.room.shelves import Shelves

PAGES: tuple[PageOf, ...] = (PageOf("/", overview, "overview", "Overview", table="dyads"),)


def extra(shelves: Shelves) -> APIRouter:
    """Return the routes that are no pages."""
    return APIRouter()
