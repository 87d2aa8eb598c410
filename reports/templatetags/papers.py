"""A kept paper as lists and pages name it: {% load papers %}."""

from django import template

from reports.papers.catalogue import BY_SLUG

register = template.Library()
BADGES = {"draft": "draft", "issued": "done", "withdrawn": "withdrawn"}


@register.filter
def type_name(document) -> str:
    """“Kế hoạch”; the slug where the catalogue has the kind no more."""
    kind = BY_SLUG.get(document.kind)
    return kind.type_name if kind else document.kind


@register.filter
def kind_name(slug: str):
    """“yearly plan”, in the reader's language."""
    return BY_SLUG[slug].name if slug in BY_SLUG else slug


@register.filter
def paper_badge(document) -> str:
    return BADGES[document.state]
