"""Search over published things only, with or without accents."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from blocs.logic.text import fold
from blocs.models import UnitPast
from reports import published

MOST = 20  # of each kind


@dataclass(frozen=True)
class Hit:
    name: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    label: Any
    hits: list[Hit]


def search(q: str) -> list[Group]:
    """Groups that have hits; each word of the query must be found. A fixed number of queries."""
    words = fold(q).split()
    if not words:
        return []
    groups = [
        Group(_("Emulation blocs"), _blocs(words)),
        Group(_("Units"), _units(words)),
        Group(_("Leaders"), _leaders(words)),
        Group(_("Ceremonies"), _ceremonies(words)),
        Group(_("Summaries"), _summaries(words)),
    ]
    return [group for group in groups if group.hits]


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    """Texts that were published do not change, so each is folded once."""
    return fold(text)


def _has(words: list[str], *texts: str) -> bool:
    folded = " ".join(map(_folded, texts))
    return all(word in folded for word in words)


def _by_fold(rows, words: list[str]):
    for word in words:
        rows = rows.filter(name_fold__contains=word)
    return rows


def _blocs(words):
    rows = _by_fold(published.blocs(), words).order_by("-season__starts_on", "name_sort", "pk")[:MOST]
    return [
        Hit(bloc.name, reverse("public_season", args=[bloc.series.slug, bloc.season.slug]), bloc.season.name)
        for bloc in rows
    ]


def _units(words):
    """By the name of today, or by a former one with today's beside it."""
    rows = _by_fold(published.units(), words).order_by("name_sort", "pk")[:MOST]
    former = (
        UnitPast.objects.filter(unit__in=published.units()).select_related("unit").order_by("unit__name_sort", "pk")
    )
    hits = [Hit(unit.name, reverse("public_unit", args=[unit.slug])) for unit in rows]
    hits += [_former(past) for past in former if past.name != past.unit.name and _has(words, past.name)]
    return hits[:MOST]


def _former(past: UnitPast) -> Hit:
    return Hit(past.name, reverse("public_unit", args=[past.unit.slug]), past.unit.name)


def _leaders(words):
    """People are found where they appear in public: at a ceremony."""
    rows = published.attendees().select_related("ceremony").order_by("-ceremony__on", "order", "pk")
    hits = [
        row
        for row in rows.only("name", "rank", "ceremony__title", "ceremony__slug", "ceremony__on")
        if _has(words, row.name)
    ]
    return [
        Hit(f"{row.rank} {row.name}".strip(), _ceremony_url(row.ceremony), row.ceremony.title) for row in hits[:MOST]
    ]


def _ceremonies(words):
    rows = published.ceremonies().order_by("-on", "-pk").only("title", "place_name", "slug", "on")
    return [
        Hit(row.title, _ceremony_url(row), row.place_name) for row in rows if _has(words, row.title, row.place_name)
    ][:MOST]


def _summaries(words):
    rows = published.summaries().only("title", "body", "thread", "published_at")
    return [
        Hit(row.title, reverse("publication", args=[row.thread])) for row in rows if _has(words, row.title, row.body)
    ][:MOST]


def _ceremony_url(ceremony) -> str:
    return reverse("public_ceremony", args=[ceremony.slug])
