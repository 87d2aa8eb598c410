"""Papers of the demo: a plan with its number, the pact as a paper, and the year-end report as a draft; once."""

from contextlib import suppress
from datetime import date, timedelta

from django.db import transaction

from blocs.logic.lifecycle import Refused
from blocs.models import Bloc, User
from reports.actions.document_files import NotMade, make_files
from reports.actions.documents import draft_document
from reports.actions.issuing import issue_document
from reports.demo import ACCOUNTS, illustrative_bloc
from reports.models import Document
from reports.papers.catalogue import BY_SLUG

ISSUED = ("plan", "pact")
DRAFTED = "year_end"
PLANNED_AFTER = timedelta(days=19)
"""From the season's first day to the day of its plan."""


def ensure_papers() -> list[Document]:
    """Drafted by the secretary, issued by the standing body, as two people would; the files made at once."""
    bloc = illustrative_bloc()
    people = {user.username: user for user in User.objects.filter(username__in=ACCOUNTS)}
    if Document.objects.filter(bloc=bloc).exists() or not {"thu-ky", "thuong-truc"} <= people.keys():
        return []
    papers = _drafted(bloc, people["thu-ky"], people["thuong-truc"])
    for paper in papers:
        with suppress(Refused, NotMade):  # why stays written on the paper, and the job worker tries again
            make_files(paper.pk)
    return papers


@transaction.atomic
def _drafted(bloc: Bloc, secretary: User, standing: User) -> list[Document]:
    found = []
    for slug in (*ISSUED, DRAFTED):
        kind = BY_SLUG[slug]
        subject = next(iter(kind.subjects(bloc)), None)
        if subject is None:
            continue
        paper = draft_document(kind, bloc, subject, by=secretary)
        if slug in ISSUED:
            paper = issue_document(paper, dated_on=_day(slug, bloc), by=standing)
        found.append(paper)
    return found


def _day(slug: str, bloc: Bloc) -> date:
    """A pact bears the day it was sealed, a plan one soon after the season began."""
    pact = bloc.pacts.sealed().order_by("-version").first()
    return pact.day if slug == "pact" and pact else bloc.season.starts_on + PLANNED_AFTER
