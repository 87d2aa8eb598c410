"""What an amendment changes against the version it amends, in sentences."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pacts.logic.seal import PactText, PledgeText
from pacts.logic.table_differences import compare_tables
from pacts.logic.targets import Kind, phrase

HEADINGS = {
    "title": gettext_lazy("Title"),
    "slogan": gettext_lazy("Slogan"),
    "legal_bases": gettext_lazy("Legal bases"),
    "preamble": gettext_lazy("Opening words"),
    "movements": gettext_lazy("Movements"),
    "solutions": gettext_lazy("Breakthrough solutions"),
    "groups": gettext_lazy("Groups of pledges judged together"),
    "registrations": gettext_lazy("Titles the units aim at"),
    "units": gettext_lazy("Units that take part"),
    "undertaking": gettext_lazy("Undertaking"),
}


def differences(old: PactText, new: PactText) -> list[str]:
    """Headings that differ by name; pledges one by one, known again by their words. A row only moved is no change."""
    return [*_headings(old, new), *_pledges(_rows(old), _rows(new)), *_criteria(old, new)]


def _headings(old: PactText, new: PactText) -> Iterator[str]:
    for name, label in HEADINGS.items():
        if getattr(old, name) != getattr(new, name):
            yield _("Changed: %(heading)s.") % {"heading": label}
    if [(part.title, part.text) for part in old.sections] != [(part.title, part.text) for part in new.sections]:
        yield _("Changed: %(heading)s.") % {"heading": _("titles or order of the contents")}


def _rows(text: PactText) -> dict[str, PledgeText]:
    return {pledge.content: pledge for section in text.sections for pledge in section.pledges}


def _pledges(old: dict[str, PledgeText], new: dict[str, PledgeText]) -> Iterator[str]:
    for content, pledge in new.items():
        words = {"number": pledge.number, "name": content, "target": _target(pledge)}
        if content not in old:
            yield _("Added: %(number)s “%(name)s”, %(target)s.") % words
        elif _facts(old[content]) != _facts(pledge):
            words["before"] = _target(old[content])
            yield _("Changed: %(number)s “%(name)s”, %(before)s → %(target)s.") % words
    for content, pledge in old.items():
        if content not in new:
            yield _("Removed: “%(name)s”, %(target)s.") % {"name": content, "target": _target(pledge)}


def _criteria(old: PactText, new: PactText) -> Iterator[str]:
    if old.criteria is None or new.criteria is None:
        if old.criteria != new.criteria:
            yield _("Changed: %(heading)s.") % {"heading": _("Criteria table")}
        return
    for difference in compare_tables(old.criteria, new.criteria):
        yield _("Criteria table: %(problem)s") % {"problem": difference.sentence}


def _target(pledge: PledgeText) -> str:
    return phrase(Kind(pledge.kind), pledge.target, pledge.target_max, pledge.measure, pledge.baseline_label)


def _facts(pledge: PledgeText) -> PledgeText:
    """All that binds; the number on the page does not."""
    return replace(pledge, number="")
