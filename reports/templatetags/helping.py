"""Where the manual speaks of the page at hand: {% load helping %} then {% help_address %}."""

from django import template

from reports import help_map

register = template.Library()


@register.simple_tag(takes_context=True)
def help_address(context) -> str:
    """The manual as a whole where the page has no name: one that was not found, one that failed."""
    match = getattr(context.get("request"), "resolver_match", None)
    return help_map.help_address(match.view_name if match and match.view_name else "")
