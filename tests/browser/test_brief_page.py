"""The brief in a real browser: it fits from phone to wall, runs nothing, reads well in light and dark, by keyboard."""

import pytest

from detente.web.brief import write_brief
from tests.browser.chrome import chrome, look
from tests.web.hostile_pages import make_store

pytestmark = pytest.mark.browser

WIDTHS = (390, 641, 801, 1280, 1920)
"""The narrowest phones in use, both sides of each change of layout, desks and walls."""

BEYOND = """
const wide = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 0 && box.right > wide + 1 && !e.closest('.skip') && !e.closest('thead');
}).map(e => e.tagName + '.' + e.getAttribute('class')).slice(0, 5);
"""
"""Elements that reach beyond the right edge of the window."""

SQUEEZED = """
return [...document.querySelectorAll('th, td, li, blockquote, .says, .account')]
  .filter(e => e.getClientRects().length && e.getBoundingClientRect().width < 75 && !e.closest('nav, .counts, thead'))
  .map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 30)).slice(0, 5);
"""
"""Elements with text that are left less than a word's width."""

PALE = """
const parse = c => (c.match(/[\\d.]+/g) || [0, 0, 0]).map(Number);
const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const light = c => { const [r, g, b] = c.map(v => linear(v / 255));
  return .2126 * r + .7152 * g + .0722 * b; };
const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
  if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
const found = new Map();
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement, style = getComputedStyle(e);
  const words = walk.currentNode.data.trim();
  if (!words || e.closest('style, .skip, .sep, .arrow, [hidden]') || !e.getClientRects().length) continue;
  const svg = e.closest('svg');
  const ink = parse(svg ? style.fill : style.color).slice(0, 3), ground = behind(svg || e);
  const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x), ratio = (a + .05) / (b + .05);
  const large = parseFloat(style.fontSize) >= 24;
  if (ratio < (large ? 3 : 4.5)) found.set(e.className + ' ' + ratio.toFixed(2), words.slice(0, 30));
}
return [...found];
"""
"""Texts of less contrast to their background than WCAG 2.2 AA asks for."""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    texts = [f"FRA visits DEU on {2009 + n % 12}-0{n % 9 + 1}-1{n % 9}.\n" for n in range(40)]
    with make_store(folder, texts) as store:
        return write_brief(store, "FRA", "DEU", folder / "brief.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chrome(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def show(browser, page, width, scheme="light"):
    look(browser, width, scheme)
    browser.get(page)
    browser.execute_script("document.querySelectorAll('details').forEach(d => { d.open = true; });")


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_reaches_beyond_the_window(browser, page, width):
    show(browser, page, width)
    wide = browser.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1] == width
    assert browser.execute_script(BEYOND) == []
    assert browser.execute_script(SQUEEZED) == []


def test_print_fits_a_page(browser, page):
    show(browser, page, 680)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert browser.execute_script(BEYOND) == []
        assert browser.execute_script(SQUEEZED) == []
        assert browser.execute_script("return document.querySelector('nav').getClientRects().length") == 0
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize(("width", "chart"), [(390, ".narrow"), (800, ".middle"), (1280, ".wide")])
def test_each_width_has_its_own_chart(browser, page, width, chart):
    seen = "return ['.wide', '.middle', '.narrow'].filter(s => document.querySelector(s).getClientRects().length > 0)"
    show(browser, page, width)
    assert browser.execute_script(seen) == [chart]


def test_a_hostile_article_runs_nothing_and_loads_nothing(browser, page):
    show(browser, page, 1280)
    assert browser.title == "France and Germany: a brief"
    assert "<script>" in browser.execute_script("return document.querySelector('#articles').textContent")
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert [e for e in browser.get_log("browser") if e["level"] == "SEVERE"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_all_text_has_contrast(browser, page, width, scheme):
    show(browser, page, width, scheme)
    assert browser.execute_script(PALE) == []


def test_dark_is_dark(browser, page):
    ground = "return getComputedStyle(document.body).backgroundColor"
    show(browser, page, 1280, "light")
    light = browser.execute_script(ground)
    show(browser, page, 1280, "dark")
    assert browser.execute_script(ground) != light


def test_the_keyboard_reaches_the_content_and_the_chart(browser, page):
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    show(browser, page, 1280)
    ActionChains(browser).send_keys(Keys.TAB).perform()
    assert browser.switch_to.active_element.text == "Skip to the content"
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert browser.current_url.endswith("#content")
    ActionChains(browser).send_keys(Keys.TAB).perform()
    assert browser.switch_to.active_element.get_attribute("href") is not None
    assert browser.execute_script("return document.activeElement.closest('svg') !== null")
    ActionChains(browser).send_keys(Keys.ENTER).perform()
    assert "#e" in browser.current_url
    assert browser.execute_script("return document.querySelector(':target').className") == "event"


def test_a_claim_leads_to_its_event_and_the_event_to_its_words(browser, page):
    show(browser, page, 1280)
    dead = """
    return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
      .filter(h => !document.getElementById(h.slice(1)));
    """
    assert browser.execute_script(dead) == []
