"""Questions about a reorganisation: the decision itself, and one step of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import LineField, ParagraphField
from blocs.logic.reforms import Act, Ref, Step
from blocs.models import Bloc, Reform, Unit

VIETNAMESE = {"lang": "vi"}  # names of units and blocs, on pages in any language


class ReformForm(RevisedForm):
    class Meta:
        model = Reform
        fields = ["title", "decision_number", "on", "note"]
        help_texts = {"on": _("Units end the day before; what takes their place begins on this day.")}


class StepForm(HouseForm):
    """The fields an act needs; the others are left out. `cleaned_data["step"]` is the step."""

    unit = forms.ModelChoiceField(label=_("unit"), queryset=Unit.objects.none(), widget=forms.Select(VIETNAMESE))
    units = forms.ModelMultipleChoiceField(
        label=_("units"), queryset=Unit.objects.none(), widget=forms.SelectMultiple(VIETNAMESE | {"size": 10})
    )
    existing = forms.ModelMultipleChoiceField(
        label=_("existing units that take over"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple(VIETNAMESE | {"size": 6}),
    )
    new_names = ParagraphField(label=_("new units that take over"), required=False, help_text=_("One on each line."))
    name = LineField(label=_("new name"), max_length=200)
    short_name = LineField(label=_("new short name"), max_length=80, required=False)
    parent = forms.ModelChoiceField(
        label=_("new parent unit"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("as before; for a new unit none"),
        widget=forms.Select(VIETNAMESE),
    )
    bloc = forms.ModelChoiceField(
        label=_("bloc that is entered"),
        queryset=Bloc.objects.none(),
        required=False,
        empty_label=_("by the rule"),
        widget=forms.Select(VIETNAMESE),
    )

    FIELDS = {
        Act.MERGE: ["units", "existing", "new_names", "parent", "bloc"],
        Act.SPLIT: ["unit", "existing", "new_names", "parent", "bloc"],
        Act.DISSOLVE: ["units", "existing", "new_names"],
        Act.RENAME: ["unit", "name", "short_name"],
        Act.MOVE: ["units", "parent"],
        Act.TRANSFER: ["units", "bloc"],
        Act.FOUND: ["name", "short_name", "parent", "bloc"],
    }

    def __init__(self, *args: Any, reform: Reform, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        self.fields = {name: self.fields[name] for name in self.FIELDS[act]}
        for name in set(self.fields) & {"unit", "units", "existing", "parent"}:
            self.fields[name].queryset = Unit.objects.filter(until_on=None).order_by("precedence", "name_sort", "pk")
        if "bloc" in self.fields:
            rows = Bloc.objects.filter(season__ends_on__gte=reform.on).select_related("season")
            self.fields["bloc"].queryset = rows.order_by("-season__starts_on", "name_sort", "pk")
            self.fields["bloc"].required = act == Act.TRANSFER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {"step": self._step(cleaned)} if not self.errors else cleaned

    def _step(self, cleaned: dict[str, Any]) -> Step:
        parent, bloc = cleaned.get("parent"), cleaned.get("bloc")
        is_new = self.act == Act.FOUND
        return Step(
            act=self.act.value,
            units=_keys([*cleaned.get("units", []), *filter(None, [cleaned.get("unit")])]),
            into=(cleaned["name"],) if is_new else _into(cleaned),
            name="" if is_new else cleaned.get("name", ""),
            short_name=cleaned.get("short_name", ""),
            parent=parent.pk if parent else None,
            bloc=bloc.pk if bloc else None,
        )


def _keys(units: list[Unit]) -> tuple[int, ...]:
    return tuple(unit.pk for unit in units)


def _into(cleaned: dict[str, Any]) -> tuple[Ref, ...]:
    names = [name for name in cleaned.get("new_names", "").splitlines() if name]
    return (*_keys(list(cleaned.get("existing", []))), *names)


def words_of(step: Step, units: Callable[[Ref], str], bloc: str) -> str:
    """One step as people read it: “A, B → C”."""
    before, after = [", ".join(map(units, refs)) for refs in (step.units, step.into)]
    told = " → ".join(filter(None, [before, after or step.name]))
    if step.parent is not None:
        told += f" ({units(step.parent)})"
    return f"{told} → {bloc}" if bloc else told
