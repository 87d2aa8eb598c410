"""Take the pictures of the manual's chapters on papers and on imports anew: `python tools/pictures_papers.py`.

A demo is prepared in a temporary folder. The first page of every kind of paper is drawn from `manage.py write_papers`
by pdftoppm; the screens are lived through by the clerk of the bloc and the administrator, as the manual tells it.
"""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.blocs.excel.books import a_book  # noqa: E402 – the checkout is put on the path first
from tests.sites import Site, a_site  # noqa: E402
from tools.pictures import CHROMIUM, DESK, FOLDER, TALL, Camera  # noqa: E402

SHEETS = {
    "founding": "giay-quyet-dinh",
    "regulation": "giay-quy-che",
    "plan": "giay-ke-hoach",
    "criteria": "giay-bang-tieu-chi",
    "registration": "giay-ban-dang-ky",
    "pact": "giay-giao-uoc",
    "invitation": "giay-moi",
    "signing_minutes": "giay-bien-ban-ky-ket",
    "cross_check": "giay-bien-ban-kiem-tra-cheo",
    "self_score": "giay-bang-tu-cham",
    "score_summary": "giay-tong-hop-diem",
    "review_minutes": "giay-bien-ban-so-ket",
    "count_minutes": "giay-bien-ban-kiem-phieu",
    "half_year": "giay-bao-cao-6-thang",
    "year_end": "giay-bao-cao-nam",
    "submission": "giay-to-trinh",
    "handover": "giay-bien-ban-ban-giao",
    "news": "giay-tin-bai",
}
DOTS_PER_INCH = 64
MOST_BYTES = 40_000
GREYS = (16, 8, 4)
OLD = {
    "rows": [
        ["Tªn ®¬n vÞ", "Ký hiÖu", "§¬n vÞ cÊp trªn"],
        ["Phßng C¶nh s¸t lùc l\u00adîng", "PCS", ""],
        ["Phßng HËu cÇn - Kü thuËt", "PHC", ""],
        ["Đội Tổng hợp", "TH", "Phòng chưa có trong danh mục"],
    ],
    "fonts": {cell: ".VnTime" for cell in ("A1", "B1", "C1", "A2", "A3")},
}
OWN = [["Danh sách cơ quan, đơn vị năm 2018"], ["TT", "Cơ quan nào", "Viết tắt"], [1, "Phòng Công tác đảng", "PCTĐ"]]


def draw(pdf: Path, name: str):
    """The first page in greys, small enough to stand among seventeen others."""
    command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-l", "1", "-gray", "-png", "-singlefile", str(pdf)]
    drawn = Image.open(BytesIO(subprocess.run(command, check=True, capture_output=True).stdout)).convert("L")
    path = FOLDER / f"{name}.png"
    for greys in GREYS:
        drawn.quantize(greys).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            break
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def sheets(site: Site, folder: Path, wanted: set[str]):
    said = site.manage("write_papers", str(folder), "--format", "pdf")
    assert said.returncode == 0, said.stdout + said.stderr
    lines = [line.split(maxsplit=4) for line in said.stdout.splitlines() if line.startswith("  ")]
    for kind, _format, _pages, _size, file in lines:
        if not wanted or SHEETS[kind] in wanted:
            draw(folder / file, SHEETS[kind])


def work(site: Site):
    """What the web server handed to the job worker is done."""
    said = site.manage("db_worker", "--batch", "--interval", "0", "--queue-name", "*", "--verbosity", "0")
    assert said.returncode == 0, said.stderr


def follow(page: Page, selector: str):
    with page.expect_navigation():
        page.locator(selector).first.click()


def draft(page: Page, kind: str):
    follow(page, f"[data-testid=kinds] a[href$='loai={kind}']")
    follow(page, "form[data-testid=begin] button")


def papers(camera: Camera, site: Site):
    page = camera.open("/van-ban/moi/", "thu-ky")
    follow(page, "[data-testid=blocs] a:has-text('minh họa')")
    choice = page.url.removeprefix(site.url)
    for kind in ("invitation", "plan"):
        camera.open(choice, "thu-ky")
        draft(page, kind)
        follow(page, "form[data-testid=make] button")
        work(site)
        page.reload()
        if kind == "invitation":
            issue(page)
    camera.shoot(page, "van-ban-du-thao", (1366, 820))
    follow(page, "[data-testid=edit]")
    camera.shoot(page, "sua-loi-van", TALL)
    camera.shoot(camera.open("/van-ban/", "thu-ky"), "van-ban", (1024, 860))
    camera.shoot(camera.open("/van-ban/so/", "thu-ky"), "so-dang-ky-van-ban", (1024, 700))
    camera.shoot(camera.open(choice.replace("/moi/", "/lap-nhieu/"), "thu-ky"), "lap-nhieu-van-ban", (1024, 960))
    masters = camera.open("/van-ban/mau/", "quan-tri")
    masters.locator("details summary").last.click()
    camera.shoot(masters, "mau-word", TALL)


def issue(page: Page):
    follow(page, "[data-testid=issue]")
    page.locator("[name=dated_on]").fill("15/12/2017")
    follow(page, "form[data-testid=issue] button")


def taking_over(camera: Camera, site: Site, folder: Path):
    page = send(camera, folder, "Danh sách đơn vị.xlsx", a_book(*OLD["rows"], fonts=OLD["fonts"]))
    work(site)
    page.locator("[data-testid=import][data-state=ready]").wait_for()
    camera.shoot(page, "nhap-tep-phong-cu", TALL)
    follow(page, "[data-testid=legacy-yes]")
    work(site)
    page.locator("[data-testid=import][data-state=ready]").wait_for()
    camera.shoot(page, "nhap-tep-xem-truoc", DESK, at="[data-testid=filters]")
    page = send(camera, folder, "Bảng của phòng.xlsx", a_book(*OWN))
    work(site)
    page.reload()
    camera.shoot(page, "nhap-tep-ghep-cot", (1024, 900))
    years = camera.open("/nhap-nam-cu/", "quan-tri")
    sent = [ROOT / "seasons" / "csnd-2016.json", ROOT / "reports" / "yearbook" / "so-lieu-mot-nam.xlsx"]
    years.locator("input[type=file]").set_input_files(sent)
    years.locator("input[name=is_no_secret]").check()
    follow(years, "form[data-testid=send] button")
    work(site)
    years.reload()
    camera.shoot(years, "nhap-nam-cu", (1024, 1000))


def send(camera: Camera, folder: Path, name: str, book: BytesIO) -> Page:
    (folder / name).write_bytes(book.getvalue())
    page = camera.open("/nhap-tep/moi/units/", "quan-tri")
    page.locator("input[name=file]").set_input_files(folder / name)
    page.locator("input[name=is_no_secret]").check()
    follow(page, "form[data-testid=send] .btn-primary")
    return page


def main(wanted: set[str]):
    os.chdir(ROOT)
    with TemporaryDirectory() as folder, a_site(Path(folder) / "site") as site, sync_playwright() as driver:
        said = site.manage("demo", "--prepare-only")
        assert said.returncode == 0, said.stderr
        sheets(site, Path(folder) / "papers", wanted)
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with site.served():
            camera = Camera(site, chromium, wanted)
            papers(camera, site)
            taking_over(camera, site, Path(folder))
        chromium.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
