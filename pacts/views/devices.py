"""Where screens and tablets of the hall get their addresses and lose them."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from blocs.pages import get_for, page, submit, tell
from pacts.actions.devices import pair, shut_device
from pacts.console import connections
from pacts.forms.running import DeviceForm
from pacts.models import Ceremony, Device


@never_cache
def device_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The screens and tablets of a ceremony, each with its secret address, and a form for one more."""
    ceremony = get_for(request.user, Ceremony, pk, "pacts.pair")
    form = DeviceForm(request.POST or None, initial=_next_free(ceremony))

    def make(kind: str, name: str) -> Device:
        return pair(ceremony, kind=kind, name=name, by=request.user)

    if submit(form, make):
        tell(request, _("Its address is ready below."))
        return redirect("pacts:device_list", ceremony.pk)
    rows = [(one, address_of(request, one.device)) for one in connections(ceremony, timezone.now())]
    shut = Device.objects.filter(ceremony=ceremony, shut_at__isnull=False)
    context = {"ceremony": ceremony, "illustrative": ceremony.is_illustrative, "rows": rows, "shut": shut, "form": form}
    return page(request, "pacts/device_list.html", context)


def _next_free(ceremony: Ceremony) -> dict:
    """A projector first, tablets after it, so that pairing the usual hall is typing nothing."""
    kinds = list(Device.objects.paired().filter(ceremony=ceremony).values_list("kind", flat=True))
    if Device.Kind.BOARD not in kinds:
        return {"kind": Device.Kind.BOARD, "name": _("Projector")}
    number = kinds.count(Device.Kind.TABLET) + 1
    return {"kind": Device.Kind.TABLET, "name": _("Tablet %(number)s") % {"number": number}}


def address_of(request: HttpRequest, device: Device) -> str:
    """The whole secret address, as it is typed or scanned."""
    if device.kind == Device.Kind.BOARD:
        path = reverse("pacts:board_screen", args=[device.ceremony_id]) + f"?token={device.token}"
    else:
        path = reverse("pacts:tablet", args=[device.token])
    return request.build_absolute_uri(path)


@require_safe
@never_cache
def device_code(request: HttpRequest, pk: int, device: int) -> HttpResponse:
    """The address as a QR code, for a tablet's camera."""
    import segno

    ceremony = get_for(request.user, Ceremony, pk, "pacts.pair")
    row = get_for(request.user, Device, device, queryset=Device.objects.paired().filter(ceremony=ceremony))
    drawn = BytesIO()
    segno.make(address_of(request, row), error="m").save(drawn, kind="svg", scale=6, border=4, light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@require_POST
def device_shut(request: HttpRequest, pk: int, device: int) -> HttpResponse:
    ceremony = get_for(request.user, Ceremony, pk, "pacts.pair")
    shut_device(
        get_for(request.user, Device, device, queryset=Device.objects.filter(ceremony=ceremony)), by=request.user
    )
    tell(request, _("It is shut. Its address opens nothing any more."))
    return redirect("pacts:device_list", ceremony.pk)
