"""What keeps a bloc from standing: pure rules over counts and names."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

FEWEST_UNITS, MOST_UNITS = 2, 25  # seen in real blocs: bilateral pacts to 25 departments


def obstacles_to_standing(unit_count: int, has_head: bool, gone: Iterable[str] = ()) -> list[str]:
    """Sentences: too few or too many units, no head, members that exist no longer."""
    words = {"count": unit_count, "fewest": FEWEST_UNITS, "most": MOST_UNITS}
    sentences = [_("%(unit)s no longer exists but is still a member.") % {"unit": unit} for unit in gone]
    if unit_count < FEWEST_UNITS:
        sentences.append(_("A bloc has at least %(fewest)s units; this one has %(count)s.") % words)
    if unit_count > MOST_UNITS:
        sentences.append(_("A bloc has at most %(most)s units; this one has %(count)s.") % words)
    if not has_head:
        sentences.append(_("No unit heads the bloc yet."))
    return sentences
