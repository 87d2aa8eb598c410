"""CMD-1 in the browser: the board in place, its paper, the page where figures are explored, a screen on a wall."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.browser.pdf_text import pages_in, text_of

GLYPHS = set("●◆▲■○⊘◇")
BOTTOM = "element => element.getBoundingClientRect().bottom"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WEIGHT = "performance.getEntries().reduce((sum, one) => sum + (one.transferSize || 0), 0)"
GREY = "document.documentElement.style.setProperty('filter', 'grayscale(1)')"


def parts_of(cell) -> tuple[str, str]:
    """The sign and the value a cell prints."""
    sign, *value = cell.inner_text().split()
    return sign, " ".join(value)


def test_cmd_1_ac_1_3_4_6_one_screen_named_cells_signs_and_a_period_chosen_in_place(window, site, login):
    page = window(bypass_csp=True)
    login(page, site, "khoi-truong")
    page.goto(site.path("/dieu-hanh/"))
    parts = [".board-tiles", "[data-testid=heat]", ".bullets", "[data-testid=attention]", ".board-due"]
    assert [part for part in parts if page.locator(part).evaluate(BOTTOM) > 768] == []
    cells = page.locator("[data-testid=heat] td a")
    named = cells.evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(named) == 13 * 9 and [name for name in named if not re.match(r"[^,]+, .+: .+", name)] == []
    assert any("cùng kỳ năm trước" in name for name in named)
    page.evaluate(GREY)  # what colour said is gone; sign and value remain
    assert [pair for pair in map(parts_of, cells.all()[:30]) if pair[0] not in GLYPHS or not pair[1]] == []
    page.emulate_media(forced_colors="active")
    assert cells.first.evaluate("one => getComputedStyle(one.parentElement).borderTopWidth") != "0px"
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 1366, "height": 420})
    page.evaluate("scrollTo(0, 60)")
    other = page.locator("#ky option:not(:checked)").first.get_attribute("value")
    page.locator("#ky").focus()
    page.select_option("#ky", other)
    page.wait_for_url(lambda address: f"ky={other}" in address)
    assert (page.evaluate("scrollY"), page.evaluate("document.activeElement.id")) == (60, "ky")
    assert page.locator("[data-testid=heat] tbody tr").count() == 13 and page.title().count("–") >= 2
    first = page.locator("[data-testid=heat] tbody th").first.inner_text()
    page.locator("[data-testid=orders] a").last.click()
    page.wait_for_url(lambda address: "sap-xep=yeu-truoc" in address)
    page.locator("[data-testid=orders] a[aria-current]", has_text="Yếu").wait_for()
    assert page.locator("[data-testid=heat] tbody th").first.inner_text() != first
    page.go_back()
    page.wait_for_url(lambda address: "sap-xep" not in address)
    page.go_back()
    expect(page.locator("#ky")).not_to_have_value(other)


def test_cmd_1_ac_7_the_brief_is_one_sheet_with_every_unit_in_its_text(page, site, login):
    login(page, site, "khoi-truong")
    page.goto(site.path("/dieu-hanh/"))
    with page.expect_navigation():
        page.locator("[data-testid=brief]").click()
    units = page.locator("[data-testid=heat] tbody th").all_inner_texts()
    foot = page.locator("[data-testid=brief-foot]").inner_text()
    paper = page.pdf(prefer_css_page_size=True)
    words = text_of(paper)
    assert (len(units), pages_in(paper)) == (13, 1)
    assert [unit for unit in units if unit.replace(" ", "") not in words] == []
    assert re.match(r"In lúc \d\d:\d\d, \d\d/\d\d/\d{4} – .+", foot) and "trang1/1" in words


def test_figures_are_explored_with_a_picture_and_without_script_with_its_table(window, site, login):
    page = window()
    login(page, site, "khoi-truong")
    page.goto(site.path("/dieu-hanh/kham-pha/"))
    picture = page.locator("[data-testid=picture]")
    picture.locator("svg").wait_for()
    assert picture.locator("svg path").count() > 14
    assert page.evaluate(WEIGHT) <= 350 * 1024
    assert page.locator("[data-testid=twin] tbody tr").count() == 14
    assert "14" in picture.get_attribute("aria-label")
    page.locator("input[value=heat]").check()
    expect(picture.locator("svg text", has_text="%").first).to_be_attached()
    page.locator("input[value=bars]").check()
    expect(picture).to_have_attribute("data-rows", "3")
    value = page.locator("#chi_tieu option").nth(4).get_attribute("value")
    caption = page.locator("[data-testid=twin] caption")
    name = caption.inner_text()
    page.select_option("#chi_tieu", value)
    page.wait_for_url(lambda address: f"chi_tieu={value}" in address)
    expect(caption).not_to_have_text(name)
    page.select_option("#don_vi", index=3)
    expect(page.locator("[data-testid=twin] [data-testid=row]")).to_have_count(1)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(OVERFLOW) == 0
    plain = window(java_script_enabled=False)
    login(plain, site, "khoi-truong")
    plain.goto(site.path("/dieu-hanh/kham-pha/"))
    assert plain.locator("[data-testid=picture]").is_hidden()
    plain.select_option("#don_vi", index=2)
    with plain.expect_navigation():
        plain.locator(".explore-choice button").click()
    assert plain.locator("[data-testid=twin] [data-testid=row]").count() == 1


def test_cmd_1_ac_8_a_wall_renews_itself_without_names_until_it_is_shut(window, own_site, login, guard):
    desk = window()
    login(desk, own_site, "thu-ky")
    desk.goto(own_site.path("/man-hinh-khoi/"))
    desk.locator("input[name=place_name]").fill("Phòng họp tầng 2")
    desk.locator("input[name=until_on]").fill((date.today() + timedelta(days=30)).strftime("%d/%m/%Y"))
    desk.select_option("select[name=bloc]", label="Khối CSND – dữ liệu minh họa, Năm 2017")
    with desk.expect_navigation():
        desk.locator("[data-testid=hang] .btn-primary").click()
    address = desk.locator("[data-testid=wall-address]").get_attribute("href")
    wall = window(1920, 1080)
    wall.clock.install()
    wall.goto(own_site.path(address))
    assert wall.locator("[data-testid=heat] tbody tr").count() == 13
    wall.evaluate("document.querySelector('[data-testid=tile-met] .tile-figure').textContent = 'x'")
    wall.evaluate("window.same = document.querySelector('.board-head h1')")
    wall.clock.fast_forward(61_000)
    expect(wall.locator("[data-testid=tile-met]")).to_contain_text("36")
    assert wall.evaluate("window.same.isConnected") and wall.evaluate(OVERFLOW) == 0
    wall.context.set_offline(True)
    wall.clock.fast_forward(61_000)
    wall.locator("#board-lost").wait_for()
    wall.context.set_offline(False)
    desk.locator("[data-testid=shut]").click()
    with desk.expect_navigation():
        desk.locator("#ask [data-yes]").click()
    guard.allow(410)
    with wall.expect_navigation():
        wall.clock.fast_forward(61_000)
    assert wall.locator("[data-testid=heat]").count() == 0
    plain = window(java_script_enabled=False)
    assert plain.goto(own_site.path(address)).status == 410
