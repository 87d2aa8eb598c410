"""What a criteria table as a whole is asked for: its rules, its stages, a file, what to begin from."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import DayField, LineField, NumberField, ParagraphField, UnreadableInput
from blocs.logic.numbers import Unreadable
from pacts.logic.formula_words import class_lines, read_classes
from pacts.logic.table_stages import ORDER, StageRow, problems_of_stages
from pacts.models import CriteriaTable, Stage, TableTemplate
from pacts.table_page import measures_of

TIE_PLACES = 5


class LinesField(ParagraphField):
    """Lines of text read by one function of the logic into what is kept; its sentence stands at the field."""

    def __init__(self, *, reads, **kwargs):
        self.reads = reads
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return []
        try:
            return self.reads(text)
        except Unreadable as error:
            raise UnreadableInput(error) from error


class TableForm(RevisedForm):
    """The rules of the table; groups are typed as lines, tie-breaks chosen in order."""

    class_lines = LinesField(
        reads=read_classes,
        label=gettext_lazy("Groups"),
        required=False,
        rows=4,
        help_text=gettext_lazy(
            "Where groups come out: one on each line with the percentage it begins at, the last from 0. "
            "For example “Xuất sắc: 90”, “Tốt: 80”, “Khá: 0”."
        ),
    )

    class Meta:
        model = CriteriaTable
        fields = [
            *["name", "maximum", "bonus_is_inside", "step", "reason_length", "outcome"],
            *["appeals_from", "appeals_until", "source"],
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["maximum"] = _points("maximum", self.fields["maximum"].label)
        self.fields["step"] = _points("step", self.fields["step"].label)
        self.initial["class_lines"] = "\n".join(class_lines(self.instance.classes))
        self._add_ties()
        self._shape()

    def _add_ties(self):
        choices = [("", "—"), *measures_of(self.instance)]
        kept = [*self.instance.tie_breaks, *[""] * TIE_PLACES]
        for place in range(1, TIE_PLACES + 1):
            name = f"tie_{place}"
            label = _("Measure %(place)s") % {"place": place}
            self.fields[name] = forms.ChoiceField(choices=choices, required=False, label=label)
            self.initial[name] = kept[place - 1]

    def _shape(self):
        ties = [f"tie_{place}" for place in range(1, TIE_PLACES + 1)]
        self.helper.layout = Layout(
            *(["revision"] if "revision" in self.fields else []),
            Fieldset(_("The table"), "name", Row("maximum", "step"), "bonus_is_inside", "reason_length", "source"),
            Fieldset(_("What comes out"), "outcome", "class_lines"),
            Fieldset(_("What breaks a tie, in this order"), *ties),
            Fieldset(_("Appeals"), Row("appeals_from", "appeals_until")),
        )
        self.fields["source"].help_text = _("The paper the table is taken from, for example its number and date.")
        self.fields["appeals_from"].help_text = _(
            "Left empty: from the closing of a sheet until the result is prepared."
        )

    def clean(self):
        cleaned = super().clean()
        self._clean_ties(cleaned)
        if cleaned.get("outcome") == CriteriaTable.Outcome.CLASSES and cleaned.get("class_lines") == []:
            self.add_error("class_lines", _("Name the groups the units come into."))
        return cleaned

    def _clean_ties(self, cleaned):
        seen = set()
        for place in range(1, TIE_PLACES + 1):
            chosen = cleaned.get(f"tie_{place}")
            if chosen and chosen in seen:
                self.add_error(f"tie_{place}", _("This measure was chosen above already."))
            seen.add(chosen)

    def _post_clean(self):
        """Set before the model is checked, so that the action saves them with the rest."""
        chosen = [self.cleaned_data.get(f"tie_{place}") for place in range(1, TIE_PLACES + 1)]
        self.instance.tie_breaks = list(filter(None, chosen))
        if "class_lines" in self.cleaned_data:
            self.instance.classes = self.cleaned_data["class_lines"]
        super()._post_clean()


def _points(name: str, label: Any, **kwargs) -> NumberField:
    """Points have at most two decimals, so that 1.234 is read as 1234 and not asked about."""
    return NumberField(places=2, label=label, help_text=POINTS_HELP.get(name, ""), **kwargs)


POINTS_HELP = {
    "maximum": gettext_lazy("What all main groups add up to, for example 100 or 1000."),
    "step": gettext_lazy("For example 0,5."),
}


class StagesForm(HouseForm):
    """Each kind of stage on a row: whether it takes place, its name, its days. The order is that of scoring."""

    def __init__(self, *args, table, **kwargs):
        self.rows = [StageFields(kind) for kind in ORDER]
        super().__init__(*args, **kwargs)
        kept = {stage.kind: stage for stage in table.stages.all()}
        for row in self.rows:
            self.fields |= row.fields()
            self.initial |= row.initial(kept.get(row.kind))

    def by_row(self):
        """Four bound fields a row, for the page."""
        return [[self[f"{row.kind}_{name}"] for name in StageFields.NAMES] for row in self.rows]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            for sentence in problems_of_stages(self.stages()):
                self.add_error(None, sentence)
        return cleaned

    def stages(self) -> list[StageRow]:
        found = [{name: self.cleaned_data.get(f"{row.kind}_{name}") for name in StageFields.NAMES} for row in self.rows]
        return [
            StageRow(row.kind, facts["name"] or str(row.label), facts["opens_on"], facts["due_on"])
            for row, facts in zip(self.rows, found, strict=True)
            if facts["is_used"]
        ]


class StageFields:
    """The fields of one kind of stage."""

    NAMES = ["is_used", "name", "opens_on", "due_on"]

    def __init__(self, kind: str):
        self.kind, self.label = kind, Stage.Kind(kind).label

    def fields(self) -> dict[str, forms.Field]:
        return {
            f"{self.kind}_is_used": forms.BooleanField(required=False, label=str(self.label).capitalize()),
            f"{self.kind}_name": LineField(required=False, max_length=100, label=_("Name of the stage")),
            f"{self.kind}_opens_on": DayField(required=False, label=_("First day")),
            f"{self.kind}_due_on": DayField(required=False, label=_("Due on")),
        }

    def initial(self, stage: Stage | None) -> dict[str, Any]:
        names = ["name", "opens_on", "due_on"]
        kept = {f"{self.kind}_{name}": getattr(stage, name) for name in names} if stage else {}
        return {f"{self.kind}_is_used": stage is not None, f"{self.kind}_name": str(self.label).capitalize(), **kept}


class TableStartForm(HouseForm):
    """From what a table begins; each way is a button of its own on the page."""

    STARTS = [("last_season", ""), ("scratch", ""), ("bloc", ""), ("template", "")]

    start = forms.ChoiceField(choices=STARTS)
    source = forms.ModelChoiceField(CriteriaTable.objects.none(), required=False)
    template = forms.ModelChoiceField(TableTemplate.objects.all(), required=False)

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources

    def clean(self):
        cleaned = super().clean()
        asked = {"bloc": "source", "template": "template"}.get(cleaned.get("start"))
        if asked and not cleaned.get(asked):
            raise ValidationError(_("Choose what to start the criteria table from."))
        return cleaned


class TableTemplateForm(HouseForm):
    name = LineField(label=gettext_lazy("Name of the template"), max_length=200)
    description = ParagraphField(label=gettext_lazy("Description"), required=False, rows=2)
