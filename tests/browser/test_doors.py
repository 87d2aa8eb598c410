"""The doors of the house as a visitor finds them: they open, say who is in, and load nothing from outside."""

import re

import pytest

WINDOWS = {"desk": (1366, 768), "phone": (360, 640)}
PUBLIC = [
    "/",
    "/khoi/",
    "/khoi/khoi-csnd/",
    "/khoi/khoi-csnd/2017/",
    "/khoi/khoi-csnd/2017/so-lieu/",
    "/le-ky-ket/",
    "/le-ky-ket/le-ky-ket-khoi-csnd-2017/",
    "/tin/",
    "/tin/khoi-csnd-ky-ket-giao-uoc-2017/",
    "/tim-kiem/?q=csnd",
    "/tro-giup/",
    "/tro-giup/thu-ky-khoi/",
    "/tiep-can/",
    "/tai-khoan/dang-nhap/",
]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_whole_and_fits_its_window(window, site, path, size):
    page = window(*size)
    page.goto(site.path(path))
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("h1").count() == 1
    assert [page.locator(mark).count() for mark in ("body > header", "main", "body > footer")] == [1, 1, 1]
    assert page.evaluate(OVERFLOW) == 0
    assert re.findall(r"\bNone\b|\bNaN\b|\bnull\b|\{\{|\ufffd", page.locator("body").inner_text()) == []


NAMES = ["quan-tri", "thuong-truc", "phong-chuc-nang", "thu-ky", "khoi-truong", "chi-huy", "bao-cao"]


@pytest.mark.journey
@pytest.mark.parametrize("name", NAMES)
def test_each_account_of_the_demo_logs_in_and_out(page, site, login, name):
    login(page, site, name)
    assert page.locator("h1").count() == 1
    page.goto(site.path("/tai-khoan/dang-xuat/"))
    page.locator("main button[type=submit], main button:not([type])").first.click()
    page.goto(site.path("/viec-cua-toi/"))
    assert "/tai-khoan/dang-nhap/" in page.url


def test_the_guard_notices_what_a_page_may_not_do(page, site, guard):
    page.goto(site.path("/"))
    page.evaluate("console.error('broken')")
    page.evaluate("fetch('/khong-co/')")
    page.evaluate(
        "new Promise(done => { const i = new Image(); i.onerror = done; i.src = 'http://localhost:9/x.png'; })"
    )
    page.goto(site.path("/khong-co/"))
    found, guard.problems = guard.problems, []
    assert "console: broken" in found
    assert f"404: {site.url}/khong-co/" in found
    assert any("Content Security Policy" in line for line in found)
