"""A paper made with an uploaded master, in a process of its own that may use so much memory and time and no more."""

import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path

from django.utils.translation import gettext as _

from reports.papers.document import Document

SECONDS, MEMORY = 20, 300 * 1024 * 1024


class NotTried(Exception):
    """The master made no paper; the sentence says why."""


def tried(tree: Document, master: bytes) -> tuple[bytes, dict]:
    """The trial paper and what the layout check says of it. Raises NotTried. Touches no database."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_in_bounds, args=(theirs, tree, master), daemon=True)
    child.start()
    theirs.close()
    try:
        told = ours.recv() if ours.poll(SECONDS) else None
    except EOFError:
        told = None
    finally:
        child.kill()
        child.join()
        ours.close()
    if told is None:
        raise NotTried(_("The master takes more time or memory than a paper may; make it simpler."))
    if isinstance(told, str):
        raise NotTried(_("No paper could be made with this master: %(why)s") % {"why": told})
    return told


def _in_bounds(answer: Connection, tree: Document, master: bytes) -> None:
    from reports.papers.making import file_of, judged

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        content = file_of(tree, "docx", master)
        answer.send((content, judged(tree, content)))
    except MemoryError:
        answer.close()
    except Exception as error:  # whatever the master made go wrong is told in its words
        answer.send(f"{type(error).__name__}: {str(error)[:300]}")
