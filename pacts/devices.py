"""Screens and tablets of the hall: found by their secret address, and told apart from those that are over."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from pacts.models import Ceremony, Device

EVERY = timedelta(seconds=5)
"""At most one write of `seen_at` a device in this time, however often it asks."""

OVER = (Ceremony.State.HELD, Ceremony.State.CANCELLED)


class Gone(Exception):
    """The device was shut, or its ceremony is over: the address answers 410 and stays so."""


def device_for(token: str, kind: str) -> Device:
    """The device of this kind at this address. Raises Http404 where there is none, Gone where it is over."""
    device = Device.objects.select_related("ceremony").filter(token=token, kind=kind).first()
    if device is None:
        raise Http404
    if is_over(device):
        raise Gone
    return device


def is_over(device: Device) -> bool:
    """A board stays on after the ceremony to show its end; a tablet has nothing left to do."""
    shut = device.shut_at is not None
    return shut or (device.kind == Device.Kind.TABLET and device.ceremony.state in OVER)


def touch_seen(device: Device) -> None:
    """Note that the device asked, at most once in `EVERY`; one UPDATE, as this is nobody's act and has no history."""
    now = timezone.now()
    if device.seen_at is None or now - device.seen_at >= EVERY:
        Device.objects.filter(pk=device.pk).update(seen_at=now)


def gone(request):
    """What a shut device shows; nothing of it is kept by the browser."""
    response = render(request, "410.html", status=410)
    response.headers["Cache-Control"] = "no-store"
    return response
