"""What a page tells those who pass its address on: {% load sharing %} then {% block_text "title" %}."""

from html import unescape

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import strip_tags
from django.utils.text import Truncator

register = template.Library()
LONGEST = 200  # letters of a description


@register.simple_tag(takes_context=True)
def block_text(context, name: str) -> str:
    """The words of a block of this page, without its tags; empty where the page leaves the block out."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    if block is None:
        return ""
    with context.push():
        words = " ".join(unescape(strip_tags(block.nodelist.render(context))).split())
    return Truncator(words).chars(LONGEST)


@register.simple_tag(takes_context=True)
def whole_address(context, path: str = "") -> str:
    """The path (this page's where none is given) with scheme and host, as others must be given it."""
    request = context["request"]
    return request.build_absolute_uri(path or request.path)
