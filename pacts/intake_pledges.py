"""Pledges of a draft taken over from Excel: new rows under their contents, corrections of those that stand."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.actions.base import in_use_by, say_in_use, validate
from blocs.intake import Intake
from blocs.intake_tools import differences, kept_before, once, require_untouched, restored
from blocs.logic.intake import CHANGED, NEW, UNCHANGED, WRONG, Column, Line, Read, decimal_text, fingerprint
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.logic.numbers import Unreadable, read_percent
from blocs.logic.text import fold
from blocs.models import Import, User
from pacts.access import blocs_run_by
from pacts.actions.drafts import locked_draft
from pacts.actions.pledge_batches import Added
from pacts.actions.pledges import keep_what_feeds_an_adopted_table
from pacts.excel.columns import KINDS as KIND_WORDS
from pacts.logic.kinds import REDUCTIONS, Kind, needs_target
from pacts.logic.pasted import kind_in
from pacts.logic.targets import problems_of
from pacts.models import Pact, Pledge

NUMBERS = ("target", "target_max", "baseline")
TEXTS = {"name": 500, "measure": 60, "baseline_label": 100, "data_source": 300, "note": 500}
FACTS = ("name", "kind", *NUMBERS, "measure", "baseline_label", "data_source", "note")
WORDS = {kind: word for kind, word in KIND_WORDS.items() if kind}
PLACES = 4


class PledgeIntake(Intake):
    slug = "pledges"
    name = gettext_lazy("Pledges of a draft pact")
    about = gettext_lazy(
        "Pledges are added at the end of their content, those that stand are corrected; an empty cell of a pledge that "
        "stands changes nothing. What the file leaves out stays as it is."
    )
    most_lines = 500

    def targets(self, user: User) -> list[tuple[dict[str, Any], str]]:
        rows = Pact.objects.visible_to(user).filter(state=Pact.State.DRAFT).select_related("bloc__season")
        return [(_target(pact), f"{pact} – {pact.bloc}") for pact in rows if user.has_perm("pacts.edit", pact)]

    def offers(self, user: User) -> bool:
        drafts = Pact.objects.visible_to(user).filter(state=Pact.State.DRAFT)
        return drafts.filter(bloc__in=blocs_run_by(user)).exists()

    def may(self, user: User, target: Mapping[str, Any]) -> bool:
        pact = Pact.objects.visible_to(user).filter(pk=target.get("pact") or 0, bloc=target.get("bloc") or 0).first()
        return pact is not None and user.has_perm("pacts.edit", pact)

    def columns(self, target: Mapping[str, Any]) -> list[Column]:
        return [
            Column("key", "Mã hệ thống", 10, is_hidden=True),
            Column("section", "Nội dung", 34, "Tên nội dung giao ước; nội dung mới được thêm ở cuối.", ("lĩnh vực",)),
            Column("name", "Chỉ tiêu", 60, "", ("tên chỉ tiêu", "nội dung chỉ tiêu", "nhiệm vụ"), True),
            Column("kind", "Loại chỉ tiêu", 20, "", ("cách tính", "loại"), choices=tuple(WORDS.values())),
            Column("target", "Mức", 10, "Ví dụ 92,02.", ("chỉ tiêu giao", "mức phấn đấu"), is_number=True),
            Column("target_max", "Mức đến", 10, "Với loại “Giảm từ–đến”.", is_number=True),
            Column("measure", "Đơn vị tính", 12, "Ví dụ %, vụ.", ("đvt",)),
            Column("baseline", "Số so sánh", 12, "Với loại giảm: số của kỳ trước.", is_number=True),
            Column("baseline_label", "So với", 20, "Với loại giảm: ví dụ năm 2016.", ("kỳ so sánh",)),
            Column("data_source", "Nguồn số liệu", 30, "", ("nguồn",)),
            Column("note", "Ghi chú", 40, ""),
        ]  # fmt: skip

    def rows(self, target: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {"key": str(one.pk), "section": one.section.title if one.section else "", **said_of(one)}
            for one in _pledges(target)
        ]

    def compare(self, lines: Sequence[Read], target: Mapping[str, Any], choices: Mapping[str, Any]) -> list[Line]:
        titles = Pact.objects.get(pk=target["pact"]).sections.values_list("title", flat=True)
        comparison = _Comparison(self.columns(target), list(_pledges(target)), titles, choices)
        return [comparison.line(one) for one in lines]

    def seen(self, target: Mapping[str, Any]) -> str:
        pact = Pact.objects.get(pk=target["pact"])
        sections = pact.sections.order_by("pk").values_list("pk", "title")
        pledges = pact.pledges.order_by("pk").values_list("pk", "revision")
        return fingerprint([pact.state, *map(list, sections), *map(list, pledges)])

    def apply(self, lines: Sequence[Line], taken: Import, *, by: User) -> dict[str, Any]:
        pact = locked_draft(taken.target["pact"])
        added, changed = Added(pact), []
        known = {row.pk: row for row in pact.pledges.all()}
        for line in lines:
            if line.key is None:
                section = added.section(line.values["section"]) if line.values["section"] else None
                added.put(section, **_facts(line.values))
            else:
                changed.append(_corrected(known[line.key], _facts(line.values)))
        made = {"rows": [[row.pk, row.revision] for row in added.rows], "sections": [one.pk for one in added.sections]}
        return {**made, "changed": changed}

    def undo(self, taken: Import, *, by: User) -> None:
        pact = locked_draft(taken.target["pact"])
        known = {row.pk: row for row in pact.pledges.all()}
        for pk, revision in taken.undo["rows"]:
            if pk in known:
                _take_out(known[pk], revision)
        for pk, revision, before in taken.undo["changed"]:
            if pk not in known:
                raise Refused(_("A pledge of this file was deleted since, so it cannot be taken back."))
            require_untouched(known[pk], revision)
            restored(known[pk], before)
            known[pk].save()
        pact.sections.filter(pk__in=taken.undo["sections"], pledges=None).delete()


def _target(pact: Pact) -> dict[str, Any]:
    return {"bloc": pact.bloc_id, "pact": pact.pk}


def _pledges(target: Mapping[str, Any]):
    return Pledge.objects.filter(pact=target["pact"]).select_related("section").order_by(*Pledge._meta.ordering)


def said_of(pledge: Pledge) -> dict[str, Any]:
    """By column, the kind as its word."""
    return {**{name: getattr(pledge, name) for name in FACTS}, "kind": WORDS[pledge.kind]}


def _forbidden(kind: str) -> dict[str, None]:
    """The numbers a pledge of this kind has no place for."""
    if not needs_target(Kind(kind)):
        return {"target": None, "target_max": None}
    return {} if kind == Kind.REDUCE_RANGE else {"target_max": None}


def _facts(values: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {name: Decimal(values[name]) if values[name] is not None else None for name in NUMBERS}
    return {**{name: values[name] for name in FACTS}, **numbers}


def _corrected(pledge: Pledge, facts: Mapping[str, Any]) -> list[Any]:
    """[key, revision after, what stood before]; a corrected copy counts as reviewed."""
    before = kept_before(pledge, [*FACTS, "is_unreviewed_copy"])
    for name, value in facts.items():
        setattr(pledge, name, value)
    pledge.is_unreviewed_copy = False
    validate(pledge)
    pledge.save()
    return [pledge.pk, pledge.revision, before]


def _take_out(pledge: Pledge, revision: int) -> None:
    require_untouched(pledge, revision)
    keep_what_feeds_an_adopted_table(pledge)
    if users := in_use_by(pledge):
        raise Refused(say_in_use(pledge, users))
    pledge.delete()


# --- Compared -----------------------------------------------------------------------------------


class _Comparison:
    """Lines against the pledges that stand: by the hidden key, else by name within the content."""

    def __init__(self, columns: list[Column], pledges: list[Pledge], titles: Iterable[str], choices: Mapping[str, Any]):
        self.columns, self.choices = columns, choices
        self.by_key = {str(one.pk): one for one in pledges}
        self.by_name = {(fold(one.section.title if one.section else ""), fold(one.name)): one for one in pledges}
        self.titles = {fold(title): title for title in titles}
        self.seen: dict[Any, str] = {}
        self.section = ""

    def line(self, read: Read) -> Line:
        reader = LineReader(read, self.columns, self.choices)
        reader.needed("name")
        self.section = reader.text("section", 300) or self.section  # an empty cell is that of the line above
        section = self.titles.setdefault(fold(self.section), self.section)
        name = reader.text("name", 500)
        pledge = self.by_key.get(reader.text("key")) or self.by_name.get((fold(section), fold(name)))
        once(reader, self.seen, pledge.pk if pledge else (fold(section), fold(name)), "name")
        if pledge and pledge.section and fold(section) and fold(section) != fold(pledge.section.title):
            reader.wrong("section", _("A pledge is moved to another content on the page of the draft, not by a file."))
        facts = self._facts(reader, pledge)
        for field, sentence in self._problems(facts, pledge):
            reader.wrong(field, sentence)
        if reader.problems:
            return Line(read.line, name, WRONG, problems=tuple(reader.problems))
        worded = {**facts, "kind": WORDS[facts["kind"]]}
        told = differences(self.columns, said_of(pledge) if pledge else {}, worded)
        state = NEW if pledge is None else CHANGED if told else UNCHANGED
        kept = {key: decimal_text(value) if key in NUMBERS else value for key, value in facts.items()}
        return Line(read.line, name, state, {**kept, "section": section}, told, key=pledge.pk if pledge else None)

    def _facts(self, reader: LineReader, pledge: Pledge | None) -> dict[str, Any]:
        """What the line says over what stands; a cell left empty says nothing."""
        facts: dict[str, Any] = {name: getattr(pledge, name) for name in FACTS} if pledge else dict.fromkeys(FACTS, "")
        if pledge is None:
            facts |= dict.fromkeys(NUMBERS)
        facts |= {name: said for name, most in TEXTS.items() if (said := reader.text(name, most))}
        facts["kind"] = self._kind(reader) or facts["kind"] or self._kind_by_number(reader)
        facts |= _forbidden(facts["kind"])  # what stood there; a number the file itself gives is told of
        is_rate = facts["measure"] == "%" or facts["kind"] in REDUCTIONS
        for name in NUMBERS:
            value = self._rate(reader, name) if is_rate and name != "baseline" else reader.number(name, PLACES)
            facts |= {name: value} if value is not None else {}
        return facts

    def _kind(self, reader: LineReader) -> str:
        said = reader.text("kind")
        found = kind_in(said) if said else None
        by_word = next((kind for kind, word in WORDS.items() if fold(word) == fold(said)), "")
        if said and not (found or by_word):
            reader.wrong("kind", _("“%(word)s” is no kind of pledge we know") % {"word": said[:60]})
        return by_word or (found.value if found else "")

    @staticmethod
    def _kind_by_number(reader: LineReader) -> str:
        return (Kind.AT_LEAST if reader.text("target") else Kind.QUALITATIVE).value

    @staticmethod
    def _rate(reader: LineReader, name: str) -> Decimal | None:
        """“90%” and 90 are one; a cell of numbers asked about is asked as any other."""
        raw = reader.cell(name).value
        if not isinstance(raw, str) or not raw.strip().endswith("%"):
            return reader.percent(name, over_100=True)
        try:
            return read_percent(raw, over_100=True)
        except Unreadable as error:
            reader.wrong(name, error.sentence)
            return None

    @staticmethod
    def _problems(facts: Mapping[str, Any], pledge: Pledge | None) -> list[tuple[str, str]]:
        compared = facts["baseline"] if facts["baseline"] is not None else facts["baseline_label"]
        words = (facts["target"], facts["target_max"], compared, facts["measure"])
        above = bool(pledge and pledge.allows_over_100)
        return [(field, sentence) for field, sentence in problems_of(Kind(facts["kind"]), *words, above_100=above)]
