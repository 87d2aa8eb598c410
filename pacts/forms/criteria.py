"""What one criterion is asked for. The parameters are fields of their own, put together into `rules` here."""

from typing import Any

from crispy_forms.layout import HTML, Div, Fieldset, Layout, Row
from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm, RevisedForm
from blocs.forms.fields import LineField, NumberField
from blocs.models import Unit
from pacts.actions.criteria import Line
from pacts.forms.tables import LinesField
from pacts.logic.definitions import DEFINITIONS, LETTERS
from pacts.logic.formula_words import PLACES, band_lines, decimal_of, read_bands
from pacts.logic.formulas import USES_TARGET, Assessor, Formula
from pacts.logic.kinds import Kind
from pacts.logic.seal import figure
from pacts.logic.table_rules import KEYS
from pacts.models import Criterion, Pact, tree_of
from pacts.models.table_content import pledges_by_number

PARAMETERS = ("per", "floor", "bands", "kind", "target", "target_max", "baseline", "measure")
NO_FORMULA = [("", gettext_lazy("None: a group; its points are the sum of the criteria under it"))]


def departments_for(pact: Pact):
    """Who can assess in a unit's place: the organiser, the units beside and below it, the bloc's own."""
    organiser = pact.bloc.series.organiser_id
    near = Q(pk=organiser) | Q(parent=organiser) | Q(memberships__bloc=pact.bloc_id)
    return Unit.objects.filter(near).distinct().order_by("precedence", "name_sort")


def _number(label, places=PLACES, **kwargs) -> NumberField:
    return NumberField(places=places, required=False, min_value=0, label=label, **kwargs)


