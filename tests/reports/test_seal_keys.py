"""The commands of the key, the checker without the site, and web workers that stay light."""

import importlib.util
import json
import os
import random
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from blocs.models import Event
from reports.models import Paper, SealCertificate
from reports.papers import keys
from reports.papers.keys import pem_of
from tests.make_papers import a_sealed_pact
from tests.make_seals import a_chain, a_key, a_sealed_paper, a_time_authority

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
FLIPS = int(os.environ.get("FLIPS", "200"))  # .ci/long asks for a thousand


def made(*args) -> str:
    out = StringIO()
    call_command(*args, stdout=out, stderr=out)
    return out.getvalue()


def test_a_key_is_made_once_for_its_owner_alone_and_renewed_with_the_old_one_kept():
    said = made("make_seal_key", "--name", "Công an tỉnh minh họa")
    row = SealCertificate.objects.get()
    assert row.fingerprint in said and (row.subject, Event.objects.get().verb) == (
        "Công an tỉnh minh họa",
        "reports.add_certificate",
    )
    assert {path.name: oct(path.stat().st_mode)[-3:] for path in settings.SEAL_DIR.iterdir()} == dict.fromkeys(
        ("site.key", "site.pem", "root.key"), "600"
    )
    with pytest.raises(CommandError):
        made("make_seal_key")
    kept = (settings.SEAL_DIR / "site.key").read_bytes()
    made("make_seal_key", "--renew")
    old = list((settings.SEAL_DIR / "archive").glob("*/site.key"))
    assert [path.read_bytes() for path in old] == [kept]
    assert (SealCertificate.objects.count(), kept == (settings.SEAL_DIR / "site.key").read_bytes()) == (2, False)
    assert len({row.pem.split("-----END")[1] for row in SealCertificate.objects.all()}) == 1  # under the same root


def test_there_is_nothing_to_renew_before_there_is_a_key():
    with pytest.raises(CommandError):
        made("make_seal_key", "--renew")
    with pytest.raises(CommandError):
        made("make_seal_key", "--years", "50")
    assert not (settings.SEAL_DIR / "site.key").exists()


def test_a_key_with_a_passphrase_opens_only_with_it(settings):
    settings.SEAL_PASSPHRASE = "mật khẩu của khóa"
    made("make_seal_key")
    assert b"ENCRYPTED" in (settings.SEAL_DIR / "site.key").read_bytes()
    assert keys.current().certificate is not None
    settings.SEAL_PASSPHRASE = "sai"
    with pytest.raises(keys.KeyTrouble) as trouble:
        keys.current()
    assert trouble.value.fault == "unreadable"


def put_down(tmp_path, key, chain) -> list[str]:
    from reports.papers.key_making import _sealed_bytes

    paths = [tmp_path / "chung-thu.pem", tmp_path / "khoa.key"]
    paths[0].write_text(pem_of(chain))
    paths[1].write_bytes(_sealed_bytes(key.private))
    return [str(path) for path in paths]


def test_a_key_given_by_somebody_else_is_taken_in_and_seals(tmp_path):
    a_key()
    given = a_chain(name="Dịch vụ ký số minh họa")
    assert "Dịch vụ ký số minh họa" in made("use_seal_key", *put_down(tmp_path, given, given.chain))
    assert a_sealed_paper().certificate.subject == "Dịch vụ ký số minh họa"
    assert len(list((settings.SEAL_DIR / "archive").glob("*/site.key"))) == 1


@pytest.mark.parametrize("fault", ["swapped", "no_root"])
def test_a_given_key_that_does_not_fit_is_refused_and_the_one_in_use_stays(tmp_path, fault):
    before, given = a_key(), a_chain()
    chain = a_chain().chain if fault == "swapped" else given.chain[:1]
    with pytest.raises(CommandError):
        made("use_seal_key", *put_down(tmp_path, given, chain))
    assert keys.fingerprint(keys.current().certificate) == keys.fingerprint(before.certificate)


