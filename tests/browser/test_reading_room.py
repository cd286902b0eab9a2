"""The reading room in a real browser, on the example pages: each page at two widths, light and dark, with axe."""

import threading
import time
from pathlib import Path

import httpx
import pytest

from detente.web.room import Limits, create_app
from detente.web.room.guards import Token
from tests.browser.chrome import chrome, look
from tests.web.hostile_pages import make_store

pytestmark = pytest.mark.browser

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TOKEN = "a token of some length"
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]

FINDINGS = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})
  .then(r => done(r.violations.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => `${n.target.join(' ')} ${n.any[0]?.message}`))));
"""
BEYOND = """
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && box.right > wide + 1 && !e.closest('.unseen, .skip, .scroll, thead, svg, canvas');
}).map(e => e.tagName + '.' + e.getAttribute('class')).slice(0, 5);
"""


class Served:
    """An app on a free port of this machine, while a block runs."""

    def __init__(self, app):
        import uvicorn

        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", access_log=False))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self):
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    def __exit__(self, *_):
        self._server.should_exit = True
        self._thread.join(10)


def served(record):
    return Served(create_app(record, token=Token(TOKEN), limits=Limits(a_second=10_000, at_once=10_000)))


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chrome(tmp_path_factory.mktemp("profile")) as driver:
        driver.set_script_timeout(30)
        yield driver


@pytest.fixture(scope="module")
def room(tmp_path_factory, browser):
    import detente
    from detente.pipeline import Options

    store = detente.open(tmp_path_factory.mktemp("examples") / "store")
    store.read([EXAMPLES / "pages"], Options(metadata=EXAMPLES / "metadata.csv"))
    with served(store.record) as address:
        yield address
    store.close()


def addresses_of(room):
    relation = httpx.get(f"{room}/relation/IRN/SAU.json").json()
    event = relation["disputes"][-1]["id"]
    named = [a for a in httpx.get(f"{room}/search.json?kind=articles").json()["articles"] if a["headline"]]
    article = max(named, key=lambda a: (a["claims"], a["id"]))["id"]
    claim = httpx.get(f"{room}/article/{article}.json").json()["claims"][0]["id"]
    return {
        "overview": "/",
        "relation": "/relation/ISR/TUR?on=2016-12-01",
        "event": f"/event/{event}",
        "article": f"/article/{article}#c-{claim}",
        "actor": "/actor/TUR",
        "person": "/actor/recep-tayyip-erdogan",
        "events": "/search?kind=events&q=ambassador",
        "claims": "/search?kind=claims&q=ambassador",
        "map": "/map",
        "network": "/network",
        "review": "/review",
        "contested": "/review?queue=contested",
        "doubtful": "/review?queue=claims",
        "nothing": "/search?q=nosuchword",
        "strangers": "/relation/FRA/JPN",
        "error": "/actor/Nosuchland",
    }


@pytest.fixture(scope="module")
def addresses(room):
    return addresses_of(room)


LISTS = ("events", "claims", "map", "network", "review")
NAMES = ("overview", "relation", "event", "article", "actor", "person", *LISTS, "contested", "doubtful")
EMPTY = ("error", "nothing", "strangers")
WIDE = ("relation", "review")
"""Pages that are also looked at on a wall's width."""


def looks_of(name):
    return [*LOOKS, (1920, "light"), (1920, "dark")] if name in WIDE else LOOKS


def errors(browser):
    found = [e["message"] for e in browser.get_log("browser") if e["level"] == "SEVERE"]
    return [e for e in found if "Failed to load resource" not in e or "404" not in e]


def wait(found, seconds=10):
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.05)


@pytest.mark.parametrize("name", [*NAMES, *EMPTY])
def test_a_page_fits_reads_well_and_runs_clean(browser, room, addresses, name):
    errors(browser)
    for at, (width, scheme) in enumerate(looks_of(name)):
        look(browser, width, scheme)
        if at in (0, 2, 4):
            browser.get(room + addresses[name])
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        assert browser.execute_script(BEYOND) == []
        browser.execute_script(f"if (!window.axe) {{ {AXE} }}")
        assert browser.execute_async_script(FINDINGS) == [], (width, scheme)
    assert errors(browser) == []


def test_from_the_overview_to_the_words(browser, room):
    look(browser, 1280, "light")
    browser.get(room)
    for selector in (".dyads .pair", "#events tbody th a", ".quote .outlet"):
        browser.find_element("css selector", selector).click()
    assert "/article/" in browser.current_url
    lit = browser.find_elements("css selector", ".text .lit")
    assert lit and any("r-predicate" in e.get_attribute("class") for e in lit)


