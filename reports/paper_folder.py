"""Every paper of a bloc's year in a folder, in every format it has; for the command and for who looks at them all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from blocs.models import Bloc
from reports.logic.paper_names import file_name, told_apart
from reports.models import Document, Letterhead
from reports.paper_subjects import blank_paper, subjects_in
from reports.paper_trees import worded
from reports.papers import document as papers
from reports.papers.catalogue import KINDS, PDF, XLSX, Kind
from reports.papers.making import file_of


@dataclass(frozen=True)
class Written:
    """One file, or why there is none. `pages` of a PDF, sheets of a workbook, None of a Word file."""

    kind: Kind
    format: str
    name: str = ""
    pages: int | None = None
    size: int = 0
    trouble: str = ""


def write_folder(bloc: Bloc, folder: Path, formats: Sequence[str] = (), *, every: bool = False) -> Iterator[Written]:
    """One subject of each kind, or every one; formats a kind does not have are passed over."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: list[str] = []
    for kind in KINDS:
        wanted = [one for one in kind.formats if not formats or one in formats]
        if wanted:
            yield from _of_kind(kind, bloc, folder, wanted, every, taken)


def _of_kind(kind: Kind, bloc: Bloc, folder: Path, wanted: list[str], every: bool, taken: list[str]):
    """Whatever a kind stumbles over is told and keeps no other from being written."""
    try:
        subjects = subjects_in(kind, bloc)
    except DatabaseError:
        raise
    except Exception as error:
        yield Written(kind, "", trouble=_said(error))
        return
    if not subjects:
        yield Written(kind, "", trouble="no subject")
    for subject in subjects if every else subjects[:1]:
        yield from _of_subject(kind, bloc, subject, folder, wanted, taken)


def _of_subject(kind: Kind, bloc: Bloc, subject: Any, folder: Path, wanted: list[str], taken: list[str]):
    try:
        tree = worded(paper_about(kind, bloc, subject))
    except DatabaseError:
        raise
    except Exception as error:
        yield Written(kind, "", trouble=_said(error))
        return
    for one in wanted:
        taken.append(file_name(kind.type_name, _without(tree.abstract, kind.type_name), one))
        yield _file(kind, tree, one, folder / told_apart(taken)[-1])


def _without(abstract: str, type_name: str) -> str:
    """What the file is called after its type; a colon is no sign for a disk."""
    return abstract.removeprefix(type_name).replace(": ", " – ").strip()


def _file(kind: Kind, tree: papers.Document, one: str, path: Path) -> Written:
    try:
        content = file_of(tree, one)
    except Exception as error:
        return Written(kind, one, path.name, trouble=_said(error))
    path.write_bytes(content)
    return Written(kind, one, path.name, _pages(tree, one, content), len(content))


def paper_about(kind: Kind, bloc: Bloc, subject: Any) -> Document:
    """A draft nobody keeps, under the letterhead of the registers; made at the season's end, so that files repeat."""
    row = blank_paper(kind, bloc, subject)
    owner = {"series": row.letterhead.series} if row.letterhead.series_id else {"unit": row.letterhead.unit}
    row.letterhead = Letterhead.objects.filter(**owner).first() or row.letterhead
    row.made_at = datetime.combine(bloc.season.ends_on, time(5), tzinfo=UTC)
    return row


def _pages(tree: papers.Document, one: str, content: bytes) -> int | None:
    if one == XLSX:
        return len(tree.leaves)
    return pages_of(content) if one == PDF else None


def pages_of(pdf: bytes) -> int:
    from io import BytesIO

    from pyhanko.pdf_utils.reader import PdfFileReader

    return int(PdfFileReader(BytesIO(pdf)).root["/Pages"]["/Count"])


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
