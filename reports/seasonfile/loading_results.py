"""Results of a season document: frozen anew from the marks where the file has no package, checked where it has one."""

from django.utils.translation import gettext as _

from pacts.models import CriteriaTable
from reports.actions.results import placings_of, publish
from reports.logic import package
from reports.models import Result
from reports.scored import board_of
from reports.seasonfile import shapes_scoring as shapes
from reports.seasonfile.loading import Loading
from reports.seasonfile.normal import Said
from reports.seasonfile.packages import made_anew
from reports.seasonfile.saving import told


def make_result(load: Loading, said: Said, table: CriteriaTable) -> None:
    """Prepared, given its lines, then published as the file says; no account stands behind it."""
    result = load.saver.build(shapes.RESULT, said, {}, bloc=table.pact.bloc, table=table)
    is_public, published_at = result.is_public, result.published_at
    result.state, result.published_at = Result.State.DRAFT, None
    board = board_of(table)
    result.package = said.get("package") or made_anew(result, table, board)
    result.digest = package.digest(result.package)
    content = _read(load, said, result)
    if content is None:
        return
    load.saver.save(result, said.path)
    lines = placings_of(result, board, content)
    load.saver.save_all(lines, said.path)
    if is_public:
        with told(said.path):
            publish(result, by=None, at=published_at, name=result.released_by_name)


def _read(load: Loading, said: Said, result: Result) -> package.Package | None:
    """The package as data; None with a fault where it is none, or says other digits than its own inputs lead to."""
    if said.get("digest", result.digest) != result.digest:
        words = {"stated": said["digest"], "computed": result.digest}
        sentence = _("The file states the digest %(stated)s, but the digest of this package is %(computed)s.")
        load.faults.add(said.at("digest"), sentence % words)
    try:
        content = package.read(result.package)
        difference = package.first_difference(content) if "package" in said else None
    except package.Malformed:
        load.faults.add(said.at("package"), _("This is no package of a result."))
        return None
    if difference:
        load.faults.add(said.at("package"), _("The package does not come to the digits it states."))
    return content
