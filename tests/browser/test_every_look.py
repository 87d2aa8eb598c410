"""Every kind of page as it looks: rules of accessibility, width, focus, light and dark, and its weight on the wire."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
AXE = (TESTS / "vendor" / "axe.min.js").read_text(encoding="utf-8")
CANARY = TESTS / "a11y" / "canary.html"
TAGS = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
JUDGE = f"axe.run(document, {{runOnly: {TAGS}}}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

PUBLIC = [
    "/",
    "/khoi/",
    "/khoi/khoi-csnd/",
    "/khoi/khoi-csnd/2017/",
    "/khoi/khoi-csnd-minh-hoa/2017/so-lieu/",
    "/khoi/khoi-csnd-minh-hoa/2017/ket-qua/",
    "/ket-qua/2017/",
    "/le-ky-ket/",
    "/le-ky-ket/le-ky-ket-khoi-csnd-2017/",
    "/so-sanh/",
    "/so-sanh/?nam=2016&nam=2017",
    "/tin/",
    "/tin/khoi-csnd-ky-ket-giao-uoc-2017/",
    "/tim-kiem/?q=csnd",
    "/tro-giup/",
    "/tiep-can/",
    "/tai-khoan/dang-nhap/",
    "/khong-co-trang-nay/",
]
IN_THE_DARK = ["/", "/khoi/khoi-csnd/2017/", "/le-ky-ket/le-ky-ket-khoi-csnd-2017/", "/so-sanh/"]
# Lists whose first row leads to the page of one thing; that page is looked at too.
DESKS = {
    "thu-ky": [
        "/viec-cua-toi/",
        "/danh-muc/khoi/",
        "/giao-uoc/",
        "/le-ky-ket/so-sach/",
        "/bai-tong-hop/",
        "/cham-diem/",
        "/ho-so/",
        "/thong-bao/",
    ],
    "khoi-truong": [
        "/dieu-hanh/",
        "/dieu-hanh/so-sanh/",
        "/y-kien-chi-dao/",
        "/y-kien-chi-dao/moi/",
        "/khen-thuong/",
        "/phe-duyet/",
        "/cham-diem/",
    ],
    "thuong-truc": ["/danh-muc/", "/danh-muc/don-vi/", "/ket-qua-thi-dua/", "/kien-nghi/"],
    "quan-tri": ["/danh-muc/nguoi-dung/", "/danh-muc/lanh-dao/", "/danh-muc/don-vi/moi/", "/nhat-ky/"],
}
SIZES = {
    "desk": {"width": 1366, "height": 768},
    "phone": {"width": 360, "height": 640},
    "least": {"width": 320, "height": 640},
}


def faults(page) -> list:
    """What is wrong with the page as it stands: broken rules, and pixels that stick out to the right."""
    page.evaluate(AXE)
    found = page.evaluate(JUDGE)
    wide = page.evaluate(OVERFLOW)
    return found + ([["overflow", wide]] if wide else [])


def look_at(page, site, paths: list[str]) -> dict:
    """By address and size what is wrong there; the desk is judged by all rules, the narrow windows by width as well."""
    wrong = {}
    for path in paths:
        page.set_viewport_size(SIZES["desk"])
        page.goto(site.path(path))
        wrong[path, "desk"] = faults(page)
        page.set_viewport_size(SIZES["least"])
        wrong[path, "least"] = [["overflow", page.evaluate(OVERFLOW)]] if page.evaluate(OVERFLOW) else []
        page.set_viewport_size(SIZES["phone"])
        wrong[path, "phone"] = faults(page)
    return {place: found for place, found in wrong.items() if found}


def test_the_canary_sings(window, guard):
    """The judges find the faults that were put there; without this a blind judge would pass every page."""
    page = window(360, 640)
    page.set_content(CANARY.read_text(encoding="utf-8"))
    found = faults(page)
    expected = {"button-name", "color-contrast", "document-title", "html-has-lang", "image-alt", "label", "link-name"}
    expected |= {"list", "page-has-heading-one", "target-size", "overflow"}
    assert expected - {rule for rule, _ in found} == set()
    assert not has_visible_focus(page, ".unseen")
    assert any("broken on purpose" in line for line in guard.problems)
    guard.problems.clear()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages_are_clean_at_every_width(window, site, guard, scheme):
    guard.allow(404)
    page = window(bypass_csp=True, color_scheme=scheme)
    paths = PUBLIC if scheme == "light" else IN_THE_DARK
    assert look_at(page, site, paths) == {}


@pytest.mark.parametrize("name", DESKS)
def test_the_desks_of_a_role_are_clean_at_every_width(window, site, login, name):
    page = window(bypass_csp=True)
    login(page, site, name)
    paths = []
    for path in DESKS[name]:
        page.goto(site.path(path))
        links = page.locator("main tbody th a, main tbody td:first-child a").all()
        paths += [path, *[link.get_attribute("href") for link in links[:1]]]
    assert look_at(page, site, [path for path in paths if path.startswith("/")]) == {}


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
