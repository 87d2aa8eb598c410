"""Papers of a signature: what is taken, who adds, who reads."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from blocs.models import Event, Role
from pacts.actions.signature_files import MOST_PAPERS
from pacts.actions.signatures import record_signature
from pacts.models import SignatureFile
from tests.make import a_signing, a_user, members_of
from tests.pacts.signing_tools import a_commander

pytestmark = pytest.mark.django_db


def jpg() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (800, 600), "white").save(kept, "JPEG", comment=b"may anh bi mat")
    return kept.getvalue()


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def line():
    pact, ceremony = a_signing()
    return record_signature(pact, members_of(pact.bloc)[0], ceremony=ceremony, by=a_user())


def address(line) -> str:
    return reverse("pacts:signature_file_add", args=[line.ceremony_id, line.pk])


def send(client, line, raw: bytes, name: str, kind="scan"):
    return client.post(address(line), {"kind": kind, "file": SimpleUploadedFile(name, raw)})


def test_a_scan_is_kept_bare_of_its_camera_and_sent_as_a_download(client, line):
    client.force_login(a_user(Role.SECRETARY, at=line.pact.bloc))
    assert send(client, line, jpg(), "trang ký.JPG").status_code == 302
    row = SignatureFile.objects.get()
    answer = client.get(reverse("pacts:signature_file", args=[line.ceremony_id, line.pk, row.pk]))
    body = b"".join(answer.streaming_content)
    assert "attachment" in answer["Content-Disposition"]
    assert (b"may anh bi mat" in body, hashlib.sha256(body).hexdigest()) == (False, row.sha256)
    assert Event.objects.filter(verb="pacts.add_signature_file").get().facts["sha256"] == row.sha256
    listed = client.get(reverse("pacts:signed", args=[line.pact_id, line.pk])).content.decode()
    assert 'data-testid="files"' in listed


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"MZ" + b"\0" * 600, "trang.pdf"),
        (b"%PDF-1.7 cut", "trang.pdf"),
        (b"", "trang.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "trang.png"),
    ],
)
def test_what_is_no_paper_is_refused(client, line, raw, name):
    client.force_login(a_user(Role.SECRETARY, at=line.pact.bloc))
    answer = send(client, line, raw, name)
    assert (answer.status_code, answer.context["form"].is_valid(), SignatureFile.objects.count()) == (200, False, 0)


def test_the_same_file_is_kept_once_and_not_more_than_ten(client, line):
    client.force_login(a_user(Role.SECRETARY, at=line.pact.bloc))
    send(client, line, jpg(), "a.jpg")
    assert send(client, line, jpg(), "b.jpg").status_code == 200
    row = SignatureFile.objects.get()
    rest = [SignatureFile(signature=line, kind="scan", name="x", sha256=str(n), size=1, added_by="x") for n in range(9)]
    SignatureFile.objects.bulk_create(rest)
    assert row.signature.files.count() == MOST_PAPERS
    assert send(client, line, jpg() + b"\0", "c.jpg").status_code == 200
    assert line.files.count() == MOST_PAPERS


def test_the_own_commander_adds_and_others_do_not(client, line):
    found = {}
    who = {"own": a_commander(line.pact), "other": a_commander(line.pact, 1), "stranger": a_user()}
    for name, user in who.items():
        client.force_login(user)
        found[name] = client.get(address(line)).status_code
    assert found == {"own": 200, "other": 403, "stranger": 404}
