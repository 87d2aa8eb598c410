"""The words of a kept paper: a draft's anew from the rows, an issued one's as they were frozen."""

import hashlib
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.logic.lifecycle import Refused
from reports.models import Document
from reports.paper_frames import frame_of
from reports.paper_subjects import subject_of
from reports.papers import document as papers
from reports.papers.catalogue import BY_SLUG


def tree_of(document: Document) -> papers.Document:
    """What the paper says now. Raises Refused, with what is missing, where a draft cannot be worded."""
    if document.state != Document.State.DRAFT:
        return papers.from_text(document.content)
    return worded(document)


def worded(document: Document, *, number: int | None = None, made_at: datetime | None = None) -> papers.Document:
    """Written anew from the rows, with the number where it is being issued."""
    try:
        subject = subject_of(document)
    except ObjectDoesNotExist as error:
        raise Refused(_("What this paper is about is not in the registers any more.")) from error
    with override("vi"):
        return BY_SLUG[document.kind].write(subject, frame_of(document, number=number, made_at=made_at))


def title_of(tree: papers.Document) -> str:
    """What a list calls the paper: its abstract, or its type where it has none."""
    return (tree.abstract or tree.title or tree.type_name)[:500]


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_tree(tree: papers.Document) -> str:
    return digest_of(papers.to_text(tree))