class CriterionForm(RevisedForm):
    """One criterion or group. Which parameters count follows from the formula; script hides the others."""

    per = _number(gettext_lazy("Points for each one"), places=2)
    floor = _number(gettext_lazy("Not below"), places=2, help_text=gettext_lazy("Usually 0."))
    bands = LinesField(
        reads=read_bands,
        required=False,
        label=gettext_lazy("Bands"),
        help_text=gettext_lazy("One on each line: “đến 0: 24 điểm”, “đến 10: 14 điểm”, and last “còn lại: 0 điểm”."),
    )
    kind = forms.ChoiceField(choices=[("", "—"), *Kind.choices()], required=False, label=gettext_lazy("Kind of target"))
    target = _number(gettext_lazy("Target"))
    target_max = _number(gettext_lazy("Upper target"))
    baseline = _number(gettext_lazy("Baseline"))
    measure = LineField(required=False, max_length=60, label=gettext_lazy("Unit of measure"))

    class Meta:
        model = Criterion
        fields = [
            *["parent", "code", "name", "points", "part", "formula", "assessor", "department", "pledge"],
            *["evidence", "evidence_note", "note"],
        ]

    def __init__(self, *args, table, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = self.instance.table = table
        self.fields["formula"] = forms.ChoiceField(
            choices=[*NO_FORMULA, *Formula.choices()], required=False, label=_("Formula")
        )
        self._offer()
        self._show_parameters()
        self._shape()

    def _offer(self):
        tree = tree_of(self.table)
        self._offer_groups(tree)
        pledges = pledges_by_number(self.table.pact)
        words = {pledge.pk: f"{number} {pledge.name}: {pledge.phrase}" for number, pledge in pledges.items()}
        self.fields["pledge"].empty_label = "—"
        self.fields["department"].empty_label = "—"
        self.fields["pledge"].queryset = self.table.pact.pledges.in_order()
        self.fields["pledge"].label_from_instance = lambda pledge: words.get(pledge.pk, str(pledge))
        self.fields["department"].queryset = departments_for(self.table.pact)
        self.fields["points"] = NumberField(places=2, min_value=0, label=_("Points"))

    def _offer_groups(self, tree):
        """Groups by their number; a criterion that stands already is moved on the table's own page."""
        if not self.instance._state.adding:
            del self.fields["parent"]
            return
        groups = [node for node in tree if not node.criterion.is_leaf]
        words = {node.criterion.pk: f"{'– ' * (node.depth - 1)}{node.number} {node.criterion}" for node in groups}
        field = self.fields["parent"]
        field.queryset = self.table.criteria.filter(pk__in=list(words))
        field.choices = [("", _("The table itself, at the top")), *words.items()]

    def _show_parameters(self):
        rules = self.instance.rules or {}
        for name in PARAMETERS:
            if name == "bands":
                self.initial["bands"] = "\n".join(band_lines(rules.get("bands") or []))
            elif name in rules:
                self.initial[name] = rules[name] if name in ("kind", "measure") else decimal_of(rules[name])

    def _shape(self):
        name = self.fields["name"]
        name.widget = forms.Textarea(attrs={"rows": 2, "maxlength": 500})
        self.fields["formula"].widget.attrs["data-formula"] = ""
        self.fields["assessor"].widget.attrs["data-assessor"] = ""
        self.fields["code"].help_text = _("As printed on the bloc's paper, for example II.1 or 6a.")
        self.fields["points"].help_text = _("For example 7,5. A group has exactly the sum of what stands under it.")
        self.fields["part"].label = _("Kind of points")
        self.fields["part"].help_text = _("All under a bonus or penalty group is of its kind.")
        self.fields["pledge"].help_text = _("Then the figures of the season's reports are used; units type nothing.")
        self.helper.layout = Layout(*self._place(), *_formula_part(), *_judging())

    def _place(self):
        hidden = ["revision"] if "revision" in self.fields else []
        where = ["parent"] if "parent" in self.fields else []
        return [*hidden, Fieldset(_("The criterion"), *where, Row("code", "points", "part"), "name", "note")]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("assessor") == Assessor.DEPARTMENT and not cleaned.get("department"):
            self.add_error("department", _("Name the functional department that assesses it."))
        if cleaned.get("assessor") != Assessor.DEPARTMENT:
            cleaned["department"] = None
        if not cleaned.get("formula"):
            cleaned["pledge"] = None
        return cleaned

    def _post_clean(self):
        """`rules` as the database keeps them: figures as texts, only what the formula is told."""
        self.instance.rules = self._rules()
        super()._post_clean()

    def _rules(self) -> dict[str, Any]:
        kept = KEYS.get(self.cleaned_data.get("formula", ""), ())
        told = {name: self.cleaned_data.get(name) for name in kept}
        texts = {name: value if name in ("bands", "kind", "measure") else _text(value) for name, value in told.items()}
        return {name: value for name, value in texts.items() if value not in (None, "", [])}


def _text(value) -> str:
    return "" if value is None else figure(value)


def _formula_part():
    """The formula, what each one says, and the parameters by the formulas that need them."""
    return [
        Fieldset(
            _("How the points come about"),
            "formula",
            *[_definition(formula) for formula in Formula],
            Div(Row("per", "floor"), data_for=f"{Formula.DEDUCTION} {Formula.COUNT}"),
            Div("bands", data_for=Formula.BANDS.value),
            Div("pledge", data_for="leaf"),
            Div(
                _hint(_("Only where no pledge feeds it:")),
                Row("kind", "target", "target_max"),
                Row("baseline", "measure"),
                data_for=" ".join(USES_TARGET),
            ),
        )
    ]


def _hint(sentence: str) -> HTML:
    return HTML(f'<p class="form-text">{sentence}</p>')


def _definition(formula: Formula):
    said = f"<strong>{formula.label}.</strong> {DEFINITIONS[formula.value].in_short} {LETTERS}"
    return HTML(f'<p class="form-text" data-for="{formula.value}">{said}</p>')


def _judging():
    return [
        Fieldset(
            _("Who assesses, and with which evidence"),
            Row("assessor", Div("department", data_for_assessor="department")),
            Row("evidence", "evidence_note"),
        )
    ]


class AssignmentsForm(HouseForm):
    """One row a unit: as all others, does not apply, or its own target."""

    CHOICES = [
        ("", gettext_lazy("as for all units")),
        ("own", gettext_lazy("own target")),
        ("without", gettext_lazy("without a target")),
        ("none", gettext_lazy("does not apply")),
    ]
    NAMES = ["state", "target", "baseline", "reason"]

    def __init__(self, *args, criterion, units, **kwargs):
        self.criterion, self.units = criterion, units
        super().__init__(*args, **kwargs)
        kept = {row.unit_id: row for row in criterion.assignments.all()}
        for unit in units:
            self.fields |= self._fields(unit)
            self.initial |= self._initial(unit, kept.get(unit.pk))

    @property
    def asks_targets(self) -> bool:
        return self.criterion.formula in USES_TARGET

    def _fields(self, unit) -> dict[str, forms.Field]:
        choices = [pair for pair in self.CHOICES if self.asks_targets or pair[0] in ("", "none")]
        found: dict[str, forms.Field] = {
            f"u{unit.pk}_state": forms.ChoiceField(choices=choices, required=False, label=_("Decision")),
            f"u{unit.pk}_target": _number(_("Own target")),
            f"u{unit.pk}_baseline": _number(_("Baseline")),
            f"u{unit.pk}_reason": LineField(required=False, max_length=300, label=_("Reason")),
        }
        return (
            found if self.asks_targets else {name: found[name] for name in found if name.endswith(("state", "reason"))}
        )

    def _initial(self, unit, row) -> dict[str, Any]:
        if row is None:
            return {}
        state = "none" if not row.applies else "without" if row.is_without_target else "own"
        values = {"state": state, "target": row.target, "baseline": row.baseline, "reason": row.reason}
        return {f"u{unit.pk}_{name}": value for name, value in values.items()}

    def by_unit(self):
        """(unit, bound fields) for the page."""
        return [(unit, [self[f"u{unit.pk}_{name}"] for name in self._names()]) for unit in self.units]

    def _names(self):
        return self.NAMES if self.asks_targets else ["state", "reason"]

    def clean(self):
        cleaned = super().clean()
        for unit in self.units:
            self._clean_unit(unit, cleaned)
        return cleaned

    def _clean_unit(self, unit, cleaned):
        said = self._said(unit)
        words = {"unit": unit}
        if said["state"] == "none" and not said["reason"]:
            self._wrong(unit, "reason", _("%(unit)s: say why the criterion does not apply.") % words)
        if said["state"] == "own" and said["target"] is None and said["baseline"] is None:
            self._wrong(unit, "target", _("%(unit)s: give the unit's own target or baseline.") % words)
        if said["state"] in ("", "none", "without") and said["target"] is not None:
            self._wrong(unit, "state", _("%(unit)s: choose “own target”, or leave the target empty.") % words)

    def _wrong(self, unit, name, sentence):
        if f"u{unit.pk}_{name}" not in self.errors:
            self.add_error(f"u{unit.pk}_{name}", sentence)

    def _said(self, unit) -> dict[str, Any]:
        return {name: self.cleaned_data.get(f"u{unit.pk}_{name}") for name in self.NAMES}

    def lines(self) -> list[Line]:
        said = [(unit, self._said(unit)) for unit in self.units]
        return [_line(unit, facts) for unit, facts in said if facts["state"]]


def _line(unit, facts) -> Line:
    state = facts["state"]
    return Line(
        unit,
        applies=state != "none",
        is_without_target=state == "without",
        target=facts["target"] if state == "own" else None,
        baseline=facts["baseline"] if state in ("own", "without") else None,
        reason=facts["reason"] or "",
    )
