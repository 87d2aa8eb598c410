"""Addresses of things that are added: made from the name, and free."""

from blocs.logic.text import slugify


def free_slug(model, name: str, *, longest: int = 80, **within) -> str:
    """The slug of the name, with -2, -3 … where it is taken; `within` narrows where it must be free."""
    stem = slugify(name)[:longest].strip("-") or model._meta.model_name
    taken = set(model._default_manager.filter(slug__startswith=stem, **within).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{stem}-{number}") not in taken)
