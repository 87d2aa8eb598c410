"""The criteria of WCAG 2.2 that axe does not see (screens.md 6.1); 3.2.6 is judged in the walks of test_look_….py."""

import pytest
from playwright.sync_api import expect

from tests.browser.working_site import a_working_site
from tools.screen_list import SHEET, address_of

# What lies over the focused element, and how far it sticks out of the window: nothing is right. Elements larger than
# the window are judged by their first corner. Points lie 3 px inside, for rounded corners.
OBSCURED = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const box = [...focused.getClientRects()].find(one => one.width > 2 && one.height > 2);
  if (!box) return "not seen: " + focused.outerHTML.slice(0, 150);
  const right = Math.min(box.right, innerWidth), bottom = Math.min(box.bottom, Math.max(innerHeight, box.top + 40));
  const xs = [box.left + 3, (box.left + right) / 2, right - 3], ys = [box.top + 3, (box.top + bottom) / 2, bottom - 3];
  const points = [[xs[1], ys[1]], [xs[0], ys[0]], [xs[2], ys[0]], [xs[0], ys[2]], [xs[2], ys[2]]];
  const whole = box.height <= innerHeight ? points : points.slice(1, 2);
  for (const [x, y] of whole) {
    const hit = document.elementFromPoint(x, y);
    if (!hit) return `out of the window at ${Math.round(x)},${Math.round(y)}: ` + focused.outerHTML.slice(0, 150);
    const label = hit.closest("label");
    if (hit.contains(focused) || focused.contains(hit) || (label && label.control === focused)) continue;
    return `${hit.outerHTML.slice(0, 100)} over ${focused.outerHTML.slice(0, 150)}`;
  }
  return "";
}"""
# Buttons, boxes and links that stand alone; links within a sentence or a cell of text are spared, as in 2.5.8.
SMALL = """least => {
  const alone = "button, summary, select, textarea, .btn, .nav-list a, .head-tools a, .tile, input:not([type=hidden])";
  const found = [];
  for (const one of document.querySelectorAll(`body ${alone.split(", ").join(", body ")}`)) {
    if (one.closest("[hidden], dialog:not([open])") || one.matches(":disabled")) continue;
    const spot = one.matches("[type=checkbox], [type=radio], [type=file]") ? one.closest("label") ?? one : one;
    const box = spot.getBoundingClientRect(), style = getComputedStyle(one);
    if (!box.width || !box.height || style.visibility === "hidden" || style.clipPath !== "none") continue;
    if (spot !== one || !one.matches("[type=checkbox], [type=radio]")) {
      if (Math.round(box.width) < least || Math.round(box.height) < least)
        found.push(`${Math.round(box.width)}×${Math.round(box.height)} ${one.outerHTML.slice(0, 110)}`);
    }
  }
  return found;
}"""


@pytest.fixture(scope="module")
def work(tmp_path_factory, prepared):
    with a_working_site(tmp_path_factory.mktemp("work"), prepared) as made:
        yield made


def places(facts: dict) -> dict[str, list[str]]:
    """Where the hand works longest, by person."""
    return {
        "khoi-truong": ["/dieu-hanh/", SHEET],
        "thu-ky": [
            f"/ket-qua/nhap/?ky={facts['phase']}&don_vi={facts['units'][0]}",
            f"/giao-uoc/{facts['pact']}/noi-dung/",
            f"/giao-uoc/{facts['pact']}/tieu-chi/",
        ],
    }


@pytest.mark.parametrize("name", ["khoi-truong"])
def test_2_4_11_what_has_the_focus_is_never_covered(window, work, login, name):
    """Seventy stops of the Tab key forth from the main part and ten back; sticky heads and bars cover none of them."""
    site, facts = work
    page = window(1366, 600)
    login(page, site, name)
    wrong = {}
    for screen in places(facts)[name]:
        path = address_of(page, site, screen)
        page.goto(site.path(path))
        page.locator("main").evaluate("main => main.focus()")
        stops = [stop(page, "Tab") for _ in range(70)] + [stop(page, "Shift+Tab") for _ in range(10)]
        wrong[screen] = [words for words in stops if words]
        assert len([words for words in stops if words is not None]) > 30
    assert {screen: found for screen, found in wrong.items() if found} == {}


def stop(page, key: str) -> str | None:
    page.keyboard.press(key)
    return page.evaluate(OBSCURED)


@pytest.mark.parametrize("name", ["khoi-truong", "thu-ky"])
def test_2_5_8_what_is_pressed_is_large_enough(window, work, login, name):
    """At least 24 px with a mouse, 44 px under a finger."""
    site, facts = work
    mouse, finger = window(1366, 768), window(360, 640, has_touch=True, is_mobile=True)
    screens = [*places(facts)[name], "/viec-cua-toi/", "/phe-duyet/", "/tim/?q=minh", "/ho-so/"]
    wrong = {}
    for page, least in ((mouse, 24), (finger, 44)):
        login(page, site, name)
        assert page.evaluate("matchMedia('(pointer: coarse)').matches") is (page is finger)
        for screen in screens:
            page.goto(site.path(address_of(page, site, screen)))
            wrong[screen, least] = page.evaluate(SMALL, least)[:6]
    assert {where: found for where, found in wrong.items() if found} == {}


def test_2_5_7_rows_change_places_by_single_presses(window, work, login):
    """Nothing needs to be dragged: each row has buttons for up and down, and one press moves it."""
    site, facts = work
    page = window()
    login(page, site, "thu-ky")
    page.goto(site.path(f"/giao-uoc/{facts['pact']}/noi-dung/"))
    rows = page.locator("[data-row]:not([data-row=''])")
    assert rows.locator("[data-move]").count() == 2 * rows.count() > 10
    first = rows.nth(0).locator("[name=name]").input_value()
    with page.expect_response(lambda answer: "/xuong/" in answer.url):
        rows.nth(0).locator("[data-move='1']").click()
    expect(rows.nth(1).locator("[name=name]")).to_have_value(first)


def test_3_3_7_a_later_step_does_not_ask_again(window, work, login):
    """The steps of a pact know its bloc, season, units and last year's figures."""
    site, facts = work
    page = window()
    login(page, site, "thu-ky")
    page.goto(site.path(f"/giao-uoc/{facts['pact']}/sua/"))
    asked = page.locator("main input:not([type=hidden]), main textarea, main select")
    assert page.locator("main [name=bloc]:not([type=hidden]), main [name=season]:not([type=hidden])").count() == 0
    assert asked.first.input_value() != ""
    page.goto(site.path(f"/giao-uoc/{facts['pact']}/noi-dung/"))
    names = page.locator("[data-row]:not([data-row='']) [name=name]").evaluate_all(
        "boxes => boxes.map(box => box.value)"
    )
    assert len(names) > 10 and "" not in names


def test_3_3_8_a_password_may_be_pasted_and_filled_in(window, work):
    """Nothing hinders a paste or a keeper of passwords, and no puzzle is asked."""
    site, _facts = work
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site.path("/tai-khoan/dang-nhap/"))
    name, secret = page.locator("[name=login]"), page.locator("[name=password]")
    expect(name).to_have_attribute("autocomplete", "username")
    expect(secret).to_have_attribute("autocomplete", "current-password")
    name.fill("thu-ky")
    page.evaluate("words => navigator.clipboard.writeText(words)", site.accounts["thu-ky"])
    secret.focus()
    page.keyboard.press("Control+v")
    expect(secret).to_have_value(site.accounts["thu-ky"])
    assert page.locator("main form.panel input:not([type=hidden])").count() == 2
    with page.expect_navigation(url=lambda url: "dang-nhap" not in url):
        secret.press("Enter")
