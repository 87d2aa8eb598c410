"""Text pasted from a table whose cells name an old font: what it reads like in Unicode, for the writer to confirm."""

from typing import Any

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused
from blocs.logic.old_fonts import in_unicode

__all__ = ["in_unicode", "runs_in"]

MOST_RUNS = 2000  # of one paste
MOST_LETTERS = 5000  # of one run


def runs_in(posted: Any) -> list[tuple[str, str]]:
    """(text, font) of a posted JSON list [[text, font]]; Refused for any other shape, or more than one paste holds."""
    if not isinstance(posted, list) or len(posted) > MOST_RUNS or not all(_is_run(one) for one in posted):
        raise Refused(_("The page sent something that cannot be read; reload it and try again."))
    return [(text, font) for text, font in posted]


def _is_run(one: Any) -> bool:
    texts = isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)
    return texts and len(one[0]) <= MOST_LETTERS
