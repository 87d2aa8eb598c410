"""A paper to try a Word master on: the newest one under its letterhead, or one about what the bloc has now."""

from django.db.models import Q
from django.utils import timezone

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc
from reports.models import Document, Letterhead
from reports.paper_subjects import blank_paper, subjects_in
from reports.paper_trees import tree_of
from reports.papers import document as papers
from reports.papers.catalogue import BY_SLUG, Kind

ANY = "plan"
"""What a master for every kind is tried on."""


def sample_for(head: Letterhead, slug: str) -> papers.Document | None:
    """None where nothing under this letterhead can be worded yet."""
    kind = BY_SLUG[slug or ANY]
    return _kept(head, kind) or _fresh(head, kind)


def _kept(head: Letterhead, kind: Kind) -> papers.Document | None:
    row = Document.objects.filter(letterhead=head, kind=kind.slug).order_by("-pk").first()
    return _worded(row) if row else None


def _fresh(head: Letterhead, kind: Kind) -> papers.Document | None:
    for bloc in _blocs_of(head)[:3]:
        for subject in subjects_in(kind, bloc)[:1]:
            row = blank_paper(kind, bloc, subject)
            row.letterhead, row.made_at = head, timezone.now()
            if tree := _worded(row):
                return tree
    return None


def _blocs_of(head: Letterhead):
    rows = Bloc.objects.with_names().order_by("-season__starts_on", "pk")
    if head.series_id:
        return rows.filter(series=head.series_id)
    return rows.filter(Q(memberships__unit=head.unit_id) | Q(series__organiser=head.unit_id)).distinct()


def _worded(row: Document) -> papers.Document | None:
    try:
        return tree_of(row)
    except Refused:
        return None
