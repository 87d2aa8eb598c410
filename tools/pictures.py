"""Take the pictures of the manual and the README anew: `python tools/pictures.py [NAME…]` from the checkout.

A demo is prepared in a temporary folder and served; a browser lives the bloc's year 2018 in it, as the manual tells it,
and stops for a picture where `shoot` stands. Pictures are cut to what matters and saved with few colours.
"""

import os
import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sites import Site, a_site  # noqa: E402 – the checkout is put on the path first
from tools.small_picture import save  # noqa: E402

FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
BLOC = "Khối CSND – dữ liệu minh họa"
WIDE, DESK, TALL, PHONE = (1366, 768), (1024, 720), (1024, 1120), (390, 720)


class Camera:
    """One site, one browser; a window for each person of the demo ("" for a stranger)."""

    def __init__(self, site: Site, browser: Browser, wanted: set[str]):
        self.site, self.browser, self.wanted = site, browser, wanted
        self.windows: dict[str, Page] = {}

    def window(self, name: str = "") -> Page:
        if name not in self.windows:
            page = self.browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
            page.set_default_timeout(15_000)
            self.windows[name] = page
            if name:
                self._log_in(page, name)
        return self.windows[name]

    def _log_in(self, page: Page, name: str):
        page.goto(self.site.path("/tai-khoan/dang-nhap/"))
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", self.site.accounts[name])
        with page.expect_navigation(url=lambda url: "dang-nhap" not in url):
            page.press("input[name=password]", "Enter")

    def open(self, path: str, name: str = "") -> Page:
        page = self.window(name)
        page.goto(self.site.path(path))
        return page

    def shoot(self, page: Page, name: str, size: tuple[int, int] = DESK, at: str = "", keep=False):
        """What a window of this size shows: the page from its top, or from the first `at` on; `keep` the focus."""
        if self.wanted and name not in self.wanted:
            return
        page.set_viewport_size({"width": size[0], "height": size[1]})
        if not keep:
            page.evaluate("document.activeElement.blur()")
        page.evaluate("at => at ? document.querySelector(at).scrollIntoView() : scrollTo(0, 0)", at)
        save(page.screenshot(animations="disabled"), FOLDER / f"{name}.png")


def press(page: Page, words: str):
    """Press the first button or link that begins with these words, and say yes where the page asks again."""
    begins = re.compile(f"^{re.escape(words)}")
    main = page.locator("main")
    target = main.get_by_role("button", name=begins).or_(main.get_by_role("link", name=begins)).first
    if target.evaluate("element => Boolean(element.closest('[data-confirm]'))"):
        target.click()
        target = page.locator("dialog[open]").get_by_role("button", name=begins)
    with page.expect_navigation():
        target.click()


def declare(page: Page, button: str):
    """Tick the declaration of a page of “check and send”, and send."""
    page.locator("[name=declared]").check()
    target = page.locator(button)
    if target.get_attribute("data-confirm"):
        target.click()
        target = page.locator("dialog[open] [data-yes]")
    with page.expect_navigation():
        target.click()


# --- the year, in the order of the manual -------------------------------------------


def public_pages(camera: Camera):
    camera.shoot(camera.open("/tai-khoan/dang-nhap/"), "dang-nhap", (1024, 560))
    camera.shoot(camera.open("/le-ky-ket/le-ky-ket-khoi-csnd-2017/"), "le-ky-ket-2017", DESK)
    camera.shoot(camera.open("/tin/khoi-csnd-minh-hoa-ky-ket-2017/"), "bai-da-cong-bo", DESK)
    camera.shoot(camera.open("/khoi/khoi-csnd-minh-hoa/2017/"), "khoi-tren-dien-thoai", PHONE)


def renewal_and_draft(camera: Camera):
    page = camera.open("/viec-cua-toi/", "thu-ky")
    press(page, "Lập khối năm sau")
    press(page, "Lập khối cho năm thi đua tiếp theo")
    page.goto(camera.site.path("/viec-cua-toi/"))
    press(page, "Soạn dự thảo giao ước")
    press(page, "Sao chép từ năm trước")
    camera.shoot(camera.open(page.url.removeprefix(camera.site.url), "thu-ky"), "lap-giao-uoc", TALL)
    press(page, "Sửa nội dung giao ước")
    camera.shoot(page, "noi-dung", WIDE, at="main h2")
    page.go_back()
    press(page, "Đã xem lại tất cả dòng sao chép")


