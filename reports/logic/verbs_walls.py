"""What the logbook says of wall screens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.hang_wall": _("wall screen hung"),
    "reports.shut_wall": _("wall screen shut"),
}

DETAILS: dict[str, Any] = {"place_name": _("where it hangs"), "until_on": _("until")}
