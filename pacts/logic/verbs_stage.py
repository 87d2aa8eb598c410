"""The words of the console in the logbook."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "pacts.take_control": _("control of the console taken"),
    "pacts.leave_control": _("control of the console given up"),
    "pacts.call_unit": _("unit invited to sign"),
    "pacts.uncall_unit": _("invitation taken back"),
    "pacts.begin_signing": _("unit has begun to sign"),
    "pacts.skip_unit": _("unit passed over"),
    "pacts.go_to_item": _("programme moved on"),
    "pacts.pause": _("ceremony paused"),
    "pacts.resume": _("ceremony resumed"),
    "pacts.choose_screen": _("picture for the screen chosen"),
    "pacts.pair": _("screen or tablet paired"),
    "pacts.shut_device": _("screen or tablet shut"),
}

DETAILS: dict[str, Any] = {"screen": _("on the screen")}
