"""What a draft still lacks, each with the page where it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.models import User
from reports.models import Document
from reports.paper_frames import frame_of
from reports.paper_subjects import subject_of
from reports.papers import document as papers
from reports.papers.catalogue import BY_SLUG
from reports.papers.framing import NO_END_MARK

BLANKS = ("…", "....")


@dataclass(frozen=True)
class Gap:
    """One sentence; `url` where it can be filled, "" where this person cannot."""

    sentence: str
    url: str = ""


def gaps_in(document: Document, tree: papers.Document, user: User) -> list[Gap]:
    """In the order of the paper; none for a paper that is issued."""
    return list(_gaps(document, tree, user)) if document.state == Document.State.DRAFT else []


def _gaps(document: Document, tree: papers.Document, user: User) -> Iterator[Gap]:
    kind, frame = BY_SLUG[document.kind], frame_of(document)
    words, head = reverse("reports:document_edit", args=[document.pk]), _letterhead(document, user)
    if kind.code and not frame.symbol:
        yield Gap(_("The issuing body has no symbol for its numbers."), head)
    if not frame.place:
        yield Gap(_("The place name before the day is not known."), head)
    if document.dated_on is None:
        yield Gap(_("The day of the paper is open."), words)
    if tree.signs is not None and not tree.signs.name:
        yield Gap(_("Who signs is not known: the unit has no leader in the register on that day."), words)
    if not tree.recipients and tree.doc_type not in NO_END_MARK:
        yield Gap(_("No recipients are named."), words)
    if blanks := _blanks(tree):
        said = ngettext("%(count)s place is left open with dots.", "%(count)s places are left open with dots.", blanks)
        yield Gap(said % {"count": blanks})
    yield from (Gap(*one) for one in kind.gaps(subject_of(document)))


def _letterhead(document: Document, user: User) -> str:
    return reverse("admin:reports_letterhead_change", args=[document.letterhead_id]) if user.is_admin else ""


def _blanks(tree: papers.Document) -> int:
    """Runs of dots in what the paper says, tables and annexes too; not those of an open day."""
    return sum(text.count(BLANKS[0]) > 0 or BLANKS[1] in text for text in texts_of((tree.body, tree.annexes)))


def texts_of(value) -> Iterator[str]:
    """Every text of a part of a paper, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_of(one)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts_of(getattr(value, name))