def test_claims_by_keyboard(browser, room, addresses):
    look(browser, 1280, "light")
    browser.get(room + addresses["article"].partition("#")[0])
    body = browser.find_element("css selector", "body")
    body.send_keys("j")
    first = browser.find_element("css selector", ".claims li.on").get_attribute("data-n")
    body.send_keys("j")
    second = browser.find_element("css selector", ".claims li.on").get_attribute("data-n")
    assert (first, second) == ("1", "2")
    assert browser.find_elements("css selector", ".text .lit")


def test_the_ledger_on_another_day_without_loading_the_page(browser, room):
    look(browser, 1280, "light")
    browser.get(f"{room}/relation/ISR/TUR")
    browser.execute_script("window.kept = true")
    browser.execute_script("""
        const field = document.getElementById('on');
        field.value = '2012-06-30';
        field.dispatchEvent(new Event('change', {bubbles: true}));
    """)
    heading = "return document.getElementById('h-stands').textContent"
    wait(lambda: "30 Jun 2012" in browser.execute_script(heading))
    assert "on=2012-06-30" in browser.current_url
    assert browser.execute_script("return window.kept") is True
    told = httpx.get(f"{room}/relation/ISR/TUR.json?on=2012-06-30").json()
    shown = browser.find_elements("css selector", "#stands table.ledger:not(.small) tbody tr")
    assert len(shown) == len(told["ledger"])


def test_the_day_sliders_follow_the_dates(browser, room):
    look(browser, 1280, "light")
    browser.get(f"{room}/relation/ISR/TUR")
    moved = """
        const slider = document.querySelector('[data-day-slider=on]');
        slider.value = 0; slider.dispatchEvent(new Event('input', {bubbles: true}));
        return [slider.hidden, document.getElementById('on').value, document.getElementById('on').min];
    """
    hidden, value, least = browser.execute_script(moved)
    assert not hidden
    assert value == least


def test_the_chart_zooms_and_is_kept(browser, room):
    look(browser, 1280, "light")
    browser.get(f"{room}/relation/ISR/TUR")
    assert browser.find_elements("css selector", "#course canvas")
    span = """
        const zoom = echarts.getInstanceByDom(document.getElementById('course')).getOption().dataZoom[0];
        return zoom.end - zoom.start;
    """
    assert browser.execute_script(span) == 100
    browser.find_element("css selector", "[data-chart-do=in]").click()
    assert browser.execute_script(span) == 50
    saved = """
        window.saved = [];
        HTMLAnchorElement.prototype.click = function () { window.saved.push([this.download, this.href]); };
        for (const what of ['png', 'svg']) document.querySelector(`[data-chart-do=${what}]`).click();
        return window.saved.map(([name, href]) => [name, href.slice(0, 10)]);
    """
    assert browser.execute_script(saved) == [["course.png", "data:image"], ["course.svg", "blob:http:"]]


def test_who_zooms_in_is_shown_more_events(browser, room, monkeypatch):
    monkeypatch.setattr("detente.web.room.course.DRAWN", 2)
    look(browser, 1280, "light")
    browser.get(f"{room}/relation/ISR/TUR?on=2011-01-01")
    told = browser.find_element("css selector", "[data-drawn]")
    whole = told.text
    assert whole.startswith("2 of ")
    shown = """
        const chart = echarts.getInstanceByDom(document.getElementById('course'));
        const marks = chart.getOption().series.filter(s => s.type === 'scatter').flatMap(s => s.data.map(d => d.id));
        const { start, end } = chart.getOption().dataZoom[0];
        return [marks.length, new Set(marks).size, end - start];
    """
    assert browser.execute_script(shown) == [2, 2, 100]
    browser.find_element("css selector", "[data-chart-do=in]").click()
    browser.find_element("css selector", "[data-chart-do=right]").click()
    wait(lambda: "in view" in told.text.lower())
    drawn, different, span = browser.execute_script(shown)
    assert drawn == different > 2
    assert span == 50
    browser.find_element("css selector", "[data-theme-switch]").click()
    assert browser.execute_script(shown) == [drawn, drawn, 50]
    browser.find_element("css selector", "[data-chart-do=all]").click()
    wait(lambda: told.text == whole)
    assert browser.execute_script(shown)[0] == 2
    assert errors(browser) == []
    browser.delete_all_cookies()


