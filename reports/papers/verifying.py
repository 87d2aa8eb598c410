"""Is everything about a pact's seal as it was? Each part that is not is named: text, PDF, seal, line, picture.

The logbook's chain is `blocs.models.broken_link`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _

from blocs.models import Event
from pacts.logic import seal
from pacts.logic.signing_record import altered
from pacts.models import Pact, Signature
from reports.models import Paper
from reports.papers.checking import Finding, NotReadable, findings
from reports.papers.pact import TEXT_FILE
from reports.papers.sealing import as_asn1


@dataclass(frozen=True)
class Fault:
    """`part`: text, pdf, seal, inside, code, line 3, picture 3, file 3."""

    part: str
    sentence: str


def faults_of(pact: Pact) -> list[Fault]:
    """All that is altered about a sealed pact, in the order text, signing table, papers. Nothing is good."""
    papers = pact.papers.made().select_related("file", "certificate").order_by("made_at", "pk")
    found = [*faults_of_text(pact.canonical, pact.digest), *faults_of_table(pact)]
    for paper in papers:
        found += faults_of_paper(paper, pact)
    return found


def faults_of_text(canonical: str, digest: str) -> Iterator[Fault]:
    if seal.digest(canonical) != digest:
        yield Fault("text", _("The sealed text is altered: its SHA-256 is not the digest of the pact."))


def faults_of_table(pact: Pact) -> Iterator[Fault]:
    """Lines are numbered as in the signing table."""
    rows = pact.signatures.select_related("image").prefetch_related("files").order_by("order", "pk")
    logged = _logged_digests(pact)
    for number, line in enumerate(rows, start=1):
        words = {"number": number, "name": line.unit_name or line.name}
        said = {"line": _("Signature line %(number)s (%(name)s) is altered.") % words}
        said["picture"] = _("The drawn signature of line %(number)s (%(name)s) is altered.") % words
        faults = altered(line)
        if "line" not in faults and logged.get(str(line.pk), line.record_digest) != line.record_digest:
            faults = ["line", *faults]  # line and digest were changed together; the logbook remembers
        yield from (Fault(f"{part} {number}", said[part]) for part in faults)
        yield from _faults_of_files(line, words)


def _logged_digests(pact: Pact) -> dict[str, str]:
    """{key of a signature: the digest the logbook has of its line}, of those recorded with one."""
    keys = [str(pk) for pk in pact.signatures.values_list("pk", flat=True)]
    lines = Event.objects.filter(object_type=Signature._meta.label_lower, object_id__in=keys).order_by("number")
    return {line.object_id: line.facts["record"] for line in lines if line.facts.get("record")}


def _faults_of_files(line, words) -> Iterator[Fault]:
    for row in line.files.all():
        told = {**words, "file": row.name}
        try:
            with row.file.open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
        except OSError:
            yield Fault(f"file {words['number']}", _("The file %(file)s of line %(number)s cannot be read.") % told)
            continue
        if not same:
            yield Fault(f"file {words['number']}", _("The file %(file)s of line %(number)s is altered.") % told)


def faults_of_paper(paper: Paper, pact: Pact) -> Iterator[Fault]:
    """The bytes against their digest, then the seal against the certificate it was given with, then what is inside."""
    content, words = bytes(paper.file.content), {"code": paper.code}
    if not is_as_issued(content, paper):
        yield Fault("pdf", _("The PDF of paper %(code)s is altered: its SHA-256 is not the one kept.") % words)
    if paper.text_digest != pact.digest:
        yield Fault("text", _("Paper %(code)s was issued for another text.") % words)
    yield from faults_of_seal(content, paper)
    yield from faults_inside(content, paper)


def is_as_issued(content: bytes, paper: Paper) -> bool:
    return len(content) == paper.size and hashlib.sha256(content).hexdigest() == paper.sha256


def faults_of_seal(content: bytes, paper: Paper) -> Iterator[Fault]:
    """Judged as of the day it was made: a key that ran out or was changed later ends nothing before it."""
    words = {"code": paper.code}
    try:
        found = findings(content, as_asn1(paper.certificate.pem), at=paper.made_at)
    except (NotReadable, ValueError) as error:
        yield Fault("seal", _("The seal of paper %(code)s cannot be read: %(why)s") % {**words, "why": error})
        return
    if len(found) != 1:
        yield Fault("seal", _("Paper %(code)s does not bear exactly one seal.") % words)
    yield from (Fault("seal", sentence) for finding in found for sentence in _said_of(finding, words))


def _said_of(finding: Finding, words: dict) -> Iterator[str]:
    if finding.fault or not finding.intact:
        yield _("The seal of paper %(code)s does not fit its content.") % words
    elif not finding.covers_whole:
        yield _("Something was added to paper %(code)s after its seal.") % words
    elif not finding.trusted:
        yield _("The seal of paper %(code)s is not of the certificate it was given with.") % words


def faults_inside(content: bytes, paper: Paper) -> Iterator[Fault]:
    """The text that travels inside is the sealed one, and the file bears its own code."""
    words, text, code = {"code": paper.code}, *inside(content)
    if text is None:
        yield Fault("inside", _("Paper %(code)s does not carry the sealed text any more.") % words)
    elif hashlib.sha256(text).hexdigest() != paper.text_digest:
        yield Fault("inside", _("The text inside paper %(code)s is not the sealed one.") % words)
    if code != paper.code:
        yield Fault("code", _("The file of paper %(code)s bears another verification code.") % words)


def inside(content: bytes) -> tuple[bytes | None, str]:
    """The bytes of the attached giao-uoc.json (None where there are none), and the code the file says it has."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        reader = PdfFileReader(BytesIO(content))
        return _attached(reader), str(reader.trailer["/Info"]["/Keywords"])
    except Exception:  # whatever a damaged file makes of the reader, they are not there
        return None, ""


def _attached(reader) -> bytes | None:
    names = reader.root["/Names"]["/EmbeddedFiles"]["/Names"]
    places = [at + 1 for at in range(0, len(names), 2) if names[at] == TEXT_FILE]
    return bytes(names[places[0]]["/EF"]["/F"].data) if places else None
