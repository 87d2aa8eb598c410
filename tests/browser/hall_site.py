"""A hall with its screens: ceremonies under way in a site of the test's own, and a hand that changes them."""

import subprocess
import sys
from contextlib import contextmanager
from types import SimpleNamespace

from tests.sites import ROOT, Site

PREPARE = """
import json
from threading import Thread
from django.db import connections
from django.utils import timezone
from blocs.models import Unit, User
from pacts.actions.beats import beat
from pacts.actions.signatures import record_signature
from pacts.models import AgendaItem, Ceremony, Device, Pact, Run, Signature, Turn
from tests.make import a_bloc, a_ceremony, a_head_of, a_pact, members_of

LONG = sorted(Unit.objects.filter(short_name__gt=""), key=lambda unit: -len(unit.name))[:13]
TITLE = "Lễ ký kết giao ước thi đua năm 2017 – Khối CSND (dữ liệu minh họa)"
POINTS = ["Chào cờ, giới thiệu đại biểu", "Thông qua nội dung giao ước", "Các đơn vị ký kết giao ước", "Bế mạc"]
by = User.objects.get(username="quan-tri")

def pact_of(units, number, named):
    bloc = a_bloc(units, year=2031, name=f"Khối {number} (dữ liệu minh họa)")
    for at, unit in enumerate(members_of(bloc)):
        like = LONG[at % len(LONG)]
        name, short = (like.name, like.short_name) if named else (f"Đơn vị {at + 1:02}", "")
        Unit.objects.filter(pk=unit.pk).update(name=name, short_name=short)
        a_head_of(unit, "Hoàng Văn Trường Giang", rank="Thượng tá")
    return a_pact(bloc, state="open")

def a_hall(*sizes, signed=0, named=False, **run):
    pacts = [pact_of(size, at + 1, named) for at, size in enumerate(sizes)]
    facts = {"title": TITLE, "place_name": "Hội trường", "on": timezone.localdate(), "began_at": timezone.now()}
    ceremony = a_ceremony(pacts[0].bloc, state="live", **facts)
    ceremony.blocs.set([pact.bloc for pact in pacts])
    ceremony.pacts.set(pacts)
    items = [AgendaItem.objects.create(ceremony=ceremony, title=title, order=at) for at, title in enumerate(POINTS)]
    run = Run.objects.create(ceremony=ceremony, item=items[2], **{"screen": "board"} | run)
    pairs = [(pact, unit) for pact in pacts for unit in members_of(pact.bloc)]
    for pact, unit in pairs[:signed]:
        record_signature(pact, unit, ceremony=ceremony, by=by)
    if signed < len(pairs):
        pact, unit = pairs[signed]
        call = {"state": "invited", "at": timezone.now(), "is_rehearsal": run.is_rehearsal}
        Turn.objects.create(run=run, pact=pact, unit=unit, **call)
    device = Device.objects.create(ceremony=ceremony, name="Máy chiếu")
    return {"pk": ceremony.pk, "path": f"/le-ky-ket/{ceremony.pk}/man-hinh/?token={device.token}"}

def rows(pk):
    ceremony = Ceremony.objects.get(pk=pk)
    return ceremony, [(pact, unit) for pact in ceremony.pacts.all() for unit in members_of(pact.bloc)]

def sign(pk, at):
    ceremony, pairs = rows(pk)
    record_signature(*pairs[at], ceremony=ceremony, by=by)

def sign_all_at_once(pk, twice=True):
    ceremony, pairs = rows(pk)
    def one(pact, unit):
        try:
            record_signature(pact, unit, ceremony=ceremony, by=by)
        except Exception as refusal:
            refused.append(type(refusal).__name__)
        connections.close_all()
    refused = []
    threads = [Thread(target=one, args=pair) for pair in pairs * (2 if twice else 1)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return {"refused": len(refused), "standing": Signature.objects.filter(ceremony=pk, struck_at=None).count()}

def publish(pk):
    ceremony = Ceremony.objects.get(pk=pk)
    ceremony.blocs.update(release="public")
    Ceremony.objects.filter(pk=pk).update(release="public")
    return ceremony.slug

def set_run(pk, **facts):
    Run.objects.filter(ceremony=pk).update(**facts)
    beat(pk)
"""
LOOP = """
import sys
for line in sys.stdin:
    print("said", json.dumps(eval(line)), flush=True)
"""


@contextmanager
def a_hand(site: Site, more: str = ""):
    """`hand("a_hall(13)")` carries it out in the site's own database and gives what came of it; `more` are own acts."""
    import json

    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PREPARE + more + LOOP]
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    process = subprocess.Popen(command, cwd=ROOT, env=site.env, text=True, **streams)

    def hand(words: str):
        process.stdin.write(words + "\n")
        process.stdin.flush()
        for line in process.stdout:
            if line.startswith("said "):
                return json.loads(line[5:])
        raise AssertionError(f"the hand ended at: {words}")

    try:
        yield hand
    finally:
        process.stdin.close()
        process.wait(20)


def looked_at(page) -> SimpleNamespace:
    """What is wrong with what is seen: texts too small or too pale, boxes that do not hold their text, scroll bars."""
    return SimpleNamespace(**page.evaluate(LOOK))


LOOK = """() => {
  const light = (rgb) => rgb.map((one) => one / 255)
    .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const read = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const [red, green, blue, alpha = 1] = read(getComputedStyle(one).backgroundColor);
      if (alpha === 1) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  const contrast = (one, two) => {
    const [least, most] = [light(one), light(two)].sort((a, b) => a - b);
    return (most + 0.05) / (least + 0.05);
  };
  const walker = document.createTreeWalker(document.querySelector(".hall"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    const style = getComputedStyle(one);
    if (!walker.currentNode.data.trim() || !one.getClientRects().length || style.visibility === "hidden") continue;
    found.push({
      text: walker.currentNode.data.trim(), size: parseFloat(style.fontSize),
      contrast: contrast(read(style.color).slice(0, 3), ground(one)),
    });
  }
  const boxes = [...document.querySelectorAll(".hall-tile, .hall-hero, .hall-tiles, .hall-desk, .hall-agenda")];
  const over = boxes.filter((one) => one.getClientRects().length)
    .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1);
  const page = document.documentElement;
  const beyond = [...document.querySelectorAll(".hall *")].map((one) => one.getBoundingClientRect())
    .filter((box) => box.width && (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1));
  return {
    small: found.filter((one) => one.size < 28), pale: found.filter((one) => one.contrast < 7),
    over: over.map((one) => one.className), beyond: beyond.length, texts: found.map((one) => one.text),
    scrolls: page.scrollHeight > innerHeight || page.scrollWidth > innerWidth,
    cut: boxes.filter((one) => getComputedStyle(one).textOverflow === "ellipsis").length,
    person: parseFloat(getComputedStyle(document.querySelector(".hall-person")).fontSize),
    names: [...document.querySelectorAll(".hall-name")].map((one) => one.textContent),
    lines: [...document.querySelectorAll(".hall-name")]
      .map((one) => Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))),
  };
}"""
