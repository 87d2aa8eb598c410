"""One byte changed in text, PDF, signature line, picture or logbook: each is found and named."""

import os
import random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from blocs.models import Event, event_guard
from pacts.logic.signing_record import record_digest
from pacts.models import Pact, Signature, SignatureFile, SignatureImage
from reports.models import Paper, PaperBytes
from reports.papers.verifying import faults_of, faults_of_seal, faults_of_text, is_as_issued
from tests.access_world import a_picture
from tests.make_seals import a_key, a_sealed_paper

pytestmark = pytest.mark.django_db
FLIPS = int(os.environ.get("FLIPS", "200"))  # .ci/long asks for a thousand


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit of one byte is another."""
    altered = bytearray(data)
    altered[chance.randrange(len(altered))] ^= 1 << chance.randrange(8)
    return bytes(altered)


def verified(*args) -> tuple[int, str]:
    """The exit code and what was said."""
    from io import StringIO

    out = StringIO()
    try:
        call_command("verify_seal", *args, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def parts_of(pact: Pact) -> list[str]:
    return [fault.part for fault in faults_of(Pact.objects.get(pk=pact.pk))]


def test_a_seal_left_alone_is_whole():
    paper = a_sealed_paper()
    code, said = verified(str(paper.pact_id))
    assert (code, parts_of(paper.pact)) == (0, []) and said.startswith(f"{paper.pact_id}: ")
    assert verified("--all")[0] == 0


def test_without_a_sealed_pact_named_nothing_is_claimed():
    a_sealed_paper()
    assert verified()[0] == 1 and verified("999999")[0] == 1


def test_any_flipped_byte_of_the_pdf_or_the_text_is_found():
    paper, chance = a_sealed_paper(), random.Random(2017)
    content, text = bytes(paper.file.content), paper.pact.canonical.encode()
    missed_pdf = [at for at in range(FLIPS) if is_as_issued(flipped(content, chance), paper)]
    missed_text = [at for at in range(FLIPS) if not _text_faults(flipped(text, chance), paper.pact.digest)]
    assert (missed_pdf, missed_text) == ([], [])


def _text_faults(text: bytes, digest: str) -> list:
    return list(faults_of_text(text.decode("utf-8", "surrogateescape").encode("utf-8", "replace").decode(), digest))


def test_the_seal_alone_finds_flipped_bytes_wherever_it_covers_them():
    """Without the digest we keep: what the signature covers is all but its own place in the file."""
    paper, chance = a_sealed_paper(), random.Random(15)
    content = bytes(paper.file.content)
    gap = range(content.index(b"/Contents <"), content.index(b">", content.index(b"/Contents <")) + 1)
    missed = []
    for _ in range(12):
        at = chance.choice([place for place in (chance.randrange(len(content)) for _ in range(9)) if place not in gap])
        altered = bytearray(content)
        altered[at] ^= 1
        if not list(faults_of_seal(bytes(altered), paper)):
            missed.append(at)
    assert missed == []


def test_an_altered_text_is_named():
    paper = a_sealed_paper()
    Pact.objects.filter(pk=paper.pact_id).update(canonical=paper.pact.canonical.replace("90", "80"))
    code, said = verified("--all")
    assert (code, parts_of(paper.pact)) == (1, ["text"]) and f"{paper.pact_id} [text]" in said


def test_an_altered_pdf_is_named():
    paper = a_sealed_paper()
    content = bytearray(paper.file.content)
    content[len(content) // 2] ^= 1
    PaperBytes.objects.filter(paper=paper).update(content=bytes(content))
    assert {"pdf", "seal"} <= set(parts_of(paper.pact))
    assert verified("--all")[0] == 1


def test_bytes_put_behind_the_seal_are_named():
    paper = a_sealed_paper()
    PaperBytes.objects.filter(paper=paper).update(content=bytes(paper.file.content) + b"\n%%EOF\n")
    assert "pdf" in parts_of(paper.pact)


def test_a_pdf_of_another_pact_put_in_its_place_is_named():
    paper, other = a_sealed_paper(), a_sealed_paper()
    PaperBytes.objects.filter(paper=paper).update(content=bytes(other.file.content))
    assert parts_of(paper.pact) == ["pdf", "inside", "code"]


def test_a_seal_of_another_certificate_is_named():
    from reports.actions.papers import register_certificate
    from tests.make_seals import a_chain

    paper = a_sealed_paper()
    Paper.objects.filter(pk=paper.pk).update(certificate=register_certificate(a_chain(), by="thử"))
    assert parts_of(paper.pact) == ["seal"]


def test_an_altered_signature_line_and_an_altered_picture_are_named_by_number(tmp_path):
    paper = a_sealed_paper()
    row = Signature.objects.get(pact=paper.pact)
    SignatureImage.objects.create(signature=row, png=a_picture("PNG"), sha256="0" * 64)
    Signature.objects.filter(pk=row.pk).update(rank="Đại tá")
    assert parts_of(paper.pact) == ["line 1", "picture 1"]
    said = verified("--all")[1]
    assert f"{paper.pact_id} [line 1]" in said and f"{paper.pact_id} [picture 1]" in said


def test_a_line_altered_together_with_its_digest_does_not_fit_the_logbook():
    paper = a_sealed_paper()
    row = Signature.objects.get(pact=paper.pact)
    row.name = "Người Khác"
    row.record_digest = record_digest(row)
    row.save(update_fields=["name", "record_digest"])
    assert parts_of(paper.pact) == ["line 1"]


def test_an_altered_or_lost_file_of_a_line_is_named():
    from django.core.files.base import ContentFile

    paper = a_sealed_paper()
    row = SignatureFile(signature=Signature.objects.get(pact=paper.pact), kind="scan", name="ban.pdf", size=1)
    row.sha256, row.added_by = "0" * 64, "thử"
    row.file.save("ban.pdf", ContentFile(b"%PDF"))
    assert parts_of(paper.pact) == ["file 1"]
    row.file.storage.delete(row.file.name)
    assert parts_of(paper.pact) == ["file 1"]


@pytest.mark.django_db(transaction=True)
def test_an_altered_log_line_is_named():
    a_key()
    paper = a_sealed_paper()
    line = Event.objects.order_by("number").first()
    event_guard.remove(connection)
    try:
        Event.objects.filter(pk=line.pk).update(by="Người khác")
    finally:
        event_guard.install(connection)
    code, said = verified(str(paper.pact_id))
    assert code == 1 and f"[log {line.number}]" in said
