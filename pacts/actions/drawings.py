"""A drawn signature on its way in: read by Pillow, made small, written anew so that nothing but the strokes is kept."""

import hashlib
from io import BytesIO

from PIL import Image

from blocs.logic.lifecycle import Refused
from pacts.logic.drawing import HIGHEST, MOST_PIXELS, WIDEST, bytes_in, say_unreadable
from pacts.models import Signature, SignatureImage

WHAT_PILLOW_RAISES = (OSError, ValueError, SyntaxError, EOFError, AttributeError, RuntimeError)
TOO_MANY = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def picture_in(address: str) -> bytes:
    """A PNG of at most 800 × 300 pixels without metadata; b"" where nothing was drawn. Raises Refused otherwise."""
    raw = bytes_in(address)
    if not raw:
        return b""
    try:
        return _written_anew(raw)
    except (*WHAT_PILLOW_RAISES, *TOO_MANY) as error:
        raise Refused(say_unreadable()) from error


def _written_anew(raw: bytes) -> bytes:
    """On white; b"" for an empty sheet."""
    with Image.open(BytesIO(raw), formats=("PNG",)) as opened:
        if max(opened.size) > MOST_PIXELS:
            raise Refused(say_unreadable())
        drawn = opened.convert("RGBA")
    sheet = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("L")
    if sheet.getextrema() == (255, 255):
        return b""
    sheet.thumbnail((WIDEST, HIGHEST))
    kept = BytesIO()
    sheet.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def keep_picture(signature: Signature, png: bytes) -> None:
    SignatureImage.objects.create(signature=signature, png=png, sha256=sha256_of(png))


def sha256_of(png: bytes) -> str:
    """ "" for no picture."""
    return hashlib.sha256(png).hexdigest() if png else ""
