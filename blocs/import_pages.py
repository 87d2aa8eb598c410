"""What the pages of an import show: the lines of the preview as asked for, the columns and what each may be."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from blocs.actions.imports import obstacles, questions
from blocs.logic.intake import CHANGED, NEW, REMOVED, UNCHANGED, WRONG, Column
from blocs.models import Import, SheetFile

WORDS = {
    NEW: _("new"),
    CHANGED: _("to be changed"),
    UNCHANGED: _("unchanged"),
    WRONG: _("wrong"),
    REMOVED: _("to be deleted"),
}
BADGES = {NEW: "submitted", CHANGED: "in-progress", UNCHANGED: "done", WRONG: "returned", REMOVED: "withdrawn"}
PER_PAGE = 50
MOST_OLD = 12  # texts in old fonts shown above the lines; each line shows its own


class Preview:
    """The lines of one import, filtered by `?loai=`, paged; what is asked, and what keeps it from being taken over."""

    def __init__(self, taken: Import, asked: Mapping[str, str]):
        self.taken = taken
        self.state = asked.get("loai", "") if asked.get("loai") in WORDS else ""
        self.obstacles = obstacles(taken) if taken.state == Import.State.READY else []
        self.questions = questions(taken) if taken.state == Import.State.READY else []
        rows = [line for line in taken.preview if not self.state or line["state"] == self.state]
        self.page = Paginator(rows, PER_PAGE).get_page(asked.get("page"))

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [
            {**line, "word": WORDS[line["state"]], "badge": BADGES[line["state"]]} for line in self.page.object_list
        ]

    @property
    def filters(self) -> list[dict[str, Any]]:
        """Each state with its count; the empty one is all."""
        counts = self.taken.counts
        total = sum(counts.get(state, 0) for state in WORDS)
        found = [{"key": "", "word": _("all"), "count": total, "is_now": not self.state}]
        shown = [(key, word) for key, word in WORDS.items() if key != REMOVED or counts.get(key)]
        states = [{"key": key, "word": word, "count": counts.get(key, 0)} for key, word in shown]
        return [*found, *({**one, "is_now": one["key"] == self.state} for one in states)]

    @property
    def old(self) -> list[list[str]]:
        """[address, as typed, as read] of the first texts in old fonts."""
        return [was for line in self.taken.preview for was in line["was"]][:MOST_OLD]

    @property
    def old_count(self) -> int:
        return self.taken.counts.get("old_font", 0)

    @property
    def legacy(self) -> bool | None:
        return self.taken.choices.get("legacy")

    @property
    def decimal(self) -> str:
        """The answer given, else what most numbers of the file suggest."""
        return self.taken.choices.get("decimal") or self.taken.counts.get("decimal", "")

    @property
    def is_decimal_answered(self) -> bool:
        return "decimal" in self.taken.choices

    @property
    def unsure(self) -> int:
        return self.taken.counts.get("unsure", 0)

    @property
    def unsure_cells(self) -> str:
        return ", ".join(self.taken.counts.get("unsure_cells", []))

    @property
    def result(self) -> SheetFile | None:
        """The file with its errors beside it, where there are any."""
        return self.taken.files.filter(purpose=SheetFile.Purpose.RESULT).defer("content").first()


def matching(taken: Import, columns: Iterable[Column], posted: Mapping[str, str]) -> list[dict[str, Any]]:
    """One row a column of the file: its head, samples, and the field it is, as posted or as known."""
    keys = {column.key for column in columns}
    rows = []
    for index, head, samples in taken.heads:
        name = f"column-{index}"
        chosen = posted.get(name, taken.mapping.get(str(index), ""))
        rows.append({"name": name, "head": head, "samples": samples, "chosen": chosen if chosen in keys else ""})
    return rows
