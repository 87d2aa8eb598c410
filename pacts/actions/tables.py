"""A criteria table from its start to its adoption. Everything here needs the pact to be a draft."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import change, facts, validate
from blocs.logic.lifecycle import Refused
from blocs.logic.text import slugify
from blocs.models import Event, User
from pacts.actions import tables_copying as copying
from pacts.actions.drafts import locked_draft
from pacts.actions.tables_building import write_stages
from pacts.logic.table_stages import ORDER, StageRow
from pacts.logic.tables import TABLE
from pacts.models import CriteriaTable, Pact, TableTemplate
from pacts.models.table_content import as_content
from pacts.models.table_facts import stages_of


def locked_table(pk: int, revision: int | None = None) -> CriteriaTable:
    """The table under its pact's lock. Raises Refused once it is adopted or its pact is no draft, Stale if changed."""
    pact = locked_draft(CriteriaTable.objects.values_list("pact_id", flat=True).get(pk=pk))
    table = CriteriaTable.objects.locked(pk, revision)
    if table.is_adopted:
        raise Refused(_("The criteria table is adopted. Take it back to draft before changing it."))
    table.pact = pact
    return table


@transaction.atomic
def start_table(
    pact: Pact, *, by: User, start: str = "scratch", source: CriteriaTable | TableTemplate | None = None
) -> CriteriaTable:
    """The pact's table: made now, or the one it has already, so that a double press makes one.

    `start`: "scratch", "last_season" (also the version an amendment amends), "bloc" with the table, "template" with the
    template. What could not be taken over (a pledge, a department) stands in `table.lost`, in sentences.
    Raises Refused for a pact that is no draft, or where there is nothing to copy.
    """
    pact = locked_draft(pact.pk)
    standing = CriteriaTable.objects.filter(pact=pact).first()
    if standing:
        standing.lost = []
        return standing
    table = _begun(pact, start, source)
    Event.record("pacts.start_table", table, by=by, origin=table.origin, lost=table.lost)
    return table


def _begun(pact: Pact, start: str, source: CriteriaTable | TableTemplate | None) -> CriteriaTable:
    if start == "scratch":
        return copying.from_scratch(pact)
    if start == "last_season":
        source = copying.last_table(pact)
        if source is None:
            raise Refused(_("There is no criteria table of last season to copy."))
    elif start not in ("bloc", "template"):
        raise ValueError(start)
    if source is None:
        raise Refused(_("Choose what to start the criteria table from."))
    if isinstance(source, TableTemplate):
        return copying.from_template(source, pact)
    return copying.copy_table(source, pact)


@transaction.atomic
def edit_table(table: CriteriaTable, *, by: User, revision: int | None = None) -> CriteriaTable:
    """Save the table's own words and rules: name, maximum, bonus, step, outcome, tie-breaks, appeals, source."""
    locked_table(table.pk, revision)
    return change(table, "pacts.edit_table", by=by, revision=revision)


@transaction.atomic
def set_stages(table: CriteriaTable, stages: Sequence[StageRow], *, by: User) -> CriteriaTable:
    """The stages as one list; whatever the order typed, they stand in the order of scoring. Each kind once."""
    table = locked_table(table.pk)
    before, now = stages_of(table), tuple(sorted(stages, key=lambda stage: ORDER.index(stage.kind)))
    if len({stage.kind for stage in now}) != len(now):
        raise Refused(_("Each stage comes once."))
    if before != now:
        table.stages.all().delete()
        _write(table, now)
        Event.record("pacts.set_stages", table, by=by, stages=[[stage.name, stage.due_on] for stage in now])
    return table


def _write(table: CriteriaTable, stages: Sequence[StageRow]) -> None:
    for stage in stages:
        if stage.opens_on and stage.due_on and stage.due_on < stage.opens_on:
            raise Refused(_("Stage “%(stage)s”: its last day lies before its first.") % {"stage": stage.name})
    write_stages(table, [vars(stage) for stage in stages])


@transaction.atomic
def remove_table(table: CriteriaTable, *, by: User) -> None:
    """The pact then goes without a table again."""
    table = locked_table(table.pk)
    kept, pk, count = facts(table), table.pk, table.criteria.count()
    table.delete()
    table.pk = pk
    Event.record("pacts.remove_table", table, by=by, facts=kept, rows=count)
    table.pk = None


@transaction.atomic
def adopt_table(table: CriteriaTable, *, by: User, revision: int | None = None) -> CriteriaTable:
    """From now on the table stands still; refused with every fault at its place."""
    locked_draft(table.pact_id)
    table = CriteriaTable.objects.locked(table.pk, revision)
    TABLE.take("adopt_table", table)
    table.adopted_at, table.adopted_by = timezone.now(), str(by)[:200]
    table.save(update_fields=["state", "adopted_at", "adopted_by"])
    Event.record("pacts.adopt_table", table, by=by)
    return table


@transaction.atomic
def reopen_table(table: CriteriaTable, *, by: User) -> CriteriaTable:
    """Back to draft, while the pact is a draft itself."""
    Pact.objects.locked(table.pact_id)
    table = CriteriaTable.objects.locked(table.pk)
    TABLE.take("reopen_table", table)
    table.adopted_at, table.adopted_by = None, ""
    table.save(update_fields=["state", "adopted_at", "adopted_by"])
    Event.record("pacts.reopen_table", table, by=by)
    return table


@transaction.atomic
def save_table_as_template(table: CriteriaTable, *, name: str, by: User, description: str = "") -> TableTemplate:
    """Keep this table to start others from, without the days, pledges and decisions that are its bloc's own."""
    content = copying.for_strangers(as_content(table))
    slug = slugify(name)[:80] or "bang-tieu-chi"
    if TableTemplate.objects.filter(slug=slug).exists():
        raise ValidationError({"name": _("A template of this name exists already.")})
    template = TableTemplate(slug=slug, name=name, description=description, source=table.source, content=content)
    validate(template)
    template.save()
    Event.record("pacts.save_table_as_template", template, by=by, table=str(table))
    return template
