"""A small store to write briefs from: a visit told twice and denied once, a plan, and an article that attacks its
reader."""

import datetime
import json

import detente
from detente import pipeline
from tests.fake_stages import STAGES

HOSTILE = '"><script>document.title="owned"</script><img src=x onerror="document.title=\'owned\'">'
TYPST = '#panic("owned") #image("/etc/passwd") $x$ @e1 <e1> = owned'
MARKDOWN = "[owned](javascript:alert(1)) ![x](http://owned.example/x.png) `x` | # owned"
UNBROKEN = "w" * 400

PAGES = (
    {
        "title": f"Envoys {HOSTILE}",
        "outlet": f"The Gull {HOSTILE}",
        "text": f"{HOSTILE} {TYPST} {MARKDOWN} {UNBROKEN}\nFRA visits DEU on 2021-03-04. {HOSTILE}\n",
    },
    {"title": "A visit", "outlet": "The Tern", "text": "FRA visits DEU on 2021-03-04.\n"},
    {
        "title": "No visit",
        "outlet": "The Auk",
        "text": "FRA denies visiting DEU on 2021-03-04.\nDEU is to visit FRA on 2021-09-01.\n"
        "DEU visits FRA on 2019-07-02.\n",
    },
)


def make_store(folder, extra=()):
    """Read the pages, some extra texts, and an empty file into a new store, with the quick stand-in stages."""
    pages = [*PAGES, *({"title": "Visits", "outlet": f"Paper {n}", "text": t} for n, t in enumerate(extra))]
    (folder / "pages.jsonl").write_text("\n".join(json.dumps(p) for p in pages), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    store = detente.open(folder / "store")
    options = pipeline.Options(as_of=datetime.date(2021, 3, 8), workers=1)
    pipeline.read([folder / "pages.jsonl", folder / "empty.txt"], store.record, options, stages=STAGES)
    return store
