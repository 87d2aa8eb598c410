"""Take a picture of every screen, light and dark, at three widths: `make pictures`, or this file with a folder.

For looking at, not for keeping: they lie in var/screens/<theme>-<width>/. The demo is prepared in a temporary folder
and served; each person of the list opens the screens of their desk, and of each list the first thing on it.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sites import Site, a_site  # noqa: E402 – the checkout is put on the path first
from tools.pictures import CHROMIUM, Camera  # noqa: E402
from tools.screen_list import SCREENS, address_of  # noqa: E402

WIDTHS = {1366: 768, 768: 1024, 360: 640}
THEMES = ("light", "dark")


def addresses(camera: Camera, who: str, screens: list[str]) -> dict[str, str]:
    """Name of the picture → address."""
    found = {}
    for number, screen in enumerate(screens, 1):
        place = address_of(camera.window(who), camera.site, screen)
        name = re.sub(r"[^a-z0-9-]+", "_", place.partition("?")[0].strip("/")) or "trang-chu"
        found[f"{who or 'khach'}-{number:02}-{name}"] = place
    return found


def shoot(page: Page, site: Site, places: dict[str, str], folder: Path):
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            where = folder / f"{theme}-{width}"
            where.mkdir(parents=True, exist_ok=True)
            for name, place in places.items():
                page.goto(site.path(place))
                page.screenshot(path=where / f"{name}.png", full_page=True, animations="disabled")


def main(folder: Path):
    with TemporaryDirectory() as var, a_site(Path(var)) as site:
        prepared = site.manage("demo", "--prepare-only")
        if prepared.returncode:
            sys.exit(prepared.stdout + prepared.stderr)
        with site.served(), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            camera = Camera(site, browser, set())
            for who, paths in SCREENS.items():
                shoot(camera.window(who), site, addresses(camera, who, paths), folder)
            browser.close()
    count = len(list(folder.rglob("*.png")))
    print(f"{count} pictures in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "screens")
