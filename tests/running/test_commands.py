"""The Makefile and the small tools beside it say what they do and what is missing."""

import os
import re
import shutil
import subprocess
import sys

import polib
import pytest
from django.core.management import get_commands

from tests.sites import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import messages

PAPERS = [ROOT / "docs" / "operations.md", ROOT / "docs" / "season-file.md", *(ROOT / "deploy").iterdir()]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def make(*words: str, **env: str) -> subprocess.CompletedProcess:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *words], cwd=ROOT, env=kept | env, capture_output=True, text=True, timeout=60)


MORE = ["lint", "format", "messages", "lock", "wheelhouse"]


def test_help_lists_every_command_a_person_may_give():
    said = make("help").stdout
    named = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
    assert re.findall(r"make (\w+)", said)[: len(named)] == named
    assert named == ["help", "demo", "serve", "test", "bench", "pictures", *MORE]


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_names_both_commands_and_make_knows_them(command):
    assert f"\n    {command}\n" in README
    assert make("--dry-run", command.split()[1]).returncode == 0


def test_every_command_the_papers_name_is_there():
    papers = [README, *(path.read_text(encoding="utf-8") for path in PAPERS)]
    named = {name for text in papers for name in re.findall(r"manage\.py ([a-z_]+)|\"manage\.py\", \"([a-z_]+)", text)}
    assert {first or second for first, second in named} - set(get_commands()) == set()


def test_no_python_is_told_in_one_line(tmp_path):
    done = make("demo", f"VENV={tmp_path / 'venv'}", "PYTHON=")
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "Thiếu Python 3.11 trở lên: apt-get install python3 python3-venv"


def test_a_tool_that_cannot_be_installed_is_told_in_one_line(tmp_path):
    for name in ("bash", "env", "id"):
        (tmp_path / name).symlink_to(shutil.which(name))
    need = [str(ROOT / "tools" / "need"), "no-such-command", "no-such-package"]
    done = subprocess.run(need, env={"PATH": str(tmp_path)}, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "Thiếu gói no-such-package: hãy chạy “sudo apt-get install no-such-package” rồi chạy lại.\n"


def test_a_tool_that_is_here_is_not_installed_again():
    done = subprocess.run([str(ROOT / "tools" / "need"), "bash", "bash"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("po", [messages.OURS, messages.FOREIGN], ids=["ours", "foreign"])
def test_the_wording_is_whole_and_compiled(po):
    assert messages.faults(polib.pofile(str(po))) == []
    assert messages.not_compiled(po) == []


def test_doubtful_wording_is_noticed():
    entries = [
        polib.POEntry(msgid="%(n)s units", msgstr="đơn vị"),
        polib.POEntry(msgid="seal", msgstr=""),
        polib.POEntry(msgid="open", msgstr="mở", flags=["fuzzy"]),
        polib.POEntry(msgid="%(n)s left", msgstr="còn %(n)s"),
    ]
    assert messages.faults(entries) == ["placeholders differ: '%(n)s units'", "untranslated: 'seal'", "fuzzy: 'open'"]


def test_postgresql_is_reached_by_the_locked_driver_alone():
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert not is_psycopg3
    assert "psycopg" not in {line.split("==")[0] for line in (ROOT / "requirements/dev.txt").read_text().splitlines()}
