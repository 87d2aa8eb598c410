"""The ballot itself and the count of ballot papers: forms whose fields come from the frozen terms.

The fields of the ballot are named “secret-…”: what is named so is kept by nothing that keeps typed fields.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseForm
from blocs.forms.fields import CountField
from reports.logic.paper_counts import KINDS
from reports.models import Poll

YES, NO, OTHER = ("yes", _("In favour")), ("no", _("Not in favour")), ("other", _("Another opinion"))
WORDS = {"valid": _("Valid papers"), "invalid": _("Invalid papers"), "blank": _("Blank papers")}
ANSWERS = (_("In favour"), _("Not in favour"), _("Another opinion"))


class BallotForm(HouseForm):
    """{candidate: answer} in `answers`; nothing is asked for, for a blank ballot is a ballot."""

    prefix = "secret"
    sealed = forms.CharField(widget=forms.HiddenInput, initial="1")

    def __init__(self, *args, candidates, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.poll, self.candidates = poll, list(candidates)
        if poll.way == Poll.Way.APPROVE:
            for row in self.candidates:
                self.fields[str(row.pk)] = _radios(row.unit_name, [YES, NO, OTHER])
        else:
            self.fields["choice"] = self._choice([(str(row.pk), row.unit_name) for row in self.candidates])

    def _choice(self, names) -> forms.Field:
        if self.poll.seats == 1:
            return _radios(self.poll.question, names)
        return forms.MultipleChoiceField(
            label=self.poll.question, choices=names, required=False, widget=forms.CheckboxSelectMultiple
        )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        chosen = told.get("choice") or []
        if isinstance(chosen, list) and len(chosen) > self.poll.seats:
            self.add_error("choice", _("More are chosen than there are places; please choose fewer."))
        return told

    @property
    def answers(self) -> dict[str, str]:
        told = {name: value for name, value in self.cleaned_data.items() if name != "sealed" and value}
        if self.poll.way == Poll.Way.APPROVE:
            return told
        chosen = told.get("choice", [])
        return dict.fromkeys([chosen] if isinstance(chosen, str) else chosen, "yes")

    def spoken(self) -> list[tuple[str, Any]]:
        """(candidate, answer in words) as chosen, for the page where it is checked."""
        words, told = dict([YES, NO, OTHER]), self.answers
        return [(row.unit_name, words.get(told.get(str(row.pk), ""), "")) for row in self.candidates]


def _cell(label: str) -> CountField:
    field = CountField(label=label, max_value=9999)
    field.widget.attrs |= {"class": "form-control count-cell", "aria-label": label}
    return field


def _radios(label: str, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


class CountForm(HouseForm):
    """What a teller counted: papers by kind, and for each candidate the answers of the ballot."""

    def __init__(self, *args, candidates, poll: Poll, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        self.answers = ANSWERS if poll.way == Poll.Way.APPROVE else ANSWERS[:1]
        for kind in KINDS:
            self.fields[kind] = CountField(label=WORDS[kind], max_value=9999)
        for row in self.candidates:
            for at, word in enumerate(self.answers):
                self.fields[f"{row.pk}/{at}"] = _cell(f"{row.unit_name}: {word}")

    def papers(self) -> list[Any]:
        return [self[kind] for kind in KINDS]

    def rows(self) -> list[tuple[str, list[Any]]]:
        """(candidate, [(answer, field)]) as the table of the page."""
        return [
            (row.unit_name, [(word, self[f"{row.pk}/{at}"]) for at, word in enumerate(self.answers)])
            for row in self.candidates
        ]

    @property
    def counted(self) -> dict:
        told = {kind: int(self.cleaned_data[kind]) for kind in KINDS}
        return told | {"votes": {str(row.pk): self._numbers(row.pk) for row in self.candidates}}

    def _numbers(self, key: int) -> list[int]:
        return [int(self.cleaned_data.get(f"{key}/{at}") or 0) for at in range(3)]
