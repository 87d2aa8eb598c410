"""The screens that stand while a file is looked at: an import, its columns, past years, a Word master on trial."""

from pathlib import Path

import pytest

from tests.blocs.excel.books import a_book
from tests.browser.looks import look_over

ROOT = Path(__file__).resolve().parents[2]
OLD = [
    ["Tªn ®¬n vÞ", "Ký hiÖu", "§¬n vÞ cÊp trªn"],
    ["Phßng C¶nh s¸t lùc l\u00adîng", "PCS-X"],
    ["Đội", "Đ-X", "Không có"],
]
OWN = [["Danh sách năm 2018"], ["TT", "Cơ quan nào"], [1, "Phòng Số Một"]]
FONTS = {cell: ".VnTime" for cell in ("A1", "B1", "C1", "A2")}


@pytest.fixture
def clerk(window, own_site, login):
    page = window(bypass_csp=True)
    login(page, own_site, "quan-tri")
    return page


def send(page, site, path: str, *files: Path) -> str:
    """Sent, and read by the worker; the path of the page that shows it."""
    page.goto(site.path(path))
    page.locator("main input[type=file]").set_input_files(files)
    for box in page.locator("main input[name=is_no_secret]").all():
        box.check()
    with page.expect_navigation():
        page.locator("main form[enctype] .btn-primary").click()
    said = site.manage("db_worker", "--batch", "--interval", "0", "--queue-name", "*", "--verbosity", "0")
    assert said.returncode == 0, said.stderr
    page.reload()
    return page.url.removeprefix(site.url)


def test_files_that_are_looked_at_are_clean_at_every_width(clerk, own_site, tmp_path):
    """G-1, G-2, G-7, G-8 for STF-4 and STF-11: light, dark, 200 % and 320 pixels."""
    old, own, master = tmp_path / "Phông cũ.xlsx", tmp_path / "Bảng riêng.xlsx", tmp_path / "Mẫu.docx"
    old.write_bytes(a_book(*OLD, fonts=FONTS).getvalue())
    own.write_bytes(a_book(*OWN).getvalue())
    master.write_bytes((ROOT / "templates" / "papers" / "van-ban.docx").read_bytes())
    screens = [
        send(clerk, own_site, "/nhap-tep/moi/units/", old),
        send(clerk, own_site, "/nhap-tep/moi/units/", own),
        send(clerk, own_site, "/nhap-nam-cu/", own, ROOT / "seasons" / "csnd-2016.json"),
        tried(clerk, own_site, master),
        "/nhap-tep/",
        "/van-ban/mau/",
    ]
    assert screens[1].endswith("/cot/")
    assert look_over(clerk, own_site, screens) == {}


def tried(page, site, master: Path) -> str:
    page.goto(site.path("/van-ban/mau/"))
    page.locator("main input[type=file]").set_input_files(master)
    page.locator("main [name=letterhead]").select_option(index=1)
    with page.expect_navigation():
        page.locator("form[data-testid=upload] .btn-primary").click()
    site.manage("db_worker", "--batch", "--interval", "0", "--queue-name", "*", "--verbosity", "0")
    page.reload()
    assert page.locator("[data-testid=preview]").count() == 1
    return page.url.removeprefix(site.url)
