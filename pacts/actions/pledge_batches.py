"""Many rows added to a draft at once: pasted, from the library, from last season. One press, one undo."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.base import in_use_by, say_in_use, validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions import copying
from pacts.actions.drafts import locked_draft, next_order, renumber
from pacts.actions.pacts import last_pact
from pacts.actions.pledge_rows import is_changed_since
from pacts.actions.pledges import keep_what_feeds_an_adopted_table
from pacts.logic.pasted import PastedRow
from pacts.models import Pact, PactTemplate, Pledge, PledgeGroup, Section

SALT = "pacts.added_pledges"
KEPT_SECONDS = 24 * 3600


@dataclass
class Added:
    """The rows one press made, and the sections and groups it made for them; `token` takes them out again."""

    pact: Pact
    rows: list[Pledge] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    groups: list[PledgeGroup] = field(default_factory=list)

    @property
    def token(self) -> str:
        rows = [[row.pk, row.revision] for row in self.rows]
        parts = {"sections": [row.pk for row in self.sections], "groups": [row.pk for row in self.groups]}
        return signing.dumps({"pact": self.pact.pk, "rows": rows, **parts}, salt=SALT)

    def section(self, title: str, text: str = "") -> Section:
        """The pact's section of that title; made at the end where there is none."""
        found = self.pact.sections.filter(title=title).first()
        if found is None:
            facts = {"order": next_order(self.pact.sections), "title": title, "text": text}
            found = Section.objects.create(pact=self.pact, **facts)
            self.sections.append(found)
        return found

    def group(self, name: str, judged: str) -> PledgeGroup:
        found, made = PledgeGroup.objects.get_or_create(pact=self.pact, name=name, defaults={"judged": judged})
        if made:
            self.groups.append(found)
        return found

    def put(self, section: Section | None, **facts: Any) -> Pledge:
        """A row at the end of its section. Raises ValidationError where its words do not fit."""
        order = next_order(self.pact.pledges.filter(section=section))
        pledge = Pledge(pact=self.pact, section=section, order=order, **facts)
        validate(pledge)
        pledge.save(force_insert=True)
        self.rows.append(pledge)
        return pledge


# --- Pasted ---


@transaction.atomic
def paste_pledges(pact: Pact, rows: Sequence[PastedRow], *, section: Section | None, by: User) -> Added:
    """All rows or none. Raises Refused where one of them has a problem."""
    pact = locked_draft(pact.pk)
    if any(row.problems for row in rows):
        raise Refused(_("Some rows cannot be read yet; nothing was added. Mend them in Excel or here and check again."))
    added = Added(pact)
    for row in rows:
        names = ("name", "target", "target_max", "measure", "baseline_label", "note")
        added.put(section, kind=row.kind.value, **{name: getattr(row, name) for name in names})
    Event.record("pacts.paste_pledges", pact, by=by, rows=len(added.rows))
    return added


# --- From last season, into a draft that stands already ---


@transaction.atomic
def copy_missing(pact: Pact, *, by: User, results: Mapping[int, Decimal] | None = None) -> Added:
    """Last season's rows this draft does not carry on yet, in their order, each to be reviewed. Raises Refused where
    there is nothing to copy. `results` as in `draft_pact`.
    """
    pact = locked_draft(pact.pk)
    old = last_pact(pact.bloc)
    if old is None:
        raise Refused(_("There is no pact of last season to copy. Start from a template or from scratch."))
    standing = set(pact.pledges.exclude(follows=None).values_list("follows", flat=True))
    added = Added(pact)
    for pledge in old.pledges.in_order():
        if pledge.pk not in standing:
            _copy(pledge, old, added, results or {})
    _require_rows(added)
    Event.record("pacts.copy_pledges", pact, by=by, rows=len(added.rows), origin=str(old))
    return added


def _copy(pledge: Pledge, old: Pact, added: Added, results: Mapping[int, Decimal]) -> None:
    names = [name for name in copying.PLEDGE_FACTS if name != "order"]
    facts = {name: getattr(pledge, name) for name in names}
    facts |= copying.baseline_after(pledge, old.bloc.season, results)
    facts["group"] = added.group(pledge.group.name, pledge.group.judged) if pledge.group else None
    section = added.section(pledge.section.title, pledge.section.text) if pledge.section else None
    added.put(section, follows=pledge, is_unreviewed_copy=True, **facts)


def _require_rows(added: Added) -> None:
    if not added.rows:
        raise Refused(_("Every row of it stands in this pact already."))


# --- From the library ---


@transaction.atomic
def add_from_template(pact: Pact, template: PactTemplate, places: Iterable[str], *, by: User) -> Added:
    """The chosen rows of a template, named “section.row” from 0 (“-.row” outside any), each to be reviewed."""
    pact = locked_draft(pact.pk)
    added = Added(pact)
    wanted = set(places)
    try:
        for place, section, row in copying.rows_of_template(template.content):
            if place in wanted:
                _put_from_template(added, template, section, row)
    except copying.UNREADABLE as error:
        raise copying.unreadable(template, error) from error
    if not added.rows:
        raise Refused(_("Choose at least one row of the template."))
    Event.record("pacts.add_from_template", pact, by=by, rows=len(added.rows), origin=template.name)
    return added


def _put_from_template(added: Added, template: PactTemplate, section: dict | None, row: dict) -> None:
    facts = copying.facts_of_template_row(row)
    judged = {group["name"]: group["judged"] for group in template.content.get("groups", [])}
    name = facts.pop("group", "")
    facts["group"] = added.group(name, judged[name]) if name else None
    place = added.section(section["title"], section.get("text", "")) if section else None
    added.put(place, is_unreviewed_copy=True, **facts)


# --- Undo ---


@transaction.atomic
def undo_added(pact: Pact, *, token: str, by: User) -> tuple[int, int]:
    """Take out what one press added; rows changed since stay. Returns how many went and how many stayed."""
    kept = _read(token)
    if kept["pact"] != pact.pk:
        raise Refused(_("These rows belong to another pact."))
    pact = locked_draft(pact.pk)
    revisions = dict(kept["rows"])
    standing = list(pact.pledges.filter(pk__in=revisions))
    going = [row for row in standing if not is_changed_since(row, revisions[row.pk])]
    _take_out(going)
    _tidy(pact, kept)
    if going:
        Event.record("pacts.undo_added", pact, by=by, rows=len(going))
    return len(going), len(standing) - len(going)


def _take_out(rows: Iterable[Pledge]) -> None:
    for pledge in rows:
        keep_what_feeds_an_adopted_table(pledge)
        if users := in_use_by(pledge):
            raise Refused(say_in_use(pledge, users))
        pledge.delete()


def _tidy(pact: Pact, kept: dict[str, Any]) -> None:
    """Sections and groups made for those rows go with them where nothing else has come into them."""
    pact.sections.filter(pk__in=kept["sections"], pledges=None).delete()
    pact.groups.filter(pk__in=kept["groups"], pledges=None).delete()
    renumber(list(pact.sections.all()))


def _read(token: str) -> dict[str, Any]:
    try:
        return signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        raise Refused(_("This can no longer be undone; delete the rows one by one.")) from None
