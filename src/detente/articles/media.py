"""News outlets by host and by name, loaded from ``outlets.yaml`` and the register of actors.

outlet_at("https://www.aljazeera.com/news/...").name       # "Al Jazeera"
outlet_named("Al Jazeera English").name                    # "Al Jazeera"
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from detente.data import load_yaml
from detente.errors import DataError
from detente.reading.actors.register import Register, load_register
from detente.reading.actors.register_files import fold

_FILE = "outlets.yaml"
_SCHEME = re.compile(r"https?://", re.I)
_OF_NO_MEANING = re.compile(r"^(?:(?:www\d{0,2}|m|mobile|edition|amp|en|eng|english|news)\.)+(?=[^.]+\.)")
_CACHE = ".cdn.ampproject.org"


@dataclass(frozen=True, slots=True)
class OutletRow:
    """One row of ``outlets.yaml``; ``register`` lends name, names and country where the row has none of its own."""

    hosts: tuple[str, ...]
    name: str | None = None
    register: str | None = None
    country: str | None = None
    names: tuple[str, ...] = ()
    agency: bool = False
    carrier: bool = False


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet, of PLOVER's sector JRN. ``country`` (alpha-3) is where it is run from.

    ``register`` is its id in the register of actors, if it is there. An ``agency``'s texts stand in other outlets; a
    ``carrier`` mainly shows texts of others.
    """

    name: str
    country: str | None
    register: str | None
    hosts: tuple[str, ...]
    names: tuple[str, ...]
    agency: bool
    carrier: bool


def outlet_at(uri: str) -> Outlet | None:
    """Return the outlet that publishes at an address, ``None`` for an unknown host.

    Archived and cached addresses (web.archive.org, AMP) count as the address that they are of.
    """
    host = host_of(uri)
    by_host = _tables()[0]
    while host and host not in by_host:
        host = host.partition(".")[2]
    return by_host.get(host)


def outlet_named(name: str) -> Outlet | None:
    """Return the outlet that goes by a name: ``AJE``, ``the New York Times``, ``Hurriyet Daily News``.

    Case counts in names of up to four letters, so that "time" and "stuff" are no outlets where "TIME" is one.
    """
    return _tables()[1].get(_key(name))


def host_of(uri: str) -> str:
    """Return an address's host in lower case; of an archived or cached address, that of the page it is of; or ''."""
    inner = [m.start() for m in _SCHEME.finditer(uri)]
    if not inner:
        return ""
    if len(inner) > 1 and "?" not in uri[: inner[-1]]:
        uri = uri[inner[-1] :]
    try:
        host, path = (urlsplit(uri).hostname or "").rstrip("."), urlsplit(uri).path
    except ValueError:  # an unclosed bracket, as in http://[::1
        return ""
    if host.endswith(_CACHE):
        return host.removesuffix(_CACHE).replace("--", "\0").replace("-", ".").replace("\0", "-")
    if re.fullmatch(r"(?:www\.)?google\.[a-z.]+", host) and path.startswith("/amp/"):
        return path.removeprefix("/amp/").removeprefix("s/").partition("/")[0].lower()
    return host


def site_of(uri: str) -> str | None:
    """Return an address's host without prefixes such as 'www.', or ``None``."""
    return _OF_NO_MEANING.sub("", host_of(uri)) or None


@functools.cache
def load_outlets() -> tuple[Outlet, ...]:
    """Return all outlets. DataError names a row that breaks the schema, or a host or name that two rows have."""
    register = load_register()
    return tuple(_outlet(row, register) for row in load_yaml("detente.articles", _FILE, tuple[OutletRow, ...]))


def _outlet(row: OutletRow, register: Register) -> Outlet:
    if row.register and not register.has_entity(row.register):
        raise DataError(f"{_FILE}: {row.register!r} is no id of the register; mend the row")
    known = register.entity(row.register) if row.register else None
    name = row.name or (known.name if known else None)
    if not name or not row.hosts:
        raise DataError(f"{_FILE}: a row without name, register id or hosts: {row}; add them")
    names = (known.name, *known.names) if known else ()
    country = row.country or (known.country if known else None)
    told = tuple(dict.fromkeys(n for n in (*row.names, *names) if n != name))
    return Outlet(name, country, row.register, row.hosts, told, row.agency, row.carrier)


@functools.cache
def _tables() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    by_host: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    for outlet in load_outlets():
        for host in outlet.hosts:
            if by_host.setdefault(host, outlet) is not outlet:
                raise DataError(f"{_FILE}: {host} stands in two rows; leave it in one")
        for key in {*_keys(outlet)}:
            if by_name.setdefault(key, outlet) is not outlet:
                told = f"{by_name[key].name} and {outlet.name}"
                raise DataError(f"{_FILE}: {told} go by one name, {key!r}; drop it from one")
    return by_host, by_name


def _keys(outlet: Outlet) -> Iterator[str]:
    return (_key(name) for name in (outlet.name, *outlet.names))


def _key(name: str) -> str:
    bare = re.sub(r"^the\s+", "", " ".join(name.split()), flags=re.I)
    return bare if len(bare) <= 4 else fold(bare)
