"""Papers of sealed pacts: asked for in the transaction of the seal, made by the worker, withdrawn, handed out.

Making is outside any lock, storing inside one: a double delivery makes twice and stores once.
"""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from blocs.models.events import GENESIS
from pacts.models import Pact
from reports.models import Paper, PaperBytes, SealCertificate
from reports.papers import keys
from reports.papers.keys import Key, KeyTrouble
from reports.papers.pact_paper import Head, NoText, Ready, ready
from reports.papers.pdf import NotPrinted, render
from reports.papers.sealing import Sealed, seal

NOT_PRINTED = "Không dàn được trang của bản giao ước: {why}"
NO_TEXT = "Văn bản chuẩn của giao ước không đọc được nên không lập được bản niêm phong."
ALTERED = "Văn bản chuẩn của giao ước không khớp mã băm đã khóa; không niêm phong văn bản đã bị thay đổi."


def ask_for_paper(pact: Pact, by: User) -> Paper:
    """The pact's paper and its code, made by the worker after the commit; asked twice it stays one.

    Called in the transaction of the seal (`pacts.actions.pacts.AFTER_SEAL`), whose own line in the logbook tells of it.
    """
    paper, made = Paper.objects.get_or_create(pact=pact, kind=Paper.Kind.PACT, withdrawn_at=None)
    if made or paper.state == Paper.State.WAITING:
        _enqueue(paper)
    return paper


def _enqueue(paper: Paper) -> None:
    """What is lost between commit and queue is found again by `make_waiting_papers`."""
    from reports.tasks import make_paper

    transaction.on_commit(lambda: make_paper.enqueue(paper.pk))


@transaction.atomic
def make_paper_again(pact: Pact, *, by: User) -> Paper:
    """Ask once more for a paper that could not be made, or for a new one where the old was withdrawn."""
    pact = Pact.objects.locked(pact.pk)
    if not pact.is_sealed:
        raise Refused(_("Only a sealed pact has a sealed paper."))
    standing = Paper.objects.standing().filter(pact=pact, kind=Paper.Kind.PACT).first()
    if standing and standing.state == Paper.State.MADE:
        raise Refused(_("The sealed paper is issued already; withdraw it before another is made."))
    paper = ask_for_paper(pact, by)
    Event.record("reports.ask_paper", paper, by=by, pact=str(pact))
    return paper


# --- Made by the worker -----------------------------------------------------------------------


def issue(paper_pk: int) -> Paper | None:
    """Make, seal and store the paper; a trouble is kept on it in a sentence and the pact stays sealed.

    None where there is nothing to do: made already, or withdrawn meanwhile.
    """
    paper = Paper.objects.filter(pk=paper_pk).select_related("pact__bloc__season", "pact__bloc__series").first()
    if paper is None or paper.state == Paper.State.MADE or paper.withdrawn_at:
        return None
    try:
        key, certificate = key_in_use()
        prepared, head = _prepared(paper)
        sealed = seal(render("pact", prepared.data, made_at=prepared.made_at, files=prepared.files), key)
    except KeyTrouble as trouble:
        return _note(paper, trouble.sentence)
    except NoText:
        return _note(paper, NO_TEXT)
    except NotPrinted as error:
        return _note(paper, NOT_PRINTED.format(why=error))
    return _store(paper, prepared, head, certificate, sealed)


def key_in_use() -> tuple[Key, SealCertificate]:
    """Raises KeyTrouble for any fault of the key, also for a certificate nobody registered here."""
    key = keys.current()
    registered = SealCertificate.objects.filter(fingerprint=keys.fingerprint(key.certificate)).first()
    if registered is None:
        raise KeyTrouble("unregistered", keys.UNREGISTERED)
    return key, registered


