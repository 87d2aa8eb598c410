"""Take the pictures of the manual's chapter on honours and the turn of the year: `python tools/pictures_honours.py`.

A demo is prepared in a temporary folder: its bloc has held its ballot, sent its list up and handed its desk over. The
pages are opened as they stand; only the reorganisation is prepared here, step by step, and not carried out.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sites import a_site  # noqa: E402 – the checkout is put on the path first
from tools.pictures import CHROMIUM, Camera  # noqa: E402

BLOC = "minh họa, Năm 2017"
SIZE, LOW = (1024, 900), (1024, 720)
NEW = "Phòng Cảnh sát giao thông và cơ động (minh họa)"


def follow(page: Page, selector: str):
    with page.expect_navigation():
        page.locator(selector).first.click()


def bloc_of(camera: Camera) -> str:
    """The number of the demo's bloc, from the list of handovers."""
    page = camera.open("/ban-giao/", "thu-ky")
    address = page.locator("main a", has_text=BLOC).first.get_attribute("href") or ""
    return address.strip("/").rsplit("/", 1)[-1]


def honours(camera: Camera, bloc: str):
    camera.shoot(camera.open(f"/khen-thuong/{bloc}/quy-tac/", "thuong-truc"), "quy-dinh-khen-thuong", SIZE)
    page = camera.open("/bo-phieu/", "thu-ky")
    follow(page, "main a[href*='khoi=']")
    follow(page, "main tbody a")
    camera.shoot(page, "ket-qua-bo-phieu", LOW, at="[data-testid=turnout]")
    page = camera.open(f"/khen-thuong/?khoi={bloc}", "thuong-truc")
    follow(page, "main a[href*='/to-trinh/']")
    camera.shoot(page, "quyet-dinh-hoi-dong", SIZE, at="main dl")
    page = camera.open(f"/khen-thuong/{bloc}/de-nghi/", "thu-ky")
    follow(page, "[data-testid=begin]")
    camera.shoot(page, "danh-sach-de-nghi", SIZE, at="[data-testid=units]")


def turning(camera: Camera, bloc: str):
    camera.shoot(camera.open(f"/ban-giao/{bloc}/", "khoi-truong"), "ban-giao", SIZE, at="[data-testid=state]")
    page = camera.open(f"/viec-chung/?khoi={bloc}", "thu-ky")
    follow(page, "main tbody a")
    camera.shoot(page, "viec-chung", LOW, at="main dl")


def reorganising(camera: Camera):
    page = camera.open("/danh-muc/sap-xep-to-chuc/moi/", "quan-tri")
    for name, words in {"title": "Sáp nhập hai phòng (minh họa)", "on": "01/07/2018"}.items():
        page.locator(f"main [name={name}]").fill(words)
    follow(page, "main form button.btn-primary")
    follow(page, "[data-testid=acts] a[href*='merge']")
    units = page.locator("main [name=units] option")
    chosen = [units.filter(has_text=name).first.get_attribute("value") or "" for name in ("giao thông", "cơ động")]
    page.locator("main [name=units]").select_option(chosen)
    page.locator("main [name=new_names]").fill(NEW)
    follow(page, "main form button.btn-primary")
    camera.shoot(page, "sap-xep-to-chuc", SIZE)


def main(wanted: set[str]):
    os.chdir(ROOT)
    with TemporaryDirectory() as folder, a_site(Path(folder) / "site") as site, sync_playwright() as driver:
        said = site.manage("demo", "--prepare-only")
        assert said.returncode == 0, said.stderr
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with site.served():
            camera = Camera(site, chromium, wanted)
            bloc = bloc_of(camera)
            honours(camera, bloc)
            turning(camera, bloc)
            reorganising(camera)
        chromium.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
