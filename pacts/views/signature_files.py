"""Papers of a signature are added by the desk or the unit, and read by whoever may see the pact."""

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from blocs.forms.base import HouseForm
from blocs.pages import get_for, page, require, submit, tell
from pacts.actions.signature_files import add_signature_file
from pacts.models import Ceremony, Pact, Signature, SignatureFile


class PaperForm(HouseForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"), choices=SignatureFile.Kind.choices)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, JPG or PNG, at most 20 MB. Nothing that is a state secret."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )


def _line(request: HttpRequest, pk: int, signature: int) -> Signature:
    """A line of a pact this user may see, at this ceremony."""
    ceremony = get_for(request.user, Ceremony, pk)
    rows = Signature.objects.filter(ceremony=ceremony, pact__in=Pact.objects.visible_to(request.user))
    return get_object_or_404(rows.select_related("pact__bloc", "unit"), pk=signature)


@require_http_methods(["GET", "HEAD", "POST"])
def signature_file_add(request: HttpRequest, pk: int, signature: int) -> HttpResponse:
    line = _line(request, pk, signature)
    require(request.user, "pacts.add_signature_file", line)
    form = PaperForm(request.POST or None, request.FILES or None)

    def act(kind: str, file) -> SignatureFile:
        return add_signature_file(line, file, kind, by=request.user)

    if submit(form, act):
        tell(request, _("The paper is kept."))
        return redirect("pacts:signed", line.pact_id, line.pk) if line.outcome == "signed" else redirect(line.pact)
    context = {"form": form, "ceremony": line.ceremony, "pact": line.pact, "subject": line}
    return page(request, "pacts/signature_file.html", context | {"title": _("Add a paper"), "label": _("Add a paper")})


@require_safe
def signature_file(request: HttpRequest, pk: int, signature: int, file: int) -> HttpResponse:
    """Always as a download, under its own kind and never sniffed."""
    row = get_object_or_404(_line(request, pk, signature).files, pk=file)
    try:
        stream = row.file.open("rb")
    except OSError as error:
        raise Http404 from error
    return FileResponse(stream, as_attachment=True, filename=row.name)
