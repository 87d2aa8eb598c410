"""New rows from what a file says: built by the table of shapes, saved with the first line of their history."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from blocs.models import User
from reports.seasonfile import values
from reports.seasonfile.faults import BadSeasonFile, Fault
from reports.seasonfile.form import Rows, Shape
from reports.seasonfile.normal import Said

Lookup = Callable[[Any], Any]


class Saver:
    """Saves the rows of one file and counts them by kind.

    Every loaded row with a history gets one line in it, naming the file: history then begins with what was loaded.
    """

    def __init__(self, name: str, by):
        self.name = name
        self.user = by if isinstance(by, User) else None
        self.reason = name[:100]
        self.by_file = (_("season file %(name)s") % {"name": name})[:200]
        self.counts: Counter = Counter()

    def build(self, shape: Shape, said: Said, lookups: dict[str, Lookup], **fixed) -> Any:
        """An unsaved row; `lookups` finds the row a reference names, by the kind of reference."""
        facts = dict(fixed)
        for column in shape.columns:
            if column.key not in said and column.kind != "fuzzy":
                continue  # the model's own default; of a date left out that it is not known
            value = values.read(shape, column, said.get(column.key))
            if column.ref:
                facts[column.field_name] = _found(lookups[column.ref], value, said.at(column.key))
            else:
                facts |= values.to_row(column, value)
        return shape.model(**facts)

    def save(self, row: Any, path: str) -> Any:
        """One row, through its own `save`, which keeps sort keys and paths."""
        row._change_reason = self.reason
        row._history_user = self.user
        with told(path):
            row.save(force_insert=True)
        self.counts[row._meta.model_name] += 1
        return row

    def save_all(self, rows: list[Any], path: str) -> list[Any]:
        """Many rows of one kind at once; for kinds whose `save` keeps nothing."""
        if not rows:
            return rows
        model = type(rows[0])
        with told(path):
            model._default_manager.bulk_create(rows, batch_size=500)
            if hasattr(model, "history"):
                words = {"default_user": self.user, "default_change_reason": self.reason}
                model.history.bulk_history_create(rows, batch_size=500, **words)
        self.counts[model._meta.model_name] += len(rows)
        return rows

    def add_rows(self, rows: Rows, saids: Iterable[Said], lookups: dict[str, Lookup], path: str, **fixed) -> list[Any]:
        """The rows of a list, numbered by their place where the list has the order of the paper."""
        built = [
            self.build(rows.shape, said, lookups, **fixed, **placed(rows, number))
            for number, said in enumerate(saids, start=1)
        ]
        return self.save_all(built, path)


def placed(rows: Rows, number: int) -> dict[str, int]:
    """The place in the list as the row's order, unless the list is sorted by what its rows say."""
    has_order = any(field.name == "order" for field in rows.shape.model._meta.fields)
    return {"order": number} if has_order and not rows.sort else {}


def _found(lookup: Lookup, name: Any, path: str) -> Any:
    try:
        return lookup(name)
    except LookupError as error:
        sentence = _("“%(name)s” comes later in this file; it must come first.") % {"name": name}
        raise BadSeasonFile([Fault(path, sentence)]) from error


def put_back_times(rows: Iterable[models.Model], saids: Iterable[Said], name: str) -> None:
    """A time the model takes at the moment of saving is what the file says, where it says one."""
    for row, said in zip(rows, saids, strict=True):
        if name in said:
            type(row)._default_manager.filter(pk=row.pk).update(**{name: said[name]})


def unless_said(said: Said, **facts: str) -> dict[str, str]:
    """What the loader fills in where the file is silent."""
    return {key: value for key, value in facts.items() if key not in said}


class told:
    """Turns a refusal of the database into a fault at the row's path; the file is given up at once."""

    def __init__(self, path: str):
        self.path = path
        self.savepoint = transaction.atomic()

    def __enter__(self):
        self.savepoint.__enter__()

    def __exit__(self, kind, error, traceback):
        self.savepoint.__exit__(kind, error, traceback)
        if isinstance(error, IntegrityError):
            sentence = _("The database refuses this: something here has the same name, number or place already.")
            raise BadSeasonFile([Fault(self.path, sentence)]) from error
        return False
