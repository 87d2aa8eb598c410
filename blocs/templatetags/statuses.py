"""The sign and the word of every status, in one table: {% load statuses %} then {{ status|status_word }}."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Key: (sign, word). Blue signs say good, tan ones short of the target; red is kept for overdue.
STATUSES = {
    "met": ("●", _("Met")),
    "exceeded": ("◆", _("Exceeded")),
    "at-risk": ("▲", _("At risk")),
    "not-met": ("■", _("Not met")),
    "no-report": ("○", _("Not reported")),
    "na": ("⊘", _("Not applicable")),
    "provisional": ("◇", _("Provisional, not published")),
    "unpublished": ("◇", _("Not published")),
    "not-started": ("○", _("Not started")),
    "incomplete": ("◇", _("Incomplete")),
    "blocked": ("⊘", _("Cannot start yet")),
    "in-progress": ("→", _("In progress")),
    "draft": ("○", _("Draft")),
    "submitted": ("✔", _("Submitted")),
    "review": ("→", _("Under review")),
    "returned": ("▲", _("Returned")),
    "approved": ("●", _("Approved")),
    "await-sign": ("◇", _("Waiting for signature")),
    "signed": ("✔", _("Signed")),
    "published": ("●", _("Published")),
    "withdrawn": ("⊘", _("Withdrawn")),
    "locked": ("■", _("Locked")),
    "done": ("✔", _("Done")),
    "open": ("→", _("Open")),
    "overdue": ("▲", _("Overdue")),
    "due": ("▲", _("Due soon")),
}


@register.filter
def status_key(status) -> str:
    """The key as the style sheet knows it: at_risk and at-risk are one."""
    return str(status).replace("_", "-")


@register.filter
def status_sign(status) -> str:
    """The sign that tells the status without colour; an open circle for a status without one."""
    return STATUSES.get(status_key(status), ("○", ""))[0]


@register.filter
def status_word(status):
    """The status in words; the key itself where the table has no word for it."""
    return STATUSES.get(status_key(status), ("", status))[1]
