"""What kinds of import share: rows found by key or name, fields compared and worded, what was written taken back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from blocs.actions.base import say_in_use, users_of
from blocs.logic import wording
from blocs.logic.intake import CHANGED, NEW, UNCHANGED, WRONG, Column, Difference, Line, State
from blocs.logic.intake_cells import LineReader
from blocs.logic.lifecycle import Refused
from blocs.logic.text import fold
from blocs.pages import number_in

Row = TypeVar("Row", bound=models.Model)


def said(value: Any) -> str:
    """A value as the preview words it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return wording.day(value)
    return wording.trimmed(value) if isinstance(value, Decimal | int) else str(value)


def differences(columns: Iterable[Column], old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Of the fields `new` speaks of, those that differ; `old` is {} for a line that is new."""
    keys = [(column.key, column.head) for column in columns if column.key in new]
    found = [(head, old.get(key), new[key]) for key, head in keys if (old.get(key) or None) != (new[key] or None)]
    return tuple(Difference(head, said(before), said(after)) for head, before, after in found)


def line_of(reader: LineReader, name: str, row: models.Model | None, told: tuple, values: Mapping[str, Any]) -> Line:
    """The line of the preview: wrong with problems, new without a row, else changed or not."""
    state: State = UNCHANGED if row is not None and not told else CHANGED if row is not None else NEW
    if reader.problems:
        state, told, values = WRONG, (), {}
    key = row.pk if row is not None else None
    return Line(reader.line.line, name, state, values, told, tuple(reader.problems), key)


class Found(Generic[Row]):
    """Rows by key and by names; a name two rows share finds neither."""

    def __init__(self, rows: Iterable[Row], *names: Callable[[Row], str]):
        self.rows = list(rows)
        self.by_key = {row.pk: row for row in self.rows}
        self.by_names = [self._index(name) for name in names]
        self.taken: dict[int, int] = {}

    def _index(self, name: Callable[[Row], str]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if key := fold(name(row)):
                found[key].append(row)
        return found

    def named(self, word: str) -> list[Row]:
        """Those that bear this name, by the first way of naming that knows it."""
        return next((rows for index in self.by_names if (rows := index.get(fold(word)))), [])

    def keyed(self, word: str) -> Row | None:
        number = number_in(word)
        return self.by_key.get(number) if number else None


def one_named(reader: LineReader, key: str, rows: Found[Row], sentence: str) -> Row | None:
    """The one row a cell names; `sentence` for none of them, with %(said)s in it."""
    word = reader.text(key)
    if not word:
        return None
    found = rows.named(word)
    if len(found) > 1:
        reader.wrong(key, _("Several are called “%(said)s”. Write the code or the full name.") % {"said": word[:60]})
    elif not found:
        reader.wrong(key, sentence % {"said": word[:60]})
    return found[0] if len(found) == 1 else None


def once(reader: LineReader, seen: dict[Any, str], thing: Any, key: str) -> None:
    """A second line about the same thing is wrong; `seen` keeps the cell of the first."""
    address = reader.cell(key).address
    if thing in seen:
        reader.wrong(key, _("The same stands in %(cell)s already. Keep one of the two lines.") % {"cell": seen[thing]})
    else:
        seen[thing] = address


# --- Taken back ---------------------------------------------------------------------------------


def kept_before(row: models.Model, fields: Sequence[str]) -> dict[str, Any]:
    """What a changed row said, for `undo`; dates as text, rows by key."""
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in fields}
    return {name: str(value) if isinstance(value, date | Decimal) else value for name, value in values.items()}


def restored(row: models.Model, before: Mapping[str, Any]) -> None:
    for name, value in before.items():
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value) if not field.is_relation else value)


def require_untouched(row: models.Model, revision: int) -> None:
    """Raises Refused where somebody saved the row since the import."""
    if row.revision != revision:
        raise Refused(_("“%(row)s” was changed after this import, so it cannot be taken back.") % {"row": row})


def delete_made(rows: Iterable[models.Model]) -> None:
    """Rows of one model, those that stand on others of them first; refused with what else builds on one of them.

    Asked for all of them at once, so that five thousand take seconds.
    """
    made = list(rows)
    if not made:
        return
    users, known = users_of(made), set(made)
    if others := [row for row in users if row not in known]:
        raise Refused(say_in_use(_used_by(others[0], made), others))
    if upper := known & set(users):
        delete_made(upper)
        delete_made(known - upper)
    else:
        type(made[0])._default_manager.filter(pk__in=[row.pk for row in made]).delete()


def _used_by(user: models.Model, made: Sequence[models.Model]) -> models.Model:
    """The one of the rows this one points to."""
    by_key = {row.pk: row for row in made}
    fields = [field for field in user._meta.fields if field.related_model is type(made[0])]
    return next((by_key[key] for field in fields if (key := getattr(user, field.attname)) in by_key), made[0])