def _prepared(paper: Paper) -> tuple[Ready, Head]:
    """Words and logbook as of one moment. Raises NoText for a text that is none, KeyTrouble for an altered one."""
    with transaction.atomic(), override("vi"):
        pact = paper.pact
        if hashlib.sha256(pact.canonical.encode()).hexdigest() != pact.digest:
            raise KeyTrouble("altered", ALTERED)
        last = Event.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": GENESIS}
        head = Head(last["number"], last["hash"])
        return ready(pact, code=paper.code, head=head, made_at=timezone.now().replace(microsecond=0)), head


@transaction.atomic
def _note(paper: Paper, sentence: str) -> Paper:
    paper = Paper.objects.locked(paper.pk)
    if paper.state == Paper.State.WAITING and paper.trouble != sentence:
        paper.trouble = sentence
        paper.save(update_fields=["trouble"])
    return paper


@transaction.atomic
def _store(paper: Paper, prepared: Ready, head: Head, certificate: SealCertificate, sealed: Sealed) -> Paper | None:
    paper = Paper.objects.locked(paper.pk)
    if paper.state == Paper.State.MADE or paper.withdrawn_at:
        return None
    paper.sha256, paper.size = hashlib.sha256(sealed.content).hexdigest(), len(sealed.content)
    paper.text_digest, paper.log_number, paper.log_hash = paper.pact.digest, head.number, head.hash
    paper.certificate, paper.stamped_at, paper.stamped_by = certificate, sealed.stamped_at, sealed.stamped_by[:300]
    paper.state, paper.made_at, paper.trouble = Paper.State.MADE, prepared.made_at, ""
    paper.save()
    PaperBytes.objects.create(paper=paper, content=sealed.content)
    facts = {"code": paper.code, "sha256": paper.sha256, "certificate": certificate.fingerprint}
    Event.record("reports.issue_paper", paper, by="system", pact=str(paper.pact), digest=paper.text_digest, **facts)
    return paper


def make_waiting_papers() -> list[Paper]:
    """Whatever still waits, whoever forgot it: at the start of a worker, once a day, by `manage.py make_papers`."""
    waiting = Paper.objects.standing().filter(state=Paper.State.WAITING).order_by("asked_at", "pk")
    return [made for pk in waiting.values_list("pk", flat=True) if (made := issue(pk))]


# --- Afterwards ---------------------------------------------------------------------------------


@transaction.atomic
def withdraw_paper(paper: Paper, *, reason: str, by: User) -> Paper:
    """The paper counts no longer; it stays kept with the reason, and whoever checks its code is told."""
    paper = Paper.objects.locked(paper.pk)
    if paper.withdrawn_at:
        raise Refused(_("This paper is withdrawn already."))
    if not reason.strip():
        raise Refused(_("Give the reason."))
    paper.withdrawn_at, paper.withdrawn_by, paper.withdrawn_reason = timezone.now(), str(by)[:200], reason
    validate(paper)
    paper.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    Event.record("reports.withdraw_paper", paper, by=by, pact=str(paper.pact), reason=reason)
    return paper


@transaction.atomic
def download_paper(paper: Paper, *, by: User) -> bytes:
    """The very bytes that were issued; each time leaves a line."""
    content = bytes(paper.file.content)
    Event.record("reports.download_paper", paper, by=by, pact=str(paper.pact), sha256=paper.sha256)
    return content


@transaction.atomic
def register_certificate(key: Key, *, by) -> SealCertificate:
    """The certificate this site seals with from now on; registered twice it stays one, and earlier ones stay."""
    leaf = key.certificate
    facts = {
        "pem": keys.pem_of(key.chain),
        "subject": keys.name_of(leaf.subject)[:300],
        "issuer": keys.name_of(leaf.issuer)[:300],
        "not_before": leaf.not_valid_before_utc,
        "not_after": leaf.not_valid_after_utc,
        "added_by": str(by)[:200],
    }
    row, made = SealCertificate.objects.get_or_create(fingerprint=keys.fingerprint(leaf), defaults=facts)
    if made:
        Event.record("reports.add_certificate", row, by=by, fingerprint=row.fingerprint)
    return row
