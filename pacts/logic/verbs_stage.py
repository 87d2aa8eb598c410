"""The words of the console in the logbook."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "pacts.take_control": _("control of the console taken"),
    "pacts.call_unit": _("unit invited to sign"),
    "pacts.uncall_unit": _("invitation taken back"),
    "pacts.skip_unit": _("unit passed over"),
    "pacts.go_to_item": _("programme moved on"),
    "pacts.pause": _("ceremony paused"),
    "pacts.resume": _("ceremony resumed"),
    "pacts.pair": _("screen or tablet paired"),
    "pacts.shut_device": _("screen or tablet shut"),
}

DETAILS: dict = {}
