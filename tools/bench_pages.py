"""How soon pages stand on a slow line: the second half of `make bench`.

Chromium's own throttling stands for the line (1,6 Mbit/s down, 150 ms there and back). Printed for each page: the
largest contentful paint, the sum of layout shifts, and the ratio to a bare page of the same server in the same run.
The goals are those of screens.md 6.5 and CMD-1: public pages at most 2,5 s, the commander's board ready (load event)
at most 2 s without throttling.
"""

import os
import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sites import Site, a_site  # noqa: E402 – the checkout is put on the path first
from tools.pictures import CHROMIUM, Camera  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
BARE = "/suc-khoe/"
PUBLIC = [
    "/",
    "/khoi/khoi-csnd/2017/",
    "/khoi/khoi-csnd-minh-hoa/2017/ket-qua/",
    "/le-ky-ket/le-ky-ket-khoi-csnd-2017/",
    "/so-sanh/",
]
WATCH = """() => {
  window.paint = 0; window.shift = 0;
  const watch = (type, see) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (one) => { window.paint = one.startTime; });
  watch("layout-shift", (one) => { if (!one.hadRecentInput) window.shift += one.value; });
}"""
READY = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def a_window(browser: Browser, *, slow: bool) -> Page:
    """Nothing is kept from one window to the next: each visit is a first one."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN").new_page()
    page.add_init_script(f"({WATCH})()")
    if slow:
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", LINE)
    return page


def visit(browser: Browser, site: Site, path: str) -> tuple[float, float, float]:
    """Milliseconds to the largest paint, to the load event, and the sum of shifts."""
    page = a_window(browser, slow=True)
    page.goto(site.path(path), wait_until="networkidle")
    told = page.evaluate("[window.paint, window.shift]")
    ready = page.evaluate(READY)
    page.context.close()
    return told[0] or ready, ready, told[1]


def of_public_pages(browser: Browser, site: Site) -> None:
    bare = statistics.median(visit(browser, site, BARE)[1] for _round in range(ROUNDS))
    print(f"\n1,6 Mbit/s, 150 ms; a bare page is loaded in {bare:.0f} ms")
    for path in PUBLIC:
        found = [visit(browser, site, path) for _round in range(ROUNDS)]
        paint = statistics.median(one[0] for one in found)
        shift = max(one[2] for one in found)
        print(f"{path:48} largest paint {paint:6.0f} ms = {paint / bare:5.1f} x bare · layout shift {shift:.3f}")


def of_the_board(camera: Camera) -> None:
    page = camera.window("khoi-truong")
    page.set_viewport_size({"width": 1366, "height": 768})
    times = {path: [] for path in (BARE, "/dieu-hanh/")}
    for _round in range(ROUNDS + 1):
        for path, found in times.items():
            page.goto(camera.site.path(path), wait_until="load")
            found.append(page.evaluate(READY))
    bare, board = (statistics.median(found[1:]) for found in times.values())
    print(f"\nthe commander's board is ready in {board:.0f} ms = {board / bare:.1f} x a bare page ({bare:.0f} ms)")


def main() -> None:
    with TemporaryDirectory() as folder, a_site(Path(folder)) as site:
        prepared = site.manage("demo", "--prepare-only")
        if prepared.returncode:
            sys.exit(prepared.stdout + prepared.stderr)
        with site.served(), sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            of_public_pages(browser, site)
            of_the_board(Camera(site, browser, set()))
            browser.close()


if __name__ == "__main__":
    main()
