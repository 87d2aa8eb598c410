"""STF-4 in a real browser: a table in old fonts and one with heads of its own, from the file to the undoing."""

import pytest

from tests.blocs.excel.books import a_book

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def clerk(page, own_site, login):
    """The administrator before the page of sending units."""
    login(page, own_site, "quan-tri")
    return page


def send(page, site, path, kind="units"):
    page.goto(site.path(f"/nhap-tep/moi/{kind}/"))
    page.locator("input[name=file]").set_input_files(path)
    page.locator("input[name=is_no_secret]").check()
    press(page, "[data-testid=send] .btn-primary")


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


def read(page, site, state):
    """The worker does its part; the page asks by itself until it is over."""
    said = site.manage("db_worker", "--batch", "--queue-name", "*", "--verbosity", "0")
    assert said.returncode == 0, said.stderr
    page.locator(f"[data-testid=import][data-state={state}]").wait_for()


def book(tmp_path, *rows, **more):
    path = tmp_path / "Danh sách.xlsx"
    path.write_bytes(a_book(*rows, **more).getvalue())
    return path


def test_stf_4_a_table_in_old_fonts_is_seen_both_ways_taken_over_and_taken_back(clerk, own_site, tmp_path):
    page = clerk
    rows = [["Tªn ®¬n vÞ", "Ký hiÖu"], ["Phßng C¶nh s¸t lùc l\u00adîng", "PCS-X"], ["Phòng Hậu cần mới", "PHC-X"]]
    send(page, own_site, book(tmp_path, *rows, fonts={"A1": ".VnTime", "B1": ".VnTime", "A2": ".VnTime"}))
    read(page, own_site, "ready")
    legacy = page.locator("[data-testid=legacy]")
    assert "Phßng C¶nh s¸t" in legacy.inner_text() and "Phòng Cảnh sát lực lượng" in legacy.inner_text()
    assert page.locator("[data-testid=confirm]").count() == 0
    press(page, "[data-testid=legacy-yes]")
    read(page, own_site, "ready")
    assert page.locator("[data-testid=lines] tbody tr[data-state=new]").count() == 2
    press(page, "[data-testid=confirm] button")
    page.goto(own_site.path("/danh-muc/don-vi/?q=canh sat luc luong"))
    assert page.get_by_role("link", name="Phòng Cảnh sát lực lượng").count() == 1
    page.goto(own_site.path("/nhap-tep/"))
    press(page, "[data-testid=imports] th a")
    page.locator("[data-testid=undo] button").click()
    press(page, "dialog[open] [data-yes]")
    assert page.locator("[data-testid=undone]").count() == 1
    page.goto(own_site.path("/danh-muc/don-vi/?q=canh sat luc luong"))
    assert page.get_by_role("link", name="Phòng Cảnh sát lực lượng").count() == 0


def test_stf_4_a_table_with_heads_of_its_own_is_named_by_hand_on_a_phone(clerk, own_site, tmp_path):
    page = clerk
    send(
        page,
        own_site,
        book(tmp_path, ["Danh sách năm 2018"], ["TT", "Cơ quan nào", "Ngày lập"], [1, "Phòng Số Một", "x"]),
    )
    said = own_site.manage("db_worker", "--batch", "--queue-name", "*", "--verbosity", "0")
    assert said.returncode == 0, said.stderr
    page.reload()
    page.set_viewport_size({"width": 360, "height": 640})
    page.locator("[data-testid=columns]").wait_for()
    assert page.evaluate(OVERFLOW) == 0
    page.locator("select[name=column-1]").select_option("name")
    page.locator("select[name=column-2]").select_option("from_on")
    press(page, "[data-testid=columns] .btn-primary")
    read(page, own_site, "ready")
    assert page.evaluate(OVERFLOW) == 0
    assert "C3" in page.locator("[data-testid=lines] tr[data-state=wrong]").inner_text()
    with page.expect_download() as got:
        page.locator("[data-testid=result-file]").click()
    assert got.value.suggested_filename == "Danh sách – lỗi.xlsx"
    (tmp_path / "anh.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(400))
    send(page, own_site, tmp_path / "anh.xlsx")
    read(page, own_site, "faulty")
    assert ".xlsx" in page.locator("[data-testid=trouble]").inner_text()
