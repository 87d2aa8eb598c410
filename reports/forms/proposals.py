"""Forms of the way to honours: rules and quotas, the list, the council's decision, comments, a revocation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import HouseForm, HouseModelForm, RevisedForm
from blocs.forms.fields import DayField, LineField, ParagraphField
from blocs.models import Title, Unit
from pacts.models import HonourRules, Quota
from reports.actions.council import Decision, Verdict
from reports.actions.submissions import Choice
from reports.models import Honour, PublicComment, Submission
from reports.proposing import Pair, Slate

GATES = ("ballot_needs_result", "proposal_needs_ballot", "publication_needs_decision", "flag_needs_top_score")
BALLOT = (
    *("is_secret", "smallest_secret", "quorum_part", "quorum_whole", "majority_part", "majority_whole"),
    *("majority_is_more", "majority_base", "runoff", "shuffles_candidates"),
)


class RulesForm(RevisedForm):
    class Meta:
        model = HonourRules
        fields = [*GATES, "comment_days", *BALLOT, "legal_basis"]


class QuotaForm(HouseModelForm):
    class Meta:
        model = Quota
        fields = ["title", "level", "most", "percent", "of", "rounding", "remainder", "legal_basis", "verified_on"]


class _QuotaRows(forms.BaseModelFormSet):
    def clean(self) -> None:
        """What the rows say together is asked of all of them at once by the action."""

    def quotas(self) -> list[Quota]:
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        return [form.instance for form in kept if not form.cleaned_data.get("DELETE")]


QuotaRows = forms.modelformset_factory(Quota, form=QuotaForm, formset=_QuotaRows, extra=2, can_delete=True)


class ListForm(HouseForm):
    """A tick for each title a unit may be proposed for; a line where a reason is asked for."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    justification = ParagraphField(
        label=gettext_lazy("Why it goes beyond the quota"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, slate: Slate, submission: Submission, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.slate = slate
        self.ticks: dict[Pair, str] = {}
        self.reasons: dict[Pair, str] = {}
        self.remarks: dict[Pair, str] = {}
        self.initial |= {"revision": submission.revision, "justification": submission.justification}
        for title in slate.aims:
            for unit in slate.by_unit:
                self._add((title, unit))
        self._add_remarks()

    def _add(self, pair: Pair) -> None:
        told = self.slate.answer(*pair)
        if told.bars and pair not in self.slate.ticked:
            return
        named = f"{self.slate.by_unit[pair[1]].name}: {self.slate.aims[pair[0]].name}"
        self.ticks[pair] = self._field(f"p-{pair[0]}-{pair[1]}", forms.BooleanField(label=named, required=False))
        self.initial[self.ticks[pair]] = pair in self.slate.ticked
        if told.needs_reason:
            label = _("Why it and not the highest scorer")
            self.reasons[pair] = self._field(
                f"n-{pair[0]}-{pair[1]}", LineField(label=label, required=False, max_length=500)
            )
            self.initial[self.reasons[pair]] = self.slate.notes.get(pair, "")

    def _add_remarks(self) -> None:
        usual = self.slate.suggestions()
        for pair in self.slate.left_out():
            named = f"{self.slate.by_unit[pair[1]].name} – {self.slate.aims[pair[0]].name}"
            field = LineField(label=named, required=False, max_length=500)
            self.remarks[pair] = self._field(f"w-{pair[0]}-{pair[1]}", field)
            self.initial[self.remarks[pair]] = self.slate.remarks.get(pair) or usual[pair]

    def _field(self, name: str, field: forms.Field) -> str:
        self.fields[name] = field
        return name

    def choice(self) -> Choice:
        told = self.cleaned_data
        return Choice(
            {pair for pair, name in self.ticks.items() if told.get(name)},
            {pair: told.get(name, "") for pair, name in self.reasons.items()},
            {pair: told.get(name, "") for pair, name in self.remarks.items()},
            told.get("justification", ""),
        )


class CouncilForm(HouseForm):
    """By whom, when, under which number; and a verdict for each proposal."""

    SAID = (
        ("award", gettext_lazy("granted")),
        ("approve", gettext_lazy("approved, to be granted higher up")),
        ("change", gettext_lazy("another title granted")),
        ("refuse", gettext_lazy("refused")),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    authority = LineField(label=gettext_lazy("Deciding authority"), max_length=200)
    decision_number = LineField(label=gettext_lazy("Decision number"), required=False, max_length=100)
    decided_on = DayField(label=gettext_lazy("Decided on"))
    council_note = ParagraphField(
        label=gettext_lazy("What the council said"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, submission: Submission, honours: list[Honour], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.honours = honours
        self.initial["revision"] = submission.revision
        titles = list(Title.objects.all())
        self.by_pk = {str(title.pk): title for title in titles}
        for honour in honours:
            self._add(honour, [("", "—"), *((str(title.pk), title.name) for title in titles)])

    def _add(self, honour: Honour, titles: list[tuple[str, str]]) -> None:
        whom = f"{honour.unit} – {honour.title}"
        self.fields[f"said-{honour.pk}"] = forms.ChoiceField(
            label=f"{_('Decision')}: {whom}", choices=self.SAID, initial="award"
        )
        self.fields[f"title-{honour.pk}"] = forms.ChoiceField(
            label=f"{_('Another title')}: {whom}", choices=titles, required=False
        )
        self.fields[f"reason-{honour.pk}"] = LineField(label=f"{_('Reason')}: {whom}", required=False, max_length=300)

        for part, style in (("said", "form-select"), ("title", "form-select"), ("reason", "form-control")):
            self.fields[f"{part}-{honour.pk}"].widget.attrs["class"] = style

    def decision(self) -> Decision:
        names = ("authority", "decided_on", "decision_number", "council_note")
        return Decision(
            **{name: self.cleaned_data.get(name) or ("" if name != "decided_on" else None) for name in names}
        )

    def verdicts(self) -> dict[int, Verdict]:
        return {honour.pk: self._verdict(honour.pk) for honour in self.honours}

    def _verdict(self, pk: int) -> Verdict:
        told = self.cleaned_data
        return Verdict(told[f"said-{pk}"], self.by_pk.get(told[f"title-{pk}"]), told[f"reason-{pk}"])


class RevokeForm(HouseForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    ground = LineField(label=gettext_lazy("Ground of the revocation"), max_length=300)
    number = LineField(label=gettext_lazy("Number of the revocation"), required=False, max_length=100)
    revoked_on = DayField(label=gettext_lazy("Revoked on"))


class AnswerForm(HouseForm):
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = ParagraphField(
        label=gettext_lazy("Answer, or why it is set aside"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_set_aside = forms.BooleanField(label=gettext_lazy("Set aside without an answer"), required=False)


class CommentForm(HouseModelForm):
    """What a reader of the public page says; the name is needed, the way to answer is not."""

    text = ParagraphField(
        label=gettext_lazy("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6, "maxlength": 2000})
    )

    class Meta:
        model = PublicComment
        fields = ["unit", "name", "contact", "text"]

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(honours__submission=submission).distinct()
        self.fields["unit"].empty_label = _("the whole list")
