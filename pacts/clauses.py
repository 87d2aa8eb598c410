"""The clauses of a pact beside its rows: what an amendment rewords, and where the editor of each clause is."""

from django.urls import reverse

from pacts.logic.clauses import Clause, clauses_of
from pacts.logic.reading_text import text_from
from pacts.models import Comment, Pact, Pledge, Section, TextVersion
from pacts.text import canonical_of, pledge_numbers

HEADING = ("title", "slogan", "preamble", "undertaking", "legal_bases", "solutions", "movements")


def text_now(pact: Pact):
    """The pact as plain values by way of its canonical text, so that it compares with versions kept as text."""
    return text_from(canonical_of(pact))


def clauses_in(version: TextVersion) -> list[Clause]:
    return clauses_of(text_from(version.canonical))


def clause_in(version: TextVersion, key: str) -> Clause | None:
    return next((clause for clause in clauses_in(version) if clause.key == key), None)


def commented_clause(comment: Comment) -> Clause | None:
    return clause_in(comment.version, comment.clause)


def pledge_at(pact: Pact, key: str) -> Pledge | None:
    """The row behind “1.2”, or “0.2” outside any content."""
    number = key.removeprefix("0.")
    pk = next((pk for pk, found in pledge_numbers(pact).items() if found == number), None)
    return Pledge.objects.filter(pk=pk).first() if pk else None


def section_at(pact: Pact, key: str) -> Section | None:
    """The content numbered `key`, counted as the text counts it."""
    rows = sorted(pact.sections.all(), key=lambda row: (row.order, row.title, row.text))
    return rows[int(key) - 1] if key.isdigit() and 1 <= int(key) <= len(rows) else None


def editor_of(pact: Pact, clause: Clause) -> str:
    """The page where the secretary changes this clause by hand."""
    if clause.key in HEADING:
        return reverse("pacts:pact_edit", args=[pact.pk])
    if clause.key == "criteria":
        return reverse("pacts:table_detail", args=[pact.pk])
    return reverse("pacts:pact_contents", args=[pact.pk])
