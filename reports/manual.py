"""The manual: its Markdown lies in docs/huong-dan, reads well on its own there, and is shown at /tro-giup/.

We wrote the text ourselves, so its HTML is trusted. A chapter is a file `NN-slug.md` whose first line is its title.
"""

import re
from dataclasses import dataclass
from functools import cache
from xml.etree.ElementTree import Element

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

FOLDER = settings.BASE_DIR / "docs" / "huong-dan"
_FILE = re.compile(r"\d\d-(?P<slug>[a-z-]+)\.md")
_LINK = re.compile(r"\d\d-(?P<slug>[a-z-]+)\.md(?P<anchor>#.*)?")
_PICTURE = re.compile(r"\.\./pictures/(?P<name>[a-z0-9-]+\.png)")


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    html: str
    number: int


@cache
def chapters() -> dict[str, Chapter]:
    """All chapters by slug, in their order; read once, since text and program are updated together."""
    files = [(found["slug"], path) for path in sorted(FOLDER.iterdir()) if (found := _FILE.fullmatch(path.name))]
    return {slug: _chapter(slug, path, number) for number, (slug, path) in enumerate(files, start=1)}


def _chapter(slug, path, number) -> Chapter:
    heading, _, body = path.read_text("utf-8").partition("\n")
    reader = Markdown(extensions=["tables", "sane_lists", "toc", _House()], output_format="html")
    return Chapter(slug, heading.removeprefix("# ").strip(), reader.convert(body), number)


class _House(Extension):
    def extendMarkdown(self, md):
        md.treeprocessors.register(_Dresser(md), "house", priority=0)


class _Dresser(Treeprocessor):
    """Leads links and pictures to this site, and gives tables the frame and the names our pages give them."""

    def run(self, root):
        for link in root.iter("a"):
            link.set("href", _address(link.get("href", "")))
        for picture in root.iter("img"):
            _dress_picture(picture)
        self._frame_tables(root)

    def _frame_tables(self, root):
        heading = ""
        for place, child in enumerate(list(root)):
            if child.tag in ("h2", "h3"):
                heading = "".join(child.itertext())
            elif child.tag == "table":
                root[place] = _framed(child, heading)


def _address(href: str) -> str:
    found = _LINK.fullmatch(href)
    return reverse("help_chapter", args=[found["slug"]]) + (found["anchor"] or "") if found else href


def _dress_picture(picture: Element):
    found = _PICTURE.fullmatch(picture.get("src", ""))
    if found:
        picture.set("src", static(f"pictures/{found['name']}"))
    picture.set("loading", "lazy")
    picture.set("class", "screen")


def _framed(table: Element, heading: str) -> Element:
    """Cards on a phone, so each cell names its column; else a frame that scrolls, with a name for the keyboard."""
    table.set("class", "table table-cards")
    heads = list(table.iter("th"))
    for head in heads:
        head.set("scope", "col")
    for row in table.iter("tr"):
        for head, cell in zip(heads, row.findall("td"), strict=False):
            _name_cell(cell, "".join(head.itertext()))
    frame = Element("div", {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": heading})
    frame.append(table)
    return frame


def _name_cell(cell: Element, name: str):
    """A card sets name and content side by side, so the content is one thing."""
    content = Element("div")
    content.text, cell.text = cell.text, None
    content.extend(cell)
    for child in list(cell):
        cell.remove(child)
    cell.append(content)
    cell.set("data-label", name)
