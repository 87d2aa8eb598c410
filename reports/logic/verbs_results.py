"""What the logbook says of results."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "reports.prepare_result": _("result prepared"),
    "reports.discard_result": _("draft of a result discarded"),
    "reports.release_result": _("result published"),
    "reports.ask_release_results": _("publication of a season's results asked for"),
    "reports.release_results": _("results of a season published"),
    "reports.download_package": _("package of a result downloaded"),
}

DETAILS: dict[str, Any] = {
    "mode": _("what the public sees"),
    "failed": _("not published"),
    "released": _("results published"),
    "waiting": _("results waiting"),
    "season": _("season"),
}
