"""Pages as people set their machines: forced colours, reduced motion, larger text, more room between letters."""

from tests.browser.looks import SIZES, too_wide
from tools.screen_list import SHEET, address_of

READ = ["/", "/khoi/khoi-csnd-minh-hoa/2017/", "/khoi/khoi-csnd-minh-hoa/2017/ket-qua/", "/so-sanh/"]
WORKED = {
    "": [*READ, "/le-ky-ket/le-ky-ket-khoi-csnd-2017/", "/tai-khoan/dang-nhap/"],
    "khoi-truong": ["/dieu-hanh/", "/viec-cua-toi/", "/phe-duyet/", "/dieu-hanh/kham-pha/", SHEET],
    "thu-ky": ["/ky-bao-cao/", "/giao-uoc/ > tbody th a + noi-dung/", "/ho-so/", "/tim/?q=minh"],
}
# Parts that are told apart by their ground need a border once grounds are gone; statuses and cells need their sign.
LOST = """() => {
  const shown = one => one.getClientRects().length > 0 && !one.closest("dialog:not([open]), .visually-hidden");
  const parts = ".btn:not(.btn-link), .status, .tile, .callout, .panel, .form-control, .form-select, .error-summary";
  const bare = [...document.querySelectorAll(parts)].filter(shown).filter(one => {
    const style = getComputedStyle(one);
    return style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 0.5;
  });
  const mute = [...document.querySelectorAll(".status, .heat td:not(.heat-sum)")].filter(shown)
    .filter(one => !/[^\\s\\w]/.test(one.querySelector(".glyph")?.textContent ?? "") && !/\\S/.test(one.textContent));
  return [...bare, ...mute].slice(0, 5).map(one => one.outerHTML.slice(0, 120));
}"""
MOVING = """() => {
  const over = time => time.split(",").some(one => parseFloat(one) > 0);
  const moves = style => over(style.transitionDuration)
    || (style.animationName !== "none" && over(style.animationDuration));
  const found = [...document.querySelectorAll("*")].filter(one =>
    [null, "::before", "::after"].some(part => moves(getComputedStyle(one, part))));
  return [document.getAnimations().length, found.slice(0, 5).map(one => one.outerHTML.slice(0, 120))];
}"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
# Text that its own box cuts off; what is hidden on purpose (for readers of screens) is spared, and names on the board
# that end in “…” and say themselves whole in their title and in the table they lead to.
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(one => {
  const style = getComputedStyle(one), cuts = /hidden|clip/;
  if (!one.clientWidth || !one.textContent.trim()) return false;
  if (one.closest("svg, .explore-picture, .bullet-name[title], dialog:not([open])")) return false;
  for (let box = one; box; box = box.parentElement) if (getComputedStyle(box).clipPath !== "none") return false;
  return (cuts.test(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
    || (cuts.test(style.overflowX) && one.scrollWidth > one.clientWidth + 1);
}).slice(0, 5).map(one => one.outerHTML.slice(0, 140))"""
OVERLAPPED = """() => [...document.querySelectorAll("main :is(button, .btn, .tile, .status), .nav-list a")]
  .filter(one => one.clientHeight && getComputedStyle(one).display !== "inline")
  .filter(one => one.scrollHeight > one.clientHeight + 2)
  .slice(0, 5).map(one => one.outerHTML.slice(0, 140))"""


def by_person(window, site, login, screens: dict[str, list[str]], **options):
    """(page, screen), each screen open before the person it belongs to."""
    for name, places in screens.items():
        page = window(bypass_csp=True, **options)
        if name:
            login(page, site, name)
        for screen in places:
            page.goto(site.path(address_of(page, site, screen)))
            yield page, screen


def test_forced_colours_leave_borders_signs_and_the_focus(window, site, login):
    """1.4.11: no ground is needed to see where a part ends, no colour to tell a status; the focus is outlined."""
    wrong = {}
    for page, screen in by_person(window, site, login, WORKED, forced_colors="active"):
        wrong[screen] = page.evaluate(LOST)
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        wrong[screen] += [] if outline != "none" else ["no outline"]
    assert {screen: found for screen, found in wrong.items() if found} == {}


def test_nothing_moves_for_who_asks_for_less_motion(window, site, login):
    """2.3.3 and 2.2.2: no animation, no transition that takes time."""
    moving = {}
    for page, screen in by_person(window, site, login, WORKED, reduced_motion="reduce"):
        moving[screen] = page.evaluate(MOVING)
    assert {screen: found for screen, found in moving.items() if found != [0, []]} == {}


def test_more_room_between_letters_and_lines_cuts_no_text(window, site, login):
    """1.4.12 with the four overrides, at the desk and 320 pixels wide."""
    wrong = {}
    for page, screen in by_person(window, site, login, WORKED):
        page.add_style_tag(content=SPACING)
        wrong[screen] = page.evaluate(CLIPPED) + page.evaluate(OVERLAPPED) + too_wide(page)
        page.set_viewport_size(SIZES["least"])
        wrong[screen] += page.evaluate(CLIPPED)
        page.set_viewport_size(SIZES["desk"])
    assert {screen: found for screen, found in wrong.items() if found} == {}


def test_text_at_130_per_cent_stays_within_the_page(window, site, login):
    """The largest size of the “Hiển thị” menu at the desk: nothing is cut, nothing sticks out."""
    cookie = {"name": "text", "value": "130", "url": site.url}
    wrong = {}
    for name, screens in WORKED.items():
        page = window(bypass_csp=True)
        if name:
            login(page, site, name)
        page.context.add_cookies([cookie])
        for screen in screens:
            page.goto(site.path(address_of(page, site, screen)))
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20.8px"
            wrong[screen] = page.evaluate(CLIPPED) + too_wide(page)
    assert {screen: found for screen, found in wrong.items() if found} == {}
