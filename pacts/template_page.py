"""A template as it is looked at before anything is made of it."""

from dataclasses import dataclass, field

from blocs.logic.lifecycle import Refused
from pacts.actions.copying import UNREADABLE, facts_of_template_row, rows_of_template, unreadable
from pacts.models import PactTemplate, Pledge


@dataclass
class TemplatePart:
    """A section of the template: its rows as (place, pledge that would be made)."""

    title: str
    rows: list[tuple[str, Pledge]] = field(default_factory=list)


@dataclass(frozen=True)
class Previewed:
    template: PactTemplate
    parts: list[TemplatePart]
    fault: str = ""

    @property
    def count(self) -> int:
        return sum(len(part.rows) for part in self.parts)


def parts_of(template: PactTemplate) -> list[TemplatePart]:
    """The rows under the titles of their sections, nothing stored. Raises Refused where it cannot be read."""
    found: dict[str, TemplatePart] = {}
    try:
        for place, section, row in rows_of_template(template.content):
            title = section["title"] if section else ""
            found.setdefault(title, TemplatePart(title)).rows.append((place, _pledge(row)))
    except UNREADABLE as error:
        raise unreadable(template, error) from error
    return list(found.values())


def previewed(template: PactTemplate) -> Previewed:
    """For a list of templates: one that cannot be read says so and hinders no other."""
    try:
        return Previewed(template, parts_of(template))
    except Refused as refusal:
        return Previewed(template, [], str(refusal))


def _pledge(row: dict) -> Pledge:
    facts = facts_of_template_row(row)
    facts.pop("group", None)
    return Pledge(**facts)
