"""Papers as tests of kinds ask for them: written about a bloc, and read as words."""

from blocs.models import Bloc
from reports.paper_frames import frame
from reports.papers.catalogue import BY_SLUG
from reports.papers.document import Document, Facts, Table
from tests import seasons


def written(slug: str, bloc: Bloc, **facts) -> Document:
    kind = BY_SLUG[slug]
    bloc = Bloc.objects.select_related("season", "series__organiser").get(pk=bloc.pk)
    return kind.write(bloc, frame(kind, bloc, **facts))


def words_of(paper: Document) -> str:
    """Every word of the body and the annexes."""
    blocks = [*paper.body, *(block for annex in paper.annexes for block in annex.body)]
    return seasons.tidy(" ".join(word for block in blocks for word in _words(block)))


def _words(block) -> list[str]:
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row.cells]
    return [word for row in block.rows for word in row] if isinstance(block, Facts) else [block.text]
