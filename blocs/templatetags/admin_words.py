"""What the admin's templates ask of its registers: {% load admin_words %}."""

from django import template
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from blocs.logic.text import slugify

register = template.Library()


@register.simple_tag
def group_of(opts) -> dict[str, str] | None:
    """{"name", "slug"} of the group of the work this register stands in."""
    found = admin.site._registry.get(opts.model) if opts else None
    return {"name": str(found.group), "slug": slugify(str(found.group))} if found else None


@register.simple_tag
def ways_of(opts, thing) -> list[tuple[str, str]]:
    """(address, label) of the pages on from this row."""
    return admin.site._registry[opts.model].ways(thing)


@register.filter
def kind_of(row) -> str:
    words = str(row._meta.verbose_name)
    return words[:1].upper() + words[1:]


@register.filter
def admin_address(row) -> str:
    """Where the row stands in the admin; nothing for what has no page of its own there."""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
