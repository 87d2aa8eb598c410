"""Papers before and after their number: drafted, written over, dropped, withdrawn, replaced, handed out."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import facts, save_new, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, Event, User
from reports.models import Document, DocumentFile
from reports.paper_subjects import ensure_letterhead, links_of, subject_of
from reports.paper_trees import title_of, worded
from reports.papers.catalogue import BY_SLUG, Kind
from reports.papers.framing import Words

State = Document.State


@transaction.atomic
def draft_document(kind: Kind, bloc: Bloc, subject: Any, *, by: User, unworded: str = "") -> Document:
    """A new draft; where the same subject has an open one already, that one.

    `unworded` names it where its words are to be written later, by a job.
    """
    Bloc.objects.locked(bloc.pk)
    standing = open_draft(kind, bloc, subject)
    return standing or _begun(kind, bloc, subject, by=by, abstract=unworded)


def open_draft(kind: Kind, bloc: Bloc, subject: Any) -> Document | None:
    rows = papers_about(kind, bloc, subject).filter(state=State.DRAFT)
    return rows.with_names().order_by("pk").first()


def papers_about(kind: Kind, bloc: Bloc, subject: Any):
    """Every paper of this kind about this subject, drafts and withdrawn ones among them."""
    return Document.objects.filter(kind=kind.slug, bloc=bloc, **links_of(kind, subject))


def _begun(kind: Kind, bloc: Bloc, subject: Any, *, by: User, abstract: str = "", **more: Any) -> Document:
    links = links_of(kind, subject)
    head = ensure_letterhead(kind, bloc, links.get("unit"))
    row = Document(kind=kind.slug, bloc=bloc, letterhead=head, made_by=by, made_name=str(by)[:200], **links, **more)
    row.made_at = timezone.now()
    row.abstract = abstract or title_of(worded(row))
    return save_new(row, "reports.draft_document", by=by)


@transaction.atomic
def change_words(
    document: Document,
    *,
    by: User,
    revision: int | None = None,
    dated_on: date | None = None,
    words: Mapping[str, Any] | None = None,
) -> Document:
    """The day and what the clerk writes over; keys no paper knows are passed over. Unchanged, nothing is written."""
    row = _draft(document, revision)
    before = {"words": row.words, "dated_on": row.dated_on}
    row.words, row.dated_on = kept_words(words or {}), dated_on
    changed = {name: [old, getattr(row, name)] for name, old in before.items() if old != getattr(row, name)}
    if not changed:
        return row
    row.abstract = title_of(worded(row))
    validate(row, skip={"made_by"})
    row.save()
    Event.record("reports.change_document", row, by=by, changed=changed)
    return row


def kept_words(words: Mapping[str, Any]) -> dict[str, Any]:
    """Lists of lines and single lines as a row keeps them; what is empty is left to the kind."""
    known = {name for name in Words.__dataclass_fields__}
    return {name: list(value) if isinstance(value, list | tuple) else value for name, value in words.items()
            if name in known and value}  # fmt: skip


def _draft(document: Document, revision: int | None = None) -> Document:
    """The row locked, as long as it is a draft."""
    row = Document.objects.locked(document.pk, revision)
    if row.state != State.DRAFT:
        raise Refused(_("This paper is issued; it is changed no more. Withdraw it or draft another that replaces it."))
    return row


@transaction.atomic
def drop_draft(document: Document, *, by: User) -> None:
    """A draft goes with its files; an issued paper never goes."""
    row = _draft(document)
    told, pk = facts(row), row.pk
    row.delete()
    row.pk = pk
    Event.record("reports.drop_document", row, by=by, facts=told)


@transaction.atomic
def withdraw_document(document: Document, *, reason: str, by: User, revision: int | None = None) -> Document:
    """It counts no longer; its number stays taken, its bytes stay kept."""
    row = Document.objects.locked(document.pk, revision)
    if row.state == State.DRAFT:
        raise Refused(_("A draft is dropped, not withdrawn."))
    if row.state == State.WITHDRAWN:
        raise Refused(_("This paper is withdrawn already."))
    if not reason.strip():
        raise Refused(_("Give the reason."))
    row.state, row.withdrawn_at, row.withdrawn_by = State.WITHDRAWN, timezone.now(), str(by)[:200]
    row.withdrawn_reason = reason
    validate(row, skip={"made_by"})
    row.save()
    Event.record("reports.withdraw_document", row, by=by, reason=reason, symbol=row.symbol_line)
    return row


@transaction.atomic
def replace_document(document: Document, *, by: User) -> Document:
    """A new draft about the same, with the same words, that says which paper it replaces; an open one is opened."""
    Bloc.objects.locked(document.bloc_id)
    old = Document.objects.locked(document.pk)
    if old.state == State.DRAFT:
        raise Refused(_("A draft is changed, not replaced."))
    kind, subject = BY_SLUG[old.kind], subject_of(old)
    if standing := open_draft(kind, old.bloc, subject):
        return _replacing(standing, old, by)
    return _begun(kind, old.bloc, subject, by=by, words=old.words, replaces=old)


def _replacing(draft: Document, old: Document, by: User) -> Document:
    if draft.replaces_id == old.pk:
        return draft
    draft.replaces = old
    draft.save(update_fields=["replaces"])
    Event.record("reports.change_document", draft, by=by, changed={"replaces": ["", str(old)]})
    return draft


@transaction.atomic
def download_file(document: Document, file: DocumentFile, *, by: User) -> bytes:
    """The very bytes that are kept; each time leaves a line."""
    content = bytes(file.content)
    facts_of = {"format": file.format, "sha256": file.sha256, "symbol": document.symbol_line}
    Event.record("reports.download_document", document, by=by, **facts_of)
    return content
