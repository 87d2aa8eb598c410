"""STF-11 in a real browser: a plan drafted, written over, made, issued with number 01, withdrawn; thirteen at once."""

import re
import zipfile
from io import BytesIO

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def work(site):
    """What the web server handed to the job worker is done."""
    said = site.manage("db_worker", "--batch", "--interval", "0")
    assert said.returncode == 0, said.stderr


def press(page, name: str):
    with page.expect_navigation():
        page.locator(f"[data-testid={name}]").click()


def hand_in(page, name: str):
    with page.expect_navigation():
        page.locator(f"form[data-testid={name}] button").first.click()


def fetched(page, name: str):
    with page.expect_download() as told:
        page.locator(f"[data-testid={name}]").click()
    return told.value


def test_stf_11_a_plan_from_its_draft_to_its_withdrawal(page, own_site, login):
    login(page, own_site, "thu-ky")
    page.goto(own_site.path("/van-ban/moi/"))
    with page.expect_navigation():
        page.locator("[data-testid=blocs] a").first.click()
    with page.expect_navigation():
        page.locator("[data-testid=kinds] a[href$='loai=plan']").click()
    hand_in(page, "begin")
    draft = page.url
    press(page, "edit")
    page.locator("[name=recipients]").fill("Giám đốc Công an tỉnh\nCác đơn vị thành viên khối")
    page.locator("[name=dated_on]").fill("15/02/2017")
    hand_in(page, "words")
    assert "- Các đơn vị thành viên khối;" in page.locator("[data-testid=paper]").inner_text()
    assert page.evaluate(OVERFLOW) == 0

    hand_in(page, "make")
    work(own_site)
    page.goto(draft)
    assert fetched(page, "file-docx").suggested_filename.endswith(".docx")
    findings = page.locator("[data-testid=findings]").inner_text()
    met, asked = re.search(r"(\d+)\D+(\d+)", findings).groups()
    assert met == asked
    press(page, "issue")
    hand_in(page, "issue")
    symbol = page.locator("[data-testid=symbol]").inner_text()
    assert re.fullmatch(r"0\d/KH-KTĐ", symbol)
    work(own_site)
    page.goto(draft)
    pdf = fetched(page, "file-pdf")
    assert pdf.suggested_filename.startswith(f"{symbol.replace('/', '-')} Kế hoạch")
    assert pdf.path().read_bytes().startswith(b"%PDF")
    press(page, "withdraw")
    page.locator("[name=reason]").fill("Sai căn cứ ban hành")
    with page.expect_navigation():
        page.locator("main form button.btn-primary").click()
    page.goto(own_site.path("/van-ban/so/"))
    line = page.locator("[data-testid=register] tr", has_text=symbol).inner_text()
    assert "Sai căn cứ ban hành" in line


def test_stf_11_ac_4_thirteen_papers_are_one_job_and_one_zip(phone, own_site, login):
    page = phone
    login(page, own_site, "thu-ky")
    page.goto(own_site.path("/van-ban/lap-nhieu/"))
    with page.expect_navigation():
        page.locator("main ul.links a").first.click()
    page.locator("input[name=loai][value=registration]").check()
    hand_in(page, "batch")
    job = page.url
    work(own_site)
    page.goto(job)
    progress = page.locator("[data-testid=job] progress")
    assert (progress.get_attribute("value"), progress.get_attribute("max")) == ("13", "13")
    with page.expect_navigation():
        page.locator("[data-testid=job] a.btn-primary").click()
    assert page.evaluate(OVERFLOW) == 0
    told = fetched(page, "zip")
    names = zipfile.ZipFile(BytesIO(told.path().read_bytes())).namelist()
    assert len(set(names)) == 26
    assert all("đăng ký" in name for name in names)
