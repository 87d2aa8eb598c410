"""A paper gets its number, is frozen word for word, and its files are made once. No number is given twice."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from blocs.models.events import GENESIS
from reports.logic.paper_numbers import MOST, next_free
from reports.models import Document, Letterhead
from reports.paper_frames import frame_of
from reports.paper_trees import digest_of, digest_of_tree, title_of, worded
from reports.papers import document as papers
from reports.papers.catalogue import BY_SLUG

State = Document.State


@transaction.atomic
def issue_document(
    document: Document,
    *,
    dated_on: date,
    by: User,
    number: int | None = None,
    seen: str = "",
    revision: int | None = None,
) -> Document:
    """`number`: what the records office gave; none takes the next. `seen`: the digest of the words that were read.

    Refused for a number that is taken (naming the paper that has it) and for words that changed since they were read.
    """
    row = Document.objects.locked(document.pk, revision)
    if row.state != State.DRAFT:
        raise Refused(_("This paper is issued already."))
    _require_read(row, seen)
    row.dated_on = dated_on
    _number(row, number)
    _freeze(row, by)
    Event.record("reports.issue_document", row, by=by, symbol=row.symbol_line, digest=row.digest, revision=row.revision)
    _have_made(row.pk)
    return row


def _require_read(row: Document, seen: str) -> None:
    if seen and seen != digest_of_tree(worded(row)):
        raise Refused(_("What this paper says has changed since you read it. Read it once more, then issue it."))


def _number(row: Document, asked: int | None) -> None:
    """Year, type code, number and symbol; the letterhead's row is the lock of its register."""
    code = BY_SLUG[row.kind].code
    if not code:
        if asked is not None:
            raise Refused(_("Papers of this kind bear no number."))
        return
    Letterhead.objects.locked(row.letterhead_id)
    row.year, row.code, row.symbol = row.dated_on.year, code, frame_of(row).symbol
    if not row.symbol:
        raise Refused(_("The issuing body has no symbol yet; write it in its letterhead or in the register of units."))
    row.number = next_number(row.letterhead, row.year, code) if asked is None else _free(row, asked)


def given_in(letterhead: Letterhead, year: int, code: str):
    """The papers of one register, withdrawn ones among them."""
    return Document.objects.filter(letterhead=letterhead, year=year, code=code, number__isnull=False)


def next_number(letterhead: Letterhead, year: int, code: str) -> int:
    """Proposed to who issues, given to who types none."""
    return next_free(given_in(letterhead, year, code).values_list("number", flat=True))


def _free(row: Document, number: int) -> int:
    if not 0 < number <= MOST:
        raise Refused(_("A number runs from 1 to 99.999."))
    holder = given_in(row.letterhead, row.year, row.code).filter(number=number).first()
    if holder:
        words = {"number": holder.symbol_line, "year": row.year, "paper": holder.abstract}
        raise Refused(_("Number %(number)s of %(year)s is taken by “%(paper)s”.") % words)
    return number


def _freeze(row: Document, by: User) -> None:
    """Worded for the last time, with its number; the files of the draft go."""
    row.issued_at = timezone.now().replace(microsecond=0)
    tree = worded(row, number=row.number, made_at=row.issued_at)
    row.content = papers.to_text(tree)
    row.digest, row.abstract = digest_of(row.content), title_of(tree)
    row.state, row.issued_by, row.trouble, row.findings = State.ISSUED, str(by)[:200], "", {}
    head = Event.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": GENESIS}
    row.log_number, row.log_hash = head["number"], head["hash"]
    row.master = master_for(row)
    validate(row, skip={"made_by"})
    row.save()
    row.files.all().delete()


def master_for(row: Document):
    """The Word master in use for this letterhead and kind, or the one for every kind; None for the house's own."""
    masters = row.letterhead.masters.filter(state="in_use", kind__in=[row.kind, ""]).defer("content")
    return masters.order_by("-kind").first()


def _have_made(pk: int) -> None:
    """What is lost between commit and queue is found again by `make_waiting_documents`."""
    from reports.tasks import make_document

    transaction.on_commit(lambda: make_document.enqueue(pk))
