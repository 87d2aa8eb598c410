"""Who has had what: units by seasons of one series, successors with what their predecessors won, and signals on it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from blocs.models import Bloc, Headship, Title, Unit
from reports.logic import signals
from reports.logic.signals import Signal
from reports.logic.signals.words import chance_in_words, found_in_words
from reports.models import Honour, Placing, Result
from reports.origins import origins_of
from reports.past_honours import GRANTED


@dataclass
class Cell:
    """Honours of a unit in one season; `is_head`: it headed the bloc then."""

    honours: list[Honour] = field(default_factory=list)
    is_head: bool = False
    rank: int | None = None


@dataclass(frozen=True)
class Told:
    """A signal in words, with its chance where it has one."""

    what: str
    found: str
    chance: str
    speaks: bool


class History:
    """Seasons up to the bloc's, oldest first; the members of the bloc as rows, in order of precedence."""

    def __init__(self, bloc: Bloc):
        self.bloc = bloc
        blocs = Bloc.objects.filter(series=bloc.series_id, season__starts_on__lte=bloc.season.starts_on)
        self.blocs = list(blocs.select_related("season").order_by("season__starts_on", "pk"))
        self.units: list[Unit] = [row.unit for row in bloc.memberships.in_order()]
        self.origins = origins_of([unit.pk for unit in self.units])
        self.honours = self._honours()
        self.heads = self._heads()
        self.ranks = self._ranks()
        self.cells = self._cells()

    def _honours(self) -> list[Honour]:
        rows = Honour.objects.filter(bloc__in=self.blocs, unit__isnull=False, status__in=GRANTED)
        rows = rows.select_related("title", "granted_title", "unit", "bloc__season")
        return sorted(rows, key=lambda row: (-row.held_title.order, row.held_title.name, row.order, row.pk))

    def _heads(self) -> set[tuple[int, int]]:
        rows = Headship.objects.filter(bloc__in=self.blocs, part=Headship.Part.HEAD)
        return set(rows.values_list("bloc", "unit"))

    def _ranks(self) -> dict[tuple[int, int], int | None]:
        newest = Result.objects.newest().filter(bloc__in=self.blocs)
        rows = Placing.objects.filter(result__in=newest).values_list("result__bloc", "unit", "rank")
        return {(bloc, unit): rank for bloc, unit, rank in rows}

    def _cells(self) -> dict[tuple[int, int], Cell]:
        found: dict[tuple[int, int], Cell] = defaultdict(Cell)
        for unit, olds in self.origins.items():
            for bloc in self.blocs:
                found[unit, bloc.pk].is_head = any((bloc.pk, old) in self.heads for old in olds)
                found[unit, bloc.pk].rank = self.ranks.get((bloc.pk, unit))
        for row in self.honours:
            for unit, olds in self.origins.items():
                if row.unit_id in olds:
                    found[unit, row.bloc_id].honours.append(row)
        return found

    def rows(self) -> list[dict]:
        return [
            {
                "unit": unit,
                "cells": [(bloc, self.cells[unit.pk, bloc.pk]) for bloc in self.blocs],
                "total": self._of(unit.pk),
            }
            for unit in self.units
        ]

    def _of(self, unit: int) -> int:
        return sum(len(self.cells[unit, bloc.pk].honours) for bloc in self.blocs)

    def gone(self) -> list[tuple[Bloc, Honour]]:
        """Honours of units that are no members now and were taken over by none."""
        known = {old for olds in self.origins.values() for old in olds}
        by_bloc = {bloc.pk: bloc for bloc in self.blocs}
        return [(by_bloc[row.bloc_id], row) for row in self.honours if row.unit_id not in known]

    # Signals

    def signals(self) -> list[Told]:
        """Flags going round, spread of each title, winners below the top, heads that won the flag."""
        winners = self._winners()
        members = [unit.slug for unit in self.units]
        names = {unit.slug: unit.name for unit in self.units} | {row.unit.slug: row.unit.name for row in self.honours}
        names |= {bloc.season.slug: bloc.season.name for bloc in self.blocs}
        found = [(_("Flags going round"), signals.rotation([slug for _bloc, slug, _pk in winners], members))]
        found += [(_("Spread: %(title)s") % {"title": title}, one) for title, one in self._spreads()]
        found += [(_("Winner not the highest scorer"), one) for one in signals.winner_below_top(self._ranked(winners))]
        told = [_told(what, one, names) for what, one in found]
        return told + [self._head_won(bloc, names[slug]) for bloc, slug, pk in winners if (bloc.pk, pk) in self.heads]

    def _winners(self) -> list[tuple[Bloc, str, int]]:
        """Of each season the unit of its first flag."""
        first: dict[int, Honour] = {}
        for row in self.honours:
            if row.held_title.kind == Title.Kind.FLAG:
                first.setdefault(row.bloc_id, row)
        return [(bloc, first[bloc.pk].unit.slug, first[bloc.pk].unit_id) for bloc in self.blocs if bloc.pk in first]

    def _spreads(self) -> list[tuple[Title, Signal]]:
        """Per title; what predecessors won counts for their successor."""
        counts: dict[Title, dict[str, int]] = {}
        slugs = {old: unit.slug for unit in self.units for old in self.origins[unit.pk]}
        for row in self.honours:
            if row.unit_id in slugs:
                blank = {unit.slug: 0 for unit in self.units}
                counts.setdefault(row.held_title, blank)[slugs[row.unit_id]] += 1
        return [(title, signals.spread(one)) for title, one in counts.items()]

    def _ranked(self, winners: list[tuple[Bloc, str, int]]) -> list[tuple[str, str, int | None]]:
        known = [(bloc, slug, pk) for bloc, slug, pk in winners if (bloc.pk, pk) in self.ranks]
        return [(bloc.season.slug, slug, self.ranks[bloc.pk, pk]) for bloc, slug, pk in known]

    def _head_won(self, bloc: Bloc, name: str) -> Told:
        words = {"season": bloc.season.name, "unit": name}
        return Told(_("Head and flag"), _("%(season)s: %(unit)s headed the bloc and won its flag.") % words, "", True)


def _told(what: str, one: Signal, names: dict[str, str]) -> Told:
    return Told(what, found_in_words(one, names), chance_in_words(one), one.speaks)
