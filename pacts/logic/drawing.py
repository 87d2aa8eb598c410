"""A signature drawn on a screen, as the page sends it: a PNG in a data address. Text in, bytes or a sentence out."""

import base64
import binascii

from django.utils.translation import gettext as _

from blocs.logic.lifecycle import Refused

HEAD = "data:image/png;base64,"
MOST = 200 * 1024  # characters of the data address
WIDEST, HIGHEST = 800, 300  # pixels kept
MOST_PIXELS = 4096  # of one side, before it is made smaller
PNG_SIGN = b"\x89PNG\r\n\x1a\n"


def bytes_in(address: str) -> bytes:
    """The PNG in the address; b"" where nothing was drawn. Raises Refused for anything else."""
    if not address:
        return b""
    if len(address) > MOST:
        raise Refused(_("The drawn signature is too large. Clear it and draw it again, or sign without drawing."))
    if not address.startswith(HEAD):
        raise Refused(say_unreadable())
    return _decoded(address.removeprefix(HEAD))


def _decoded(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused(say_unreadable()) from error
    if not found.startswith(PNG_SIGN):
        raise Refused(say_unreadable())
    return found


def say_unreadable() -> str:
    return _("The drawn signature cannot be read. Clear it and draw it again, or sign without drawing.")
