"""What a content, a group and a pledge are asked for. Every sentence stands at its field, nothing typed is lost."""

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import PercentField
from blocs.models import Title, Unit
from pacts.logic.pasted import MOST_CHARACTERS, seems_dotted
from pacts.logic.targets import REDUCTIONS, Kind, problems_of
from pacts.models import OwnTarget, Pledge, PledgeGroup, Section


class SectionForm(HouseModelForm):
    class Meta:
        model = Section
        fields = ["title", "text"]

    def __init__(self, *args, pact, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.pact = pact
        self.fields["title"].label = _("Section of the pact")
        self.fields["text"].widget.attrs["rows"] = 2


class GroupForm(HouseModelForm):
    class Meta:
        model = PledgeGroup
        fields = ["name", "judged"]

    def __init__(self, *args, pact, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.pact = pact


def says_percent(kind: str, measure: str) -> bool:
    return kind in REDUCTIONS or measure.strip() == "%"


class PledgeRowForm(RevisedForm):
    """One row as it stands in the list. With `complete` off (while it is being typed) what is still missing is no
    mistake: the row tells it, and the pact cannot be opened before.
    """

    class Meta:
        model = Pledge
        fields = ["name", "kind", "target", "target_max", "measure", "baseline_label", "note"]

    def __init__(self, *args, pact, complete=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.complete = complete
        self.instance.pact = pact
        self._shape()
        if self.is_bound:
            self._read_rates()

    def _shape(self):
        self.initial.setdefault("kind", Kind.AT_LEAST.value)
        name = self.fields["name"]
        name.label = _("Pledge")
        name.widget = forms.Textarea(attrs={"rows": 2, "maxlength": name.max_length})
        self.fields["kind"].widget.attrs["data-kind"] = ""
        self.fields["target"].help_text = _("For example 92,02. Of a fall, the percentage.")
        self.fields["measure"].help_text = _("For example %, cases, models.")
        self.fields["baseline_label"].help_text = _("What a fall is compared with, for example the year before.")

    def _read_rates(self):
        """A rate is read as a rate: 1.234 is a slip there and never a thousand."""
        kind, measure = (self.data.get(self.add_prefix(name), "") for name in ("kind", "measure"))
        if not says_percent(kind, measure):
            return
        for name in ("target", "target_max"):
            field = self.fields[name]
            self.fields[name] = PercentField(
                over_100=True, required=False, label=field.label, help_text=field.help_text
            )

    def clean(self):
        """Every problem at its field at once; what could not be read is not complained about twice."""
        cleaned = super().clean()
        if "kind" not in cleaned or not self.complete:
            return cleaned
        for field, sentence in self._problems(cleaned):
            if field not in self.errors:
                self.add_error(field, sentence)
        return cleaned

    def _problems(self, cleaned):
        baseline = cleaned.get("baseline", self.instance.baseline)
        compared_with = cleaned.get("baseline_label", "") if baseline is None else baseline
        values = (cleaned.get("target"), cleaned.get("target_max"), compared_with, cleaned.get("measure", ""))
        above_100 = cleaned.get("allows_over_100", self.instance.allows_over_100)
        found = problems_of(Kind(cleaned["kind"]), *values, above_100=above_100)
        asked_at = "baseline_label" if baseline is None or "baseline" not in self.fields else "baseline"
        return [(asked_at if field == "baseline" else field, sentence) for field, sentence in found]


class PledgeForm(PledgeRowForm):
    """One row with all it can say. What matters follows from the kind; the page hides the rest where script runs."""

    class Meta:
        model = Pledge
        fields = [
            *["section", "name", "kind", "target", "target_max", "measure", "baseline_label", "baseline"],
            *["allows_over_100", "group", "data_source", "note"],
        ]

    def __init__(self, *args, pact, **kwargs):
        super().__init__(*args, pact=pact, **kwargs)
        self.fields["section"].queryset = pact.sections.all()
        self.fields["section"].required = pact.sections.exists()
        self.fields["group"].queryset = pact.groups.all()

    def _shape(self):
        super()._shape()
        self.helper.layout = Layout(
            *(["revision"] if "revision" in self.fields else []),
            "section",
            "name",
            Row("kind", "target", "target_max", "measure"),
            Row("baseline_label", "baseline"),
            "allows_over_100",
            Row("group", "data_source"),
            "note",
        )
        self.fields["section"].label = _("Section of the pact")
        self.fields["baseline"].help_text = _("The figure of that period, where it is known.")


DECIMALS = [("phay", _("comma (92,02)")), ("cham", _("dot (92.02)"))]


class PasteForm(HouseForm):
    """A block of rows from a spreadsheet, the section it goes into, and how its numbers are written."""

    section = forms.ModelChoiceField(Section.objects.none(), required=False, label=_("Section of the pact"))
    block = forms.CharField(
        label=_("Rows copied from Excel"),
        strip=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "data-plain-area": ""}),
        help_text=_("Columns: content, kind, target, unit. A row of column names is recognised."),
    )
    decimals = forms.ChoiceField(
        label=_("Decimal sign in the pasted data"), choices=DECIMALS, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args, pact, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = pact.sections.all()
        self.fields["section"].required = pact.sections.exists()
        self.fields["section"].empty_label = None if pact.sections.exists() else "—"

    def clean_decimals(self):
        """As chosen; where nobody chose, as most numbers of the block are written."""
        guessed = "cham" if seems_dotted(self.cleaned_data.get("block", "")) else "phay"
        return self.cleaned_data["decimals"] or guessed


class OwnTargetForm(RevisedForm):
    """A unit's own target; the units that have one already are changed on their own page."""

    class Meta:
        model = OwnTarget
        fields = ["membership", "target", "target_max", "baseline"]

    def __init__(self, *args, pledge, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.pledge = pledge
        if not self.instance._state.adding:
            del self.fields["membership"]
        else:
            self._offer_members(pledge)
        if pledge.kind != Kind.REDUCE_RANGE:
            del self.fields["target_max"]
        if self.is_bound and says_percent(pledge.kind, pledge.measure):
            self.fields["target"] = PercentField(over_100=True, label=self.fields["target"].label)

    def _offer_members(self, pledge):
        field = self.fields["membership"]
        members = [row.pk for row in pledge.pact.members()]
        taken = pledge.own_targets.values("membership")
        field.queryset = field.queryset.filter(pk__in=members).exclude(pk__in=taken).in_order()
        field.label_from_instance = lambda row: row.unit.name


class RegistrationForm(HouseForm):
    """A unit and the title it aims at."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"))
    title = forms.ModelChoiceField(Title.objects.all(), label=_("Title or flag"))

    def __init__(self, *args, pact, **kwargs):
        super().__init__(*args, **kwargs)
        members = [row.unit_id for row in pact.members()]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=members)
