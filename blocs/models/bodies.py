"""The body that runs this site, and its emblem."""

from io import BytesIO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image

from blocs.models.fields import LineField, ProseField
from blocs.models.places import Unit

EMBLEM_SIDE = 512  # pixels; shown at most 60 wide


def bare_emblem(upload) -> ContentFile:
    """The picture's pixels alone as a PNG of at most 512 pixels a side: no EXIF, no comment, nothing appended."""
    picture = Image.open(upload, formats=("PNG", "JPEG")).convert("RGBA")
    picture.thumbnail((EMBLEM_SIDE, EMBLEM_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)
    kept = BytesIO()
    bare.save(kept, "PNG", optimize=True)
    return ContentFile(kept.getvalue(), name=f"{uuid4().hex}.png")


class Body(models.Model):
    """The body that runs this site; one row, made by `setup_site`."""

    unit = models.OneToOneField(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit"))
    name = LineField(_("name of the body"), max_length=200)
    parent_name = LineField(_("name of its parent body"), max_length=200, blank=True)
    place_name = LineField(
        _("place name on papers"), max_length=100, blank=True, help_text=_("As written before the date on a paper.")
    )
    emblem = models.ImageField(_("emblem"), upload_to="emblem/", blank=True)
    responsible = LineField(_("responsible officer"), max_length=200, blank=True)
    contact = ProseField(_("contact"), blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        verbose_name = _("body that runs the site")
        verbose_name_plural = _("body that runs the site")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if self.emblem and not self.emblem._committed:  # a fresh upload, whichever door it came through
            self.emblem = bare_emblem(self.emblem.file)
        super().save(*args, **kwargs)
