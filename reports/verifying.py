"""Gathers what a paper's page of verification compares: a fixed number of queries, SHA-256 and nothing heavier.

Whether the seal inside the file is sound is for `manage.py verify_seal` and every PDF reader; here stands whether the
file, the text, the log and the signing table are what they were when the paper was issued.
"""

import json
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.models import Event
from pacts.logic import seal
from pacts.logic.signing_record import altered
from pacts.models import Pact, Signature
from pacts.text import text_of
from reports import published
from reports.logic.verification import Check, Facts, Line, Signer, Verdict, checks, differences, verdict
from reports.models import Paper, PaperBytes

SEALED, ISSUED, ALL_PRESENT = "pacts.seal", "reports.issue_paper", "pacts.record_all_present"


def address_of(code: str) -> str:
    """The whole address a paper's QR code leads to; the site's own, whatever name it was asked by."""
    return f"{settings.SITE_URL}{reverse('verify_code', args=[code])}"


@dataclass(frozen=True)
class Answer:
    """What the page says. `newer` is the paper that stands in its place, `newer_version` that of its text."""

    verdict: Verdict
    paper: Paper | None = None
    checks: list[Check] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    newer: Paper | None = None
    newer_version: Pact | None = None


def answer_for(code: str) -> Answer:
    """The answer to a code in its one spelling; nobody's name is left out here (see the view)."""
    paper = _paper(code)
    if paper is None:
        return Answer(Verdict.UNKNOWN)
    if paper.state != Paper.State.MADE:
        waiting = Verdict.WITHDRAWN if paper.withdrawn_at else Verdict.UNCHECKED
        return Answer(waiting, paper, newer=_newer_paper(paper))
    signatures = list(_signatures(paper.pact))
    newer, version = _newer_paper(paper), _newer_version(paper.pact)
    facts = _facts(paper, signatures, is_replaced=version is not None)
    return Answer(verdict(facts), paper, checks(facts), signatures, newer, version)


def _paper(code: str) -> Paper | None:
    rows = Paper.objects.select_related("pact__bloc__season", "pact__bloc__series", "certificate")
    return rows.filter(code=code).first()


def is_open(paper: Paper, user) -> bool:
    """Whether names and contents may stand beside the verdict: of a published pact, or for who sees the pact anyway."""
    if user.is_authenticated and Pact.objects.visible_to(user).filter(pk=paper.pact_id).exists():
        return True
    return published.papers_of_any_state().filter(pk=paper.pk).exists()


def _signatures(pact: Pact):
    rows = Signature.objects.filter(pact=pact).signed().select_related("image")
    return rows.order_by("is_late", "part", "order", "pk")


def _newer_paper(paper: Paper) -> Paper | None:
    """The paper that stands today for the same text, or for the version that amends it."""
    rows = Paper.objects.made().standing().exclude(pk=paper.pk)
    same = Q(pact=paper.pact_id) if paper.withdrawn_at else Q(pk=None)
    after = Q(pact__bloc=paper.pact.bloc_id, pact__version__gt=paper.pact.version)
    return rows.filter(same | after).select_related("pact").order_by("-pact__version").first()


def _newer_version(pact: Pact) -> Pact | None:
    return Pact.objects.sealed().filter(bloc=pact.bloc_id, version__gt=pact.version).order_by("-version").first()


def told_of(answer: Answer, user) -> dict[str, Any]:
    """What a page may tell this reader of a paper; of a closed one the verdict, the day and the digest alone."""
    opened = is_open(answer.paper, user)
    return {
        "is_open": opened,
        "illustrative": answer.paper.pact.bloc.is_illustrative,
        "may_compare": answer.paper.state == Paper.State.MADE and file_fits(answer),
        "may_download": opened and answer.verdict in (Verdict.VALID, Verdict.REPLACED),
        "late": [row for row in answer.signatures if row.is_late],
        "in_time": [row for row in answer.signatures if not row.is_late],
    }


def file_fits(answer: Answer) -> bool:
    return any(check.key == "file" and check.fits for check in answer.checks)


# --- What is compared -------------------------------------------------------------------------


def _facts(paper: Paper, signatures: list[Signature], *, is_replaced: bool) -> Facts:
    pact, told = paper.pact, _told_by_the_log(paper, signatures)
    return Facts(
        file=paper.sha256,
        file_found=_sum(content_of(paper)),
        file_logged=told.file,
        text=pact.digest,
        text_found=seal.digest(pact.canonical),
        text_logged=(told.text, paper.text_digest),
        certificate=paper.certificate.fingerprint if paper.certificate else "",
        certificate_found=fingerprint_of(paper.certificate.pem) if paper.certificate else "",
        places=tuple(_places(pact)),
        lines=tuple(told.lines),
        is_in_the_log=told.is_there,
        signers=tuple(_signer(row, pact, told.records) for row in signatures),
        is_withdrawn=paper.withdrawn_at is not None,
        is_replaced=is_replaced,
    )


