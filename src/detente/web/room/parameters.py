"""What addresses may ask for, with the limits of each value; an empty value asks for nothing."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import BeforeValidator

Date = datetime.date


def _none_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


BLANK = BeforeValidator(_none_if_blank)

Day = Annotated[Date | None, BLANK]
Words = Annotated[str | None, Query(max_length=200), BLANK]
Code = Annotated[str, Path(min_length=1, max_length=120, description="ISO 3166 alpha-3 code, register id, or a name")]
RecordId = Annotated[
    str, Path(min_length=4, max_length=16, pattern="^[0-9a-f]+$", description="an id, or how it begins")
]
Name = Annotated[str | None, Query(max_length=120), BLANK]
PageNumber = Annotated[int, Query(ge=1, le=10_000, description="page of the list, from 1")]
Status = Annotated[Literal["occurred", "ongoing", "planned", "negated", "hypothetical"] | None, BLANK]
Quad = Annotated[
    Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"] | None, BLANK
]
EventType = Annotated[
    Literal[
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
        "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    ]
    | None,
    BLANK,
]  # fmt: skip