def test_a_mark_of_the_chart_leads_to_its_event(browser, room):
    from selenium.webdriver.common.action_chains import ActionChains

    look(browser, 1280, "light")
    browser.get(f"{room}/relation/ISR/TUR")
    x, y = browser.execute_script("""
        const box = document.getElementById('course'), chart = echarts.getInstanceByDom(box);
        const index = chart.getOption().series.findIndex(s => s.type === 'scatter' && s.data.length);
        const mark = chart.getOption().series[index].data.at(-1);
        const [x, y] = chart.convertToPixel({ seriesIndex: index }, mark.value);
        return [x - box.clientWidth / 2, y - box.clientHeight / 2];
    """)
    chart = browser.find_element("id", "course")
    ActionChains(browser).move_to_element_with_offset(chart, round(x), round(y)).click().perform()
    wait(lambda: "/event/" in browser.current_url)
    shown = httpx.get(f"{room}/relation/ISR/TUR.json").json()["course"]["marks"]
    assert browser.current_url.rpartition("/")[2] in {m["id"] for m in shown}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_lines_of_the_ledger_are_kept_as_a_drawing(browser, room, width):
    look(browser, width, "light")
    browser.get(f"{room}/relation/ISR/TUR")
    saved = browser.execute_async_script("""
        const done = arguments[arguments.length - 1], make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then(done); return make(blob); };
        HTMLAnchorElement.prototype.click = function () {};
        document.querySelector('[data-zoom-tools=ledger] [data-zoom=svg]').click();
    """)
    assert "Diplomatic representation" in saved
    assert int(saved.partition('width="')[2].partition('"')[0]) > 600


@pytest.mark.parametrize("name", ["map", "network"])
def test_a_drawing_zooms_and_is_kept(browser, room, addresses, name):
    look(browser, 1280, "light")
    browser.get(room + addresses[name])
    bar = browser.find_element("css selector", "[data-zoom-tools]")
    drawing = browser.find_element("id", bar.get_attribute("data-zoom-tools"))
    whole = drawing.get_dom_attribute("viewBox")
    bar.find_element("css selector", "[data-zoom=in]").click()
    assert float(drawing.get_dom_attribute("viewBox").split()[2]) < float(whole.split()[2])
    bar.find_element("css selector", "[data-zoom=all]").click()
    assert [*map(float, drawing.get_dom_attribute("viewBox").split())] == [*map(float, whole.split())]
    browser.execute_script("""
        window.saved = [];
        window.blobs = [];
        const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { window.blobs.push(blob); return make(blob); };
        HTMLAnchorElement.prototype.click = function () { window.saved.push([this.download, this.href]); };
        for (const what of ['svg', 'png']) document.querySelector(`[data-zoom=${what}]`).click();
    """)
    wait(lambda: len(browser.execute_script("return window.saved")) == 2)
    names = [name for name, _ in browser.execute_script("return window.saved")]
    assert sorted(n.rpartition(".")[2] for n in names) == ["png", "svg"]
    kept = browser.execute_async_script("""
        const done = arguments[arguments.length - 1];
        window.blobs.find((blob) => blob.type.includes('svg')).text().then(done);
    """)
    assert "<svg" in kept and "fill=" in kept


def test_names_of_a_network_do_not_lie_on_each_other(browser, room):
    overlaps = """
        const seen = [...document.querySelectorAll('.nodes text')].filter(t => getComputedStyle(t).display !== 'none');
        const boxes = seen.map(t => t.getBoundingClientRect());
        const trim = (box) => .15 * box.height;  // the boxes of SVG texts hold their leading
        const beside = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
        const level = (a, b) => a.top + trim(a) < b.bottom - trim(b) && b.top + trim(b) < a.bottom - trim(a);
        const met = (a, b) => beside(a, b) && level(a, b);
        const found = [];
        boxes.forEach((a, i) => boxes.slice(0, i).forEach((b, j) => {
            if (met(a, b)) found.push([seen[i].textContent, seen[j].textContent]);
        }));
        return [seen.length, found];
    """
    for width in (390, 1280):
        look(browser, width, "light")
        browser.get(f"{room}/network")
        many, found = browser.execute_script(overlaps)
        assert many > 12
        assert found == []


def test_the_theme_is_kept(browser, room):
    look(browser, 1280, "light")
    browser.get(room)
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = browser.execute_script(ground)
    browser.find_element("css selector", "[data-theme-switch]").click()
    dark = browser.execute_script(ground)
    browser.get(f"{room}/map")
    assert browser.execute_script(ground) == dark != light
    browser.delete_all_cookies()