def content_of(paper: Paper) -> bytes:
    """The issued bytes; b"" where they are gone."""
    content = PaperBytes.objects.filter(paper=paper).values_list("content", flat=True).first()
    return bytes(content) if content is not None else b""


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest() if content else ""


def fingerprint_of(pem: str) -> str:
    """SHA-256 of the first certificate in a PEM text, in small hexadecimal digits; "" where it holds none."""
    body = pem.partition("-----BEGIN CERTIFICATE-----")[2].partition("-----END CERTIFICATE-----")[0]
    try:
        return sha256(b64decode("".join(body.split()), validate=True)).hexdigest() if body.strip() else ""
    except NotBase64:
        return ""


def _places(pact: Pact) -> list[str]:
    """Where what this site shows of the pact differs from the text it was sealed with."""
    try:
        sealed = json.loads(pact.canonical)
    except json.JSONDecodeError:
        return [_("the whole text")]
    return differences(sealed, json.loads(seal.canonical(text_of(pact))))


def _signer(row: Signature, pact: Pact, records: dict[str, str]) -> Signer:
    """A line that says another digest of itself than the logbook was changed too, however well it fits itself."""
    faults, logged = altered(row), records.get(str(row.pk), "")
    is_bound = bool(row.record_digest or logged)
    return Signer(
        name=row.unit_name or row.name,
        text_fits=row.digest == pact.digest if row.digest else None,
        record_fits="line" not in faults and logged in ("", row.record_digest) if is_bound else None,
        picture_fits="picture" not in faults if hasattr(row, "image") else None,
    )


# --- The logbook ------------------------------------------------------------------------------


@dataclass
class Told:
    """The lines about a paper, and the digests they name."""

    lines: list[Line]
    is_there: bool
    file: str = ""
    text: str = ""
    records: dict[str, str] = field(default_factory=dict)


def _told_by_the_log(paper: Paper, signatures: list[Signature]) -> Told:
    """The signing, the sealing, the issuing and the head the paper names: each whole, and followed by the next."""
    events = _events(paper, signatures)
    after = Event.objects.filter(number__in=[event.number + 1 for event in events])
    follows = dict(after.values_list("number", "previous_hash"))
    issued = [event.facts for event in events if event.verb == ISSUED]
    sealed = [event.facts for event in events if event.verb == SEALED]
    return Told(
        [_line(event, follows) for event in events],
        bool(issued) and _names_its_head(paper, events),
        file=_last(issued, "sha256"),
        text=_last(sealed, "digest"),
        records=_records(events),
    )


def _events(paper: Paper, signatures: list[Signature]) -> list[Event]:
    about = Q(verb__in=[SEALED, ALL_PRESENT]) & _about(paper.pact) | Q(verb=ISSUED) & _about(paper)
    signed = Q(object_type=Signature._meta.label_lower, object_id__in=[str(row.pk) for row in signatures])
    return list(Event.objects.filter(about | signed | Q(number=paper.log_number)).order_by("number"))


def _records(events: list[Event]) -> dict[str, str]:
    """{key of a signature: the digest of its line as the logbook tells it}."""
    found: dict[str, str] = {}
    for event in events:
        found |= event.facts.get("records") or {}
        if record := event.facts.get("record"):
            found[event.object_id] = record
    return found


def _about(thing) -> Q:
    return Q(object_type=thing._meta.label_lower, object_id=str(thing.pk))


def _names_its_head(paper: Paper, events: list[Event]) -> bool:
    if paper.log_number is None:
        return True
    return any(event.number == paper.log_number and event.hash == paper.log_hash for event in events)


def _last(facts: list[dict[str, Any]], name: str) -> str:
    return str(facts[-1].get(name) or "") if facts else ""


def _line(event: Event, follows: dict[int, str]) -> Line:
    whole = is_whole(event) and follows.get(event.number + 1, event.hash) == event.hash
    return Line(event.number, event.object_name, whole)


def is_whole(event: Event) -> bool:
    """The words of the line are those that were hashed, and the hash is theirs."""
    return event.told() == event.canonical and sha256(event.canonical.encode()).hexdigest() == event.hash
