"""Take the pictures of the manual's chapter on the ceremony anew: `python tools/pictures_hall.py` from the checkout.

A demo with a signing that waits to begin is prepared in a temporary folder; its hour is begun, and looked at through
the windows of the secretary, the hall, a tablet and a stranger.
"""

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sites import Site, a_site  # noqa: E402 – the checkout is put on the path first
from tools.pictures import CHROMIUM, DESK, PHONE, TALL, WIDE, Camera  # noqa: E402

BEFORE = """
import json
from reports.demo_hall import ensure_hall
from reports.models import Paper
from blocs.models import User
from pacts.actions.devices import pair
from pacts.models import Ceremony
hall, by = ensure_hall(), User.objects.get(username="thu-ky")
board = pair(hall, kind="board", name="Máy chiếu hội trường", by=by)
tablet = pair(hall, kind="tablet", name="Máy tính bảng 1", by=by)
held = Ceremony.objects.filter(blocs__is_illustrative=True, kind="signing", state="held").order_by("-on").first()
print(json.dumps({"hall": hall.pk, "pact": hall.pacts.first().pk, "board": board.token, "tablet": tablet.token,
    "held": held.pk, "code": Paper.objects.made().filter(pact__in=held.pacts.all()).first().code}))
"""
DURING = """
from blocs.models import User
from pacts.actions.ceremonies import begin
from pacts.actions.running import choose_screen, go_to_item, invite_next, begin_signing
from pacts.actions.signatures import record_signature
from pacts.actions.voting import adopt_text
from pacts.models import Ceremony, parties
from reports.demo_hall import ensure_hall
hall, by = ensure_hall(), User.objects.get(username="thu-ky")
pact = hall.pacts.get()
units = parties(pact)
begin(hall, by=by)
hall = Ceremony.objects.get(pk=hall.pk)
agenda = list(hall.agenda.all())
if not pact.adoptions.exists():
    adopt_text(pact, votes_for=len(units), votes_against=0, abstentions=0, ceremony=hall, by=by)
for item in agenda:
    go_to_item(hall, item, by=by)
    if "ký kết" in item.title:
        break
choose_screen(hall, screen="board", by=by)
for unit in units[:6]:
    record_signature(pact, unit, ceremony=hall, by=by)
turn = invite_next(hall, by=by)
begin_signing(hall, turn.pact, turn.unit, by=by)
print("{}")
"""


def carried_out(site: Site, words: str) -> dict:
    said = site.manage("shell", "-v", "0", "-c", words)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


def take(camera: Camera, site: Site):
    facts = carried_out(site, BEFORE)
    console, hall = f"/le-ky-ket/{facts['hall']}/dieu-hanh/", f"/le-ky-ket/{facts['hall']}"
    camera.shoot(camera.open(console, "thu-ky"), "le-ky-chuan-bi", TALL)
    carried_out(site, DURING)
    camera.shoot(camera.open(console, "thu-ky"), "le-ky-dieu-hanh", WIDE)
    board = camera.open(f"{hall}/man-hinh/?token={facts['board']}")
    board.set_viewport_size({"width": 1920, "height": 1080})
    with board.expect_response("**/trang-thai/**"):
        pass  # drawn by then, at the size of the hall's screen
    camera.shoot(board, "man-hinh-hoi-truong", (1920, 1080))
    camera.shoot(camera.open(f"/ky/ban/{facts['tablet']}/"), "may-tinh-bang", (1024, 768))
    camera.shoot(camera.open(f"/xac-thuc/{facts['code']}/"), "xac-thuc", TALL)
    camera.shoot(camera.open("/xac-thuc/"), "xac-thuc-nhap-ma", PHONE)
    camera.shoot(camera.open(f"/le-ky-ket/{facts['held']}/bien-ban/du-thao/", "thu-ky"), "bien-ban", DESK)
    camera.shoot(camera.open(f"/le-ky-ket/{facts['held']}/dien-lai/", "thu-ky"), "dien-lai", WIDE)


def main(wanted: set[str]):
    os.chdir(ROOT)
    with TemporaryDirectory() as folder, a_site(Path(folder)) as site, sync_playwright() as driver:
        said = site.manage("demo", "--prepare-only", "--hall")
        assert said.returncode == 0, said.stderr
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with site.served():
            take(Camera(site, chromium, wanted), site)
        chromium.close()


if __name__ == "__main__":
    main(set(sys.argv[1:]))
