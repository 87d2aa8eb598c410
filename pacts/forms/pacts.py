"""What a pact is asked for: its heading, its start, the bloc's regulation, an erratum, a template's name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import LineField, ParagraphField
from blocs.logic.text import clean
from blocs.models import Movement
from pacts.models import Erratum, Pact, PactTemplate, Regulation

STARTS = [
    ("last_season", _("Copy from last season")),
    ("template", _("Start from a template")),
    ("scratch", _("Start from scratch")),
]


class StartForm(HouseForm):
    """From what a new pact begins."""

    start = forms.ChoiceField(choices=STARTS, label=_("Start from"))
    template = forms.ModelChoiceField(PactTemplate.objects.all(), required=False, label=_("Template"))


class PactForm(RevisedForm):
    """The heading. Movements and solutions are rows of their own and are handed to the action beside the pact."""

    movements = forms.ModelMultipleChoiceField(
        Movement.objects.all(),
        label=_("Movements"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A pact may serve several movements; at least one is needed before it is opened."),
    )
    solutions = ParagraphField(
        label=_("Breakthrough solutions"), required=False, rows=5, help_text=_("One on each line.")
    )

    class Meta:
        model = Pact
        fields = ["title", "slogan", "legal_bases", "preamble", "undertaking", "copies"]

    field_order = ["title", "movements", "slogan", "legal_bases", "preamble", "solutions", "undertaking", "copies"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["movements"] = list(self.instance.movements.all())
        texts = self.instance.solutions.values_list("text", flat=True)
        self.initial["solutions"] = "\n".join(clean(text.replace("\n", " ")) for text in texts)

    @property
    def beside(self) -> dict:
        lines = self.cleaned_data["solutions"].splitlines()
        solutions = list(filter(None, map(str.strip, lines))) if "solutions" in self.changed_data else None
        return {"movements": self.cleaned_data["movements"], "solutions": solutions}


class OpeningForm(HouseForm):
    """What the secretary declares before the text is closed."""

    declared = forms.BooleanField(
        label=_("I have checked all contents of the pact; they are right and complete."),
        error_messages={"required": _("Tick the declaration before sending")},
    )


class RegulationForm(RevisedForm):
    """What varies from bloc to bloc."""

    class Meta:
        model = Regulation
        fields = [
            *["number", "adopted_on", "absent_unit_hinders_seal", "heads_sign_for_members"],
            *["adoption_before_seal", "adoption_majority"],
        ]


class ErratumForm(HouseModelForm):
    class Meta:
        model = Erratum
        fields = ["text"]

    def __init__(self, *args, pact, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.pact = pact


class TemplateForm(HouseForm):
    name = LineField(label=_("Name of the template"), max_length=150)
    description = ParagraphField(label=_("Description"), required=False, rows=2)