def test_print_has_no_furniture(browser, room):
    look(browser, 794, "light")
    browser.get(f"{room}/relation/ISR/TUR")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for part in (".bar nav", ".find", ".tools", ".asof"):
            seen = "return document.querySelector(arguments[0]).getClientRects().length"
            assert browser.execute_script(seen, part) == 0, part
        assert browser.execute_script("return document.documentElement.scrollWidth") <= 794
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_judging_by_keyboard_and_taking_it_back(browser, tmp_path):
    look(browser, 1280, "light")
    with make_store(tmp_path) as store:
        record = store.record
    with served(record) as room:
        browser.get(f"{room}/review?queue=contested")
        browser.find_element("id", "token").send_keys(TOKEN + "\n")
        wait(lambda: browser.find_elements("id", "by"))
        browser.get(f"{room}/review?queue=contested")
        browser.find_element("id", "by").send_keys("Ada")
        browser.execute_script("document.activeElement.blur()")
        browser.find_element("css selector", "body").send_keys("jy")
        wait(lambda: browser.find_elements("css selector", ".done"))
        assert [(j.verdict, j.by) for j in record.judgements()] == [("right", "Ada")]
        browser.find_element("css selector", ".done button").click()
        wait(lambda: len(record.judgements()) == 2)
        assert record.judgements()[1].verdict == "undo"
        browser.get(f"{room}/review?queue=contested")
        browser.find_element("css selector", "body").send_keys("je")
        day = browser.find_element("css selector", "details[open] [id^=set-when]")
        day.clear()
        day.send_keys("soon\n")
        wait(lambda: browser.find_elements("css selector", ".setter .failed"))
        browser.execute_script(f"if (!window.axe) {{ {AXE} }}")
        assert browser.execute_async_script(FINDINGS) == []
        day.clear()
        day.send_keys("2021-03-05\n")
        wait(lambda: browser.find_elements("css selector", ".setter .done button"))
        assert not browser.find_elements("css selector", ".failed")
        browser.find_element("css selector", ".setter .done button").click()
        wait(lambda: len(record.judgements()) == 4)
        assert [(j.verdict, j.value) for j in record.judgements()][2:] == [("set", "2021-03-05"), ("undo", None)]
    browser.delete_all_cookies()


def test_accounts_are_judged_one_by_one_from_the_keyboard(browser, tmp_path):
    look(browser, 1280, "light")
    with make_store(tmp_path) as store:
        record = store.record
    with served(record) as room:
        browser.get(f"{room}/review?queue=contested")
        browser.find_element("id", "token").send_keys(TOKEN + "\n")
        wait(lambda: browser.find_elements("id", "by"))
        (one,) = httpx.get(f"{room}/review.json?queue=contested").json()["contested"]
        browser.get(f"{room}/review?queue=contested")
        browser.find_element("id", "by").send_keys("Ada")
        browser.execute_script("document.activeElement.blur()")
        browser.find_element("css selector", "body").send_keys("jn")
        wait(lambda: len(record.judgements()) == 1)
        browser.find_element("css selector", "body").send_keys("jy")
        wait(lambda: len(record.judgements()) == 2)
        said = [(j.verdict, j.target) for j in record.judgements()]
        assert said == [("wrong", one["told"][0]["claim"]), ("right", one["told"][1]["claim"])]
        wait(lambda: browser.find_elements("css selector", "[data-step].on .done"))
        browser.find_element("css selector", "body").send_keys("u")
        wait(lambda: len(record.judgements()) == 3)
        assert (record.judgements()[2].verdict, record.judgements()[2].target) == ("undo", record.judgements()[1].id)
    browser.delete_all_cookies()


def test_hostile_articles_run_nothing(browser, tmp_path):
    look(browser, 390, "light")
    errors(browser)  # those of pages shown before are read and gone
    with make_store(tmp_path) as store:
        record = store.record
    with served(record) as room:
        for address in (
            "/",
            "/relation/FRA/DEU",
            "/search?q=visits",
            "/search?kind=claims",
            "/review?queue=contested",
            "/map",
        ):
            browser.get(room + address)
            assert "owned" not in browser.title
            assert browser.execute_script(BEYOND) == [], address
            loaded = browser.execute_script("return performance.getEntriesByType('resource').map(r => r.name)")
            assert [name for name in loaded if not name.startswith(room)] == []
        browser.get(f"{room}/search")
        articles = [a.get_attribute("href") for a in browser.find_elements("css selector", ".hits .says a")]
        for article in articles:
            browser.get(article)
            assert browser.title != "owned"
            assert browser.execute_script(BEYOND) == [], article
            assert browser.execute_script("return document.querySelectorAll('main img, main script').length") == 0
    assert errors(browser) == []
