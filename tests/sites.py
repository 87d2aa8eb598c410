"""Real sites for tests: prepared by the demo command in a folder of their own and served by the real web server."""

import os
import shutil
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
WEB = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.conf.py", "config.wsgi:application"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgresql() -> str:
    """The address of the PostgreSQL server the tests run on, or nothing when they run on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres", "pgsql")) else ""


@dataclass
class Site:
    """One site: where its files lie, the variables that lead to it, and (while served) its address."""

    var: Path
    database: str
    port: int = field(default_factory=free_port)
    said: subprocess.CompletedProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "DEBUG", "BIND")}
        own = {"VAR_DIR": str(self.var), "DATABASE_URL": self.database, "PORT": str(self.port)}
        return kept | own | {"ENV_FILE": str(self.var / "no.env"), "SITE_URL": self.url}

    @property
    def accounts(self) -> dict[str, str]:
        lines = (self.var / "demo" / "accounts.txt").read_text(encoding="utf-8").splitlines()
        return dict(line.split()[:2] for line in lines)

    def manage(self, *words: str, timeout: int = 300) -> subprocess.CompletedProcess:
        command = [sys.executable, "manage.py", *words]
        return subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=timeout)

    def path(self, path: str) -> str:
        return f"{self.url}/{path.lstrip('/')}"

    @contextmanager
    def served(self):
        web = subprocess.Popen(WEB, cwd=ROOT, env=self.env)
        try:
            wait_until_it_answers(self.url, web)
            yield self
        finally:
            web.terminate()
            web.wait(20)


def wait_until_it_answers(url: str, process: subprocess.Popen, seconds: float = 40) -> float:
    """Seconds until the first page came; fails when the process ends or the time is over."""
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        assert process.poll() is None, f"the server ended with code {process.returncode}"
        try:
            with urlopen(f"{url}/", timeout=5):
                return time.monotonic() - begun
        except (ConnectionError, TimeoutError):  # not there yet, or a busy machine
            time.sleep(0.05)
        except OSError as error:
            assert "refused" in str(error), error
            time.sleep(0.05)
    raise AssertionError(f"{url} did not answer in {seconds} s")


@contextmanager
def a_site(var: Path, *, like: Site | None = None):
    """An empty site, or a copy of one that is prepared and not served now."""
    name = f"gu_{uuid.uuid4().hex[:12]}"
    with _database(var, name, like) as database:
        if like:
            for folder in ("static", "media", "demo", "seal"):
                if (like.var / folder).exists():
                    shutil.copytree(like.var / folder, var / folder)
            shutil.copy(like.var / "static.sum", var)
        yield Site(var, database)


@contextmanager
def _database(var: Path, name: str, like: Site | None):
    server = postgresql()
    if not server:
        if like:
            _copy_sqlite(like.var / "giao-uoc.sqlite3", var / "giao-uoc.sqlite3")
        yield f"sqlite:///{var / 'giao-uoc.sqlite3'}"
        return
    template = f' TEMPLATE "{urlsplit(like.database).path.rsplit("/", 1)[-1]}"' if like else ""
    _on_server(server, f'CREATE DATABASE "{name}"{template}')
    try:
        yield _renamed(server, name)
    finally:
        _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _copy_sqlite(source: Path, target: Path):
    """Through SQLite's own copying, which sees what still lies in the write-ahead log."""
    import sqlite3

    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)


def _renamed(url: str, name: str) -> str:
    parts = urlsplit(url)
    folder = parts.path.rsplit("/", 1)[0]
    made = urlunsplit(parts._replace(path=f"{folder}/{name}"))
    # urlunsplit drops the two slashes that mark a socket folder when there is no host
    return made if "://" in made else url.split(":", 1)[0] + "://" + made.split(":", 1)[1]


def _on_server(url: str, statement: str):
    import environ
    import psycopg2

    db = environ.Env.db_url_config(url)
    facts = {"host": db["HOST"], "port": db["PORT"], "user": db["USER"], "password": db["PASSWORD"]}
    known = {name: value for name, value in facts.items() if value}
    connection = psycopg2.connect(dbname="postgres", **known, **db.get("OPTIONS", {}))
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()
