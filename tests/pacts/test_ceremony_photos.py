"""Photographs: what is kept of them, and which files are refused."""

import struct
import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from blocs.logic.lifecycle import Refused
from blocs.models import Event
from pacts.actions import photos as actions
from pacts.models import Photo
from tests.make import a_bloc, a_ceremony, a_user

pytestmark = pytest.mark.django_db

UNREADABLE = "This file is not a readable photograph; only JPG and PNG files are taken."
MAKER, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825


def a_jpeg(size=(2400, 1200), *, exif=None, colour="navy") -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, colour).save(kept, "JPEG", **({"exif": exif} if exif else {}), comment=b"secret place")
    return kept.getvalue()


def a_file(content: bytes, name="anh.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def a_photo(**facts) -> Photo:
    ceremony = facts.pop("ceremony", None) or a_ceremony(a_bloc())
    values = {"ceremony": ceremony, "caption": "Các đại biểu dự Hội nghị", "alt": "Các đại biểu ngồi trong hội trường"}
    return Photo(**{**values, **facts})


def added(content: bytes, **facts) -> Photo:
    return actions.add_photo(a_photo(**facts), upload=a_file(content), by=a_user())


def refused(content: bytes) -> list[str]:
    with pytest.raises(Refused) as refusal:
        added(content)
    return refusal.value.sentences


def a_png_header(width: int, height: int) -> bytes:
    """A PNG that only claims to be so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    whole = struct.pack(">I", len(head)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data = zlib.compress(b"\0" * 10)
    data = struct.pack(">I", len(data)) + b"IDAT" + data + struct.pack(">I", zlib.crc32(b"IDAT" + data))
    return b"\x89PNG\r\n\x1a\n" + whole + data


def test_a_photograph_is_kept_at_web_size_with_a_small_rendition():
    photo = added(a_jpeg())
    store = photo.image.storage
    sizes = [Image.open(store.open(name)).size for name in (photo.image.name, photo.small_name)]
    assert sizes == [(1600, 800), (480, 240)]
    assert "anh" not in photo.image.name
    assert Event.objects.get().verb == "pacts.add_photo"


def test_a_small_photograph_is_not_blown_up():
    photo = added(a_jpeg((300, 200)))
    assert Image.open(photo.image.storage.open(photo.image.name)).size == (300, 200)


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[MAKER], exif[ORIENTATION] = "Máy ảnh", 6
    exif.get_ifd(GPS)[1] = "N"
    photo = added(a_jpeg((800, 400), exif=exif.tobytes()))
    for name in (photo.image.name, photo.small_name):
        with photo.image.storage.open(name) as stored:
            content = stored.read()
        kept = Image.open(BytesIO(content))
        assert dict(kept.getexif()) == {}
        assert kept.height == 2 * kept.width
        assert b"Exif" not in content
        assert b"secret place" not in content


def test_a_png_with_transparency_lies_on_white():
    kept = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(kept, "PNG")
    photo = added(kept.getvalue())
    stored = Image.open(photo.image.storage.open(photo.image.name))
    assert (stored.format, stored.getpixel((20, 20))) == ("JPEG", (255, 255, 255))


def a_zip() -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("a.txt", "xin chào")
    return kept.getvalue()


def a_gif() -> bytes:
    kept = BytesIO()
    Image.new("P", (10, 10)).save(kept, "GIF")
    return kept.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        a_zip(),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<html>",
        b"\xff\xd8\xff",
        a_jpeg()[:2000],
        a_gif(),
    ],
    ids=["zip", "svg", "html", "stub", "cut", "gif"],
)
def test_files_that_only_bear_the_name_are_refused_in_a_sentence(content):
    assert refused(content) == [_(UNREADABLE)]
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("side", [4_100, 9_500, 12_000, 30_000])
def test_a_header_that_claims_too_many_pixels_is_refused_before_it_is_unpacked(side):
    assert refused(a_png_header(side, side)) == [_("The photograph has too many pixels.")]


def test_a_file_over_20_mb_is_refused(monkeypatch):
    monkeypatch.setattr(actions, "MOST_BYTES", 1000)
    assert refused(a_jpeg()) == [_("The photograph is larger than 20 MB.")]


def test_a_photograph_without_description_is_refused():
    with pytest.raises(ValidationError) as refusal:
        added(a_jpeg(), alt="Ảnh")
    assert refusal.value.messages == [_("Describe the photograph in at least 10 characters.")]
    assert Photo.objects.count() == 0


def test_a_photograph_taken_out_takes_its_files_along(django_capture_on_commit_callbacks):
    photo = added(a_jpeg())
    store, names = photo.image.storage, [photo.image.name, photo.small_name]
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(photo, by=a_user())
    assert [store.exists(name) for name in names] == [False, False]
    assert Photo.objects.count() == 0
