"""Draw how two states treated each other: each event by its day and intensity, and what a year holds of each kind.

    python examples/plot_relation.py Israel Turkey --store detente-store -o relation.svg

Needs matplotlib and polars (pip install matplotlib polars). docs/tutorial/from-record-to-plot.md takes it step by step.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt
import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import detente

COLOURS = {
    "verbal cooperation": "#7fb3d5",
    "material cooperation": "#1f618d",
    "verbal conflict": "#e59866",
    "material conflict": "#a04000",
}


def between(store: detente.Store, a: str, b: str) -> pl.DataFrame:
    """Return the events between two parties that have a day, as one row each: day, type, quad, intensity, status."""
    found = store.timeline(a, b)
    rows = [(e.when.earliest, e.type, e.quad, e.intensity, e.status) for e in found if e.when and e.when.earliest]
    schema = {"day": pl.Date, "type": pl.String, "quad": pl.String, "intensity": pl.Float64, "status": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("day")


def draw(events: pl.DataFrame, title: str) -> Figure:
    """Return the two charts, one above the other; what is planned or denied is hollow."""
    figure, (above, below) = plt.subplots(2, 1, figsize=(9, 6), layout="constrained")
    for quad, colour in COLOURS.items():
        some = events.filter(pl.col("quad") == quad)
        told = some.filter(pl.col("status").is_in(["occurred", "ongoing"]))
        other = some.filter(~pl.col("status").is_in(["occurred", "ongoing"]))
        above.scatter(told["day"], told["intensity"], color=colour, label=quad, s=28)
        above.scatter(other["day"], other["intensity"], edgecolors=colour, facecolors="none", s=28)
    above.axhline(0, color="0.7", linewidth=0.8)
    above.set(title=title, ylabel="PLOVER intensity", ylim=(-11, 11))
    figure.legend(loc="outside lower center", ncols=4, frameon=False)
    years = events.with_columns(pl.col("day").dt.year().alias("year")).pivot(
        "quad", index="year", values="type", aggregate_function="len"
    )
    under = [0] * len(years)
    for quad, colour in COLOURS.items():
        if quad in years.columns:
            counts = years[quad].fill_null(0).to_list()
            below.bar(years["year"], counts, bottom=under, color=colour, width=0.8)
            under = [a + b for a, b in zip(under, counts, strict=True)]
    below.set(ylabel="events a year")
    below.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("--store", type=Path, default=Path("detente-store"))
    parser.add_argument("-o", "--output", type=Path, default=Path("relation.svg"))
    given = parser.parse_args()
    with detente.open(given.store, create=False) as store:
        events = between(store, given.a, given.b)
    draw(events, f"{given.a} and {given.b}: {len(events)} events").savefig(given.output)
    print(f"{given.output}: {len(events)} events")


if __name__ == "__main__":
    main()
