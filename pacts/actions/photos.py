"""Photographs of a ceremony: judged by what they hold, not by their names, and kept without what the camera wrote."""

from io import BytesIO
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from blocs.actions import base
from blocs.logic.lifecycle import Refused
from blocs.models import Event, User
from pacts.actions.ceremonies import refuse_cancelled
from pacts.models import Ceremony, Photo

KINDS = ("JPEG", "PNG")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 80_000_000  # above any camera of a unit; a header that claims more is a trap for the memory
MOST_WHOLE = {"PNG": 16_000_000, "JPEG": 24_000_000}  # unpacked whole: some twelve and six bytes a pixel
WEB_SIDE, SMALL_SIDE = 1600, 480
QUALITY = 82


@transaction.atomic
def add_photo(photo: Photo, *, upload: IO[bytes], by: User) -> Photo:
    """Keep the photograph at web size and beside it a small rendition; the file as uploaded is not kept.

    Raises Refused for anything but a JPG or PNG of at most 20 MB and 80 million pixels, and for a missing description.
    """
    ceremony = Ceremony.objects.locked(photo.ceremony_id)
    refuse_cancelled(ceremony)
    web, small = renditions(upload)
    photo.image = ContentFile(web, name=f"{uuid4().hex}.jpg")
    base.validate(photo)
    photo.save(force_insert=True)
    photo.image.storage.save(photo.small_name, ContentFile(small))
    Event.record("pacts.add_photo", photo, by=by, ceremony=str(ceremony), file=photo.image.name)
    return photo


@transaction.atomic
def edit_photo(photo: Photo, *, by: User) -> Photo:
    """Caption, description and order; another picture is another photo."""
    return base.change(photo, "pacts.edit_photo", by=by, ceremony=str(photo.ceremony))


@transaction.atomic
def remove_photo(photo: Photo, *, by: User) -> None:
    """Take a photograph away, files and all: a face that should not be shown must be able to go."""
    names, store = [photo.image.name, photo.small_name], photo.image.storage
    base.remove(photo, "pacts.remove_photo", by=by, ceremony=str(photo.ceremony))
    transaction.on_commit(lambda: [store.delete(name) for name in names])


def renditions(upload: IO[bytes]) -> tuple[bytes, bytes]:
    """The web and the small rendition as JPEG bytes, upright and without any metadata. Raises Refused."""
    picture = _open(upload)
    web = _shrunk(picture, WEB_SIDE)
    return _jpeg(web), _jpeg(_shrunk(web, SMALL_SIDE))


def _open(upload: IO[bytes]) -> Image.Image:
    if getattr(upload, "size", 0) > MOST_BYTES:
        raise Refused(_("The photograph is larger than 20 MB."))
    try:
        upload.seek(0)
        picture = Image.open(upload, formats=KINDS)
        if picture.width * picture.height > _most_pixels(picture):
            raise Refused(_("The photograph has too many pixels."))
        picture.draft("RGB", (WEB_SIDE, WEB_SIDE))
        return _flat(ImageOps.exif_transpose(picture))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(_("The photograph has too many pixels.")) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(_("This file is not a readable photograph; only JPG and PNG files are taken.")) from error


def _most_pixels(picture: Image.Image) -> int:
    """A JPEG of one pass shrinks as it is read; a PNG and a progressive JPEG do not."""
    shrinks = picture.format == "JPEG" and not picture.info.get("progressive")
    return MOST_PIXELS if shrinks else MOST_WHOLE[picture.format or "PNG"]


def _flat(picture: Image.Image) -> Image.Image:
    """Plain colours on white: a JPEG knows no transparency."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _jpeg(picture: Image.Image) -> bytes:
    """A new picture of the pixels alone, so that no EXIF, place or comment travels along."""
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    kept = BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return kept.getvalue()
