"""Take pictures of every page of the reading room on the example pages: python -m tests.browser.screenshots [--docs]

All pages at 390 and 1280 px, some at 1920 too, light and dark, go to out/room, to be looked at; with --docs those
that the documentation shows go to docs/_static/room.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import detente
from detente.pipeline import Options
from tests.browser.chrome import chrome, look
from tests.browser.test_reading_room import EMPTY, EXAMPLES, NAMES, addresses_of, looks_of, served

ROOT = Path(__file__).parent.parent.parent
TALLEST = 2_400
SHOWN = ("overview", "relation", "event", "article")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", action="store_true")
    docs = parser.parse_args().docs
    out = ROOT / ("docs/_static/room" if docs else "out/room")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, detente.open(Path(scratch) / "store") as store:
        store.read([EXAMPLES / "pages"], Options(metadata=EXAMPLES / "metadata.csv"))
        with served(store.record) as room, chrome(Path(scratch) / "profile") as browser:
            browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
            found = addresses_of(room)
            for name in SHOWN if docs else (*NAMES, *EMPTY):
                for width, scheme in [(1280, "light")] if docs else looks_of(name):
                    look(browser, width, scheme)
                    browser.get(room + found[name])
                    height = browser.execute_script("return document.documentElement.scrollHeight")
                    look(browser, width, scheme, min(height, 1_000 if docs else TALLEST))
                    time.sleep(0.5)  # fonts and charts
                    path = out / f"{name}-{width}-{scheme}.png"
                    browser.save_screenshot(str(path))
                    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
