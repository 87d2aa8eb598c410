"""200 MB sent to the real server: told in a sentence, in bounded memory, nothing left behind, and nobody else waits."""

import http.client
import os
import re
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sites import ROOT, WEB, a_site, wait_until_it_answers

MEGABYTE = 1024 * 1024
MOST = 300 * 1024  # kB
TOKEN, EDGE = "a" * 32, "ranh-gioi-cac-phan"
LOGIN = """
from django.test import Client
from blocs.models import User
browser = Client()
browser.force_login(User.objects.get(username="quan-tri"))
print(browser.cookies["sessionid"].value)
"""
COUNT = "from blocs.models import Import; print(Import.objects.count())"


@pytest.fixture(scope="module")
def server(tmp_path_factory, prepared):
    """(site, session of the administrator, the process, the folder of temporary files)."""
    folder = tmp_path_factory.mktemp("tam")
    with a_site(tmp_path_factory.mktemp("lon"), like=prepared) as site:
        session = site.manage("shell", "--no-imports", "-c", LOGIN).stdout.strip()
        with _one_worker(site, folder) as process:
            yield site, session, process, folder


@contextmanager
def _one_worker(site, folder):
    process = subprocess.Popen(WEB, cwd=ROOT, env={**site.env, "WEB_WORKERS": "1", "TMPDIR": str(folder)})
    try:
        wait_until_it_answers(site.url, process)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def most_memory(process) -> int:
    """kB the worker held at its peak."""
    [worker] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    [line] = [said for said in Path(f"/proc/{worker}/status").read_text().splitlines() if said.startswith("VmHWM")]
    return int(line.split()[1])


def part(name: str, value: str = "", file: str = "") -> bytes:
    said = f'; filename="{file}"' if file else ""
    return f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{said}\r\n\r\n{value}'.encode()


def fields(**values: str) -> bytes:
    return b"".join(part(name, value) + b"\r\n" for name, value in values.items())


def body(field: str, files: int, megabytes: int):
    """(length, pieces) of a form that is never whole in memory on this side either."""
    head = fields(csrfmiddlewaretoken=TOKEN, is_no_secret="on", login="khong-co", password="x")
    opening, end = [part(field, file=f"nam-{n}.xlsx") for n in range(files)], f"--{EDGE}--\r\n".encode()
    length = len(head) + sum(map(len, opening)) + files * (megabytes * MEGABYTE + 2) + len(end)

    def pieces(halfway=lambda: None):
        yield head
        for n, one in enumerate(opening):
            yield one
            for done in range(megabytes):
                if n == files // 2 and done == megabytes // 2:
                    halfway()
                yield bytes(MEGABYTE)
            yield b"\r\n"
        yield end

    return length, pieces


def send(site, session: str, path: str, length: int, pieces) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)
    headers = {"Content-Type": f"multipart/form-data; boundary={EDGE}", "Content-Length": str(length)}
    headers["Cookie"] = f"csrftoken={TOKEN}; sessionid={session}"
    connection.request("POST", path, body=pieces, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def asked(site, session: str, path: str = "/") -> int:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    return connection.getresponse().status


DOORS = {
    "one file of 200 MB to an import": ("/nhap-tep/moi/units/", "file", 1, 200),
    "one file of 200 MB among past years": ("/nhap-nam-cu/", "files", 1, 200),
    "ten files of 20 MB among past years": ("/nhap-nam-cu/", "files", 10, 20),
    "one file of 200 MB to the login": ("/tai-khoan/dang-nhap/", "file", 1, 200),
}


@pytest.mark.parametrize("door", DOORS)
def test_200_mb_are_told_in_a_sentence_within_300_mb_and_leave_nothing(server, door):
    site, session, process, folder = server
    path, field, files, megabytes = DOORS[door]
    length, pieces = body(field, files, megabytes)
    meanwhile = []
    session = "" if "dang-nhap" in path else session
    before = site.manage("shell", "--no-imports", "-c", COUNT).stdout
    status, page = send(site, session, path, length, pieces(lambda: meanwhile.append(asked(site, session))))
    assert (status, meanwhile) == (200, [200])
    assert "dang-nhap" in path or re.search(r"(20|60) MB", page), "the page says how much a file may have"
    assert most_memory(process) <= MOST
    assert site.manage("shell", "--no-imports", "-c", COUNT).stdout == before
    assert list(folder.rglob("*.upload*")) == [] and asked(site, session) == 200


def test_what_announces_more_is_refused_before_it_is_sent(server):
    """Only the head is sent: the answer comes at once."""
    site, session, process, folder = server
    head = f"POST /nhap-tep/moi/units/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\nContent-Length: {4 * 1024**3}\r\n"
    head += (
        f"Content-Type: multipart/form-data; boundary={EDGE}\r\nCookie: csrftoken={TOKEN}; sessionid={session}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", site.port), timeout=60) as line:
        line.sendall(head.encode())
        answer = line.recv(MEGABYTE).decode()
    assert answer.startswith("HTTP/1.1 413") and most_memory(process) <= MOST
    assert list(folder.rglob("*.upload*")) == []


def test_memory_is_read_from_the_worker_that_answers(server):
    _site, _session, process, _folder = server
    assert most_memory(process) > 20 * 1024 and os.getpid() != process.pid
