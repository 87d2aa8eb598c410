"""A sheet of figures: one row per pledge, sent in one post; what was typed wrong is shown again as it was typed."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import CountField, LineField, NumberField, ParagraphField, PercentField
from blocs.models import Stale
from pacts.logic.targets import Kind
from pacts.models import Pledge
from reports.actions.figures import Outcome
from reports.logic.entries import RATES, WHOLE, Entry
from reports.logic.standing import said
from reports.models import Figure, Report, RowNote

VERDICTS = [("", "—"), ("1", gettext_lazy("Met")), ("0", gettext_lazy("Not met"))]


class FigureRow(forms.Form):
    """One pledge's figure. Its fields follow the pledge's kind; all may stay empty."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    statement = LineField(label=gettext_lazy("Result in words"), max_length=500, required=False)
    is_not_applicable = forms.BooleanField(label=gettext_lazy("Not applicable"), required=False)
    note = LineField(label=gettext_lazy("Note"), max_length=500, required=False)
    source = LineField(label=gettext_lazy("Source of the figure"), max_length=300, required=False)
    remove = forms.BooleanField(label=gettext_lazy("Remove this figure"), required=False)

    def __init__(self, *args, pledge: Pledge, figure: Figure | None, **kwargs):
        self.pledge, self.figure = pledge, figure
        self.notes: list[RowNote] = []
        super().__init__(*args, prefix=f"p{pledge.pk}", initial=_initial(figure), **kwargs)
        self.fields["value"] = value_field(pledge)
        if pledge.measure in RATES:
            self.fields["numerator"] = NumberField(label=_("Numerator"), required=False)
            self.fields["denominator"] = NumberField(label=_("Denominator"), required=False)
        if figure is None:
            del self.fields["remove"]
        for name, field in self.fields.items():
            self._dress(name, field)

    def _dress(self, name: str, field: forms.Field):
        """Each box says in its name which pledge it is of, so that sixty boxes are told apart by ear."""
        if field.widget.is_hidden:
            return
        look = "form-check-input" if isinstance(field, forms.BooleanField) else "form-control"
        if isinstance(field, forms.ChoiceField):
            look = "form-select"
        wrong = " is-invalid" if self.is_bound and name in self.errors else ""
        marks = {"class": look + wrong, "aria-label": f"{field.label}: {self.pledge.name}", "data-cell": name}
        field.widget.attrs |= marks | (reading_of(field) if name == "value" else {})

    @property
    def entry(self) -> Entry:
        facts = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Entry(**facts)

    def renew(self, figure: Figure | None):
        """The row as it is stored now: what is typed stays, the revision is the newer one."""
        self.figure = figure
        self.data[self.add_prefix("revision")] = figure.revision if figure else ""
        if figure is None:
            self.fields.pop("remove", None)

    def empty(self):
        """The row after its figure was removed: nothing typed stays, or saving again would bring it back."""
        for name in self.fields:
            self.data[self.add_prefix(name)] = ""
        self.renew(None)


class VerdictField(forms.TypedChoiceField):
    """Whether a qualitative pledge was met, as 1 or 0."""

    def __init__(self):
        super().__init__(label=_("Result"), choices=VERDICTS, coerce=int, empty_value=None, required=False)

    def prepare_value(self, value):
        return str(int(value)) if isinstance(value, (int, Decimal)) else value


def value_field(pledge: Pledge) -> forms.Field:
    """The box for the value of a pledge of this kind."""
    if pledge.kind == Kind.QUALITATIVE:
        return VerdictField()
    if pledge.measure == "%":
        return PercentField(label=_("Result"), over_100=pledge.allows_over_100, required=False)
    if pledge.kind in WHOLE and pledge.measure not in RATES:
        return CountField(label=_("Result"), required=False)
    return NumberField(label=_("Result"), required=False)


def reading_of(field: forms.Field) -> dict[str, str]:
    """How the page reads this box while it is typed into; the server reads it again and decides."""
    if isinstance(field, VerdictField):
        return {"data-read": "verdict"}
    if isinstance(field, PercentField):
        return {"data-read": "percent"} | ({"data-over": "yes"} if field.over_100 else {})
    return {"data-read": "count" if isinstance(field, CountField) else "number"}


def _initial(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {}
    names = ["value", "numerator", "denominator", "statement", "is_not_applicable", "note", "source", "revision"]
    return {name: getattr(figure, name) for name in names}


class FigureSheet:
    """All rows of one unit and phase. It is handed to `submit` like a form; wrong rows do not hold up right ones."""

    def __init__(self, data, *, pledges: list[Pledge], figures: dict[int, Figure]):
        self.is_bound = data is not None
        self.data = data.copy() if data is not None else None
        self.refusals: list[str] = []
        self.done: Outcome | None = None
        self.rows = [FigureRow(self.data, pledge=pledge, figure=figures.get(pledge.pk)) for pledge in pledges]

    def is_valid(self) -> bool:
        """A sheet can always be handed over; its wrong rows stay behind."""
        return self.is_bound

    @property
    def cleaned_data(self) -> dict[str, dict[int, Entry]]:
        return {"entries": {row.pledge.pk: row.entry for row in self.rows if row.is_valid()}}

    fields: dict[str, forms.Field] = {}

    def add_error(self, field, sentence):
        self.refusals.append(str(sentence))

    def take_back(self):
        """Show what became of each row: sentences beside wrong ones, both values beside contested ones."""
        for row in self.rows:
            self._take_back_row(row, row.pledge.pk)

    def _take_back_row(self, row: FigureRow, pk: int):
        if pk in self.done.saved:
            row.renew(self.done.saved[pk])
        if pk in self.done.removed:
            row.empty()
        for name, sentence in self.done.bad.get(pk, []):
            row.add_error(name if name in row.fields else None, sentence)
        if pk in self.done.stale:
            _show_both(row, self.done.stale[pk])

    @property
    def wrong_rows(self) -> list[FigureRow]:
        return [row for row in self.rows if row.is_bound and row.errors]

    @property
    def is_clean(self) -> bool:
        return not (self.wrong_rows or self.refusals)

    @property
    def entered(self) -> int:
        """Rows whose figure is stored."""
        return sum(row.figure is not None for row in self.rows)


def _show_both(row: FigureRow, now: Figure | None):
    row.add_error(None, str(Stale(now)))
    value = said(now, row.pledge.kind, row.pledge.measure)
    row.add_error("value", _("The value saved meanwhile is “%(value)s”.") % {"value": value})
    row.renew(now)


class ReportForm(RevisedForm):
    """The words beside the figures."""

    class Meta:
        model = Report
        fields = ["results", "limits", "causes", "good_models", "next_tasks"]


class ReasonForm(HouseForm):
    reason = ParagraphField(
        label=gettext_lazy("Reason"),
        rows=3,
        help_text=gettext_lazy("At least 20 characters; the unit reads it word for word."),
    )
