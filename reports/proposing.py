"""The list of proposals of a bloc with everything one decides by, gathered in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import Bloc, Level, Membership, Title, Unit
from pacts.actions.honour_rules import rules_of
from pacts.models import Quota, Registration
from reports.actions.honour_rules import row_of
from reports.ballot_choices import Choices, Told
from reports.logic import quotas
from reports.logic.eligibility import Aim, Answer, Need, Runner, answer, prefilled
from reports.models import Honour, LeftOut, Placing, Result, Submission
from reports.past_honours import Held, held_by

Pair = tuple[int, int]
"""(title, unit)."""


@dataclass
class Line:
    """One unit of the list."""

    unit: Unit
    name: str
    placing: Placing | None
    runner: Runner
    held: list[Held] = field(default_factory=list)


class Slate:
    """`ticked` are the proposals the questions are asked of: those saved, or those of a form before it is saved."""

    def __init__(self, bloc: Bloc, submission: Submission | None):
        self.bloc, self.submission = bloc, submission
        self.rules = rules_of(bloc)
        self.result = Result.objects.newest().filter(bloc=bloc).first()
        self.choices = Choices(bloc)
        self.quotas = _quotas(self.rules)
        self.honours = _honours(submission)
        self.ticked: set[Pair] = {(row.title_id, row.unit_id) for row in self.honours if row.unit_id}
        self.registered = _registered(bloc)
        self.titles = self._titles()
        self.aims = {title.pk: _aim(title) for title in self.titles}
        self.lines = self._lines()
        self.by_unit = {line.unit.pk: line for line in self.lines}
        self.strays = [row for row in self.honours if row.unit_id not in self.by_unit]
        self.ticked = {pair for pair in self.ticked if pair[1] in self.by_unit}
        self.remarks = {(row.title_id, row.unit_id): row.reason for row in _left_out(submission)}
        self.notes = {(row.title_id, row.unit_id): row.note for row in self.honours if row.unit_id}

    # What there is

    def _titles(self) -> list[Title]:
        """All there are, highest first: the page puts those in `near` in front."""
        rows = Title.objects.prefetch_related("needs__lower", "clashes__other", "clashes_of__title")
        every = sorted(rows, key=lambda title: (-title.order, title.name))
        near = self.in_play | {title for titles in self.registered.values() for title in titles}
        near |= {need.lower_id for title in every if title.pk in near for need in title.needs.all()}
        self.near = near or {title.pk for title in every}
        return every

    @property
    def in_play(self) -> set[int]:
        """Titles with a quota, a ballot or a proposal: of these each eligible unit left out is spoken of."""
        named = {quota.title_id for quota in self.quotas} | {poll.title_id for poll in self.choices.polls}
        return {title for title in named if title} | {title for title, _unit in self.ticked}

    def _lines(self) -> list[Line]:
        members = [row.unit for row in _members(self.bloc)]
        placings = {row.unit_id: row for row in self.result.placings.all()} if self.result else {}
        held = held_by([unit.pk for unit in members], self.bloc)
        lines = [self._line(unit, placings.get(unit.pk), held[unit.pk]) for unit in members]
        return sorted(lines, key=lambda line: line.placing.order if line.placing else 10_000)

    def _line(self, unit: Unit, placing: Placing | None, held: list[Held]) -> Line:
        seasons: dict[int, set[int]] = defaultdict(set)
        for one in held:
            seasons[one.title.pk].add(one.ago)
        asked = [title.pk for title in self.titles]
        runner = Runner(
            unit.pk,
            unit.name,
            is_placed=placing is not None,
            rank=placing.rank if placing else None,
            class_name=placing.class_name if placing else "",
            excluded_for=placing.excluded_for if placing else "",
            registered=self.registered.get(unit.pk, set()),
            held=seasons,
            chosen=self.choices.chosen(unit.pk, asked) if self.rules.proposal_needs_ballot else None,
        )
        return Line(unit, unit.name_on(self.bloc.day), placing, runner, held)

    # What follows

    def proposed_of(self, unit: int) -> set[int]:
        return {title for title, one in self.ticked if one == unit}

    def answer(self, title: int, unit: int) -> Answer:
        """Of a unit already proposed the title itself is no clash with itself."""
        proposed = self.proposed_of(unit) - {title}
        top_only = self.rules.flag_needs_top_score
        return answer(self.by_unit[unit].runner, self.aims[title], proposed, top_only=top_only)

    def ballots(self, title: int, unit: int) -> list[Told]:
        return self.choices.of(title, unit)

    def left_out(self) -> list[Pair]:
        """Eligible units that are not proposed: for the titles in play, and for what they registered for."""
        asked = [(title.pk, line.unit.pk) for title in self.titles for line in self.lines]
        play = self.in_play
        asked = [(t, u) for t, u in asked if t in play or t in self.registered.get(u, ())]
        return [pair for pair in asked if pair not in self.ticked and self.answer(*pair).is_eligible]

    def allowances(self) -> list[quotas.Allowance]:
        members, proposed = defaultdict(int), defaultdict(lambda: defaultdict(int))  # type: ignore[var-annotated]
        for line in self.lines:
            members[line.unit.level_id] += 1
        for title, unit in self.ticked:
            if unit in self.by_unit:
                proposed[title][self.by_unit[unit].unit.level_id] += 1
        order = list(Level.objects.order_by("order", "pk").values_list("pk", flat=True))
        return quotas.allowances([row_of(quota) for quota in self.quotas], members, proposed, order)

    def quota_table(self) -> list[dict[str, Any]]:
        """As pages, papers and the frozen submission tell it."""
        return [_told(quota, one) for quota, one in zip(self.quotas, self.allowances(), strict=True)]

    def suggestions(self) -> dict[Pair, str]:
        """The usual words for each unit left out that nothing is said of yet."""
        full = {(one.row.title, one.row.level) for one in self.allowances() if not one.left}
        found = {}
        for title, unit in self.left_out():
            line = self.by_unit[unit]
            is_full = bool({(title, None), (title, line.unit.level_id)} & full)
            found[title, unit] = prefilled(line.runner, is_full=is_full)
        return found

    # What is missing

    def faults(self) -> list[str]:
        """Proposals that may not be made, each with its reasons."""
        found = [_("%(unit)s is no member of the bloc any more.") % {"unit": row.unit} for row in self.strays]
        for title, unit in sorted(self.ticked, key=self._place):
            told = self.answer(title, unit)
            named = f"{self.by_unit[unit].name} – {self.aims[title].name}"
            found += [f"{named}: {why}" for why in (*told.bars, *told.wants)]
        return found

    def _place(self, pair: Pair) -> tuple[int, int]:
        titles, units = list(self.aims), list(self.by_unit)
        return titles.index(pair[0]), units.index(pair[1])

    def missing(self) -> list[str]:
        """What the list lacks before it goes up, in sentences."""
        return [*self.faults(), *self._unsaid(), *self._unjustified()]

    def _unsaid(self) -> list[str]:
        found = []
        for title, unit in self.left_out():
            if not self.remarks.get((title, unit), "").strip():
                words = {"unit": self.by_unit[unit].name, "title": self.aims[title].name}
                found.append(_("Say why %(unit)s is not proposed for “%(title)s”.") % words)
        for title, unit in sorted(self.ticked, key=self._place):
            if self.answer(title, unit).needs_reason and not self.notes.get((title, unit), "").strip():
                words = {"unit": self.by_unit[unit].name, "title": self.aims[title].name}
                found.append(_("Say why %(unit)s, not the highest scorer, is proposed for “%(title)s”.") % words)
        return found

    def _unjustified(self) -> list[str]:
        if self.submission is None or self.submission.justification.strip():
            return []
        return [
            _("Beyond the quota of “%(title)s” by %(over)s: give a justification.") % row
            for row in self.quota_table()
            if row["over"]
        ]


def slate_of(bloc: Bloc) -> Slate:
    """With the bloc's newest submission, where it has one."""
    newest = Submission.objects.filter(bloc=bloc).select_related("document").order_by("-number").first()
    return Slate(bloc, newest)


