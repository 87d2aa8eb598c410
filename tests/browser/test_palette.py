"""The palette (SYS-1) and the check page (STF-13) in a real browser, by keys alone where people use keys."""

import re

from playwright.sync_api import expect

REASON = "Bổ sung số liệu của một đơn vị theo chỉ đạo của Khối trưởng."
COMPOSING = """() => {
  const field = document.getElementById("palette-q");
  field.value = "phong";
  field.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
  field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, isComposing: true}));
}"""
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('palette:'))"
IN_SIGHT = """row => {
  const box = row.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


def test_sys_1_the_palette_finds_goes_remembers_and_forgets_at_logout(page, site, login):
    login(page, site, "thu-ky")
    page.goto(site.path("/viec-cua-toi/"))
    palette, field = page.locator("#palette"), page.locator("#palette-q")
    options = palette.get_by_role("option")

    page.locator("[data-palette]").focus()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    expect(options.first).to_be_visible()  # nothing opened yet: the menu
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    expect(page.locator("[data-palette]")).to_be_focused()

    page.keyboard.press("Control+k")
    asked = []
    page.on("request", lambda request: "goi-y" in request.url and asked.append(request.url))
    page.evaluate(COMPOSING)  # a typing tool is still at work: nothing is asked, nothing is opened
    expect(palette).to_be_visible()
    field.fill("")
    field.press_sequentially("phong canh sat giao thong", delay=5)
    expect(options.filter(has_text="Phòng Cảnh sát giao thông").first).to_be_visible()
    assert field.input_value() == "phong canh sat giao thong"  # no completion inside the field
    assert len(asked) <= 4, asked
    page.keyboard.press("ArrowDown")
    chosen = options.first
    expect(chosen).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    name, address = chosen.inner_text(), chosen.get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(address)

    page.keyboard.press("Control+k")
    expect(options).to_have_count(1)
    assert options.first.inner_text() == name
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.goto(site.path("/tim/"))
    page.locator("#find-q").press_sequentially("?")
    expect(page.locator("#keys")).to_be_hidden()

    assert len(page.evaluate(KEPT)) == 1
    page.locator("details.menu summary").last.click()
    with page.expect_navigation():
        page.locator("form[action*='dang-xuat'] button").click()
    assert page.evaluate(KEPT) == []


def test_sys_1_without_script_the_button_leads_to_a_page_with_a_form(window, site, login):
    page = window(java_script_enabled=False)
    login(page, site, "bao-cao")
    with page.expect_navigation():
        page.locator("[data-palette]").click()
    page.locator("#find-q").fill("trat tu")
    with page.expect_navigation():
        page.locator("main form button").click()
    assert page.locator("[data-testid=hits] a").count() > 0


def test_stf_13_a_report_is_checked_explained_sent_and_its_code_stays(page, own_site, login):
    login(page, own_site, "thu-ky")
    ky, unit = _reopened(page, own_site)
    check = own_site.path(f"/ket-qua/kiem-tra/?ky={ky}&don_vi={unit}")
    page.goto(check)
    empty = page.locator("[data-testid=empty-rows] li")
    rows = empty.count()
    assert rows == 42

    # AC 2: the summary has the focus, the title says so, each link focuses its field
    _send(page)
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    link = page.locator(".error-summary a").nth(1)
    target = link.get_attribute("href").removeprefix("#")
    link.click()
    assert page.evaluate("document.activeElement.id") == target

    # AC 1: “Sửa” leads to the row and saving leads back to it
    change = page.locator("[data-testid^=change-]").nth(20)
    pledge = re.search(r"\d+$", change.get_attribute("data-testid"))[0]
    with page.expect_navigation():
        page.locator(f"[data-testid=empty-{pledge}] a").click()
    assert page.url.endswith(f"#p{pledge}")
    _fill(page.locator(f"[data-testid=row-{pledge}]"))
    with page.expect_navigation(url=lambda url: "kiem-tra" in url):
        page.locator("[data-testid=sheet] [name=next][value=check]").click()
    assert page.url.endswith(f"#p{pledge}")
    assert page.locator(f"[data-testid=line-{pledge}]").evaluate(IN_SIGHT)
    assert empty.count() == rows - 1

    # STF-3 AC 13, STF-13 AC 3: one reason for the rest, the declaration, then a panel that survives a reload
    page.locator("[name=reason_rest]").fill("Đơn vị chưa tổng hợp được số liệu của kỳ này.")
    page.locator("[name=declared]").check()
    _send(page)
    code = page.locator("[data-testid=code]").inner_text()
    assert re.fullmatch("[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}", code)
    page.reload()
    assert page.locator("[data-testid=code]").inner_text() == code
    page.go_back()
    page.goto(check)
    assert page.locator("[data-testid=code]").inner_text() == code

    # AC 4: the code is found, however it is typed
    page.goto(own_site.path(f"/tim/?q={code.replace('-', '').lower()}"))
    with page.expect_navigation():
        page.locator("[data-testid=hits] a").first.click()
    assert page.locator("[data-testid=code]").inner_text() == code


def _reopened(page, own_site) -> tuple[str, str]:
    """The phase of nine months is opened again; the unit is one that has not reported anything there."""
    page.goto(own_site.path("/ky-bao-cao/"))
    with page.expect_navigation():
        page.locator("main tbody tr th a", has_text="9 tháng đầu năm").last.click()
    page.locator("[data-testid=reopen] input[name=reason]").fill(REASON)
    with page.expect_navigation():
        page.locator("[data-testid=reopen] button").click()
    ky = re.search(r"ky-bao-cao/(\d+)/", page.url)[1]
    page.goto(own_site.path(f"/ket-qua/nhap/?ky={ky}&don_vi=khoi"))
    unit = page.locator("#which-unit option", has_text="Phòng Cảnh sát cơ động").get_attribute("value")
    return ky, unit


def _send(page):
    page.locator("main button[value=send]").click()
    with page.expect_navigation():
        page.locator("#ask[open] [data-yes]").click()


def _fill(row):
    if row.locator("select").count():
        row.locator("select").first.select_option("1")
    else:
        row.locator("input[name$='-value']").fill("100")
