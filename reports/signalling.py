"""The figures behind the signals of one bloc, gathered over all seasons of its series in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from blocs.logic.text import fold
from blocs.models import Bloc, Title, Unit
from pacts.logic.formulas import Formula, StageKind
from pacts.models import CriteriaTable, Pact, Pledge
from reports.logic import signals
from reports.logic.signals import Check, Signal
from reports.logic.signals.words import MEASURES, TITLES, chance_in_words, found_in_words
from reports.models import Figure, Honour, Mark, Placing, Result

JUDGED = (Formula.BY_HAND, Formula.PASS_FAIL, Formula.FLAT)
"""Where somebody judged; what is counted or measured is a matter of evidence, not of leniency."""

CRIME, REPORTS = "pham phap hinh su", "to giac"
"""What the two pledges are usually called; the page lets the reader name others."""


@dataclass(frozen=True)
class Line:
    signal: Signal
    found: str
    chance: str


@dataclass(frozen=True)
class Kind:
    """One kind of signal: what it measures, and the lines that speak before those that are silent."""

    key: str
    title: str
    measure: str
    lines: list[Line]

    @property
    def speaking(self) -> list[Line]:
        return [line for line in self.lines if line.signal.speaks]

    @property
    def silent(self) -> list[Line]:
        return [line for line in self.lines if not line.signal.speaks]


class Signals:
    """Everything the page shows of one table's bloc. `crime` and `reports` name two pledges of its pact, by key."""

    def __init__(self, table: CriteriaTable, crime: int | None = None, reports: int | None = None):
        self.table, self.bloc = table, table.pact.bloc
        self.blocs = list(Bloc.objects.filter(series=self.bloc.series_id).select_related("season"))
        self.blocs = [bloc for bloc in self.blocs if bloc.season.starts_on <= self.bloc.season.starts_on]
        self.blocs.sort(key=lambda bloc: bloc.season.starts_on)
        self.pledges = list(Pledge.objects.filter(pact=table.pact_id).in_order())
        self.crime = self._pledge(crime, CRIME)
        self.reports = self._pledge(reports, REPORTS)
        members = self.bloc.memberships.in_order()
        self.units: list[Unit] = [row.unit for row in members]

    def _pledge(self, pk: int | None, words: str) -> Pledge | None:
        asked = next((pledge for pledge in self.pledges if pledge.pk == pk), None)
        return asked or next((pledge for pledge in self.pledges if words in fold(pledge.name)), None)

    def kinds(self) -> list[Kind]:
        checks = self._checks()
        own = [_as_own(check) for check in checks if check.own is not None]
        found = {
            "leniency": signals.leniency(checks),
            "own_leniency": signals.leniency(own),
            "reciprocity": signals.reciprocity(checks),
            "agreement": [signals.agreement([(c.own, c.cross, c.appraised) for c in checks])],
            **self._honours(),
            "falls_together": self._falls(),
            "same_text": self._texts(),
        }
        names = self._names(found)
        return [self._kind(key, rows, names) for key, rows in found.items()]

    def _kind(self, key: str, rows: list[Signal], names: dict[str, str]) -> Kind:
        lines = [Line(row, found_in_words(row, names), chance_in_words(row)) for row in rows]
        return Kind(key, str(TITLES[key]), str(MEASURES[key]), lines)

    def _names(self, found: dict[str, list[Signal]]) -> dict[str, str]:
        slugs = {name for rows in found.values() for row in rows for name in row.units}
        names = dict(Unit.objects.filter(slug__in=slugs).values_list("slug", "name"))
        return names | {bloc.season.slug: bloc.season.name for bloc in self.blocs}

    # Marks

    def _checks(self) -> list[Check]:
        by_row: dict[tuple[int, int], dict] = defaultdict(dict)
        about = {}
        for row in self._judged():
            key = (row["sheet_id"], row["criterion_id"])
            by_row[key][row["stage__kind"]] = _share(row)
            about[key] = row
        return [_check(about[key], shares) for key, shares in by_row.items() if about[key]["sheet__checker__slug"]]

    def _judged(self):
        rows = Mark.objects.filter(sheet__bloc__in=[bloc.pk for bloc in self.blocs], criterion__formula__in=JUDGED)
        rows = rows.exclude(stage__kind=StageKind.EXPLAIN)
        return rows.order_by("pk").values(
            "sheet_id", "criterion_id", "stage__kind", "points", "value", "criterion__points",
            "sheet__unit__slug", "sheet__checker__slug", "sheet__bloc__season__slug",
        )  # fmt: skip

    # Honours

    def _honours(self) -> dict[str, list[Signal]]:
        rows = Honour.objects.filter(bloc__in=self.blocs, unit__isnull=False, status__in=["approved", "awarded"])
        rows = list(rows.select_related("title", "unit", "bloc__season").order_by("title__order", "order", "pk"))
        winners = self._winners([row for row in rows if row.title.kind == Title.Kind.FLAG])
        counts = {unit.slug: 0 for unit in self.units}
        for row in rows:
            if row.unit.slug in counts:
                counts[row.unit.slug] += 1
        members = [unit.slug for unit in self.units]
        return {
            "rotation": [signals.rotation([slug for _season, slug in winners], members)],
            "winner_below_top": signals.winner_below_top(self._ranks_of(winners)),
            "spread": [signals.spread(counts)],
        }

    def _winners(self, flags: list[Honour]) -> list[tuple[Bloc, str]]:
        """The unit of each season's first flag."""
        first: dict[int, str] = {}
        for row in flags:
            first.setdefault(row.bloc_id, row.unit.slug)
        return [(bloc, first[bloc.pk]) for bloc in self.blocs if bloc.pk in first]

    def _ranks_of(self, winners: list[tuple[Bloc, str]]) -> list[tuple[str, str, int | None]]:
        newest = Result.objects.newest().filter(bloc__in=[bloc.pk for bloc, _unit in winners])
        rows = Placing.objects.filter(result__in=newest).values_list("result__bloc", "unit__slug", "rank")
        ranks = {(bloc, slug): rank for bloc, slug, rank in rows}
        known = [(bloc, slug) for bloc, slug in winners if (bloc.pk, slug) in ranks]
        return [(bloc.season.slug, slug, ranks[bloc.pk, slug]) for bloc, slug in known]

    # Figures and texts

    def _falls(self) -> list[Signal]:
        if not (self.crime and self.reports):
            return []
        return signals.falls_together(self._counts(self.crime), self._counts(self.reports))

    def _counts(self, pledge: Pledge) -> dict[str, tuple[int, int]]:
        """{unit: (last season, this season)} where both are whole counts of the final phase."""
        wanted = {pledge.pk: 1, pledge.follows_id: 0}
        rows = Figure.objects.filter(pledge__in=[pk for pk in wanted if pk], unit__isnull=False, value__isnull=False)
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for row in rows.select_related("unit", "phase__season"):
            if row.phase.is_final and row.value == int(row.value):
                found[row.unit.slug][wanted[row.pledge_id]] = int(row.value)
        return {slug: (years[0], years[1]) for slug, years in found.items() if len(years) == 2}

    def _texts(self) -> list[Signal]:
        if self.bloc.previous_id is None:
            return []
        old = Pact.objects.filter(bloc=self.bloc.previous_id).order_by("-version").first()
        return [signals.same_text(_text(old), _text(self.table.pact))] if old else []


def _as_own(check: Check) -> Check:
    return Check(check.checked, check.checked, check.season, check.own, check.appraised)


def _check(row: dict, shares: dict[str, Fraction | None]) -> Check:
    return Check(
        checker=row["sheet__checker__slug"],
        checked=row["sheet__unit__slug"],
        season=row["sheet__bloc__season__slug"],
        cross=shares.get(StageKind.CROSS),
        appraised=shares.get(StageKind.APPRAISE, shares.get(StageKind.REVIEW)),
        own=shares.get(StageKind.SELF),
    )


def _share(row: dict) -> Fraction | None:
    if row["points"] is None:
        return None if row["value"] is None else Fraction(row["value"])
    return Fraction(row["points"]) / Fraction(row["criterion__points"]) if row["criterion__points"] else None


def _text(pact: Pact) -> str:
    """What the pact says, without its heading: contents and pledges in order."""
    titles = pact.sections.order_by("order", "pk").values_list("title", "text")
    pledges = pact.pledges.in_order().values_list("name", "measure", "target")
    return " ".join(str(word) for row in (*titles, *pledges) for word in row if word)