def criteria_table(camera: Camera):
    """It came along from the year before, as a draft."""
    page = camera.window("thu-ky")
    pact = page.url
    press(page, "Bảng tiêu chí")
    camera.shoot(page, "bang-tieu-chi", DESK, at="details.criteria-group")
    press(page, "Thông qua bảng tiêu chí")
    page.goto(pact)


def opening_and_ceremony(camera: Camera):
    page = camera.window("thu-ky")
    press(page, "Kiểm tra bản giao ước")
    declare(page, "[data-testid=declare] button")
    page.goto(camera.site.path("/viec-cua-toi/"))
    press(page, "Lập kế hoạch buổi lễ")
    press(page, "Lập kế hoạch")
    press(page, "Khai mạc buổi lễ")
    page.locator("[name=season]").fill("2018")
    press(page, "Khai mạc buổi lễ")
    commander = camera.open("/viec-cua-toi/", "chi-huy")
    press(commander, "Ký giao ước")
    camera.shoot(commander, "ky-giao-uoc")


def signatures_and_seal(camera: Camera):
    page = camera.window("thu-ky")
    for _unit in range(3):
        press(page, "Ghi nhận đã ký")
    camera.shoot(
        camera.open(page.url.removeprefix(camera.site.url).partition("#")[0], "thu-ky"),
        "ban-dieu-hanh",
        WIDE,
        at="section[id^=pact-], [id^=pact-]",
    )
    press(page, "Ghi nhận tất cả đơn vị có mặt đã ký")
    press(page, "Khóa giao ước")
    press(page, "Bế mạc buổi lễ")


def reports(camera: Camera):
    page = camera.open("/ky-bao-cao/", "thu-ky")
    press(page, "Lập kỳ báo cáo")
    press(page, "Cả năm")
    page.locator("#id_due_on").fill(f"{date.today() + timedelta(days=20):%d/%m/%Y}")
    press(page, "Mở kỳ báo cáo")
    reporter = camera.open("/viec-cua-toi/", "bao-cao")
    press(reporter, "Nhập kết quả")
    fill_some(reporter)
    camera.shoot(reporter, "nhap-ket-qua", WIDE, at="[data-testid=summary]")
    press(reporter, "Kiểm tra và gửi")
    camera.shoot(reporter, "kiem-tra-va-gui", WIDE)
    camera.shoot(camera.open("/viec-cua-toi/", "thu-ky"), "viec-cua-toi")


def fill_some(page: Page):
    """A qualitative pledge, two rates, a count: what the first rows of the illustrative pact ask for."""
    page.locator("select[name$=-value]").first.select_option(index=1)
    values = page.locator("input[type=text][name$=-value]")
    for place, typed in enumerate(["99,5", "91,67", "0"]):
        values.nth(place).fill(typed)
    saved(page, 4)


def saved(page: Page, rows: int):
    """Waits until the grid has saved by itself, so many rows being filled."""
    page.locator("[data-summary]").filter(has_text=f"{rows}/").wait_for()
    page.locator("[data-grid][data-kept='0']").wait_for()


def scoring(camera: Camera):
    page = camera.open("/cham-diem/", "thu-ky")
    press(page, f"{BLOC}, Năm 2018")
    scored = page.url.removeprefix(camera.site.url)
    press(page, "Mở chấm điểm")
    press(page, "Bốc thăm")
    extend(page)
    report_models(camera.open("/viec-cua-toi/", "bao-cao"))
    reporter = camera.open(scored, "bao-cao")
    with reporter.expect_navigation():
        reporter.get_by_role("link", name=re.compile("^Văn phòng Cơ quan Cảnh sát điều tra")).first.click()
    mark_some(reporter)
    camera.shoot(reporter, "phieu-cham-diem", WIDE, at="section[aria-labelledby=g3]")
    camera.shoot(camera.open(scored, "thu-ky"), "tien-do-cham-diem", WIDE)


def extend(page: Page):
    """The year 2018 is over; the demo is not."""
    form = page.locator("form[data-testid=extend]")
    form.locator("[name=stage]").select_option(index=0)
    form.locator("[name=due_on]").fill(f"{date.today() + timedelta(days=14):%d/%m/%Y}")
    form.locator("[name=reason]").fill("Để các đơn vị có thời gian tập hợp minh chứng.")
    press(page, "Gia hạn")


