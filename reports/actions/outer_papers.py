"""Pacts signed elsewhere: attached by whoever runs the bloc, checked by the worker, shown as found, withdrawn."""

import hashlib
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.files import MOST_BYTES, PDF, PDF_LOCK, PDF_VERSION, label, require_size, say_locked
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.models import Pact
from reports.models import OuterPaper
from reports.papers.checking import NotReadable, findings, trusted_roots


@transaction.atomic
def attach_outer(pact: Pact, *, upload: IO[bytes], name: str, note: str = "", by: User) -> OuterPaper:
    """Keep the file as it came and have it checked; the same file stands once. Raises Refused for what is no PDF."""
    pact = Pact.objects.locked(pact.pk)
    if not pact.is_sealed:
        raise Refused(_("Only to a sealed pact a signed paper can be attached."))
    content = _content(upload)
    digest = hashlib.sha256(content).hexdigest()
    if OuterPaper.objects.standing().filter(pact=pact, sha256=digest).exists():
        raise Refused(_("This very file is attached already."))
    facts = {"sha256": digest, "size": len(content), "made_by": by, "made_name": str(by)[:200]}
    paper = OuterPaper(pact=pact, name=label(name, PDF), note=note, content=content, **facts)
    validate(paper)
    paper.save()
    _enqueue(paper)
    Event.record("reports.attach_paper", paper, by=by, pact=str(pact), sha256=digest, note=note)
    return paper


def _content(upload: IO[bytes]) -> bytes:
    """At most 20 MB of PDF without a password. This site never shows it, so what else is in it does not matter."""
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    require_size(len(content))
    if not PDF_VERSION.match(content) or b"%%EOF" not in content[-2048:]:
        raise Refused(_("Only a complete PDF file can be attached here."))
    if PDF_LOCK.search(content):
        raise Refused(say_locked())
    return content


def _enqueue(paper: OuterPaper) -> None:
    from reports.tasks import check_outer_paper

    transaction.on_commit(lambda: check_outer_paper.enqueue(paper.pk))


def check(paper_pk: int) -> OuterPaper | None:
    """Judge every signature of the file against the roots in SEAL_TRUST_DIR; done twice it is done once."""
    paper = OuterPaper.objects.filter(pk=paper_pk, state=OuterPaper.State.WAITING).first()
    if paper is None:
        return None
    try:
        found = findings(bytes(paper.content), trusted_roots(Path(settings.SEAL_TRUST_DIR)))
    except NotReadable as error:
        return _settle(paper, OuterPaper.State.UNREADABLE, [], str(error))
    return _settle(paper, OuterPaper.State.CHECKED, [finding.told() for finding in found], "")


@transaction.atomic
def _settle(paper: OuterPaper, state: str, found: list[dict], trouble: str) -> OuterPaper | None:
    paper = OuterPaper.objects.locked(paper.pk)
    if paper.state != OuterPaper.State.WAITING:
        return None
    paper.state, paper.findings, paper.trouble, paper.checked_at = state, found, trouble, timezone.now()
    paper.save(update_fields=["state", "findings", "trouble", "checked_at"])
    holds = sum(bool(finding["holds"]) for finding in found)
    Event.record("reports.check_paper", paper, by="system", sha256=paper.sha256, signatures=len(found), hold=holds)
    return paper


def check_waiting_papers() -> list[OuterPaper]:
    waiting = OuterPaper.objects.filter(state=OuterPaper.State.WAITING).order_by("pk").values_list("pk", flat=True)
    return [done for pk in waiting if (done := check(pk))]


@transaction.atomic
def check_again(paper: OuterPaper, *, by: User) -> OuterPaper:
    """Judge it anew, after another root was put into SEAL_TRUST_DIR or a certificate ran out."""
    paper = OuterPaper.objects.locked(paper.pk)
    paper.state = OuterPaper.State.WAITING
    paper.save(update_fields=["state"])
    _enqueue(paper)
    Event.record("reports.recheck_paper", paper, by=by, sha256=paper.sha256)
    return paper


@transaction.atomic
def download_outer(paper: OuterPaper, *, by: User) -> bytes:
    content = bytes(paper.content)
    Event.record("reports.download_paper", paper, by=by, pact=str(paper.pact), sha256=paper.sha256)
    return content


@transaction.atomic
def withdraw_outer(paper: OuterPaper, *, reason: str, by: User) -> OuterPaper:
    """It stands no longer beside the pact; the row stays, the reason is in the logbook."""
    paper = OuterPaper.objects.locked(paper.pk)
    if paper.withdrawn_at:
        raise Refused(_("This paper is withdrawn already."))
    if not reason.strip():
        raise Refused(_("Give the reason."))
    paper.withdrawn_at = timezone.now()
    paper.save(update_fields=["withdrawn_at"])
    Event.record("reports.withdraw_outer_paper", paper, by=by, pact=str(paper.pact), reason=reason)
    return paper
