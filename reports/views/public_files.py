"""Pictures handed out one by one: a photograph follows its ceremony, the emblem belongs to everyone."""

import mimetypes

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404

from blocs.models import Body
from pacts.models import Ceremony, Photo
from reports import published
from reports.views.gate import public_page

PICTURES = {"image/jpeg", "image/png", "image/webp", "image/gif"}


@public_page
def photo(request, pk):
    """Strangers see photographs of public ceremonies; staff those of ceremonies they may see."""
    shown = published.photos().filter(pk=pk).first()
    if shown:
        return _picture(shown.image, "public, max-age=3600")
    if not request.user.is_authenticated:
        raise Http404
    own = get_object_or_404(Photo, pk=pk, ceremony__in=Ceremony.objects.visible_to(request.user))
    return _picture(own.image, "private, no-store")


@public_page
def emblem(request):
    body = Body.objects.first()
    if body is None or not body.emblem:
        raise Http404
    return _picture(body.emblem, "public, max-age=3600")


def _picture(image, cache: str):
    """Only what is a picture by its name is sent, and never as anything else."""
    kind = mimetypes.guess_type(image.name)[0]
    if kind not in PICTURES:
        raise Http404
    try:
        response = FileResponse(image.open("rb"), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = cache
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
