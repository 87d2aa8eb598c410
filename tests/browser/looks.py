"""Judges of how a page looks: axe-core with the six tags, widths, sizes of what is pressed, and the walk over SCREENS.

`look_over` opens each screen once and turns it: light at the desk, dark, at 200 % zoom, 320 pixels wide.
"""

from pathlib import Path

from tools.screen_list import address_of

TESTS = Path(__file__).parent.parent
AXE = (TESTS / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SIZES = {
    "desk": {"width": 1366, "height": 768},
    "zoomed": {"width": 683, "height": 384},  # the desk at 200 %
    "phone": {"width": 360, "height": 640},
    "least": {"width": 320, "height": 640},
}
# What axe cannot judge about contrast is a fault too, but for a text of one character or of signs outside the first
# plane: “✓”, “▲”, “≥” stand beside a word that is judged (reasons shortTextContent and nonBmp). Words of drawings,
# whose fill axe does not read, and cells of tables, which share a border with their neighbours, are reckoned here.
# The picture one explores redraws itself while the window is turned; the table below it says the same and is judged.
JUDGE = f"""only => axe.run(document, {{
  runOnly: only.length ? only : {TAGS}, resultTypes: ["violations", "incomplete"], elementRef: true,
}}).then(found => {{
  const signs = ["shortTextContent", "nonBmp"], edges = ["elmPartiallyObscured", "elmPartiallyObscuring"];
  const why = node => (node.any[0]?.data?.messageKey ?? "") || "?";
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(one => one / 255)
    .map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = one => {{
    const colour = getComputedStyle(one).backgroundColor;
    return !one.parentElement || (parts(colour)[3] ?? 1) === 1 ? colour : ground(one.parentElement);
  }};
  const reads = (one, ink) => {{
    const [dark, bright] = [light(ink), light(ground(one))].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05) >= 4.5;
  }};
  const isSure = node => signs.includes(why(node))
    || !node.element.isConnected || node.element.closest(".explore-picture")
    || (node.element.matches("svg text, svg tspan") && reads(node.element, getComputedStyle(node.element).fill))
    || (edges.includes(why(node)) && node.element.closest("td, th")
      && reads(node.element, getComputedStyle(node.element).color));
  const unsure = found.incomplete.filter(rule => rule.id === "color-contrast")
    .flatMap(rule => rule.nodes.filter(node => !isSure(node)).map(node => [why(node), node.html.slice(0, 200)]));
  const broken = found.violations.map(rule => [rule.id, ...rule.nodes.slice(0, 3).map(node => node.html)]);
  return [...broken, ...unsure.slice(0, 5)];
}})"""
# A picture that is drawn anew in other colours stands on the page in the second frame from now.
DRAWN = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
COLOURS = ["color-contrast", "link-in-text-block"]
PLACES = ["target-size", "scrollable-region-focusable", "color-contrast"]
# Where a page says where its help is, and what every page has: [[…facts], faults].
FRAME = """() => {
  const count = selector => document.querySelectorAll(selector).length;
  const one = ["h1", "body > header", "main", "body > footer", "html[lang=vi]", ".skip:first-child"];
  const tools = [...(document.querySelector("header .head-tools")?.querySelectorAll("a, button, summary") ?? [])];
  return {
    title: document.title,
    help: tools.findIndex(tool => tool.dataset.testid === "help"),
    wrong: [...one.filter(selector => count(selector) !== 1), ...(count("[draggable=true]") ? ["draggable"] : [])],
  };
}"""


def judged(page, *rules: str) -> list:
    """Broken rules of axe (all of the six tags, or these), each with up to three elements; unsure contrast."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    return page.evaluate(JUDGE, list(rules))


def too_wide(page) -> list:
    wide = page.evaluate(OVERFLOW)
    return [["overflow", wide]] if wide > 0 else []


def faults(page) -> list:
    """What is wrong with the page as it stands: broken rules, and pixels that stick out to the right.

    Judged in a window as tall as the page, and left as it was: a bar that sticks to the bottom then covers nothing.
    """
    wide, size = too_wide(page), page.viewport_size
    make_tall(page, size)
    found = judged(page)
    page.set_viewport_size(size)
    return found + wide


def look_at(page, site, paths: list[str]) -> dict:
    """By address and size what is wrong there; the desk and the phone are judged by all rules, the least by width."""
    wrong = {}
    for path in paths:
        page.set_viewport_size(SIZES["desk"])
        page.goto(site.path(path))
        wrong[path, "desk"] = faults(page)
        page.set_viewport_size(SIZES["least"])
        wrong[path, "least"] = too_wide(page)
        page.set_viewport_size(SIZES["phone"])
        wrong[path, "phone"] = faults(page)
    return {place: found for place, found in wrong.items() if found}


def turned(page) -> dict:
    """What is wrong with the page that is open, by the way it is looked at; it is left as it was."""
    wrong = {"light": too_wide(page)}
    make_tall(page, SIZES["desk"])
    wrong["light"] += judged(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate(DRAWN)
    wrong["dark"] = judged(page, *COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(SIZES["zoomed"])
    wrong["zoomed"] = too_wide(page)
    make_tall(page, SIZES["least"])
    wrong["least"] = judged(page, *PLACES) + too_wide(page)
    page.set_viewport_size(SIZES["desk"])
    return {way: found for way, found in wrong.items() if found}


def make_tall(page, size: dict[str, int]):
    page.set_viewport_size(size)
    height = max(size["height"], page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": min(height, 40_000)})


def look_over(page, site, screens: list[str]) -> dict:
    """By screen what is wrong there, two screens with one title and a help link that moved among it."""
    wrong, titles, helps = {}, {}, {}
    for screen in screens:
        page.goto(site.path(address_of(page, site, screen)))
        frame = page.evaluate(FRAME)
        titles.setdefault(frame["title"], []).append(screen)
        helps.setdefault(frame["help"], []).append(screen)
        wrong[screen] = turned(page) | ({"frame": frame["wrong"]} if frame["wrong"] else {})
    wrong["same title"] = [list(same) for same in titles.values() if len(same) > 1]
    wrong["help moved"] = helps if len(helps) > 1 or -1 in helps else {}
    return {screen: found for screen, found in wrong.items() if found}
