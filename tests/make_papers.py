"""Sealed pacts and issued papers for tests, without the worker that makes real ones: any bytes will do."""

from datetime import UTC, datetime
from hashlib import sha256

from django.utils import timezone

from blocs.models import Event
from pacts.logic import seal
from pacts.logic.signing_record import record_digest
from pacts.models import Pact, Signature
from pacts.text import text_of
from reports.models import OuterPaper, Paper, PaperBytes, SealCertificate
from tests.make import a_bloc, a_pact, members_of

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40 + b"\n%%EOF\n"
CODE = "ABCDE-FGHJK-MNPQR-STUVW"
NOON = datetime(2017, 2, 15, 5, tzinfo=UTC)
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nTWluaCBo4buNYQ==\n-----END CERTIFICATE-----\n"
FINGERPRINT = sha256("Minh họa".encode()).hexdigest()


def a_sealed_pact(bloc=None, **facts) -> Pact:
    """Sealed as the action seals, with the line of the logbook; its first member has signed."""
    pact = a_pact(bloc or a_bloc(3, release="public"), **facts)
    pact.sealed_at = NOON
    pact.state = Pact.State.SEALED
    pact.canonical = seal.canonical(text_of(pact))
    pact.digest = seal.digest(pact.canonical)
    pact.save()
    unit = members_of(pact.bloc)[0]
    signer = {"unit": unit, "unit_name": unit.name, "name": "Trần Thị Bình", "rank": "Thượng tá"}
    row = Signature(pact=pact, **signer, digest=pact.digest, signed_at=NOON, recorded_by="thử")
    row.record_digest = record_digest(row)
    row.save()
    Event.record("pacts.record_signature", row, by="thử", record=row.record_digest)
    Event.record("pacts.seal", pact, by="thử", digest=pact.digest)
    return pact


def a_paper(pact: Pact | None = None, content: bytes = PDF, **facts) -> Paper:
    """Issued: the row (the one asked for at the seal, where it was), its bytes, its line in the logbook."""
    pact = pact or a_sealed_pact()
    head = Event.objects.order_by("-number").first() or Event.record("pacts.seal", pact, by="thử")
    told = {"sha256": sha256(content).hexdigest(), "size": len(content), "text_digest": pact.digest}
    made = {"state": Paper.State.MADE, "made_at": timezone.now(), "log_number": head.number, "log_hash": head.hash}
    paper = Paper.objects.standing().filter(pact=pact, state=Paper.State.WAITING).first() or Paper(pact=pact)
    for name, value in {**told, **made, **facts}.items():
        setattr(paper, name, value)
    paper.save()
    PaperBytes.objects.create(paper=paper, content=content)
    Event.record("reports.issue_paper", paper, by="thử", sha256=paper.sha256, digest=paper.text_digest)
    return paper


def an_outer_paper(pact: Pact, content: bytes = PDF, **facts) -> OuterPaper:
    """Attached, checked, and without any signature."""
    told = {"name": "giao-uoc-da-ky.pdf", "sha256": sha256(content).hexdigest(), "size": len(content)}
    told |= {"state": OuterPaper.State.CHECKED, "made_name": "thư ký"}
    return OuterPaper.objects.create(**{"pact": pact, "content": content, **told, **facts})


def a_certificate() -> SealCertificate:
    days = {"not_before": NOON, "not_after": datetime(2027, 2, 15, tzinfo=UTC)}
    names = {"subject": "CN=Con dấu điện tử (minh họa)", "issuer": "CN=CA (minh họa)", "added_by": "thử"}
    return SealCertificate.objects.create(fingerprint=FINGERPRINT, pem=CERTIFICATE, **names, **days)
