"""A file on its way in: pictures bared of what the camera wrote, every file named by its digest."""

import hashlib
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image

from blocs.logic import files
from blocs.logic.bare_pictures import bare_jpeg, bare_png, require_pixels, say_broken, say_too_many_pixels
from blocs.logic.files import JPG, Kind
from blocs.logic.lifecycle import Refused

ORIENTATION = 0x0112
LEAST_DPI = 200  # ND 30/2020, annex I: digitised papers
WHAT_PILLOW_RAISES = (OSError, ValueError, SyntaxError, EOFError, AttributeError, RuntimeError)


def bare_picture(upload: IO[bytes], kind: Kind) -> tuple[IO[bytes], str]:
    """Read by Pillow without unpacking the picture, then copied without its metadata."""
    try:
        upload.seek(0)
        picture = Image.open(upload, formats=("JPEG", "PNG"))
        require_pixels(picture.height, picture.width)
        dpi, orientation = picture.info.get("dpi"), _orientation(picture, kind)
        picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(say_too_many_pixels()) from error
    except WHAT_PILLOW_RAISES as error:
        raise Refused(say_broken()) from error
    upload.seek(0)
    raw = upload.read()
    bare = bare_jpeg(raw, orientation) if kind == JPG else bare_png(raw)
    return BytesIO(bare), _dpi_advice(dpi)


def _orientation(picture: Image.Image, kind: Kind) -> int:
    """1 to 8; only photographs are turned so."""
    found = picture.getexif().get(ORIENTATION, 1) if kind == JPG else 1
    return found if found in range(1, 9) else 1


def _dpi_advice(dpi) -> str:
    """Where the scanner says how fine it was, and 72 or 96 (what cameras write for “unknown”) is not meant."""
    if dpi and max(dpi) < LEAST_DPI and max(dpi) not in (1, 72, 96):
        return _("The picture has fewer than 200 dots an inch, which Decree 30/2020 asks of digitised papers.")
    return ""


def digest_of(stream: IO[bytes]) -> tuple[str, int]:
    told, size = hashlib.sha256(), 0
    for piece in files.chunks(stream):
        told.update(piece)
        size += len(piece)
    stream.seek(0)
    return told.hexdigest(), size
