"""A season file of the largest size that is taken: what the worker holds while it is read."""

import subprocess
import sys

import pytest

from tests.sites import ROOT

MOST = 300 * 1024  # kB, as the kernel counts it
READ = """
import os, sys
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from reports.seasonfile.faults import BadSeasonFile
from reports.seasonfile.reading import parse, require_modest, seasons_of
try:
    raw = open({path!r}, "rb").read()
    require_modest(raw)
    seasons_of(parse(raw))
except BadSeasonFile as refusal:
    print(len(refusal.faults) > 0)
[most] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(most)
"""
SIGN = "😀"  # makes every letter of its text four bytes wide
FILES = {
    "one long text": lambda: f'{{"a": "{SIGN}{"x" * (20 * 1024 * 1024 - 20)}"}}',
    "many texts": lambda: "[" + ",".join(f'"{n:019}"' for n in range(950_000)) + "]",
    "objects and texts": lambda: (
        f'["{SIGN}",'
        + ",".join(f'{{"k{n:06}":"{n:06}"}}' for n in range(249_000))
        + "".join(f',"{n:07}"' for n in range(700_000))
        + "]"
    ),
    "lists without end": lambda: "[" + "[]," * 5_000_000 + "0]",
}


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_the_largest_json_is_judged_within_300_mb(tmp_path, make):
    path = tmp_path / "x.json"
    path.write_text(make(), encoding="utf-8")
    script = READ.format(root=str(ROOT), path=str(path))
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert said.returncode == 0, said.stderr
    refused, memory = said.stdout.split()
    assert (refused, int(memory) <= MOST) == ("True", True), memory
