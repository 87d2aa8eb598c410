"""How one person wants pages and messages."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from blocs.forms.base import HouseModelForm
from blocs.models import Notice, Preference


class PreferenceForm(HouseModelForm):
    """`kinds` are the kinds of messages wanted; the row keeps those that are not."""

    kinds = forms.MultipleChoiceField(
        label=_("Tell me about"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(value, capfirst(label)) for value, label in Notice.Kind.choices],
    )
    email = forms.EmailField(label=_("e-mail address"), required=False, max_length=254)

    field_order = ["theme", "text", "shortcuts", "kinds", "email", "mail"]

    class Meta:
        model = Preference
        fields = ["theme", "text", "shortcuts", "mail"]
        widgets = {"theme": forms.RadioSelect, "text": forms.RadioSelect}
        help_texts = {"shortcuts": _("For example Ctrl+K to search, “?” for the list of all keys.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        muted = self.instance.muted
        for name in ("theme", "text"):  # one of each is always chosen, so none is asked for
            self.fields[name].required = False
        self.fields["kinds"].choices = [(value, capfirst(label)) for value, label in Notice.Kind.choices]
        self.initial["kinds"] = [value for value in Notice.Kind.values if value not in muted]
        self.initial["email"] = self.instance.user.email

    def clean_theme(self):
        return self.cleaned_data["theme"] or self.instance.theme

    def clean_text(self):
        return self.cleaned_data["text"] or self.instance.text

    def clean(self):
        wanted = self.cleaned_data.get("kinds", [])
        self.instance.muted = [value for value in Notice.Kind.values if value not in wanted]
        return self.cleaned_data
