"""A paper made with an uploaded master, in a process of its own that may use so much memory and time and no more.

The bound is of what the process holds altogether, its share of the worker it was parted from included.
"""

import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path

from django.utils.translation import gettext as _

from reports.papers.document import Document

MEGABYTE = 1024 * 1024
SECONDS, MEMORY = 20, 300 * MEGABYTE
LIBRARIES = 40 * MEGABYTE  # pages of program files still to come: the bound of the kernel counts own pages only
LEAST = 64 * MEGABYTE  # what a trial is given where the worker itself has grown: it is not the master's fault


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

    most = _most_data()
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        content = file_of(tree, "docx", master)
        answer.send((content, judged(tree, content)))
    except MemoryError:
        answer.close()
    except Exception as error:  # whatever the master made go wrong is told in its words
        answer.send(f"{type(error).__name__}: {str(error)[:300]}")


def _most_data() -> int:
    """Bytes of own pages that leave the whole at MEMORY (proc(5), statm: pages; Linux counts every private mapping)."""
    _size, _resident, shared, _text, _library, data, _dirty = map(int, Path("/proc/self/statm").read_text().split())
    page = resource.getpagesize()
    return max(MEMORY - LIBRARIES - shared * page, data * page + LEAST)