def test_a_command_makes_what_waits_also_for_older_seals():
    a_sealed_pact()
    assert "0" in made("make_papers", "--all")
    assert Paper.objects.get().trouble == keys.MISSING
    a_key()
    made("make_papers")
    assert Paper.objects.get().state == "made"


# --- The checker a stranger carries -----------------------------------------------------------


def checker():
    spec = importlib.util.spec_from_file_location("check_seal", ROOT / "tools" / "check_seal.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checked(path, *args) -> tuple[int, str]:
    """Run by a bare Python, without what is installed here."""
    command = [sys.executable, "-I", "-S", str(ROOT / "tools" / "check_seal.py"), str(path), *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_checker_needs_nothing_and_accepts_the_paper_with_what_is_told_of_it(tmp_path):
    paper, path = a_sealed_paper(), tmp_path / "ban.pdf"
    path.write_bytes(paper.file.content)
    told = ["--sha256", paper.sha256, "--digest", paper.text_digest, "--fingerprint", paper.certificate.fingerprint]
    code, said = checked(path, *told, "--save", str(tmp_path / "giao-uoc.json"))
    assert (code, said.count("KHÔNG ĐẠT")) == (0, 0), said
    assert json.loads((tmp_path / "giao-uoc.json").read_text())["title"] == paper.pact.title
    for name in ("--sha256", "--digest", "--fingerprint"):
        assert checked(path, name, "0" * 64)[0] == 1
    (tmp_path / "khac.txt").write_text("không phải PDF")
    assert checked(tmp_path / "khac.txt")[0] == checked(tmp_path / "khong-co.pdf")[0] == 2


def test_the_checker_finds_any_flipped_byte_without_being_told_anything():
    paper, tool, chance = a_sealed_paper(), checker(), random.Random(2017)
    content, missed = bytes(paper.file.content), []
    assert tool.judged(content).fingerprint == paper.certificate.fingerprint
    for _ in range(FLIPS):
        altered, at = bytearray(content), chance.randrange(len(content))
        altered[at] ^= 1 << chance.randrange(8)
        try:
            tool.judged(bytes(altered))
        except (tool.Damaged, IndexError, ValueError, OverflowError, StopIteration):
            continue
        missed.append(at)
    assert missed == []


def test_the_checker_finds_a_flipped_byte_also_where_the_container_is_covered_by_no_signature():
    """Its numbers, names and algorithms: every seventh byte, and all of the first hundred."""
    tool, content = checker(), bytes(a_sealed_paper().file.content)
    _covered, whole = tool.seal_of(content)
    start, missed = content.index(whole.hex().upper().encode()), []
    for at in [*range(100), *range(100, len(whole), 7)]:
        altered = bytearray(content)
        altered[start + 2 * at : start + 2 * at + 2] = f"{whole[at] ^ 1:02X}".encode()
        try:
            tool.judged(bytes(altered))
        except (tool.Damaged, IndexError, ValueError, OverflowError, StopIteration):
            continue
        missed.append(at)
    assert missed == []


def test_the_checker_takes_a_seal_with_a_time_stamp_too(monkeypatch):
    with a_time_authority() as (url, _certificate):
        monkeypatch.setattr(settings, "SEAL_TSA_URL", url)
        paper = a_sealed_paper()
    assert paper.stamped_at
    assert checker().judged(bytes(paper.file.content)).fingerprint == paper.certificate.fingerprint


def test_the_checker_refuses_what_was_put_behind_the_seal(tmp_path):
    paper, path = a_sealed_paper(), tmp_path / "ban.pdf"
    path.write_bytes(bytes(paper.file.content) + b"\n%%EOF\n")
    assert checked(path)[0] == 1


# --- Web workers ------------------------------------------------------------------------------------


def test_a_web_worker_loads_neither_typesetter_nor_seal():
    code = (
        "import sys, config.wsgi; from django.urls import get_resolver; get_resolver().url_patterns; "
        "print([n for n in ('typst', 'pyhanko', 'pyhanko_certvalidator', 'asn1crypto') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