def report_models(page: Page):
    """The figures that feed the first criteria of group 3."""
    press(page, "Nhập kết quả")
    for words, typed in {"Mô hình mới": "2", "Mô hình được nhân rộng": "3", "Buổi tuyên truyền": "14"}.items():
        page.locator("tr", has_text=words).locator("input[name$=-value]").first.fill(typed)
    saved(page, 7)


def mark_some(page: Page):
    """The rest of group 3, by hand: the second mark is the maximum and says why."""
    rows = page.locator("section[aria-labelledby=g3] tr[data-row]:has(input[data-cell])")
    rows.nth(0).locator("input[data-cell]").fill("1,5")
    rows.nth(1).locator("input[data-cell]").fill("1")
    rows.nth(1).locator("summary").click()
    rows.nth(1).locator("textarea").fill("Công an hai huyện đã đến học tập mô hình, có văn bản kèm theo.")
    press(page, "Lưu nhóm 3")


def results_and_reasons(camera: Camera):
    page = camera.open("/ket-qua-thi-dua/", "thu-ky")
    press(page, f"{BLOC}, Năm 2017")
    camera.shoot(page, "ket-qua-thi-dua", WIDE, at="#table")
    with page.expect_navigation():
        page.locator("[data-testid=ranking] tbody tr").nth(1).locator("th a").click()
    camera.shoot(page, "vi-sao-xep-hang", TALL)


def summary_and_release(camera: Camera):
    page = camera.open("/bai-tong-hop/", "thu-ky")
    press(page, "Lễ ký kết giao ước thi đua thực hiện phong trào")
    press(page, "Soạn bài tổng hợp")
    camera.shoot(camera.open(page.url.removeprefix(camera.site.url), "thu-ky"), "bai-tong-hop")
    standing = camera.open("/phe-duyet/", "thuong-truc")
    camera.shoot(standing, "phe-duyet")
    press(standing, "Khối CSND – dữ liệu minh họa, Năm 2017")
    camera.shoot(standing, "muc-cong-bo", at="main table")


def boards_and_registers(camera: Camera):
    board = camera.open("/dieu-hanh/", "khoi-truong")
    camera.shoot(board, "bang-dieu-hanh", WIDE)
    with board.expect_navigation():
        board.locator("[data-testid=heat] tbody tr").nth(1).locator("td a").nth(2).click()
    camera.shoot(board, "don-vi-va-chi-tieu", WIDE, at="#muc-3")
    press(board, "Cho ý kiến chỉ đạo")
    board.locator("main textarea[name=text]").fill("Rà soát các tin báo còn tồn, báo cáo kết quả và biện pháp.")
    board.fill("main [name=due_on]", f"{date.today() + timedelta(days=14):%d/%m/%Y}")
    camera.shoot(board, "y-kien-chi-dao", (1024, 760))
    camera.shoot(camera.open("/ho-so/", "bao-cao"), "ho-so-ca-nhan", TALL)
    find_by_keys(camera.open("/viec-cua-toi/", "thu-ky"), camera)
    camera.shoot(camera.open("/danh-muc/", "quan-tri"), "danh-muc", (1024, 640))


def find_by_keys(page: Page, camera: Camera):
    page.set_viewport_size({"width": 1024, "height": 560})
    page.keyboard.press("Control+k")
    page.locator("#palette-q").press_sequentially("canh sat giao thong")
    page.locator("#palette [role=option]", has_text="Phòng Cảnh sát giao thông").first.wait_for()
    camera.shoot(page, "tim-nhanh", (1024, 560), keep=True)
    page.keyboard.press("Escape")


YEAR: list[Callable[[Camera], None]] = [
    boards_and_registers,  # while 2017 is still the newest year
    results_and_reasons,
    public_pages,
    renewal_and_draft,
    criteria_table,
    opening_and_ceremony,
    signatures_and_seal,
    reports,
    scoring,
    summary_and_release,
]


def main(wanted: set[str]):
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, a_site(Path(folder)) as site:
        prepared = site.manage("demo", "--prepare-only")
        if prepared.returncode:
            sys.exit(prepared.stdout + prepared.stderr)
        with site.served(), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            camera = Camera(site, browser, wanted)
            for part in YEAR:
                part(camera)
            browser.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
