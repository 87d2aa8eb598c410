"""`make demo`, as real processes: prepares once, keeps its accounts to itself, serves, and ends cleanly."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sites import ROOT, a_site, wait_until_it_answers

COUNT = """
import json
from django.apps import apps
print(json.dumps({m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.managed}))
"""
FIRST_PAGE = 8  # seconds of work to the first page, promised for every run after the first
LAST_BREATH = 12  # seconds both processes may take to end


@pytest.fixture
def site(tmp_path, prepared):
    with a_site(tmp_path, like=prepared) as made:
        yield made


@pytest.fixture
def demo(site):
    """`demo()` starts the command on a prepared site; whatever it left running is ended."""
    started = []

    def start() -> subprocess.Popen:
        command = [sys.executable, "manage.py", "demo"]
        process = subprocess.Popen(command, cwd=ROOT, env=site.env, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        for pid in [*descendants(process.pid), process.pid]:
            if is_alive(pid):
                os.kill(pid, signal.SIGKILL)
        process.wait()


def descendants(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in children.read_text().split()] if children.exists() else []
    return found + [grandchild for child in found for grandchild in descendants(child)]


def is_alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


def seconds_worked(pid: int) -> float:
    """Processor time of a process and its ended children; unlike the clock it does not grow with a busy machine."""
    used = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]
    return sum(int(ticks) for ticks in used) / os.sysconf("SC_CLK_TCK")


def all_gone(pids: list[int], seconds: float = 3) -> bool:
    end = time.monotonic() + seconds
    while any(is_alive(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.05)
    return not any(is_alive(pid) for pid in pids)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def rows(site) -> dict[str, int]:
    return json.loads(site.manage("shell", "--no-imports", "-c", COUNT).stdout)


def test_a_second_run_changes_nothing(site):
    before, accounts = rows(site), (site.var / "demo" / "accounts.txt").read_bytes()
    again = site.manage("demo", "--prepare-only")
    assert again.returncode == 0, again.stderr
    assert rows(site) == before
    assert (site.var / "demo" / "accounts.txt").read_bytes() == accounts


def test_the_demo_holds_the_real_bloc_sealed_held_and_published(prepared):
    script = (
        "from blocs.models import Bloc\n"
        "bloc = Bloc.objects.get(series__slug='khoi-csnd', season__slug='2017')\n"
        "print(bloc.memberships.count(), bloc.release, [p.state for p in bloc.pacts.all()],"
        " [(c.state, c.release) for c in bloc.ceremonies.all()], [p.state for p in bloc.publications.all()])"
    )
    said = prepared.manage("shell", "--no-imports", "-c", script).stdout.strip()
    assert said == "13 public ['sealed'] [('held', 'public')] ['published']"


def test_the_desks_of_the_demo_are_not_empty(prepared):
    """Issue 4: whoever logs in meets a directive, a comment and messages of the illustrative bloc."""
    script = (
        "from blocs.models import Notice\n"
        "from reports.models import Directive, RowNote\n"
        "print(sorted(row.state for row in Directive.objects.all()), RowNote.objects.count(),"
        " sorted(set(Notice.objects.values_list('user__username', flat=True))))"
    )
    said = prepared.manage("shell", "--no-imports", "-c", script).stdout.strip()
    assert said == "['open', 'settled'] 2 ['bao-cao', 'chi-huy', 'khoi-truong', 'thu-ky']"


def test_the_demo_holds_an_issued_plan_an_issued_pact_a_submission_and_a_draft_report_with_their_files(prepared):
    script = (
        "from reports.models import Document\n"
        "for row in Document.objects.order_by('kind'):\n"
        "    print(row.kind, row.state, row.symbol_line, row.trouble, *(one.format for one in row.files.all()))"
    )
    said = prepared.manage("shell", "--no-imports", "-c", script).stdout.split("\n")
    assert [line.split() for line in said if line] == [
        ["pact", "issued", "docx", "pdf"],
        ["plan", "issued", "01/KH-KTĐ", "docx", "pdf"],
        ["submission", "draft"],
        ["year_end", "draft", "docx", "pdf", "xlsx"],
    ]


def test_accounts_are_kept_in_a_file_only_its_owner_reads_and_are_printed(prepared):
    file = prepared.var / "demo" / "accounts.txt"
    assert file.stat().st_mode & 0o777 == 0o600
    names = ["quan-tri", "thuong-truc", "phong-chuc-nang", "thu-ky", "khoi-truong", "chi-huy", "bao-cao"]
    assert list(prepared.accounts) == names
    assert len(set(prepared.accounts.values())) == len(names)
    printed = [line.split()[:2] for line in prepared.said.stdout.splitlines() if line.startswith("  ")]
    assert [name for name in names if [name, prepared.accounts[name]] not in printed] == []


def test_a_lost_accounts_file_is_made_anew_and_its_passwords_work(site):
    before = site.accounts
    (site.var / "demo" / "accounts.txt").unlink()
    assert site.manage("demo", "--prepare-only").returncode == 0
    assert list(site.accounts) == list(before)
    assert all(site.accounts[name] != before[name] for name in before)
    password = site.accounts["thu-ky"]
    script = f"from blocs.models import User; print(User.objects.get(username='thu-ky').check_password('{password}'))"
    assert site.manage("shell", "--no-imports", "-c", script).stdout.strip() == "True"


def test_the_key_of_the_site_is_made_once_for_its_owner_only(site):
    key = site.var / "secret_key"
    assert not key.exists()  # the copy begins without one
    assert site.manage("check").returncode == 0
    made = key.read_text()
    assert len(made) >= 50
    assert key.stat().st_mode & 0o777 == 0o600
    assert site.manage("check").returncode == 0
    assert key.read_text() == made


def test_a_busy_port_is_told_in_one_sentence(site):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", site.port))
        holder.listen()
        done = site.manage("demo")
    assert done.returncode == 1
    assert done.stderr == f"Cổng {site.port} đang được dùng. Hãy chọn cổng khác, ví dụ: make demo PORT=8001\n"
    assert done.stdout == ""


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_server_and_worker_alike(site, demo, ending):
    parent = demo()
    wait_until_it_answers(site.url, parent)
    family = descendants(parent.pid)
    assert sum(seconds_worked(pid) for pid in [parent.pid, *family]) < FIRST_PAGE
    assert sum("gunicorn" in command_of(pid) for pid in family) == 3  # the master and its two workers
    assert sum("db_worker" in command_of(pid) for pid in family) == 1
    parent.send_signal(ending)
    assert parent.wait(LAST_BREATH) == 0
    assert all_gone(family)
    assert not answers(site.port)


@pytest.mark.parametrize("name", ["db_worker", "gunicorn"])
def test_when_one_of_the_two_falls_the_other_ends_and_the_exit_code_tells(site, demo, name):
    parent = demo()
    wait_until_it_answers(site.url, parent)
    family = descendants(parent.pid)
    os.kill(next(pid for pid in family if name in command_of(pid)), signal.SIGKILL)
    assert parent.wait(LAST_BREATH) == 1
    assert all_gone(family)
