"""The news item of a ceremony: its published facts told by a careful clerk, worded as the public summary is.

Beside the summary it tells what stands on the public pages around the ceremony: the contents of the pact in full, what
was noted of last season, and what the source says of itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from blocs.models import Bloc, Release
from pacts.models import Ceremony, Pact
from reports.drafting import SIGNINGS, facts_of, left_out, pact_of
from reports.logic.summary import blocks, body_of, in_words, title_of
from reports.papers.document import Document, Para, SignBlock
from reports.papers.framing import Frame

SOURCE = "Nguồn "
"""How a remark begins that speaks of its source, not of the season."""
WISH = "Kỳ vọng "


def subjects(bloc: Bloc) -> list[Ceremony]:
    """Ceremonies that took place, the first one first."""
    return list(bloc.ceremonies.filter(state=Ceremony.State.HELD).order_by("on", "pk"))


def gaps(subject: Ceremony) -> list[tuple[str, str]]:
    """Figures that are not told because nobody has released them."""
    page = reverse("reports:release_levels")
    unreleased = [row.name for bloc in subject.blocs.all() for row in left_out(bloc)]
    words = _("Not told, as they are not released: %(names)s.") % {"names": "; ".join(unreleased)}
    return [(words, page)] if unreleased else []


def write(subject: Ceremony, frame: Frame) -> Document:
    with override("vi"):
        bloc = _bloc_of(subject, frame)
        facts = facts_of(bloc, subject)
        title = title_of(facts)
        body = [*_body(body_of(facts), bloc, _contents(subject, pact_of(bloc, subject))), *_notes(bloc)]
        item = frame.document(
            title=title,
            abstract=title,
            body=body,
            signs=SignBlock(("NGƯỜI VIẾT TIN",), subject.secretary_name),
            facts={"khoi": bloc.name, "nam": bloc.season.name, "le": subject.title},
        )
        return replace(item, parent="", agency="", number_line="", place_and_day="", type_name="")


def _bloc_of(ceremony: Ceremony, frame: Frame) -> Bloc:
    """The bloc in whose name it is told, of those that met."""
    rows = ceremony.blocs.select_related("season", "series__organiser", "previous__season").order_by("pk")
    return next((bloc for bloc in rows if bloc.name == frame.agency), rows[0])


# --- What the summary leaves out -------------------------------------------------------------------


def _contents(ceremony: Ceremony, pact: Pact | None) -> Iterator[Para]:
    """The pact's own title, undertaking, and the further words under its contents, where it was signed here."""
    if pact is None or ceremony.kind not in SIGNINGS:
        return
    said = f"{pact.title}. {pact.undertaking}".strip() if pact.undertaking else f"{pact.title}."
    yield Para(f"Văn bản được ký kết: {said}")
    for section in pact.sections.all():
        if section.text.strip():
            yield Para(f"{section.title}: {' '.join(section.text.split())}")


def _last_remarks(bloc: Bloc) -> list[str]:
    """What was noted of last season, where its page is public."""
    previous = bloc.previous if bloc.previous_id and bloc.previous.release == Release.PUBLIC else None
    own = [row.text for row in bloc.remarks.all()]
    rows = [row.text for row in previous.remarks.all()] if previous else []
    return [text for text in rows if not text.startswith(SOURCE) and text not in own]


def _notes(bloc: Bloc) -> Iterator[Para]:
    """What was noted of the season, and what its source says of itself."""
    yield from (Para(f"Ghi chú: {row.text}", "italic") for row in bloc.remarks.all())


def _body(body: str, bloc: Bloc, contents: Iterator[Para]) -> Iterator[Para]:
    """The summary, before its closing wish the words of the pact, and before last year's figures what was noted."""
    parts = body.split("\n\n")
    looks_back = _looks_back(parts, bloc)
    for n, part in enumerate(parts):
        if n == looks_back:
            yield from map(Para, _last_remarks(bloc))
        if n == len(parts) - 1 and part.startswith(WISH):
            yield from contents
        yield from _told(part)
    yield from contents


def _looks_back(parts: list[str], bloc: Bloc) -> int | None:
    """Which paragraph tells of last season."""
    if not bloc.previous_id:
        return None
    season = in_words(bloc.previous.season.name)
    said = (f"{season[:1].upper()}{season[1:]}", f"Khẩu hiệu của {season}")
    return next((n for n, part in enumerate(parts) if n and part.startswith(said)), 1)


def _told(body: str) -> Iterator[Para]:
    """The summary's paragraphs, its points after dashes."""
    for block in blocks(body):
        yield from (Para(f"- {line}" if block.is_list else line) for line in block.lines)
