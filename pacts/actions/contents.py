"""The numbered contents of a draft and its groups of pledges."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import change, remove, save_new
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions.drafts import locked_draft, moved, next_order, renumber
from pacts.models import PledgeGroup, Section


@transaction.atomic
def add_section(section: Section, *, by: User) -> Section:
    """At the end of the pact."""
    pact = locked_draft(section.pact_id)
    section.order = next_order(pact.sections)
    return save_new(section, "pacts.add_section", by=by)


@transaction.atomic
def edit_section(section: Section, *, by: User) -> Section:
    locked_draft(section.pact_id)
    return change(section, "pacts.edit_section", by=by)


@transaction.atomic
def move_section(section: Section, *, step: int, by: User) -> Section:
    """One place up (-1) or down (+1); at either end nothing happens."""
    pact = locked_draft(section.pact_id)
    if moved(list(pact.sections.all()), section, step):
        Event.record("pacts.move_section", section, by=by, step=step)
    return section


@transaction.atomic
def remove_section(section: Section, *, by: User) -> None:
    """Only an empty one: pledges are moved or deleted one by one, so none is lost unseen."""
    pact = locked_draft(section.pact_id)
    if section.pledges.exists():
        raise Refused(_("“%(section)s” still has pledges. Move or delete them first.") % {"section": section.title})
    remove(section, "pacts.remove_section", by=by)
    renumber(list(pact.sections.all()))


@transaction.atomic
def add_group(group: PledgeGroup, *, by: User) -> PledgeGroup:
    locked_draft(group.pact_id)
    return save_new(group, "pacts.add_group", by=by)


@transaction.atomic
def remove_group(group: PledgeGroup, *, by: User) -> None:
    """Its pledges stay, each judged by itself."""
    locked_draft(group.pact_id)
    for pledge in group.pledges.all():
        pledge.group = None
        pledge.save(update_fields=["group"])
    remove(group, "pacts.remove_group", by=by)
