"""What people wrote is Vietnamese on every page: {% load tongue %} then <td{% vi %}>…</td>."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def vi():
    """The attribute that says so, where the page itself is in another language."""
    return "" if (get_language() or "vi").startswith("vi") else format_html(' lang="{}"', "vi")
