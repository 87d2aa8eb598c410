"""Askings are counted over all processes, cleared minute by minute, and shut nobody out when the disk fails."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from blocs import rates

ASK = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(VAR_DIR=sys.argv[1])
from blocs import rates
rates.time.time = lambda: 120.0
print(sum(rates.seconds_to_wait("same", "try", 100) == 0 for _time in range(100)))
"""


@pytest.fixture
def clock(monkeypatch):
    now = {"at": 600.0}
    monkeypatch.setattr(rates, "time", SimpleNamespace(time=lambda: now["at"]))
    return now


def test_so_many_a_minute_then_the_seconds_to_the_next(clock):
    clock["at"] = 615.0
    assert [rates.seconds_to_wait("one", "try", 2) for _time in range(4)] == [0, 0, 45, 45]
    assert rates.seconds_to_wait("other", "try", 2) == 0
    assert rates.seconds_to_wait("one", "else", 2) == 0
    clock["at"] = 660.0
    assert rates.seconds_to_wait("one", "try", 2) == 0


def test_what_is_beyond_the_limit_is_not_written_down(clock):
    for _time in range(50):
        rates.seconds_to_wait("one", "try", 3)
    [file] = (rates.folder() / "10").iterdir()
    assert file.stat().st_size == 4


def test_a_new_minute_clears_the_ones_before(clock):
    rates.seconds_to_wait("one", "try", 3)
    clock["at"] += 60
    rates.seconds_to_wait("one", "try", 3)
    assert [one.name for one in rates.folder().iterdir()] == ["11"]


def test_a_disk_that_fails_shuts_nobody_out(clock, monkeypatch):
    def full(*args):
        raise OSError("no space left")

    monkeypatch.setattr(rates.os, "open", full)
    assert [rates.seconds_to_wait("one", "try", 1) for _time in range(3)] == [0, 0, 0]


def test_four_processes_together_let_through_exactly_the_limit(tmp_path):
    """400 askings at once, 100 are let through: none is lost between processes, none counted twice."""
    root = Path(__file__).parents[2]
    asking = [
        subprocess.Popen([sys.executable, "-c", ASK, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _process in range(4)
    ]
    assert sum(int(one.communicate(timeout=60)[0]) for one in asking) == 100