# --- From rows --------------------------------------------------------------------------------------


def _members(bloc: Bloc) -> Collection[Membership]:
    rows = bloc.memberships.on(bloc.day).in_order()
    return list(rows.select_related("unit__level").prefetch_related("unit__pasts"))


def _quotas(rules: Any) -> list[Quota]:
    return list(rules.quotas.select_related("title", "level", "of")) if rules.pk else []


def _honours(submission: Submission | None) -> list[Honour]:
    if submission is None:
        return []
    rows = submission.proposals.select_related("title", "unit", "granted_title").prefetch_related("unit__pasts")
    return sorted(rows, key=lambda row: (-row.title.order, row.title.name, row.order, row.pk))


def _left_out(submission: Submission | None) -> list[LeftOut]:
    return list(submission.left_out.all()) if submission else []


def _registered(bloc: Bloc) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = Registration.objects.filter(pact__bloc=bloc, pact__amendments__isnull=True)
    for unit, title in rows.values_list("unit", "title"):
        found[unit].add(title)
    return found


def _aim(title: Title) -> Aim:
    needs = tuple(
        Need(row.lower_id, row.lower.name, row.years, row.within, row.this_season_counts) for row in title.needs.all()
    )
    clashes = {row.other_id: row.other.name for row in title.clashes.all()}
    clashes |= {row.title_id: row.title.name for row in title.clashes_of.all()}
    return Aim(title.pk, title.name, title.kind == Title.Kind.FLAG, title.needs_registration, needs, clashes)


def _told(quota: Quota, one: quotas.Allowance) -> dict[str, Any]:
    return {
        "title": quota.title.name,
        "level": quota.level.name if quota.level else "",
        "share": "" if quota.percent is None else f"{quota.percent.normalize():f}",
        "of": quota.of.name if quota.of else "",
        "base": one.base,
        "most": one.most,
        "extra": one.extra,
        "proposed": one.proposed,
        "over": one.over,
        "legal_basis": quota.legal_basis,
    }
