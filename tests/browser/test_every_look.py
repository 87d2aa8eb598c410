"""What holds on every page: judges that find faults, a focus that is seen, marked Vietnamese, a weight on the wire.

The pages themselves are looked at in test_look_public.py, test_look_secretary.py and test_look_board.py.
"""

import re

import pytest

from tests.browser.looks import TESTS, faults

CANARY = TESTS / "a11y" / "canary.html"


def test_the_canary_sings(window, guard):
    """The judges find the faults that were put there; without this a blind judge would pass every page."""
    page = window(360, 640)
    page.set_content(CANARY.read_text(encoding="utf-8"))
    found = faults(page)
    expected = {"button-name", "color-contrast", "document-title", "html-has-lang", "image-alt", "label", "link-name"}
    expected |= {"list", "page-has-heading-one", "target-size", "overflow"}
    expected |= {"bgGradient"}  # axe is unsure there, and that counts
    assert expected - {rule for rule, *_ in found} == set()
    assert not has_visible_focus(page, ".unseen")
    assert any("broken on purpose" in line for line in guard.problems)
    guard.problems.clear()


@pytest.mark.parametrize("path", ["/", "/khoi/khoi-csnd/2017/"])
def test_the_keyboard_is_always_seen(page, site, path):
    """Each of the first stops of the Tab key has an outline, and the first leads past the head."""
    page.goto(site.path(path))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    for _ in range(12):
        assert has_visible_focus(page), page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def has_visible_focus(page, selector: str = "") -> bool:
    """The focused element (or the one named, once focused) is outlined."""
    if selector:
        page.locator(selector).focus()
    style = "(e => { const s = getComputedStyle(e); return [s.outlineStyle, parseFloat(s.outlineWidth)]; })"
    kind, width = page.evaluate(f"{style}(document.activeElement)")
    return kind != "none" and width >= 2


VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
WORDS_NOT_MARKED = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, box = node.parentElement;
    if (node.data.trim() && !box.closest('[lang="vi"], script, style')) found.push(node.data.trim());
  }
  return found;
}"""


def test_english_pages_mark_what_is_vietnamese(window, site, login):
    page = window()
    login(page, site, "thu-ky")
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": site.url}])
    for path in ["/", "/khoi/khoi-csnd/2017/", "/le-ky-ket/le-ky-ket-khoi-csnd-2017/", "/viec-cua-toi/", "/giao-uoc/"]:
        page.goto(site.path(path))
        assert page.locator("html").get_attribute("lang") == "en"
        words = [text for text in page.evaluate(WORDS_NOT_MARKED) if VIETNAMESE.search(text)]
        assert (path, [text for text in words if text != "Tiếng Việt"]) == (path, [])


HEAVY = [
    *["/", "/khoi/khoi-csnd/2017/", "/le-ky-ket/le-ky-ket-khoi-csnd-2017/", "/khoi/khoi-csnd-minh-hoa/2017/so-lieu/"],
    *["/so-sanh/", "/khoi/khoi-csnd-minh-hoa/2017/ket-qua/"],
]


@pytest.mark.parametrize("path", HEAVY)
def test_a_public_page_is_light(window, site, path):
    """At most 150 KB on the wire at first view and 30 KB when it is seen again, with style sheets, script and fonts."""
    page = window()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(site.path(path), wait_until="networkidle")
    first, sizes[:] = sum(sizes), []
    page.goto(site.path(path), wait_until="networkidle")
    assert (first <= 150_000, sum(sizes) <= 30_000) == (True, True), (first, sum(sizes))
