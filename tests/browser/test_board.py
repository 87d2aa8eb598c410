"""The commander's board on one screen, and the sheet of figures without any script."""

from pathlib import Path

import pytest

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = "['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
BOTTOM = "element => element.getBoundingClientRect().bottom"
STAFF = [
    *["/viec-cua-toi/", "/dieu-hanh/", "/ky-bao-cao/", "/ket-qua/nhap/"],
    *["/dieu-hanh/ban-tom-tat/", "/dieu-hanh/kham-pha/", "/dieu-hanh/danh-sach/ban-do/", "/man-hinh-khoi/"],
]


def test_the_board_of_thirteen_units_needs_no_scrolling(page, site, login):
    login(page, site, "khoi-truong")
    page.goto(site.path("/dieu-hanh/"))
    assert page.locator(".heat tbody tr").count() == 13
    parts = [".board-tiles", ".board-heat table", ".bullets", "[data-testid=attention]"]
    bottoms = {part: page.locator(part).evaluate(BOTTOM) for part in parts}
    assert {part: bottom for part, bottom in bottoms.items() if bottom > 768} == {}


def test_a_cell_leads_to_its_evidence_and_back_to_the_cell(page, site, login):
    login(page, site, "khoi-truong")
    page.goto(site.path("/dieu-hanh/"))
    cell = page.locator(".heat tbody tr").nth(3).locator("td a").nth(2)
    name = cell.get_attribute("aria-label")
    cell.click()
    unit = page.locator("h1").inner_text()
    assert name.startswith(unit) and page.url.endswith("#muc-3")
    page.go_back()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") in (name, None)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_staff_pages_of_reporting_are_clean_for_axe_and_fit_320_pixels(window, site, login, scheme):
    page = window(320, 640, color_scheme=scheme, bypass_csp=True)
    login(page, site, "thu-ky")
    for path in STAFF:
        page.goto(site.path(path))
        assert (path, page.evaluate(OVERFLOW)) == (path, 0)
        page.evaluate(AXE)
        found = page.evaluate(f"axe.run(document, {{runOnly: {TAGS}}}).then(result => result.violations)")
        assert (path, [(rule["id"], rule["nodes"][0]["html"]) for rule in found]) == (path, [])


REASON = "Nhập bổ sung số liệu chung của khối."


def test_a_secretary_enters_the_blocs_year_in_one_post_without_script(window, own_site, login):
    """The year is locked and the bloc's own report sent: both are undone with a reason, then the sheet is written."""
    page = window(java_script_enabled=False)
    login(page, own_site, "thu-ky")
    page.goto(own_site.path("/ky-bao-cao/"))
    page.locator("tbody tr").last.locator("th a").click()
    page.locator("[data-testid=reopen] input[name=reason]").fill(REASON)
    page.locator("[data-testid=reopen] button").click()
    page.locator(".page-actions a").last.click()
    sheet = page.url
    page.locator("[data-testid=shut] a").click()
    page.locator("textarea[name=reason]").fill(REASON)
    page.locator("main form .btn").click()
    page.goto(sheet)
    rows = page.locator("[data-testid=sheet] tbody tr[id]")
    written = [fill_row(rows.nth(number)) for number in range(rows.count())]
    assert len(written) == 42
    first = rows.locator("input[name$='-value']").first
    first.fill("một trăm")
    page.locator("[data-testid=sheet] .btn-primary").click()
    assert page.locator(".error-summary li").count() == 1
    page.locator("input[value='một trăm']").fill("100")
    page.locator("[data-testid=sheet] .btn-primary").click()
    assert page.locator("[data-testid=summary]").inner_text().startswith("42/42 ")


def fill_row(row):
    """Whatever kind the pledge is: met, or 100 in the place of what stood there."""
    for tick in row.locator("input[name$='-is_not_applicable']:checked").all():
        tick.uncheck()
    for part in row.locator("details[open] input").all():
        part.fill("")
    if row.locator("select").count():
        return row.locator("select").select_option("1")
    return row.locator("input[name$='-value']").fill("100")
