"""Ceremonies of a season document with their minute book and pictures, and the published summaries."""

from hashlib import sha256
from pathlib import Path

from django.core.files import File
from django.utils.translation import gettext as _

from pacts.models import Ceremony
from reports.models import Publication
from reports.seasonfile import refs, shapes
from reports.seasonfile.loading import Loading
from reports.seasonfile.normal import Said

CEREMONIES, SUMMARIES = shapes.DOCUMENT[1:]
ROWS = {rows.key: rows for rows in shapes.CEREMONY.rows}
PHOTOS = "photos"
"""The folder beside a season file in which its pictures lie."""


def load_ceremony(load: Loading, said: Said) -> None:
    """A ceremony that is here may get the blocs and pacts of a second file."""
    ceremony = Ceremony.objects.filter(slug=said["slug"]).first()
    if ceremony:
        load.is_here(CEREMONIES, load.writer.row(shapes.CEREMONY, ceremony), said)
    else:
        ceremony = load.saver.save(load.saver.build(shapes.CEREMONY, said, {}), said.path)
        _make_minutes(load, said, ceremony)
    _add_blocs(load, said, ceremony)


def load_summary(load: Loading, said: Said) -> None:
    number = said.get("number", 1)
    here = Publication.objects.filter(thread=said["thread"], number=number).first()
    if here:
        return load.is_here(SUMMARIES, load.writer.row(shapes.SUMMARY, here, said.home), said)
    load.saver.save(load.saver.build(shapes.SUMMARY, said, load.find.lookups(said.home)), said.path)
    return None


def _add_blocs(load: Loading, said: Said, ceremony: Ceremony) -> None:
    season = said.home.season
    blocs = {load.find.bloc(refs.read_bloc(text, season)) for text in said["blocs"]}
    pacts = {load.find.pact(refs.read_pact(text, season)) for text in said.get("pacts", [])}
    for manager, rows in [(ceremony.blocs, blocs), (ceremony.pacts, pacts)]:
        new = rows - set(manager.all())
        manager.add(*new)
        load.saver.counts["ceremony_link"] += len(new)


def _make_minutes(load: Loading, said: Said, ceremony: Ceremony) -> None:
    lookups = load.find.lookups(said.home)
    attendees = load.saver.add_rows(
        ROWS["attendees"], said.get("attendees", []), lookups, said.at("attendees"), ceremony=ceremony
    )
    lookups["attendee"] = lambda place: attendees[place - 1]
    for key in ("agenda", "directions", "contributions"):
        load.saver.add_rows(ROWS[key], said.get(key, []), lookups, said.at(key), ceremony=ceremony)
    for number, one in enumerate(said.get("photos", []), start=1):
        _make_photo(load, one, ceremony, number)


def _make_photo(load: Loading, said: Said, ceremony: Ceremony, number: int) -> None:
    name = f"{PHOTOS}/{said['file']}"
    path = (load.folder or Path()) / name
    if load.folder is None or not path.is_file():
        return load.faults.add(said.at("file"), _("There is no picture %(path)s.") % {"path": name})
    if sha256(path.read_bytes()).hexdigest() != said["sha256"]:
        return load.faults.add(said.at("sha256"), _("The picture has another SHA-256 than the file states."))
    photo = load.saver.build(shapes.PHOTO, said, {}, ceremony=ceremony, order=number)
    with path.open("rb") as picture:
        photo.image = File(picture, name=said["file"])
        load.saver.save(photo, said.path)
    return None
