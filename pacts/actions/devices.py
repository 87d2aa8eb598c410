"""Screens and tablets of the hall: each gets an address of its own, and loses it for good."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from blocs.actions.base import validate
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions.control import open_run
from pacts.models import Ceremony, Device


@transaction.atomic
def pair(ceremony: Ceremony, *, kind: str, name: str, by: User) -> Device:
    """A new screen or tablet with its secret address, which the logbook does not learn."""
    if not Ceremony.objects.get(pk=ceremony.pk).is_open:
        raise Refused(_("The ceremony is over."))
    open_run(ceremony)  # so that what the device shows has a pulse from the first moment
    device = Device(ceremony=ceremony, kind=kind, name=name, made_by=by)
    validate(device)
    device.save(force_insert=True)
    Event.record("pacts.pair", device, by=by, ceremony=str(ceremony), kind=kind)
    return device


@transaction.atomic
def shut_device(device: Device, *, by: User) -> Device:
    """The address answers 410 from now on; a new screen gets a new one."""
    device = Device.objects.locked(device.pk)
    if device.shut_at:
        raise Refused(_("It is shut already."))
    device.shut_at = timezone.now()
    device.save(update_fields=["shut_at"])
    Event.record("pacts.shut_device", device, by=by, ceremony=str(device.ceremony))
    return device
