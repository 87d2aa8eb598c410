"""Keys, certificates, an authority of time stamps and sealed papers for tests; nothing leaves the machine."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

from django.conf import settings
from django.utils import timezone

from pacts.models import Pact, Signature
from reports.actions.papers import ask_for_paper, issue, register_certificate
from reports.models import Paper
from reports.papers.key_making import _certificate, _named, _new_key, make
from reports.papers.keys import Key, read_chain, read_key, write_secret
from tests.make_papers import a_sealed_pact


@cache
def _kept_key() -> tuple[bytes, bytes]:
    """Making a key takes a while; one is enough for all tests of a process."""
    import tempfile
    from pathlib import Path

    before, settings.SEAL_DIR = settings.SEAL_DIR, Path(tempfile.mkdtemp())
    try:
        make("Hệ thống minh họa", years=5)
        return tuple((settings.SEAL_DIR / name).read_bytes() for name in ("site.key", "site.pem"))
    finally:
        settings.SEAL_DIR = before


def a_key(*, registered: bool = True) -> Key:
    """A key in SEAL_DIR, ready to seal."""
    secret, pem = _kept_key()
    settings.SEAL_DIR.mkdir(parents=True, exist_ok=True)
    for name, data in (("site.key", secret), ("site.pem", pem)):
        (settings.SEAL_DIR / name).unlink(missing_ok=True)
        write_secret(settings.SEAL_DIR / name, data)
    key = Key(read_key(secret), read_chain(pem))
    if registered:
        register_certificate(key, by="thử")
    return key


def a_chain(*, since: datetime | None = None, years: float = 1, name: str = "Người ký nơi khác") -> Key:
    """Another key under a root of its own."""
    now = since or timezone.now()
    top, low = _new_key(), _new_key()
    subject = _named(f"Gốc của {name}")
    root = _certificate(subject, subject, top.public_key(), top, top.public_key(), now, 20, is_root=True)
    facts = (_named(name), root.subject, low.public_key(), top, top.public_key(), now, years)
    return Key(low, (_certificate(*facts, is_root=False), root))


def a_sealed_paper(pact: Pact | None = None) -> Paper:
    """Asked for and issued, as the worker does it."""
    if not (settings.SEAL_DIR / "site.key").exists():
        a_key()
    asked = ask_for_paper(pact or a_sealed_pact(), "thử")
    issue(asked.pk)  # where the test commits, the worker has done it by now
    paper = Paper.objects.get(pk=asked.pk)
    assert paper.state == "made", paper.trouble
    return paper


def signed(pact: Pact, **facts) -> Signature:
    values = {"name": "Nguyễn Văn An", "rank": "Đại tá", "position": "Trưởng phòng", "recorded_by": "thử"}
    values |= {"signed_at": datetime(2017, 2, 15, 3, 5, tzinfo=UTC), "outcome": "signed"}
    return Signature.objects.create(pact=pact, **{**values, **facts})


def a_plain_pdf(words: str = "Bản giao ước") -> bytes:
    import typst

    made = typst.compile({"main.typ": f"#set page(width: 80mm, height: 60mm)\n{words}".encode()}, format="pdf")
    return bytes(made)


def signed_again(pdf: bytes, key: Key, field: str = "ChuKyThuHai") -> bytes:
    """Another signature beside those a file bears already."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    from reports.papers.apart import apart
    from reports.papers.sealing import _signer

    out = BytesIO()
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256")
    apart(PdfSigner(meta, signer=_signer(key)).sign_pdf, IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
    return out.getvalue()


@contextmanager
def a_time_authority(*, answers: bool = True):
    """A time-stamp authority on this machine (RFC 3161); gives its address and its certificate."""
    stamper, certificate = _stamper()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            from asn1crypto import tsp

            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump() if answers else b"?"
            self.send_response(200 if answers else 503)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *args):
            return None

    server = HTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa", certificate
    finally:
        server.shutdown()
        server.server_close()


@cache
def _stamper():
    from asn1crypto import keys as asn1_keys
    from asn1crypto import x509 as asn1_x509
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from cryptography.x509.oid import ExtendedKeyUsageOID
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

    key, name, now = _new_key(), _named("Cơ quan dấu thời gian minh họa"), timezone.now()
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(7).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=99))
    built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    built = built.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    made = built.sign(key, SHA256())
    secret = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    leaf = asn1_x509.Certificate.load(made.public_bytes(Encoding.DER))
    return DummyTimeStamper(leaf, asn1_keys.PrivateKeyInfo.load(secret)), made
