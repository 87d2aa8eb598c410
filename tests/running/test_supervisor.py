"""The parent of server and worker, with small programs in their place."""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from blocs import preparing, running
from config.keys import kept_key
from tests.sites import ROOT, free_port

RUN = """
import sys
from blocs import running
running.STOP_SECONDS = 1
programs = [[sys.executable, "-c", program] for program in sys.argv[2:]]
print(running.run(int(sys.argv[1]), ready=lambda: print("ready", flush=True), programs=programs))
"""
LISTEN = """
import os, socket, time
door = socket.socket()
door.bind(("127.0.0.1", int(os.environ["PORT"])))
door.listen()
time.sleep({})
"""
WAIT = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


def run(*programs: str) -> tuple[list[str], float]:
    begun = time.monotonic()
    command = [sys.executable, "-c", RUN, str(free_port()), *programs]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=40)
    return done.stdout.split(), time.monotonic() - begun


def test_ready_is_told_once_and_an_ended_program_ends_all():
    said, seconds = run(LISTEN.format(1.5), WAIT)
    assert said == ["ready", "1"]
    assert seconds < 5


def test_a_program_that_will_not_listen_is_ended_all_the_same():
    said, seconds = run("pass", STUBBORN)
    assert said == ["1"]
    assert seconds < 6


def test_a_port_is_free_until_someone_listens():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        assert not running.port_is_free(port)
        assert running.answers(port)
    assert running.port_is_free(port)
    assert not running.answers(port)


def test_many_processes_starting_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: kept_key_elsewhere(tmp_path / "key"), range(8)))
    assert keys == {kept_key(tmp_path / "key")}


def kept_key_elsewhere(path) -> str:
    script = f"from pathlib import Path; from config.keys import kept_key; print(kept_key(Path({str(path)!r})))"
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True).stdout.strip()


def test_static_files_are_collected_only_when_a_source_changed(settings, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "own.css").write_text("body{}")
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [source], tmp_path / "static"
    assert preparing.collect_static()
    assert not preparing.collect_static()
    (source / "own.css").write_text("html{}")
    os.utime(source / "own.css", (time.time() + 5,) * 2)  # Django compares whole seconds
    assert preparing.collect_static()
    assert (tmp_path / "static" / "own.css").read_text() == "html{}"


def test_what_is_done_daily_is_started_once_a_day_from_the_morning_on(tmp_path):
    mark = tmp_path / "mark"
    daily = running.Daily([sys.executable, "-c", f"open({str(mark)!r}, 'a').write('x')"], free_port())
    hours = [(1, 5), (1, 6), (1, 7), (1, 23), (2, 0), (2, 9)]
    started = []
    for day, hour in hours:
        started.append(daily.look(datetime(2017, 2, day, hour)))
        if daily.child:
            daily.child.wait(20)
    assert started == [False, True, False, False, False, True]
    assert mark.read_text() == "xx"


def test_what_is_still_at_work_is_not_started_again():
    daily = running.Daily([sys.executable, "-c", WAIT], free_port())
    assert daily.look(datetime(2017, 2, 1, 8))
    assert not daily.look(datetime(2017, 2, 2, 8))
    running.end([daily.child])
    assert daily.child.poll() is not None
