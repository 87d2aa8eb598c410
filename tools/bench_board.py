"""What forty screens and tablets cost everybody else: the third part of `make bench`.

The demo is served as in production (config/gunicorn.conf.py) and a few officers read pages over and over. Then the
same again while DEVICES screens ask once a second, beginning at odd moments; once with nothing new (every answer a
304) and once with the pulse raised every two seconds (a press of the console). Printed are the ratios of the middle
and of the slowest of twenty to those without screens in the same run; rounds alternate, so that a busy moment of the
machine hits them all. BENCH_ROUNDS sets the rounds, BENCH_DEVICES the screens.
"""

import http.client
import os
import statistics
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.hall_site import a_hand  # noqa: E402 – the checkout is put on the path first
from tests.sites import Site, a_site  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
DEVICES = int(os.environ.get("BENCH_DEVICES", "40"))
SECONDS = 6  # of one measurement
READERS = 2
PAGES = ["/", "/khoi/khoi-csnd/2017/", "/le-ky-ket/le-ky-ket-khoi-csnd-2017/"]
WAYS = ["no screens", "screens, nothing new", "screens, a press every 2 s"]


class Screens:
    """So many screens of one ceremony, each with its own connection, until told to stop."""

    def __init__(self, site: Site, path: str):
        self.site, self.path, self.over = site, path, threading.Event()
        self.times: list[float] = []
        self.answers: dict[int, int] = {}
        self.threads = [threading.Thread(target=self._look, args=(at / DEVICES,)) for at in range(DEVICES)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        while sum(self.answers.values()) < 2 * DEVICES:
            time.sleep(0.1)
        self.times.clear()
        self.answers.clear()
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _look(self, offset: float) -> None:
        etag = ""
        wire = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        self.over.wait(offset)
        while not self.over.is_set():
            begun = time.perf_counter()
            etag = self._ask(wire, etag)
            self.times.append(time.perf_counter() - begun)
            self.over.wait(max(0, 1 - (time.perf_counter() - begun)))
        wire.close()

    def _ask(self, wire, etag: str) -> str:
        wire.request("GET", self.path, headers={"If-None-Match": etag} if etag else {})
        answer = wire.getresponse()
        answer.read()
        self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
        return answer.headers["ETag"]


def read(site: Site) -> list[float]:
    """Milliseconds of every page read in SECONDS by READERS who pause as a reader does between two clicks."""
    found: list[float] = []

    def one():
        wire = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
        until, turn = time.perf_counter() + SECONDS, 0
        while time.perf_counter() < until:
            begun = time.perf_counter()
            wire.request("GET", PAGES[turn % len(PAGES)])
            answer = wire.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            found.append((time.perf_counter() - begun) * 1000)
            turn += 1
            time.sleep(0.05)
        wire.close()

    readers = [threading.Thread(target=one) for _reader in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return found


def with_presses(hand, ceremony: int, over: threading.Event) -> None:
    while not over.wait(2):
        hand(f"set_run({ceremony})")


def measure(site: Site, hand, seat: dict, way: str) -> tuple[list[float], Screens | None]:
    if way == WAYS[0]:
        return read(site), None
    path = seat["path"].replace("/man-hinh/", "/man-hinh/trang-thai/")
    over = threading.Event()
    presses = threading.Thread(target=with_presses, args=(hand, seat["pk"], over))
    with Screens(site, path) as screens:
        if way == WAYS[2]:
            presses.start()
        found = read(site)
        over.set()
    if presses.ident:
        presses.join()
    return found, screens


def tell(found: dict[str, list[float]], polls: dict[str, list[float]], answers: dict[str, dict]) -> None:
    def facts(times):
        return statistics.median(times), statistics.quantiles(times, n=20)[-1]

    middle, slow = facts(found[WAYS[0]])
    print(f"\n{DEVICES} screens once a second; pages without them: middle {middle:.0f} ms, slowest of 20 {slow:.0f} ms")
    for way in WAYS[1:]:
        now, then = facts(found[way])
        asked, slowest = facts(polls[way])
        told = ", ".join(f"{count} × {status}" for status, count in sorted(answers[way].items()))
        print(f"{way:28} pages middle {now / middle:.2f} x, slowest of 20 {then / slow:.2f} x")
        print(f"{'':28} a poll: middle {asked * 1000:.1f} ms, slowest of 20 {slowest * 1000:.1f} ms ({told})")


def main() -> None:
    with TemporaryDirectory(prefix="bench-board-") as folder, a_site(Path(folder)) as site:
        prepared = site.manage("demo", "--prepare-only")
        assert prepared.returncode == 0, prepared.stderr
        with site.served(), a_hand(site) as hand:
            seat = hand("a_hall(13, signed=6)")
            read(site)
            found, polls, answers = ({way: start() for way in WAYS} for start in (list, list, dict))
            for _round in range(ROUNDS):
                for way in WAYS:
                    times, screens = measure(site, hand, seat, way)
                    found[way] += times
                    if screens:
                        polls[way] += screens.times
                        for status, count in screens.answers.items():
                            answers[way][status] = answers[way].get(status, 0) + count
            tell(found, polls, answers)


if __name__ == "__main__":
    main()
