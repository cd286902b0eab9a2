"""From degrees to the map: the Equal Earth projection, which shows areas in their true proportions.

B. Šavrič, T. Patterson, B. Jenny (2018), The Equal Earth map projection, IJGIS 33(3).
"""

from __future__ import annotations

import math

WIDTH, HEIGHT = 1000.0, 430.0
"""The map's size in px; the far south, where nobody lives, is cut off."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_EAST, _NORTH = 2.7066297, 1.3173627
"""Half of the projection's width and height on a sphere of radius 1."""


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return where a place lies on the map, in px from its left and upper edges."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    square = theta * theta
    sixth = square**3
    slope = _A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)
    x = math.radians(lon) * math.cos(theta) / (_M * slope)
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    scale = WIDTH / (2 * _EAST)
    return round((x + _EAST) * scale, 2), round((_NORTH - y) * scale, 2)
