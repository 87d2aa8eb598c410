"""One parent runs web server and job worker side by side and ends both together; once a day it has people reminded."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 8  # the web server gives its requests 4 s, a job may finish its step
LOOK_EVERY = 0.3  # seconds
MORNING = 6  # o'clock in Hà Nội: reminders are read at the beginning of the day
HANOI = timezone(timedelta(hours=7))


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.settimeout(LOOK_EVERY)
        return probe.connect_ex((host, port)) == 0


def address(port: int) -> str:
    return os.environ.get("SITE_URL", f"http://127.0.0.1:{port}").rstrip("/") + "/"


def commands() -> list[list[str]]:
    """The web server and the job worker, in the interpreter that runs now."""
    web = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "config" / "gunicorn.conf.py"), "config.wsgi:application"]
    jobs = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--queue-name", "*", "--verbosity", "0"]
    return [web, jobs]


def daily_command() -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), "remind"]


class Daily:
    """Starts a program on the first look of each day after the morning hour; the program bears being started twice."""

    def __init__(self, command: list[str], port: int):
        self.command, self.port = command, port
        self.done_on: date | None = None
        self.child: subprocess.Popen | None = None

    def look(self, now: datetime) -> bool:
        """Whether it was started now. One that has ended is taken leave of; one still at work is waited for."""
        if self.child is not None and self.child.poll() is None:
            return False
        if now.hour < MORNING or self.done_on == now.date():
            return False
        self.done_on, self.child = now.date(), _start(self.command, self.port)
        return True


def run(
    port: int,
    *,
    ready: Callable[[], None],
    programs: list[list[str]] | None = None,
    daily: list[str] | None = None,
) -> int:
    """Start the programs and stay until a signal or until one of them ends; then end all.

    `ready` is called once, when the port answers; from then on `daily` is started once a day.
    Returns 0 when asked to stop, 1 when a program fell.
    """
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())
    children = [_start(program, port) for program in programs or commands()]
    morning = Daily(daily, port) if daily else None
    try:
        _watch(children, asked, port, ready, morning)
    finally:
        end([*children, *([morning.child] if morning and morning.child else [])])
    return 0 if asked.is_set() else 1


def _start(program: list[str], port: int) -> subprocess.Popen:
    """In a session of its own, so that Ctrl-C reaches the parent alone and is passed on once."""
    environment = {**os.environ, "SITE_URL": address(port), "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(program, cwd=ROOT, env=environment, start_new_session=True)


def _watch(children, asked, port, ready, morning):
    told = False
    while not asked.is_set() and all(child.poll() is None for child in children):
        if not told and answers(port):
            told = True
            ready()
        if told and morning:
            morning.look(datetime.now(HANOI))
        asked.wait(LOOK_EVERY)


def end(children: list[subprocess.Popen]) -> None:
    """Ask each to finish, and after STOP_SECONDS make it."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
