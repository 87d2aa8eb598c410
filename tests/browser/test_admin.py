"""ADM-1 in a real browser: the admin keeps the rules of accessibility, light and dark, its pickers included."""

import re
from pathlib import Path

import pytest

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
JUDGE = f"axe.run(document, {{runOnly: {TAGS}}}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
FIXED = [
    "/quan-tri/",
    "/quan-tri/quyen-han/",
    "/quan-tri/blocs/duty/add/",
    "/quan-tri/blocs/season/add/",
    "/quan-tri/pacts/pledge/",
]


def first_row(page, site, register: str) -> str:
    page.goto(site.path(f"/quan-tri/{register}/"))
    return page.locator("#result_list tbody th a").first.get_attribute("href").split("?")[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_adm_1_pages_of_the_admin_are_clean_for_axe(window, site, login, scheme):
    """G-2 of the admin: front page, lists, forms with pickers and tables of parts, and the pages between."""
    page = window(color_scheme=scheme, bypass_csp=True)
    login(page, site, "quan-tri")
    unit, bloc = first_row(page, site, "blocs/unit"), first_row(page, site, "blocs/bloc")
    rows = [unit, unit.replace("change", "delete"), unit.replace("change", "history")]
    rows += [bloc, bloc.replace("change/", "them-don-vi/")]
    for path in [*FIXED, *rows]:
        page.goto(site.path(path))
        page.evaluate(AXE)
        assert (path, page.evaluate(JUDGE)) == (path, [])
        assert (path, page.locator("h1").count()) == (path, 1)


def test_adm_1_ac_4_the_calendar_begins_on_monday_and_a_picker_finds_without_accents(page, site, login):
    login(page, site, "quan-tri")
    page.goto(site.path("/quan-tri/blocs/duty/add/"))
    page.locator("#id_from_on ~ .datetimeshortcuts a").last.click()
    calendar = page.locator(".calendarbox:visible")
    assert calendar.locator("th").all_inner_texts() == ["2", "3", "4", "5", "6", "7", "CN"]
    calendar.locator("td a").filter(has_text=re.compile(r"^15$")).click()
    assert re.fullmatch(r"15/\d\d/\d{4}", page.locator("#id_from_on").input_value())
    page.locator("#id_unit + .select2-container .select2-selection").click()
    page.locator(".select2-search__field").fill("cong an tinh")
    found = page.locator(".select2-results__option").filter(has_text=re.compile("Công an tỉnh")).first
    found.wait_for()
    assert "Công an tỉnh" in found.inner_text()
