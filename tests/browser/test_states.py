"""Pages in the states of G-2 that are not seen by walking: refused forms, open dialogs, nothing there yet."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults, turned
from tests.browser.working_site import a_working_site
from tools.screen_list import address_of

EMPTY_DESK = [
    *["/viec-cua-toi/", "/giao-uoc/", "/giao-uoc/moi/", "/le-ky-ket/so-sach/", "/ky-bao-cao/", "/ket-qua/nhap/"],
    *["/bai-tong-hop/", "/cham-diem/", "/dieu-hanh/", "/phe-duyet/", "/y-kien-chi-dao/", "/khen-thuong/"],
    *["/kien-nghi/", "/thong-bao/", "/cong-viec/", "/tim/?q=khongcogicakhongco"],
]
EMPTY_PUBLIC = ["/tim-kiem/?q=khongcogicakhongco", "/khoi/khoi-csnd/2017/so-lieu/", "/khoi/khoi-csnd/2017/ket-qua/"]
ARE_DESCRIBED = """boxes => boxes.every(box => (box.getAttribute("aria-describedby") ?? "").split(" ")
  .some(name => document.getElementById(name)))"""
WITHOUT_CHECKS = "form => { form.noValidate = true; }"


@pytest.fixture(scope="module")
def work(tmp_path_factory, prepared):
    with a_working_site(tmp_path_factory.mktemp("work"), prepared) as made:
        yield made


@pytest.fixture
def desk(window, work, login):
    """`desk(name)` is a page of this person at the site where work is under way."""

    def sit_down(name: str):
        page = window(bypass_csp=True)
        login(page, work[0], name)
        return page

    return sit_down


def send(page, form: str = "main form.panel", button: str = ".btn-primary"):
    """As it stands, past what the browser would check itself."""
    page.locator(form).first.evaluate(WITHOUT_CHECKS)
    with page.expect_navigation():
        page.locator(f"{form} {button}").first.click()


def is_refused(page):
    """The summary stands there and has the focus, the title says so, and the page is clean in every light and width."""
    expect(page.locator(".error-summary")).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    assert page.locator("main [aria-invalid=true]").evaluate_all(ARE_DESCRIBED)
    assert (page.url, turned(page)) == (page.url, {})


def test_forms_refused_are_clean(work, desk, window):
    """State “error”: a wrong password; a pledge, a report and a directive without words."""
    site, facts = work
    page = window(bypass_csp=True)
    page.goto(site.path("/tai-khoan/dang-nhap/"))
    page.locator("[name=login]").fill("thu-ky")
    page.locator("[name=password]").fill("sai")
    send(page)
    is_refused(page)
    page = desk("thu-ky")
    page.goto(site.path(address_of(page, site, f"/giao-uoc/{facts['pact']}/noi-dung/ > .row-tools a")))
    page.locator("main [name=name]").fill("")
    send(page, "main form:has([name=name])")
    is_refused(page)
    page.goto(site.path(f"/ket-qua/kiem-tra/?ky={facts['phase']}&don_vi={facts['units'][0]}"))
    page.locator("main button[value=send]").click()
    with page.expect_navigation():
        page.locator("#ask[open] [data-yes]").click()
    is_refused(page)
    page = desk("khoi-truong")
    page.goto(site.path("/y-kien-chi-dao/moi/"))
    send(page)
    is_refused(page)


def test_the_grid_with_a_figure_that_reads_both_ways_is_clean(work, desk):
    """STF-3 in the state “error”: what is asked stands under the figure, in every light and width."""
    site, facts = work
    page = desk("thu-ky")
    page.goto(site.path(f"/ket-qua/nhap/?ky={facts['phase']}&don_vi={facts['units'][1]}"))
    page.locator("[data-grid][data-repeat]").wait_for()
    box = page.locator("tr[data-row] input[data-cell=value]").first
    box.fill("92.020")
    box.press("Enter")
    page.locator("tr[data-row] [data-errors] button, tr[data-row] .field-error").first.wait_for()
    assert turned(page) == {}


def test_dialogs_are_clean_and_give_the_focus_back(work, desk, window):
    """State “dialog”: the question before a step, search and go, the list of keys."""
    site, facts = work
    page = desk("thu-ky")
    page.goto(site.path(f"/ket-qua/kiem-tra/?ky={facts['phase']}&don_vi={facts['units'][0]}"))
    asker = page.locator("main button[value=send]")
    asker.click()
    is_open(page, "#ask", then=asker)
    page.locator("body").press("Control+k")
    page.locator("#palette-q").press_sequentially("giao thong")
    page.locator("#palette [role=option]").first.wait_for()
    is_open(page, "#palette")
    page.locator("h1").click()
    page.keyboard.press("?")
    is_open(page, "#keys")
    assert page.locator("dialog[open]").count() == 0


def is_open(page, dialog: str, then=None):
    """Judged while it is open; Escape closes it, and the focus stands where it came from."""
    expect(page.locator(dialog)).to_be_visible()
    assert (dialog, turned(page)) == (dialog, {})
    inside = "dialog => dialog.contains(document.activeElement)"
    assert page.locator(dialog).evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.locator(dialog)).to_be_hidden()
    if then:
        expect(then).to_be_focused()


def test_pages_with_nothing_on_them_say_what_to_do(work, desk, window, guard):
    """State “empty”: somebody new without duties, a search without a hit; each page has words and a way on."""
    guard.allow(403, 404)  # a page that refuses has words and a way on too
    site, _facts = work
    wrong = {}
    for page, paths in ((desk("nguoi-moi"), EMPTY_DESK), (window(bypass_csp=True), EMPTY_PUBLIC)):
        for path in paths:
            page.goto(site.path(path))
            wrong[path] = faults(page) + ([] if says_something(page) else ["a bare page"])
    assert {path: found for path, found in wrong.items() if found} == {}


def says_something(page) -> bool:
    """Words beside the title, and no table without rows."""
    words = page.locator("main").inner_text().removeprefix(page.locator("h1").inner_text()).strip()
    return len(words) > 20 and page.locator("main table:has(tbody:empty)").count() == 0
