"""What people wrote is Vietnamese on every page: {% load tongue %} then <td{% vi %}>…</td>."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def vi():
    """The attribute that says so, where the page itself is in another language."""
    return "" if _is_vietnamese() else format_html(' lang="{}"', "vi")


@register.filter
def in_vi(words):
    """The same words inside a sentence of ours: {% blocktranslate with by=report.sent_by|in_vi %}."""
    return words if _is_vietnamese() else format_html('<span lang="{}">{}</span>', "vi", words)


def _is_vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")
