"""Rows of a draft as they are typed: saved in batches, each with the revision its writer saw, one line in the logbook.

A row may still be incomplete here; what is missing hinders the opening of the pact, not the saving of what was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from blocs.actions.base import differences, facts, validate
from blocs.models import Event, User
from pacts.actions.drafts import locked_draft, next_order, renumber
from pacts.logic.row_batch import FIELDS
from pacts.models import Pact, Pledge


@dataclass
class Typing:
    """A row with what was typed already in `pledge`; unsaved where it is new. `told` says what became of it."""

    key: str
    pledge: Pledge
    revision: int | None = None
    after: int | None = None
    errors: dict[str, list[str]] | None = None
    now: Pledge | None = None
    is_gone: bool = False
    is_saved: bool = False


def seen_as(pk: int, revision: int | None) -> Pledge | None:
    """The row as it stood in that revision, from its history."""
    found = Pledge.history.filter(id=pk, revision=revision).order_by("-history_id").first()
    return found.instance if found else None


def is_changed_since(now: Pledge, revision: int | None) -> bool:
    """Whether its words or numbers differ from those of that revision; its place and its review are no change."""
    if revision is None or now.revision == revision:
        return False
    seen = seen_as(now.pk, revision)
    return seen is None or any(getattr(seen, name) != getattr(now, name) for name in FIELDS)


@transaction.atomic
def save_rows(pact: Pact, rows: Sequence[Typing], *, by: User) -> list[Typing]:
    """Save each row that can be saved; tells of each what became of it. One line in the logbook for the batch.

    A row somebody else changed meanwhile is not saved and carries theirs in `now`; a deleted one `is_gone`.
    """
    pact = locked_draft(pact.pk)
    changes = [found for row in rows if (found := _save(pact, row)) is not None]
    if changes:
        _log(pact, changes, by)
    return list(rows)


def _save(pact: Pact, row: Typing) -> tuple[str, Pledge, dict] | None:
    """(verb, row, details) of what was written, None where nothing was."""
    return _add(pact, row) if row.pledge._state.adding else _edit(pact, row)


def _is_sound(row: Typing) -> bool:
    try:
        validate(row.pledge)
    except ValidationError as error:
        row.errors = {**(row.errors or {}), **error.message_dict}
        return False
    return True


def _add(pact: Pact, row: Typing):
    pledge = row.pledge
    if "name" in (row.errors or {}):
        return None
    neighbours = list(pact.pledges.filter(section=pledge.section_id).order_by("order", "pk"))
    pledge.order = next_order(pact.pledges.filter(section=pledge.section_id))
    if not _is_sound(row):
        return None
    pledge.save(force_insert=True)
    _put_behind(neighbours, pledge, row.after)
    row.is_saved = True
    return "pacts.add_pledge", pledge, {"facts": facts(pledge)}


def _put_behind(neighbours: list[Pledge], pledge: Pledge, after: int | None) -> None:
    place = next((n for n, other in enumerate(neighbours, start=1) if other.pk == after), len(neighbours))
    neighbours.insert(place, pledge)
    if place < len(neighbours) - 1:
        renumber(neighbours)


def _edit(pact: Pact, row: Typing):
    now = Pledge.objects.select_for_update(of=("self",)).filter(pk=row.pledge.pk, pact=pact).first()
    if now is None:
        row.is_gone = True
        return None
    if is_changed_since(now, row.revision):
        row.now = now
        return None
    return _write(now, row)


def _write(now: Pledge, row: Typing):
    """Only the typed fields are taken; order, review and the rest stay as they stand."""
    typed, row.pledge = row.pledge, now
    before = Pledge.objects.get(pk=now.pk)
    for name in FIELDS:
        setattr(now, name, getattr(typed, name))
    if not _is_sound(row):
        row.pledge = before
        return None
    row.is_saved = True
    changed = differences(before, now)
    if not changed:
        return None
    now.is_unreviewed_copy = False
    now.save(update_fields={*changed, "is_unreviewed_copy"})
    return "pacts.edit_pledge", now, {"changed": changed}


def _log(pact: Pact, changes: list, by: User) -> None:
    """A single row has its own line; several are one line of the pact."""
    if len(changes) == 1:
        verb, pledge, details = changes[0]
        Event.record(verb, pledge, by=by, **details)
        return
    names = [str(pledge) for _verb, pledge, _details in changes]
    Event.record("pacts.save_rows", pact, by=by, rows=len(changes), names=names)
