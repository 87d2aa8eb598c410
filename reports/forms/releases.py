"""One form for the levels of everything a bloc may publish: its pages, its figures, its honours."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm
from blocs.forms.fields import ParagraphField
from blocs.models import Release
from reports.models import Figure


class LevelsForm(HouseForm):
    """A tick for each thing: public or not; for each figure a second one: withheld. Ticks taken away need a reason.

    `groups` are dicts with `key` and `things`; one tick for a group publishes all of it at once.
    """

    reason = ParagraphField(
        label=gettext_lazy("Reason for the withdrawal"),
        required=False,
        help_text=gettext_lazy("Needed only where something published is withdrawn."),
    )

    def __init__(self, *args, groups: Iterable[dict], **kwargs):
        super().__init__(*args, **kwargs)
        self.things: dict[str, Any] = {}
        self.group_of: dict[str, str] = {}
        for group in groups:
            self.fields[f"all-{group['key']}"] = forms.BooleanField(required=False, label=_("Publish all of these"))
            self.things |= {field_of(thing): thing for thing in group["things"]}
            self.group_of |= {field_of(thing): f"all-{group['key']}" for thing in group["things"]}
        for name, thing in self.things.items():
            self.fields[name] = forms.BooleanField(required=False, label=str(thing), initial=thing.is_public)
            if isinstance(thing, Figure):
                self.fields[f"w-{name}"] = forms.BooleanField(
                    required=False, label=str(thing), initial=thing.is_withheld
                )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("reason") and any(level == Release.WITHDRAWN for _thing, level in self.levels()):
            self.add_error("reason", _("Give the reason for the withdrawal; it is shown at the address."))
        return cleaned

    def levels(self) -> list[tuple[models.Model, str]]:
        """Only what changes: (thing, its new level)."""
        changes = []
        for name, thing in self.things.items():
            wanted = self.cleaned_data.get(name, False) or self.cleaned_data.get(self.group_of[name], False)
            if wanted != thing.is_public:
                changes.append((thing, Release.PUBLIC if wanted else Release.WITHDRAWN))
        return changes

    def withheld(self) -> dict[Figure, bool]:
        rows = {name: thing for name, thing in self.things.items() if isinstance(thing, Figure)}
        wanted = {thing: self.cleaned_data.get(f"w-{name}", False) for name, thing in rows.items()}
        return {thing: value for thing, value in wanted.items() if value != thing.is_withheld}


def field_of(thing: models.Model) -> str:
    """The name of a thing's tick: “figure-12”."""
    return f"{thing._meta.model_name}-{thing.pk}"
