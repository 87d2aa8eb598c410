"""Worded data into PDF/A by typst, with the fonts of the checkout and nothing else. Runs in the job worker only."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.conf import settings

from reports.papers.laying import plain

TEMPLATES = settings.BASE_DIR / "templates" / "papers"
STANDARD: Final = "a-3b"
"""PDF/A-3, level B: as 2b, and the sealed text may travel inside as a file of its own."""


class NotPrinted(Exception):
    """The typesetter warned or failed; the words are its own."""


def render(template: str, data: Any, *, made_at: datetime, files: Mapping[str, bytes] | None = None) -> bytes:
    """The PDF of `templates/papers/<template>.typ`. The same data and time give the same bytes.

    `data` is a dataclass or mapping of plain values and goes in as JSON, so that no word of it can be a command;
    `files` are what the template may read by name. Raises NotPrinted on any warning: a font that is missing would
    otherwise be replaced in silence.
    """
    import typst

    sources = {"main.typ": _source(template), "layout.typ": _source("layout"), **(files or {})}
    with TemporaryDirectory() as desk:
        for name, content in sources.items():
            (Path(desk) / name).write_bytes(content)
        try:
            made, warnings = typst.compile_with_warnings(
                str(Path(desk) / "main.typ"),
                root=desk,
                format="pdf",
                font_paths=_fonts(),
                ignore_system_fonts=True,
                pdf_standards=STANDARD,
                sys_inputs={"data": json.dumps(plain(data), ensure_ascii=False)},
                timestamp=int(made_at.timestamp()),
            )
        except (typst.TypstError, RuntimeError) as error:
            raise NotPrinted(str(error)) from error
    if warnings:
        raise NotPrinted("; ".join(str(getattr(warning, "message", warning)) for warning in warnings))
    return made


def _source(name: str) -> bytes:
    return (TEMPLATES / f"{name}.typ").read_bytes()


@cache
def _fonts():
    """Read once a process: reading them is most of the time of a paper."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[TEMPLATES / "fonts"])
